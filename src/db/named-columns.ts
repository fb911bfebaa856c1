/** Rows of a table whose name, and whose columns, the caller has as texts. */
import { and, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { query, type Reading, type Slots } from './query.ts'
import type { Schema } from './schema.ts'

/** Which columns of which table. */
type Columns = {
  table: keyof Schema
  columns: readonly string[]
  /** One that is read up to `length` characters. */
  text?: string
}

/** Those with these ids, whoever may see them. */
export const listColumns = query(
  (
    q,
    { ids, length }: Slots<{ ids: readonly string[]; length: number }>,
    { table, columns, text }: Columns,
  ) => {
    const t = tableOf(q, table)
    const whole = Object.fromEntries(['id', ...columns].map((name) => [name, columnOf(t, name)]))
    const part = text === undefined ? {} : { [text]: sql<string>`substr(${columnOf(t, text)}, 1, ${length})` }
    return q
      .select({ ...whole, ...part })
      .from(t)
      .where(
        and(q.mine({ organization_id: columnOf(t, 'organization_id') }), q.can.oneOf(columnOf(t, 'id'), ids)),
      )
  },
)

/** Each table has other columns, so that none is known by its type. */
function tableOf(q: Reading, table: keyof Schema) {
  return q.tables[table] as unknown as PgTable & Record<string, PgColumn>
}

function columnOf(table: Record<string, PgColumn>, name: string): PgColumn {
  const column = table[name]
  if (!column) throw new Error(`The table has no column ${name}`)
  return column
}
