/**
 * An organization's days, as numbers for any of them. Read from the day rows of a range and the
 * sums of what lies after it; rolling counts are sums backwards from the end (see windows.ts), so
 * that the present costs the same however long the history is.
 */
import type { Read } from '../../db/handle.ts'
import { statement } from '../../db/statement.ts'
import { DAY_COLUMNS, type DayColumn, type DayRow, emptyDay } from '../record/day-deltas.ts'
import type { WindowKey } from '../record/rolling-distinct.ts'

type Range = { generation: number; from_day: number; to_day: number }

/** What is asked of days long before the last: of the others a row has three times as many. */
const EARLIER_COLUMNS = ['dau', 'd7', 'd30', 'd60', 'core_d7', 'new_users', 'reactivated', 'removed'] as const
const KEPT_EARLIER: ReadonlySet<DayColumn> = new Set(EARLIER_COLUMNS)

const listRows = <Column extends DayColumn>(columns: readonly Column[]) =>
  statement<Range, { day: number } & Record<Column, number>>(`
  select day, ${columns.join(', ')} from organization_days
  where organization_id = :organization_id and generation = :generation
    and day between :from_day and :to_day
  order by day`)

/** The other columns are there where the day is read as a whole: see `DaySeries`. */
type EarlierRow = Pick<DayRow, 'day' | (typeof EARLIER_COLUMNS)[number]> & Partial<DayRow>

const listDays = listRows(DAY_COLUMNS)
const listEarlierDays = listRows(EARLIER_COLUMNS)

const SUMMED = [
  'd7',
  'd14',
  'd30',
  'd60',
  'core_d7',
  'chat_d7',
  'new_users',
  'reactivated',
  'removed',
] as const

const sumDaysAfter = statement<
  { generation: number; after_day: number },
  Record<(typeof SUMMED)[number], number>
>(`
  select ${SUMMED.map((name) => `coalesce(sum(${name}), 0) as ${name}`).join(', ')} from organization_days
  where organization_id = :organization_id and generation = :generation and day > :after_day`)

const findUsers = statement<{ generation: number }, { value: number }>(`
  select value from organization_counters
  where organization_id = :organization_id and generation = :generation and key = 'users'`)

const findFirstActiveDay = statement<{ generation: number }, { day: number }>(`
  select day from organization_days
  where organization_id = :organization_id and generation = :generation and dau > 0
  order by day limit 1`)

/** The earlier of the day of founding and that of the first fact, so imported history counts. */
export async function readFirstDay(q: Read, generation: number, createdOn: number): Promise<number> {
  const [first] = await q.all(findFirstActiveDay, { generation })
  return Math.min(createdOn, first?.day ?? Infinity)
}

/** @param whole_from Of earlier days nothing is read but `EARLIER_COLUMNS`. */
export async function readDaySeries(
  q: Read,
  { generation, version }: { generation: number; version: number },
  from_day: number,
  to_day: number,
  whole_from = from_day,
): Promise<DaySeries> {
  const earlier = { generation, from_day, to_day: whole_from - 1 }
  const rows: EarlierRow[] = from_day < whole_from ? await q.all(listEarlierDays, earlier) : []
  rows.push(...(await q.all(listDays, { generation, from_day: whole_from, to_day })))
  const [after] = await q.all(sumDaysAfter, { generation, after_day: to_day })
  const [users] = await q.all(findUsers, { generation })
  if (!after) throw new Error('a sum without a row')
  return new DaySeries(version, { from_day, whole_from, to_day }, rows, {
    ...after,
    users: users?.value ?? 0,
  })
}

type SummedColumn = Exclude<DayColumn, WindowKey>
type AfterSums = Record<(typeof SUMMED)[number], number> & { users: number }
const WINDOW_KEYS = ['d7', 'd14', 'd30', 'd60', 'core_d7', 'chat_d7'] as const satisfies WindowKey[]

export class DaySeries {
  readonly fromDay: number
  readonly #wholeFrom: number
  readonly toDay: number
  readonly #days: EarlierRow[] = []
  /** By day: what stood at its end. */
  readonly #rolling: Record<WindowKey, number[]> = {
    ...{ d7: [], d14: [], d30: [], d60: [], core_d7: [], chat_d7: [] },
  }
  readonly #users: number[] = []

  constructor(
    /** Of the rollups: see rollup-version.ts. */
    readonly version: number,
    { from_day, whole_from, to_day }: { from_day: number; whole_from: number; to_day: number },
    rows: readonly EarlierRow[],
    after: AfterSums,
  ) {
    this.fromDay = from_day
    this.#wholeFrom = whole_from
    this.toDay = to_day
    for (let day = from_day; day <= to_day; day += 1) this.#days.push(NO_ROW)
    for (const row of rows) this.#days[row.day - from_day] = row
    for (const key of WINDOW_KEYS) this.#sumBackwards(key, -after[key] || 0)
    let users = after.users - netUsers(after)
    for (let i = to_day - from_day; i >= 0; i -= 1) {
      this.#users[i] = users
      users -= netUsers(this.#days[i] ?? NO_ROW)
    }
  }

  #sumBackwards(key: WindowKey, last: number): void {
    const sums = this.#rolling[key]
    let sum = last
    for (let i = this.#days.length - 1; i >= 0; i -= 1) {
      sums[i] = sum
      sum -= this.#days[i]?.[key] ?? 0
    }
  }

  on(day: number): DayRow {
    if (day < this.#wholeFrom) throw new RangeError(`of day ${day} not everything was read`)
    const row = this.#at(this.#days, day)
    // Of these days whole rows were read.
    return row === NO_ROW ? emptyDay(day) : (row as DayRow)
  }

  /** Distinct people active in the window that ends on `day`. */
  rolling(key: WindowKey, day: number): number {
    if (day < this.#wholeFrom - 1) this.#assertKept(key, day)
    return this.#at(this.#rolling[key], day)
  }

  /** Users at the end of `day`. */
  users(day: number): number {
    return this.#at(this.#users, day)
  }

  /** Sum of a column over the `length` days that end on `day`. */
  sum(column: SummedColumn, day: number, length: number): number {
    const first = day - length + 1
    if (first < this.#wholeFrom) this.#assertKept(column, first)
    let sum = 0
    for (let at = first; at <= day; at += 1) sum += this.#at(this.#days, at)[column] ?? 0
    return sum
  }

  #assertKept(column: DayColumn, day: number): void {
    if (!KEPT_EARLIER.has(column)) throw new RangeError(`of day ${day} ${column} was not read`)
  }

  #at<T>(list: T[], day: number): T {
    const value = list[day - this.fromDay]
    if (value === undefined) throw new RangeError(`day ${day} is outside ${this.fromDay}..${this.toDay}`)
    return value
  }
}

/** In the place of a day without a row. */
const NO_ROW = emptyDay(Number.NaN)

function netUsers({
  new_users,
  reactivated,
  removed,
}: Pick<DayRow, 'new_users' | 'reactivated' | 'removed'>) {
  return new_users + reactivated - removed
}
