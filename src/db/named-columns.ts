/** Rows of a table whose name, and whose columns, the caller has as texts. */
import { and, count, eq, isNull, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { LockableTable, Read } from './handle.ts'
import { type IdPage, inPage, type PageValues, type PageVariant, pageOf } from './id-page.ts'
import { query, type Reading, type Slots } from './query.ts'
import type { Schema } from './schema.ts'
import { batchStatement } from './statement.ts'

/** Which columns of which table. */
type Columns = {
  table: keyof Schema
  columns: readonly string[]
  /** One that is read up to `length` characters. */
  text?: string
  /** Whether those in the trash are left out: of a table that has them. */
  isLive?: boolean
}

/** Those with these ids, whoever may see them. */
export const listColumns = query(
  (
    q,
    { ids, length }: Slots<{ ids: readonly string[]; length: number }>,
    { table, columns, text, isLive }: Columns,
  ) => {
    const t = tableOf(q, table)
    const whole = Object.fromEntries(['id', ...columns].map((name) => [name, columnOf(t, name)]))
    const part = text === undefined ? {} : { [text]: sql<string>`substr(${columnOf(t, text)}, 1, ${length})` }
    return q
      .select({ ...whole, ...part })
      .from(t)
      .where(
        and(
          q.mine({ organization_id: columnOf(t, 'organization_id') }),
          q.can.oneOf(columnOf(t, 'id'), ids),
          isLive ? isNull(columnOf(t, 'deleted_at')) : undefined,
        ),
      )
  },
)

/** Of what hangs on something: the column that says on what, and the others. */
type HangingColumns = Columns & { parent: string }

interface Hanging {
  id: string
  parent_id: string
}

/**
 * The same of what hangs on things that are known. The keys of such tables begin with them, so that by the
 * ids alone all that the organization has would be gone through.
 */
export async function listHangingColumns(
  q: Read,
  hanging: readonly Hanging[],
  length: number,
  columns: HangingColumns,
): Promise<Record<string, unknown>[]> {
  if (hanging.length === 0) return []
  const name = JSON.stringify(columns)
  const known = HANGING.get(name) ?? hangingStatement(columns)
  HANGING.set(name, known)
  const rows = hanging.map(({ id, parent_id }) => ({ id, parent_id }))
  return q.each(known, rows, { length })
}

/** One for each way in which a table is read. */
const HANGING = new Map<string, ReturnType<typeof hangingStatement>>()

function hangingStatement({ table, parent, columns, text, isLive }: HangingColumns) {
  const part = text === undefined ? [] : [`substr(t.${text}, 1, cast(:length as int)) as ${text}`]
  const selected = [...['id', ...columns].map((name) => `t.${name}`), ...part]
  return batchStatement({ id: 'text', parent_id: 'text' })<Record<string, unknown>, { length: number }>(`
    select ${selected.join(', ')} from :rows as r
    join ${table} t on t.organization_id = :organization_id and t.${parent} = r.parent_id and t.id = r.id
    ${isLive ? 'where t.deleted_at is null' : ''}`)
}

/** Each table has other columns, so that none is known by its type. */
function tableOf(q: Reading, table: keyof Schema) {
  return q.tables[table] as unknown as PgTable & Record<string, PgColumn>
}

function columnOf(table: Record<string, PgColumn>, name: string): PgColumn {
  const column = table[name]
  if (!column) throw new Error(`The table has no column ${name}`)
  return column
}

/**
 * Of a table that is read by whoever may read any of it: a page in the order of ids, how many there are,
 * and one.
 *
 *   export const labels = readingOf<LabelRow>('labels', ['id', 'name', 'color'])
 *   await labels.find(q, id)
 */
export function readingOf<Row extends { id: string }>(
  table: LockableTable,
  columns: readonly (keyof Row & string)[],
) {
  const partsOf = (q: Reading) => {
    const t = tableOf(q, table)
    const selected = Object.fromEntries(columns.map((name) => [name, columnOf(t, name)]))
    const isOurs = q.mine({ organization_id: columnOf(t, 'organization_id') })
    return { t, id: columnOf(t, 'id'), selected, isOurs }
  }
  const selectPage = query((q, slots: Slots<PageValues>, variant: PageVariant) => {
    const { t, id, selected, isOurs } = partsOf(q)
    const { unseen, order } = inPage(id, slots, variant)
    return q.select(selected).from(t).where(and(isOurs, unseen)).orderBy(order).limit(slots.limit)
  })
  const selectTotal = query((q) => {
    const { t, isOurs } = partsOf(q)
    return q.select({ total: count() }).from(t).where(isOurs)
  })
  const selectOne = query((q, slots: Slots<{ id: string }>) => {
    const { t, id, selected, isOurs } = partsOf(q)
    return q
      .select(selected)
      .from(t)
      .where(and(isOurs, eq(id, slots.id)))
  })
  // The columns are those of the row, whose types are the table's.
  const rowsOf = (rows: unknown[]) => rows as Row[]
  return {
    list: async (q: Read, page: IdPage) => rowsOf(await selectPage(q, ...pageOf(page))),
    count: async (q: Read) => (await selectTotal(q))[0]?.total ?? 0,
    find: async (q: Read, id: string) => rowsOf(await selectOne(q, { id }))[0] ?? null,
  }
}
