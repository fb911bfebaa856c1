import type { Term } from '../../lib/text-search.ts'
import type { Read, Write } from '../handle.ts'
import { batchStatement, statement } from '../statement.ts'
import type { FoundText, TextKey, TextKind, TextLookup, TextsAmong, TextToIndex } from './texts.ts'
import { amongIndexed } from './texts-wait.ts'

const selectFound = statement<
  { expression: string; from_number: number; below: number; count: number },
  FoundText
>(`
  select d.number, d.kind, d.id, d.parent_id
  from search_index f cross join search_documents d on d.number = f.rowid
  where f.search_index match :expression and f.rowid >= :from_number and f.rowid < :below
    and d.organization_id = :organization_id
  order by f.rowid desc limit :count`)

/** Each is looked up by itself: FTS5 finds the place of a number in its lists. */
const selectAmong = batchStatement({ id: 'text' })<
  FoundText,
  { kind: string; expression: string; from_number: number; below: number }
>(`
  select d.number, d.kind, d.id, d.parent_id from :rows as r
  cross join search_documents d on d.organization_id = :organization_id and d.kind = :kind and d.id = r.id
  cross join search_index f on f.rowid = d.number
  where f.search_index match :expression and d.number >= :from_number and d.number < :below`)

/** Those of which the organization has any text: FTS5 looks for each word in its lists once for each kind. */
const selectKinds = batchStatement({ kind: 'text' })<{ kind: string }>(`
  select r.kind from :rows as r
  where exists (select 1 from search_documents d where d.organization_id = :organization_id and d.kind = r.kind)`)

const take = statement<{ count: number }, TextKey>(`
  delete from search_queue where organization_id = :organization_id and (kind, id) in (
    select kind, id from search_queue where organization_id = :organization_id order by kind, id limit :count)
  returning kind, id, parent_id`)

const key = { kind: 'text', id: 'text', parent_id: 'text' } as const

const insertDocuments = batchStatement(key)(`
  insert into search_documents (organization_id, kind, id, parent_id)
  select :organization_id, r.kind, r.id, r.parent_id from :rows as r
  where true on conflict do nothing`)

/** What stands before each word is put there here: the words would be handed over at six times their length. */
const putWords = batchStatement({ kind: 'text', id: 'text', title: 'text', body: 'text' })<
  never,
  { before_word: string }
>(`
  insert or replace into search_index (rowid, title, body)
  select d.number, replace(r.title, ' ', :before_word), replace(r.body, ' ', :before_word) from :rows as r
  join search_documents d on d.organization_id = :organization_id and d.kind = r.kind and d.id = r.id`)

export const sqliteSearch = {
  findTexts(q: Read, lookup: TextLookup): Promise<FoundText[]> {
    return amongIndexed(q, () => findInKinds(q, lookup))
  },
  async findTextsAmong(q: Read, { kind, terms, ids, from, below }: TextsAmong): Promise<FoundText[]> {
    const values = { kind: kind.kind, expression: expressionOf(q, kind, terms), from_number: from, below }
    const rows = ids.map((id) => ({ id }))
    return amongIndexed(q, () => q.each(selectAmong, rows, values))
  },
  async takeUnindexed(tx: Write, limit: number): Promise<TextKey[]> {
    return tx.all(take, { count: limit })
  },
  async indexTexts(tx: Write, texts: TextToIndex[]): Promise<void> {
    const keys = texts.map(({ kind, id, parent_id }) => ({ kind, id, parent_id }))
    await tx.each(insertDocuments, keys)
    for (const [code, some] of Map.groupBy(texts, (text) => text.code)) {
      const rows = some.map(({ kind, id, title, body }) => {
        return { kind, id, title: spaced(title), body: spaced(body) }
      })
      await tx.each(putWords, rows, { before_word: ` ${prefixOf(tx, code)}` })
    }
  },
  /** FTS5 does so by itself. */
  tidyTexts: async () => 0,
  organizationsToTidy: async () => [],
}

async function findInKinds(q: Read, { kinds, terms, from, below, limit }: TextLookup): Promise<FoundText[]> {
  const there = await q.each(
    selectKinds,
    kinds.map(({ kind }) => ({ kind })),
  )
  if (there.length === 0) return []
  const isThere = new Set(there.map(({ kind }) => kind))
  const some = kinds.filter(({ kind }) => isThere.has(kind))
  const expression = some.map((kind) => `(${expressionOf(q, kind, terms)})`).join(' OR ')
  return q.all(selectFound, { expression, from_number: from, below, count: limit })
}

function expressionOf(q: Read, { code }: TextKind, terms: readonly Term[]): string {
  const prefix = prefixOf(q, code)
  return terms.map(({ words, isPrefix }) => `"${joined(prefix, words)}"${isPrefix ? '*' : ''}`).join(' AND ')
}

function prefixOf({ organization_id }: Read, code: string): string {
  return organization_id.replaceAll(/[^0-9a-z]/gi, '').toLowerCase() + code
}

/** Words hold letters, digits and emoji alone: nothing in them means anything to FTS5. */
function joined(prefix: string, words: string[]): string {
  return words.map((word) => prefix + word).join(' ')
}

/** With a space before each. */
function spaced(words: string[]): string {
  return words.map((word) => ` ${word}`).join('')
}
