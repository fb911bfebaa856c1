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
import { takePart } from './take-part.ts'

const PAGE_ROWS = 500
/** The same where properties are large: of the largest, half a megabyte. */
const FEW_ROWS = 32
/** Of a page, from which on the next ones have few rows, and the rest of it is let go. */
const LARGE_CHARACTERS = 2 ** 19
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

type After = { after_at: number; after_id: string; until_at: number }

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
function eventsAfter(rows: number) {
  return statement<After, EventRow>(`
  select e.occurred_at, e.id, e.person_id, p.external_id, coalesce(p.name, u.name) as name, e.verb, e.core,
         cast(e.properties as text) as properties, e.received_at
  from activity_events e
  left join people p on p.organization_id = :organization_id and p.id = e.person_id
  left join members m on m.organization_id = :organization_id and m.id = e.person_id
  left join users u on u.id = m.user_id
  where e.organization_id = :organization_id
    and (e.occurred_at, e.id) > (:after_at, :after_id) and e.occurred_at < :until_at
  order by e.occurred_at, e.id
  limit ${rows}`)
}

const listEventsAfter = eventsAfter(PAGE_ROWS)
const listFewEventsAfter = eventsAfter(FEW_ROWS)

async function* activityPages(
  { db }: Pick<Base, 'db'>,
  { organization_id, range, days, received_until }: ActivityDays,
): AsyncGenerator<Row[]> {
  const until_at = days.endOf(range.to)
  let [after_at, after_id] = [days.startOf(range.from), '']
  let most = PAGE_ROWS
  const nextEvents = async () => {
    const after = { after_at, after_id, until_at }
    const events = await db.for(organization_id).read((q) => readPage(q, most, after), 'heavy')
    const isFull = events.length === most
    most = rowsOfNextPage(events)
    const isCut = events.length > most
    if (isCut) events.length = most
    // Where a clock was set back across midnight, instants of two days lie between each other.
    const wanted = events.filter(
      ({ occurred_at, received_at }) =>
        received_at <= received_until && isWithin(range, days.dayOf(occurred_at)),
    )
    return { wanted, last: isFull || isCut ? events.at(-1) : undefined }
  }
  for (;;) {
    const { wanted, last } = await nextEvents()
    while (wanted.length > 0) {
      yield takePart(wanted, ({ properties }) => properties?.length ?? 0).map(cellsOf)
      await nextTurn()
    }
    if (!last) return
    ;[after_at, after_id] = [last.occurred_at, last.id]
    await nextTurn()
  }
}

function readPage(q: Read, rows: number, after: After) {
  const list = rows === PAGE_ROWS ? listEventsAfter : listFewEventsAfter
  return q.can.inIndexOrder(q, () => q.all(list, after))
}

function rowsOfNextPage(events: readonly EventRow[]): number {
  const characters = events.reduce((sum, { properties }) => sum + (properties?.length ?? 0), 0)
  return characters * PAGE_ROWS > LARGE_CHARACTERS * events.length ? FEW_ROWS : PAGE_ROWS
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
