import { sqliteColumns } from './columns.ts'
import { defineSchema } from './schema.ts'
import { search_documents } from './search/tables-sqlite.ts'
import { change_marks } from './tables-sqlite.ts'

export const sqliteSchema = defineSchema(sqliteColumns)

/** All that there are, those of this engine alone among them; `search_index` is virtual, and not among them. */
export const sqliteTables = { ...sqliteSchema, search_documents, change_marks }
