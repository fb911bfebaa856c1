/** What queries are built with on SQLite, and what SQLite does in a way of its own. */
import { getTableName, sql } from 'drizzle-orm'
import { BaseSQLiteDatabase, SQLiteSyncDialect } from 'drizzle-orm/sqlite-core'
import { rowDeletion } from './delete-rows.ts'
import type { Builder, Capabilities, QueryKit } from './handle.ts'
import { KEY_ORDERED } from './key-ordered-tables.ts'
import { notingSession } from './query.ts'
import { wholeKeyOf } from './rows/archived-tables.ts'
import { rowInsertion } from './rows/insert-rows.ts'
import { countSqliteRoughly, sqliteRowsOf } from './rows/read-sqlite.ts'
import { sqliteSchema, sqliteTables } from './schema-sqlite.ts'
import { sqliteSearch } from './search/sqlite.ts'
import { listParameter } from './storable.ts'

/**
 * The one writer is alone already, and the planner takes the index by itself. Where others would be waited
 * for, those of the same group have left nothing to be done.
 */
const alone: Capabilities = {
  inIndexOrder: (_, fn) => fn(),
  byLookUps: (_, fn) => fn(),
  lockRows: async (tx, table, _, mode) => {
    if (table === 'people' && mode === 'update') await tx.settle()
  },
  oneOf: (column, values) => sql`${column} in (select value from json_each(${listParameter(values)}))`,
  lookUpCost: 5,
  through: (table, index) => {
    const name = index ?? `sqlite_autoindex_${getTableName(table)}_1`
    return sql`${table} indexed by ${sql.identifier(name)}`
  },
  shareOrganization: async () => {},
  lockOrganization: (tx) => tx.settle(),
  holdName: async () => {},
  rowsOf: sqliteRowsOf,
  // Its texts are its JSON. `cast(… as json)` would make a number of it.
  ...rowInsertion((value) => value),
  countRoughly: countSqliteRoughly,
  holdLog: async () => {},
  ...sqliteSearch,
  ...rowDeletion(sqliteSchema, sqliteTables, 'rowid', (table) =>
    KEY_ORDERED.includes(table) ? wholeKeyOf(table) : null,
  ),
}

export const sqliteKit: QueryKit = {
  // A builder of drizzle's for SQLite, as `sqliteColumns` are its columns.
  builder: new BaseSQLiteDatabase(
    'sync',
    new SQLiteSyncDialect(),
    notingSession as never,
    undefined,
  ) as unknown as Builder,
  tables: sqliteSchema,
  can: alone,
}
