import { postgresColumns } from './columns.ts'
import { defineSchema, type Schema } from './schema.ts'
import {
  search_documents,
  search_postings,
  search_removals,
  search_unposted,
} from './search/tables-postgres.ts'

let schema: Schema | undefined

/** Defined when it is first asked for: who runs on SQLite does not wait for it. */
export function postgresSchema(): Schema {
  schema ??= defineSchema(postgresColumns)
  return schema
}

/** All that there are, those of this engine alone among them. */
export function postgresTables() {
  return { ...postgresSchema(), search_documents, search_postings, search_removals, search_unposted }
}
