/**
 * The column kits: the same few helpers for each engine, so that the schema is written once.
 *
 * Promises: a row read through either kit has the same type and the same values. Instants are
 * epoch milliseconds, ids are text made by us, and there are no serials, arrays or enums.
 */
import * as pg from 'drizzle-orm/pg-core'
import * as sqlite from 'drizzle-orm/sqlite-core'

const wholeNumber = () => pg.bigint({ mode: 'number' })

export const postgresColumns = {
  table: pg.pgTable,
  id: () => pg.text(),
  text: () => pg.text(),
  int: wholeNumber,
  time: wholeNumber,
  bool: () => pg.boolean(),
  /** `json` and not `jsonb`: the latter reorders keys, and SQLite would not. */
  json: () => pg.json(),
  primaryKey: pg.primaryKey,
  foreignKey: pg.foreignKey,
  index: pg.index,
  uniqueIndex: pg.uniqueIndex,
}

export type Columns = typeof postgresColumns

const sqliteKit = {
  table: sqlite.sqliteTable,
  id: () => sqlite.text(),
  text: () => sqlite.text(),
  int: () => sqlite.integer(),
  time: () => sqlite.integer(),
  bool: () => sqlite.integer({ mode: 'boolean' }),
  json: () => sqlite.text({ mode: 'json' }),
  primaryKey: sqlite.primaryKey,
  foreignKey: sqlite.foreignKey,
  index: sqlite.index,
  uniqueIndex: sqlite.uniqueIndex,
}

// drizzle types its two dialects apart though the builders speak the same words. The code above
// `db/` sees one of them, Postgres's, because that one has no synchronous `.get()` and `.all()`.
export const sqliteColumns = sqliteKit as unknown as Columns
