import { postgresColumns } from './columns.ts'
import { defineSchema } from './schema.ts'
import {
  search_documents,
  search_postings,
  search_removals,
  search_unposted,
} from './search/tables-postgres.ts'

export const postgresSchema = defineSchema(postgresColumns)

/** All that there are, those of this engine alone among them. */
export const postgresTables = {
  ...postgresSchema,
  search_documents,
  search_postings,
  search_removals,
  search_unposted,
}
