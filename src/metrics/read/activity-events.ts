/**
 * The SQL of the activity: events between two instants, all or some of them, and how many there are.
 * Each question is asked in four ways, by what is asked for, so that none is planned for what is left out.
 */
import type { Read } from '../../db/handle.ts'
import { type StatementValues, statement } from '../../db/statement.ts'
import { InvalidValueError } from '../../lib/app-error.ts'
import { dayNamed, dayToDate, type LocalDays, localDays } from '../../lib/time/local-days.ts'
import { QUARTER_MS } from '../../lib/time/local-hours.ts'
import { readRollupSettings } from '../record/rollup-statements.ts'

const DAY_MS = 86_400_000
/** Of kinds, and of people: more are for a list of their own. */
export const MOST_COUNTED = 100

export interface ActivityFilter {
  person_id?: string | undefined
  verb?: string | undefined
}

/** Nothing where nothing is asked for: cursors of before go on. */
export function nameOfFilter({
  person_id,
  verb,
  day,
}: ActivityFilter & { day?: string | undefined }): string {
  const asked = [person_id, verb, day]
  return asked.every((one) => one === undefined) ? '' : ` ${JSON.stringify(asked)}`
}

/** Instants in (after, until], epoch ms. */
type Window = {
  after_at: number
  until_at: number
}

/**
 * The last 24 hours, or a local day as far as it has gone.
 *
 * @throws InvalidValueError when `day` is no date, or lies in the future.
 */
export async function readWindow(
  q: Read,
  now: number,
  day: string | undefined,
): Promise<{ window: Window; days: LocalDays }> {
  const { time_zone } = await readRollupSettings(q)
  const days = localDays(time_zone)
  if (day === undefined) return { window: { after_at: now - DAY_MS, until_at: now }, days }
  const asked = dayNamed('day', day)
  const today = days.dayOf(now)
  if (asked > today) {
    throw new InvalidValueError('day', `is in the future: today is ${dayToDate(today)} in ${time_zone}`)
  }
  const window = { after_at: days.startOf(asked) - 1, until_at: Math.min(now, days.endOf(asked) - 1) }
  return { window, days }
}

export interface EventRow {
  id: string
  person_id: string
  external_id: string | null
  name: string | null
  verb: string
  /** 0 or 1 on SQLite. */
  core: boolean | number
  occurred_at: number
}

type FilterValues = { person_id: string; verb: string }

type EventPage = {
  after_at: number
  before_at: number
  before_id: string
  count: number
}

const PEOPLE = `
  join people p on p.organization_id = :organization_id and p.id = e.person_id
  left join members m on m.organization_id = :organization_id and m.id = e.person_id
  left join users u on u.id = m.user_id`

const selectEvents = asked<EventPage, EventRow>(
  (asked) => `
  select e.id, e.person_id, p.external_id, coalesce(p.name, u.name) as name, e.verb, e.core, e.occurred_at
  from activity_events e ${PEOPLE}
  where e.organization_id = :organization_id
    and e.occurred_at > :after_at and e.occurred_at <= :before_at
    and (e.occurred_at < :before_at or e.id < :before_id) ${asked}
  order by e.occurred_at desc, e.id desc
  limit :count`,
)

/** The newest first. */
export function listEvents(q: Read, filter: ActivityFilter, page: EventPage): Promise<EventRow[]> {
  return q.all(selectEvents(filter), { ...page, ...valuesOf(filter) })
}

const selectQuarters = asked<Window, { quarter: number; events: number }>(
  (asked) => `
  select e.occurred_at / ${QUARTER_MS} as quarter, count(*) as events from activity_events e
  where e.organization_id = :organization_id and e.occurred_at > :after_at and e.occurred_at <= :until_at ${asked}
  group by e.occurred_at / ${QUARTER_MS}`,
)

/** By quarter of an hour: instants divided by `QUARTER_MS`, rounded down. */
export async function countQuarters(q: Read, filter: ActivityFilter, window: Window) {
  const counted = await q.all(selectQuarters(filter), { ...window, ...valuesOf(filter) })
  return new Map(counted.map(({ quarter, events }) => [Number(quarter), Number(events)]))
}

const selectVerbs = asked<Window & { most: number }, { verb: string; count: number }>(
  (asked) => `
  select e.verb, count(*) as count from activity_events e
  where e.organization_id = :organization_id and e.occurred_at > :after_at and e.occurred_at <= :until_at ${asked}
  group by e.verb order by count(*) desc, e.verb limit :most`,
)

/** What was done most comes first; one more than are shown. */
export async function countVerbs(q: Read, filter: ActivityFilter, window: Window) {
  const counted = await q.all(selectVerbs(filter), { ...window, ...valuesOf(filter), most: MOST_COUNTED + 1 })
  return counted.map(({ verb, count }) => ({ verb, count: Number(count) }))
}

type PersonRow = Pick<EventRow, 'person_id' | 'external_id' | 'name'> & { count: number }

const selectPeople = asked<Window & { most: number }, PersonRow>(
  (asked) => `
  select e.person_id, p.external_id, coalesce(p.name, u.name) as name, e.count
  from (
    select e.person_id, count(*) as count from activity_events e
    where e.organization_id = :organization_id and e.occurred_at > :after_at and e.occurred_at <= :until_at ${asked}
    group by e.person_id order by count(*) desc, e.person_id limit :most
  ) e ${PEOPLE}
  order by e.count desc, e.person_id`,
)

/** Who did most comes first; one more than are shown. */
export async function countPeople(q: Read, filter: ActivityFilter, window: Window) {
  const counted = await q.all(selectPeople(filter), {
    ...window,
    ...valuesOf(filter),
    most: MOST_COUNTED + 1,
  })
  return counted.map((row) => ({ ...row, count: Number(row.count) }))
}

function asked<V extends StatementValues, Row>(sqlWith: (asked: string) => string) {
  const byPerson = 'and e.person_id = :person_id'
  const byVerb = 'and e.verb = :verb'
  const of = (...conditions: string[]) => statement<V & FilterValues, Row>(sqlWith(conditions.join(' ')))
  const all = of()
  const person = of(byPerson)
  const verb = of(byVerb)
  const both = of(byPerson, byVerb)
  return (filter: ActivityFilter) => {
    if (filter.verb === undefined) return filter.person_id === undefined ? all : person
    return filter.person_id === undefined ? verb : both
  }
}

/** What is not asked for has no place in the statement. */
function valuesOf({ person_id = '', verb = '' }: ActivityFilter): FilterValues {
  return { person_id, verb }
}
