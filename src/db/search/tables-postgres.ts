/**
 * The index of texts on Postgres. A GIN index is of no use under row-level security, which lets no
 * operator of `tsvector` become the condition of an index. So we keep the posting lists ourselves, in
 * plain rows found by plain comparisons: see postings-postgres.ts.
 */
import { bigint, customType, index, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })
/** In the order of its bytes, so that words that begin alike stand together in whatever locale. */
const word = customType<{ data: string }>({ dataType: () => 'text collate "C"' })

export const search_documents = pgTable(
  'search_documents',
  {
    number: bigint({ mode: 'number' }).primaryKey().generatedByDefaultAsIdentity(),
    organization_id: text().notNull(),
    kind: text().notNull(),
    /** Stands before its words in the postings; where an older version has written them, the kind's first letter. */
    code: text(),
    id: text().notNull(),
    /** What it hangs on, such as the conversation of a message. */
    parent_id: text(),
    vector: tsvector().notNull().default(''),
  },
  (t) => [uniqueIndex('search_documents_text').on(t.organization_id, t.kind, t.id)],
)

/** Documents whose words are not in the postings yet. */
export const search_unposted = pgTable(
  'search_unposted',
  {
    organization_id: text().notNull(),
    kind: text().notNull(),
    number: bigint({ mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.organization_id, t.kind, t.number] })],
)

/** A piece of a word's posting list: what it holds from `first` on, up to the next piece. */
export const search_postings = pgTable(
  'search_postings',
  {
    organization_id: text().notNull(),
    /** After the code of the kind of its text: `tpruning` of a task. */
    word: word().notNull(),
    first: bigint({ mode: 'number' }).notNull(),
    /** Of documents, in their order. */
    numbers: bigint({ mode: 'number' }).array().notNull(),
  },
  (t) => [primaryKey({ columns: [t.organization_id, t.word, t.first] })],
)

/** Words that left a document, and may be in the postings still. */
export const search_removals = pgTable(
  'search_removals',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedByDefaultAsIdentity(),
    organization_id: text().notNull(),
    number: bigint({ mode: 'number' }).notNull(),
    /** With their codes. */
    words: text().array().notNull(),
  },
  (t) => [index('search_removals_of_organization').on(t.organization_id)],
)
