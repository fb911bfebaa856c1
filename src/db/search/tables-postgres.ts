/**
 * The index of texts on Postgres. A GIN index is of no use under row-level security, which lets no
 * operator of `tsvector` become the condition of an index. So each word of a document's vector is a
 * row of `search_words`, found by plain comparisons of texts; triggers keep it in step.
 */
import { bigint, customType, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })
/** In the order of its bytes, so that words that begin alike stand together in whatever locale. */
const word = customType<{ data: string }>({ dataType: () => 'text collate "C"' })

export const search_documents = pgTable(
  'search_documents',
  {
    number: bigint({ mode: 'number' }).primaryKey().generatedByDefaultAsIdentity(),
    organization_id: text().notNull(),
    kind: text().notNull(),
    id: text().notNull(),
    conversation_id: text(),
    vector: tsvector().notNull().default(''),
  },
  (t) => [uniqueIndex('search_documents_text').on(t.organization_id, t.kind, t.id)],
)

export const search_words = pgTable(
  'search_words',
  {
    organization_id: text().notNull(),
    /** After a letter for the kind of its text: `tpruning` of a task. */
    word: word().notNull(),
    number: bigint({ mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.organization_id, t.word, t.number] })],
)
