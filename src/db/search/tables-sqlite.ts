/**
 * The index of texts on SQLite. `search_index`, an FTS5 table, has a row for each of these under
 * the same number: the generator knows no virtual tables, so that one stands in a migration alone.
 */
import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

export const search_documents = sqliteTable(
  'search_documents',
  {
    /** Stays what it is when the file is packed, unlike the hidden row number of other tables. */
    number: integer().primaryKey(),
    organization_id: text().notNull(),
    kind: text().notNull(),
    id: text().notNull(),
    /** What it hangs on, such as the conversation of a message. */
    parent_id: text(),
  },
  (t) => [uniqueIndex('search_documents_text').on(t.organization_id, t.kind, t.id)],
)
