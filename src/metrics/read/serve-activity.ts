/** What happened in the last 24 hours or on a local day: the newest first, and how much of it in each hour. */

import type { Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import type { Serialised } from '../../cache/serialised.ts'
import { DEFAULT_LIMIT } from '../../http/page.ts'
import { localHours } from '../../lib/time/local-hours.ts'
import type { Activity, ActivityCounts, ActivityCountsQuery, ActivityQuery } from '../schema.ts'
import {
  countPeople,
  countQuarters,
  countVerbs,
  type EventRow,
  listEvents,
  MOST_COUNTED,
  nameOfFilter,
  readWindow,
} from './activity-events.ts'
import { serveKept } from './serve-kept.ts'

const TTL_MS = 60_000

type Needs = Pick<Base, 'db' | 'clock' | 'cache'>

export function serveActivity(
  context: Needs & Pick<Base, 'cursors'>,
  { organization_id }: Principal,
  query: ActivityQuery,
): Serialised | Promise<Serialised> {
  const { limit = DEFAULT_LIMIT, cursor, force_refresh } = query
  const list = { organization_id, list: `activity${nameOfFilter(query)}`, sort: '-occurred_at' }
  const [before_at, before_id] = cursor === undefined ? [] : context.cursors.read(list, cursor)
  const of = `${limit}:${cursor ?? ''}${nameOfFilter(query)}`
  return serveKept(context, { organization_id, name: 'activity', of, force_refresh }, async (q, now) => {
    const { window, days } = await readWindow(q, now, query.day)
    // Those of its last instant belong to the first page: before the next millisecond.
    const before = { before_at: Number(before_at ?? window.until_at + 1), before_id: String(before_id ?? '') }
    const rows = await listEvents(q, query, { after_at: window.after_at, ...before, count: limit + 1 })
    const page = context.cursors.page(list, rows, limit, ({ occurred_at, id }) => [occurred_at, id])
    const items = page.items.map(toWire)
    if (cursor !== undefined) return { parts: { ...page, items }, ttl_ms: TTL_MS }
    const quarters = await countQuarters(q, query, window)
    const total = [...quarters.values()].reduce((sum, events) => sum + events, 0)
    const histogram = localHours(days, window.after_at, window.until_at, quarters)
    return { parts: { ...page, items, total, time_zone: days.timeZone, histogram }, ttl_ms: TTL_MS }
  })
}

/** How much of it was of each kind, and by whom: what one may ask for next. */
export function serveActivityCounts(
  context: Needs,
  { organization_id }: Principal,
  query: ActivityCountsQuery,
): Serialised | Promise<Serialised> {
  const { person_id, verb, day, force_refresh } = query
  const wanted = { organization_id, name: 'activity counts', of: nameOfFilter(query), force_refresh }
  return serveKept(context, wanted, async (q, now) => {
    const { window, days } = await readWindow(q, now, day)
    const [verbs, people] = await Promise.all([
      countVerbs(q, { person_id }, window),
      countPeople(q, { verb }, window),
    ])
    const parts: Omit<ActivityCounts, 'cache_metadata'> = {
      time_zone: days.timeZone,
      verbs: verbs.slice(0, MOST_COUNTED),
      more_verbs: verbs.length > MOST_COUNTED,
      people: people.slice(0, MOST_COUNTED).map(({ count, ...row }) => ({ person: personOf(row), count })),
      more_people: people.length > MOST_COUNTED,
    }
    return { parts, ttl_ms: TTL_MS }
  })
}

function toWire({ id, verb, core, occurred_at, ...row }: EventRow) {
  return {
    id,
    person: personOf(row),
    verb,
    core: Boolean(core),
    occurred_at: new Date(occurred_at).toISOString(),
  } satisfies Activity['items'][number]
}

function personOf({ person_id, external_id, name }: Pick<EventRow, 'person_id' | 'external_id' | 'name'>) {
  return { id: person_id, external_id, name }
}
