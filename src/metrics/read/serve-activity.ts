/** What happened in the last 24 hours: the newest first, and how much of it in each hour. */

import type { Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import type { Serialised } from '../../cache/serialised.ts'
import type { Read } from '../../db/handle.ts'
import { statement } from '../../db/statement.ts'
import { DEFAULT_LIMIT } from '../../http/page.ts'
import { localDays } from '../../lib/time/local-days.ts'
import { localHours, QUARTER_MS } from '../../lib/time/local-hours.ts'
import { readRollupSettings } from '../record/rollup-statements.ts'
import type { Activity, ActivityQuery } from '../schema.ts'
import { serveKept } from './serve-kept.ts'

const TTL_MS = 60_000
const DAY_MS = 86_400_000

export function serveActivity(
  context: Pick<Base, 'db' | 'clock' | 'cache' | 'cursors'>,
  { organization_id }: Principal,
  query: ActivityQuery,
): Serialised | Promise<Serialised> {
  const { limit = DEFAULT_LIMIT, cursor, force_refresh } = query
  const list = { organization_id, list: 'activity', sort: '-occurred_at' }
  const [before_at, before_id] = cursor === undefined ? [] : context.cursors.read(list, cursor)
  const of = `${limit}:${cursor ?? ''}`
  return serveKept(context, { organization_id, name: 'activity', of, force_refresh }, async (q, now) => {
    const window = { after_at: now - DAY_MS, until_at: now }
    // Those that happened now belong to the first page: before the next millisecond.
    const before = { before_at: Number(before_at ?? now + 1), before_id: String(before_id ?? '') }
    const rows = await q.all(listEvents, { after_at: window.after_at, ...before, count: limit + 1 })
    const page = context.cursors.page(list, rows, limit, ({ occurred_at, id }) => [occurred_at, id])
    const histogram = cursor === undefined ? await readHistogram(q, window) : undefined
    return { parts: { ...page, items: page.items.map(toWire), ...histogram }, ttl_ms: TTL_MS }
  })
}

interface EventRow {
  id: string
  person_id: string
  external_id: string | null
  name: string | null
  verb: string
  /** 0 or 1 on SQLite. */
  core: boolean | number
  occurred_at: number
}

const listEvents = statement<
  { after_at: number; before_at: number; before_id: string; count: number },
  EventRow
>(`
  select e.id, e.person_id, p.external_id, coalesce(p.name, u.name) as name, e.verb, e.core, e.occurred_at
  from activity_events e
  join people p on p.organization_id = :organization_id and p.id = e.person_id
  left join members m on m.organization_id = :organization_id and m.id = e.person_id
  left join users u on u.id = m.user_id
  where e.organization_id = :organization_id
    and e.occurred_at > :after_at and e.occurred_at <= :before_at
    and (e.occurred_at < :before_at or e.id < :before_id)
  order by e.occurred_at desc, e.id desc
  limit :count`)

const countQuarters = statement<{ after_at: number; until_at: number }, { quarter: number; events: number }>(`
  select occurred_at / ${QUARTER_MS} as quarter, count(*) as events from activity_events
  where organization_id = :organization_id and occurred_at > :after_at and occurred_at <= :until_at
  group by occurred_at / ${QUARTER_MS}`)

async function readHistogram(q: Read, window: { after_at: number; until_at: number }) {
  const { time_zone } = await readRollupSettings(q)
  const counted = await q.all(countQuarters, window)
  const quarters = new Map(counted.map(({ quarter, events }) => [quarter, events]))
  return {
    time_zone,
    histogram: localHours(localDays(time_zone), window.after_at, window.until_at, quarters),
  }
}

function toWire({ id, person_id, external_id, name, verb, core, occurred_at }: EventRow) {
  return {
    id,
    person: { id: person_id, external_id, name },
    verb,
    core: Boolean(core),
    occurred_at: new Date(occurred_at).toISOString(),
  } satisfies Activity['items'][number]
}
