/**
 * An organization's days, as numbers for any of them. Read from the day rows of a range and the
 * sums of what lies after it; rolling counts are sums backwards from the end (see windows.ts), so
 * that the present costs the same however long the history is.
 */
import type { Read } from '../../db/handle.ts'
import { statement } from '../../db/statement.ts'
import { DAY_COLUMNS, type DayColumn, type DayRow, emptyDay } from '../record/day-deltas.ts'
import type { WindowKey } from '../record/rolling-distinct.ts'

const columns = DAY_COLUMNS.join(', ')

const listDays = statement<{ generation: number; from_day: number; to_day: number }, DayRow>(`
  select day, ${columns} from organization_days
  where organization_id = :organization_id and generation = :generation
    and day between :from_day and :to_day
  order by day`)

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

export async function readDaySeries(
  q: Read,
  { generation, version }: { generation: number; version: number },
  from_day: number,
  to_day: number,
): Promise<DaySeries> {
  const rows = await q.all(listDays, { generation, from_day, to_day })
  const [after] = await q.all(sumDaysAfter, { generation, after_day: to_day })
  const [users] = await q.all(findUsers, { generation })
  if (!after) throw new Error('a sum without a row')
  return new DaySeries(version, from_day, to_day, rows, { ...after, users: users?.value ?? 0 })
}

type SummedColumn = Exclude<DayColumn, WindowKey>
type AfterSums = Record<(typeof SUMMED)[number], number> & { users: number }

export class DaySeries {
  readonly #days: DayRow[] = []
  /** By day: what stood at its end. */
  readonly #rolling: Record<WindowKey, number>[] = []
  readonly #users: number[] = []

  constructor(
    /** Of the rollups: see rollup-version.ts. */
    readonly version: number,
    readonly fromDay: number,
    readonly toDay: number,
    rows: DayRow[],
    after: AfterSums,
  ) {
    const stored = new Map(rows.map((row) => [row.day, row]))
    const rolling = {
      d7: -after.d7,
      d14: -after.d14,
      d30: -after.d30,
      d60: -after.d60,
      core_d7: -after.core_d7,
      chat_d7: -after.chat_d7,
    }
    let users = after.users - netUsers(after)
    for (let day = toDay; day >= fromDay; day -= 1) {
      const row = stored.get(day) ?? emptyDay(day)
      this.#days[day - fromDay] = row
      this.#rolling[day - fromDay] = { ...rolling }
      this.#users[day - fromDay] = users
      for (const key of Object.keys(rolling) as WindowKey[]) rolling[key] -= row[key]
      users -= netUsers(row)
    }
  }

  on(day: number): DayRow {
    return this.#at(this.#days, day)
  }

  /** Distinct people active in the window that ends on `day`. */
  rolling(key: WindowKey, day: number): number {
    return this.#at(this.#rolling, day)[key]
  }

  /** Users at the end of `day`. */
  users(day: number): number {
    return this.#at(this.#users, day)
  }

  /** Sum of a column over the `length` days that end on `day`. */
  sum(column: SummedColumn, day: number, length: number): number {
    let sum = 0
    for (let at = day - length + 1; at <= day; at += 1) sum += this.on(at)[column]
    return sum
  }

  #at<T>(list: T[], day: number): T {
    const value = list[day - this.fromDay]
    if (value === undefined) throw new RangeError(`day ${day} is outside ${this.fromDay}..${this.toDay}`)
    return value
  }
}

function netUsers({
  new_users,
  reactivated,
  removed,
}: Pick<DayRow, 'new_users' | 'reactivated' | 'removed'>) {
  return new_users + reactivated - removed
}
