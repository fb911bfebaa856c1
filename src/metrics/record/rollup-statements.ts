/** The hot SQL that keeps the rollups. Every statement works on one generation of them. */
import type { Read } from '../../db/handle.ts'
import { APART, batchStatement, type StatementValues, statement } from '../../db/statement.ts'
import { CELL_COLUMNS } from './cohort-deltas.ts'
import { DAY_COLUMNS } from './day-deltas.ts'
import { CORE_WINDOWS } from './rolling-distinct.ts'

export interface RollupSettings {
  time_zone: string
  created_at: number
  rollup_generation: number
  next_rollup_generation: number | null
  next_time_zone: string | null
  /** How far the next generation holds the work: see stocks/build-work.ts. */
  next_work_until: string | null
  rollup_version: number
}

const selectRollupSettings = statement<Record<never, never>, RollupSettings>(`
  select time_zone, created_at, rollup_generation, next_rollup_generation, next_time_zone,
    next_work_until, rollup_version
  from organizations where id = :organization_id`)

type Asked = Pick<Read, 'all' | 'organization_id'>

/** `null` for an organization that is not there any more. */
export async function findRollupSettings(q: Asked): Promise<RollupSettings | null> {
  return (await q.all(selectRollupSettings))[0] ?? null
}

export async function readRollupSettings(q: Asked): Promise<RollupSettings> {
  const settings = await findRollupSettings(q)
  if (!settings) throw new Error(`There is no organization ${q.organization_id}.`)
  return settings
}

const findRollupVersion = statement<Record<never, never>, { rollup_version: number }>(
  'select rollup_version from organizations where id = :organization_id',
)

/** Of what the rollups that are read are made: see rollup-version.ts. */
export async function readRollupVersion(q: Read): Promise<number> {
  const [found] = await q.all(findRollupVersion)
  return found?.rollup_version ?? 0
}

const ofRow = (table: string, generation = ':generation') => `${table}.organization_id = :organization_id
      and ${table}.generation = ${generation} and ${table}.person_id = r.person_id`

/** Integers as one text: see `unpacked`. */
const packed = (table: string, columns: readonly string[]) =>
  columns.map((column) => `${table}.${column}`).join(" || ',' || ")

export function unpacked(text: string): number[] {
  return text.split(',').map(Number)
}

const SESSION_COLUMNS = ['start_at', 'end_at', 'n', 'start_day']

interface PersonState {
  person_id: string
  tracked: number | boolean
  built: number | boolean
  first_day: number | null
  /** When the person was active last, epoch ms. */
  last_at: number | null
}

/** The people who are built in this generation, or who are new: `state_day` tells them apart. */
export const findPersonStates = batchStatement(
  { person_id: 'text' },
  APART,
)<PersonState, { generation: number }>(`
  select p.id as person_id, p.external_id is not null as tracked,
         s.person_id is not null as built, s.first_day,
         (select l.end_at from person_sessions l where l.organization_id = :organization_id
            and l.generation = :generation and l.person_id = r.person_id
          order by l.start_at desc limit 1) as last_at
  from :rows as r
  join people p on p.organization_id = :organization_id and p.id = r.person_id
  left join person_states s on s.organization_id = :organization_id
    and s.generation = :generation and s.person_id = r.person_id`)

/**
 * As above, each with the last day and the last session: what comes in order is next to these, and to no others.
 *
 * Of the last day the person stands in the order, and not as one who is known: without statistics Postgres
 * would go through the days of everybody, the latest first, by the index that has days in that order.
 */
const actingPeople = <Values extends StatementValues>(generation: string) =>
  batchStatement(
    { person_id: 'text' },
    APART,
  )<ActingPerson, Values>(`
  select p.id as person_id, p.external_id is not null as tracked,
         s.person_id is not null as built, s.first_day,
         (select ${packed('o', ['day', 'n', 'core_n', 'first_at', 'last_at'])} from person_days o
          where o.organization_id = :organization_id and o.generation = ${generation}
            and o.person_id >= r.person_id and o.person_id <= r.person_id
          order by o.person_id desc, o.day desc limit 1) as last_day,
         (select ${packed('l', SESSION_COLUMNS)} from person_sessions l
          where ${ofRow('l', generation)} order by l.start_at desc limit 1) as last_session
  from :rows as r
  join people p on p.organization_id = :organization_id and p.id = r.person_id
  left join person_states s on s.organization_id = :organization_id
    and s.generation = ${generation} and s.person_id = r.person_id`)

export type ActingPerson = Omit<PersonState, 'last_at'> & {
  last_day: string | null
  last_session: string | null
}

export const findActingPeople = actingPeople<{ generation: number }>(':generation')
/** In the generation that is current. */
export const findActingNow = actingPeople<Record<never, never>>(
  '(select g.rollup_generation from organizations g where g.id = :organization_id)',
)

export const putPersonStates = batchStatement(
  { person_id: 'text', first_day: 'int' },
  APART,
)<never, { generation: number }>(`
  insert into person_states (organization_id, generation, person_id, first_day)
  select :organization_id, cast(:generation as bigint), r.person_id, r.first_day from :rows as r where true
  on conflict (organization_id, generation, person_id) do update set first_day = excluded.first_day`)

export interface PersonDayFound {
  person_id: string
  day: number
  n: number | null
  core_n: number | null
  first_at: number | null
  last_at: number | null
  previous_day: number | null
  next_day: number | null
  previous_core_day: number | null
  next_core_day: number | null
}

const nearest = (asked: string, which: 'max' | 'min', beyond: '<' | '>', only = '') => `
  case when ${asked} then
    (select ${which}(o.day) from person_days o
     where o.organization_id = :organization_id and o.generation = :generation
       and o.person_id = r.person_id and o.day ${beyond} r.day${only})
  end`

/** Core days further away change nothing. */
export function withCoreBounds<Row extends { day: number }>(row: Row) {
  return { ...row, core_from: row.day - CORE_WINDOWS.core_d7, core_until: row.day + CORE_WINDOWS.core_d7 }
}

/**
 * A person's day with its nearest active days, and its nearest core days within their window.
 *
 * Its borders come with the rows: with row-level security, Postgres searches an index by what it can
 * compare without calling any function but the comparison, and `r.day - 7` calls one.
 */
const personDays = (asksForActive: string, asksForCore: string) =>
  batchStatement(
    { person_id: 'text', day: 'int', core_from: 'int', core_until: 'int' },
    APART,
  )<PersonDayFound, { generation: number }>(`
    select r.person_id, r.day, d.n, d.core_n, d.first_at, d.last_at,
      ${nearest(asksForActive, 'max', '<')} as previous_day,
      ${nearest(asksForActive, 'min', '>')} as next_day,
      ${nearest(asksForCore, 'max', '<', ' and o.day >= r.core_from and o.core_n > 0')} as previous_core_day,
      ${nearest(asksForCore, 'min', '>', ' and o.day <= r.core_until and o.core_n > 0')} as next_core_day
    from :rows as r
    left join person_days d on d.organization_id = :organization_id and d.generation = :generation
      and d.person_id = r.person_id and d.day = r.day`)

export const findPersonDays = personDays('true', 'true')

/** Finds neighbours, which takes most of the time, only where a day may begin to count. */
export const findArrivingDays = personDays('d.n is null', 'coalesce(d.core_n, 0) = 0')

export const putPersonDays = batchStatement(
  { person_id: 'text', day: 'int', n: 'int', core_n: 'int', first_at: 'int', last_at: 'int' },
  APART,
)<never, { generation: number }>(`
  insert into person_days (organization_id, generation, person_id, day, n, core_n, first_at, last_at)
  select :organization_id, cast(:generation as bigint), r.person_id, r.day, r.n, r.core_n, r.first_at, r.last_at
  from :rows as r where true
  on conflict (organization_id, generation, person_id, day) do update
  set n = excluded.n, core_n = excluded.core_n, first_at = excluded.first_at, last_at = excluded.last_at`)

export const deletePersonDays = batchStatement({ person_id: 'text', day: 'int' })<
  never,
  { generation: number }
>(`
  delete from person_days where organization_id = :organization_id and generation = :generation
    and (person_id, day) in (select r.person_id, r.day from :rows as r)`)

export interface SessionFound {
  person_id: string
  start_at: number
  end_at: number
  n: number
  start_day: number
}

/** More than any batch has: a subquery with a limit is not merged into the query around it, which would ask twice. */
const ALL = 1_000_000

/**
 * The sessions that begin near a run of actions, and the last one before where it reaches the run:
 * sessions of a person are disjoint, so of those that begin earlier only that one can. Each is found
 * by one search of the index, with row-level security, too (see `personDays`). A text for each run
 * that touches any costs less than a row for each of them.
 */
export const findSessionsNear = batchStatement(
  { person_id: 'text', from_at: 'int', until_at: 'int' },
  APART,
)<{ person_id: string; before: string | null; within: string | null }, { generation: number }>(`
  select person_id, before, within from (
    select r.person_id,
      (select case when o.end_at >= r.from_at then ${packed('o', SESSION_COLUMNS)} end from person_sessions o
       where ${ofRow('o')} and o.start_at <= r.from_at
       order by o.start_at desc limit 1) as before,
      (select string_agg(${packed('s', SESSION_COLUMNS)}, ';') from person_sessions s
       where ${ofRow('s')} and s.start_at > r.from_at and s.start_at <= r.until_at) as within
    from :rows as r limit ${ALL}) as near
  where before is not null or within is not null`)

export const putSessions = batchStatement(
  { person_id: 'text', start_at: 'int', end_at: 'int', n: 'int', start_day: 'int' },
  APART,
)<never, { generation: number }>(`
  insert into person_sessions (organization_id, generation, person_id, start_at, end_at, n, start_day)
  select :organization_id, cast(:generation as bigint), r.person_id, r.start_at, r.end_at, r.n, r.start_day
  from :rows as r where true
  on conflict (organization_id, generation, person_id, start_at) do update
  set end_at = excluded.end_at, n = excluded.n`)

export const deleteSessions = batchStatement({ person_id: 'text', start_at: 'int' })<
  never,
  { generation: number }
>(`
  delete from person_sessions where organization_id = :organization_id and generation = :generation
    and (person_id, start_at) in (select r.person_id, r.start_at from :rows as r)`)

const columns = DAY_COLUMNS.join(', ')
const dayShape = {
  day: 'int',
  ...(Object.fromEntries(DAY_COLUMNS.map((column) => [column, 'int'])) as Record<
    (typeof DAY_COLUMNS)[number],
    'int'
  >),
} as const

export const addToDays = batchStatement(
  dayShape,
  APART,
)<never, { generation: number }>(`
  insert into organization_days (organization_id, generation, day, ${columns})
  select :organization_id, cast(:generation as bigint), r.day, ${DAY_COLUMNS.map((name) => `r.${name}`).join(', ')}
  from :rows as r where true
  on conflict (organization_id, generation, day) do update
  set ${DAY_COLUMNS.map((name) => `${name} = organization_days.${name} + excluded.${name}`).join(', ')}`)

export const addToCohorts = batchStatement(
  { unit: 'text', period: 'int', cohort: 'int', active: 'int', kept: 'int', last: 'int' },
  APART,
)<never, { generation: number }>(`
  insert into cohort_cells (organization_id, generation, unit, period, cohort, active, kept, last)
  select :organization_id, cast(:generation as bigint), r.unit, r.period, r.cohort, r.active, r.kept, r.last
  from :rows as r where true
  on conflict (organization_id, generation, unit, period, cohort) do update
  set ${CELL_COLUMNS.map((name) => `${name} = cohort_cells.${name} + excluded.${name}`).join(', ')}`)

export const addToCounters = batchStatement({ key: 'text', amount: 'int' })<never, { generation: number }>(`
  insert into organization_counters (organization_id, generation, key, value)
  select :organization_id, cast(:generation as bigint), r.key, r.amount from :rows as r where true
  on conflict (organization_id, generation, key) do update
  set value = organization_counters.value + excluded.value`)

/** All of them where the organization's beginning may have moved, on which the age of each depends. */
export const markSnapshotsStale = statement<{ from_day: number; to_day: number }>(`
  update day_snapshots set stale = true
  where organization_id = :organization_id and stale = false
    and (day between :from_day and :to_day or :from_day <= (
      select min(day) from day_snapshots where organization_id = :organization_id))`)

export const listInstantsBetween = batchStatement({ person_id: 'text', from_at: 'int', until_at: 'int' })<{
  person_id: string
  from_at: number
  occurred_at: number
}>(`
  select r.person_id, r.from_at, e.occurred_at from :rows as r
  join activity_events e on e.organization_id = :organization_id and e.person_id = r.person_id
    and e.occurred_at >= r.from_at and e.occurred_at <= r.until_at`)

export const findFirstDays = batchStatement({ person_id: 'text' })<
  { person_id: string; first_day: number | null },
  { generation: number }
>(`
  select r.person_id,
    (select min(d.day) from person_days d where d.organization_id = :organization_id
       and d.generation = :generation and d.person_id = r.person_id) as first_day
  from :rows as r`)

export const listActiveDays = batchStatement({ person_id: 'text' })<
  { person_id: string; day: number },
  { generation: number }
>(`
  select d.person_id, d.day from :rows as r
  join person_days d on d.organization_id = :organization_id and d.generation = :generation
    and d.person_id = r.person_id`)
