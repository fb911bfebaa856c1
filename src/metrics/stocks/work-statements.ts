/** The SQL that keeps and reads the counts of work. */
import type { Write } from '../../db/handle.ts'
import { batchStatement, statement } from '../../db/statement.ts'
import { LONG_SPAN } from './stock-days.ts'
import type { StockKey } from './stock-kinds.ts'
import {
  HIRE_TIMES,
  type HireTimeKind,
  TASK_TIMES,
  type TaskTimeKind,
  type TimeKind,
  type WorkDeltas,
} from './work-deltas.ts'
import type { WorkRow } from './work-state.ts'

export const STATE_COLUMNS = [
  'number',
  'at',
  'status',
  'due_on',
  'due_at',
  'is_deleted',
  'began_at',
  'started_at',
  'done_at',
]
const stateOf = (table: string) => STATE_COLUMNS.map((column) => `${table}.${column}`).join(', ')

const stateShape = {
  thing_id: 'text',
  number: 'int',
  kind: 'text',
  at: 'int',
  status: 'text',
  due_on: 'text',
  due_at: 'int',
  is_deleted: 'bool',
  began_at: 'int',
  started_at: 'int',
  done_at: 'int',
} as const
const stateColumns = Object.keys(stateShape)

export const insertStates = batchStatement(stateShape)(`
  insert into work_changes (organization_id, ${stateColumns.join(', ')})
  select :organization_id, ${stateColumns.map((column) => `r.${column}`).join(', ')} from :rows as r`)

/** SQLite has no booleans. */
export type Stored<Row> = Omit<Row, 'is_deleted'> & { is_deleted: boolean | number }

export function asState(row: Stored<WorkRow>): WorkRow {
  return { ...row, is_deleted: Boolean(row.is_deleted) }
}

/** More than any batch has: a subquery with a limit is not merged into the query around it. */
const ALL = 1_000_000

/**
 * How things stand. The number of the last state is found first, and by itself: with row-level security,
 * Postgres would go through all states of a thing and ask of each whether it is the last.
 */
export const findLastStates = batchStatement({ thing_id: 'text' })<Stored<WorkRow> | { thing_id: null }>(`
  select c.thing_id, c.kind, ${stateOf('c')}
  from (select thing_id, (select max(l.number) from work_changes l
      where l.organization_id = :organization_id and l.thing_id = r.thing_id) as number
    from :rows as r limit ${ALL}) as r
  left join work_changes c on c.organization_id = :organization_id and c.thing_id = r.thing_id
    and c.number = r.number`)

const addToStockDays = batchStatement({ span: 'int', day: 'int', key: 'text', amount: 'int' })<
  never,
  { generation: number }
>(`
  insert into stock_days (organization_id, generation, span, day, key, amount)
  select :organization_id, cast(:generation as bigint), r.span, r.day, r.key, r.amount
  from :rows as r where true
  on conflict (organization_id, generation, span, day, key) do update
  set amount = stock_days.amount + excluded.amount`)

const addToTimes = batchStatement({ day: 'int', kind: 'text', bin: 'int', until_day: 'int', n: 'int' })<
  never,
  { generation: number }
>(`
  insert into task_times (organization_id, generation, day, kind, bin, until_day, n)
  select :organization_id, cast(:generation as bigint), r.day, r.kind, r.bin, r.until_day, r.n
  from :rows as r where true
  on conflict (organization_id, generation, day, kind, bin, until_day) do update
  set n = task_times.n + excluded.n`)

/** The totals are counters: what stood on a day is them without what came after it. */
export async function addWork(tx: Write, generation: number, deltas: WorkDeltas): Promise<void> {
  await Promise.all([
    tx.each(addToStockDays, deltas.stocks.rows(), { generation }),
    tx.each(addToTimes, deltas.times(), { generation }),
  ])
}

const someStocks = `
    select key, amount from stock_days
    where organization_id = :organization_id and generation = :generation`

/** `next_span` is what `nextSpanAfter` says of the day. */
export const sumStocksAfter = statement<
  { generation: number; after_day: number; next_span: number },
  { key: StockKey; amount: number }
>(`
  select key, sum(amount) as amount from (${someStocks}
      and span = 1 and day > :after_day and day < :next_span
    union all${someStocks}
      and span = ${LONG_SPAN} and day >= :next_span) as later
  group by key`)

export const listCounters = statement<{ generation: number }, { key: string; value: number }>(`
  select key, value from organization_counters
  where organization_id = :organization_id and generation = :generation`)

type OfDays = { generation: number; from_day: number; to_day: number }
const timesOf = (kinds: readonly TimeKind[]) => `
  select kind, bin, sum(n) as n from task_times
  where organization_id = :organization_id and generation = :generation
    and day between :from_day and :to_day and until_day > :to_day
    and kind in (${kinds.map((kind) => `'${kind}'`).join(', ')})
  group by kind, bin`

export const listTimes = statement<OfDays, TimeCount<TaskTimeKind>>(timesOf(TASK_TIMES))
export const listHireTimes = statement<OfDays, TimeCount<HireTimeKind>>(timesOf(HIRE_TIMES))

interface TimeCount<Kind> {
  kind: Kind
  bin: number
  n: number
}

/** Tasks that will be late before the day is over, and are not yet. */
export const findLateLater = statement<
  { from_at: number; until_at: number },
  { tasks: number; next_at: number | null }
>(`
  select count(*) as tasks, min(due_at) as next_at from tasks
  where organization_id = :organization_id and due_at >= :from_at and due_at < :until_at
    and status not in ('done', 'cancelled') and deleted_at is null`)
