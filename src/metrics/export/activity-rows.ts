/**
 * The events of a range of local days in the order of (occurred_at, id), however many there are.
 *
 * Promises: no more than a page of them in memory, and the event loop is free between pages. Each
 * page is a short read of its own: one snapshot held for as long as a client takes to download would
 * keep SQLite's write-ahead log from being emptied, and Postgres from cleaning up. The price is that
 * an event which is deleted meanwhile may be there or not. One that comes meanwhile is left out, by
 * the time at which it was received.
 */
import type { Base } from '../../base.ts'
import type { Read } from '../../db/handle.ts'
import { statement } from '../../db/statement.ts'
import { nextTurn } from '../../lib/next-turn.ts'
import type { LocalDays } from '../../lib/time/local-days.ts'
import type { DayRange } from '../read/day-range.ts'
import type { DaySeries } from '../read/day-series.ts'
import type { Row, Table } from './table.ts'

const PAGE_ROWS = 500
/** Of properties, written at once. A full page of them would hold others up: escaping may be slow. */
const PART_CHARACTERS = 2 ** 17
/** Rows of rollups that are added up at once: a few ms. */
const COUNTED_AT_ONCE = 2_000

export interface ActivityDays {
  organization_id: string
  range: DayRange
  days: LocalDays
  /** What was received later is left out: epoch ms. */
  received_until: number
}

export function activityTable(context: Pick<Base, 'db'>, days: ActivityDays): Table {
  return {
    name: 'activity',
    columns: [
      { name: 'occurred_at', kind: 'instant', width: 24 },
      { name: 'id', kind: 'text', width: 38 },
      { name: 'person_id', kind: 'text', width: 38 },
      { name: 'person_external_id', kind: 'text', width: 24 },
      { name: 'person_name', kind: 'text', width: 24 },
      { name: 'verb', kind: 'text', width: 24 },
      { name: 'core', kind: 'flag', width: 8 },
      { name: 'properties', kind: 'json', width: 40 },
    ],
    pages: activityPages(context, days),
  }
}

interface EventRow {
  occurred_at: number
  id: string
  person_id: string
  external_id: string | null
  name: string | null
  verb: string
  /** 0 or 1 on SQLite. */
  core: boolean | number
  properties: string | null
  received_at: number
}

/**
 * Left joins, though everybody is in `people`, and a limit that does not change: a planner that is told
 * less might begin there, or read all of it for each page.
 */
const listEventsAfter = statement<{ after_at: number; after_id: string; until_at: number }, EventRow>(`
  select e.occurred_at, e.id, e.person_id, p.external_id, coalesce(p.name, u.name) as name, e.verb, e.core,
         cast(e.properties as text) as properties, e.received_at
  from activity_events e
  left join people p on p.organization_id = :organization_id and p.id = e.person_id
  left join members m on m.organization_id = :organization_id and m.id = e.person_id
  left join users u on u.id = m.user_id
  where e.organization_id = :organization_id
    and (e.occurred_at, e.id) > (:after_at, :after_id) and e.occurred_at < :until_at
  order by e.occurred_at, e.id
  limit ${PAGE_ROWS}`)

async function* activityPages(
  { db }: Pick<Base, 'db'>,
  { organization_id, range, days, received_until }: ActivityDays,
): AsyncGenerator<Row[]> {
  const until_at = days.endOf(range.to)
  let [after_at, after_id] = [days.startOf(range.from), '']
  for (;;) {
    const after = { after_at, after_id, until_at }
    const events = await db.for(organization_id).read((q) => readPage(q, after))
    // Where a clock was set back across midnight, instants of two days lie between each other.
    const wanted = events.filter(
      ({ occurred_at, received_at }) =>
        received_at <= received_until && isWithin(range, days.dayOf(occurred_at)),
    )
    for (const part of partsOf(wanted)) {
      yield part.map(cellsOf)
      await nextTurn()
    }
    const last = events.at(-1)
    if (!last || events.length < PAGE_ROWS) return
    ;[after_at, after_id] = [last.occurred_at, last.id]
    await nextTurn()
  }
}

function* partsOf(events: readonly EventRow[]): Generator<EventRow[]> {
  let part: EventRow[] = []
  let characters = 0
  for (const event of events) {
    part.push(event)
    characters += event.properties?.length ?? 0
    if (characters < PART_CHARACTERS) continue
    yield part
    part = []
    characters = 0
  }
  if (part.length > 0) yield part
}

function readPage(q: Read, after: { after_at: number; after_id: string; until_at: number }) {
  return q.can.inIndexOrder(q, () => q.all(listEventsAfter, after))
}

function isWithin({ from, to }: DayRange, day: number): boolean {
  return from <= day && day <= to
}

function cellsOf(event: EventRow): Row {
  const { occurred_at, id, person_id, external_id, name, verb, core, properties } = event
  return [occurred_at, id, person_id, external_id, name, verb, Boolean(core), properties]
}

const sumEvents = statement<{ generation: number; from_day: number; to_day: number }, { events: number }>(`
  select coalesce(sum(n), 0) as events from person_days
  where organization_id = :organization_id and generation = :generation
    and day between :from_day and :to_day`)

/**
 * How many events there are on the days, from the rollups. On a day, as many of their rows are added
 * up as it has active people, so the work is cut by their number.
 *
 * @param q A snapshot: other things are awaited between the queries.
 */
export async function countActivity(
  q: Read,
  generation: number,
  series: DaySeries,
  { from, to }: DayRange,
): Promise<number> {
  let count = 0
  let rows = 0
  for (let day = from, from_day = from; day <= to; day += 1) {
    rows += series.on(day).dau
    if (rows < COUNTED_AT_ONCE && day < to) continue
    const [sum] = await q.all(sumEvents, { generation, from_day, to_day: day })
    count += Number(sum?.events ?? 0)
    from_day = day + 1
    rows = 0
    await nextTurn()
  }
  return count
}
