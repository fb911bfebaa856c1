import type { Term } from '../../lib/text-search.ts'
import type { Read, Write } from '../handle.ts'
import { batchStatement, statement } from '../statement.ts'
import {
  type FoundText,
  kindLetter,
  type TextKey,
  type TextKind,
  type TextLookup,
  type TextToIndex,
} from './texts.ts'

/** How many texts with the leading word are looked at together, where there is more to be asked of them. */
const BIT = 2_000
/** Beyond this, one word is as common as another. */
const COUNTED = 1_000
/** Behind every letter, in the order of bytes. */
const LAST_CHARACTER = '\u{10ffff}'
/** What Postgres keeps of the places in a vector; what comes after is found, but in no order. */
const LAST_PLACE = 16_383
/** Between title and body, so that no phrase goes across. */
const GAP = 2

interface Bit {
  number: number
  /** `null` in the last row, whose number is where the bit ended; 0 where nothing is left. */
  kind: TextKind | null
  id: string
  conversation_id: string | null
}

type Values = {
  word: string
  word_end: string
  query: string
  from_number: number
  below: number
  count: number
}

const bitOf = (numbers: string) =>
  statement<Values, Bit>(`
  with bit as materialized (
    ${numbers} and w.number >= :from_number and w.number < :below order by w.number desc limit :count)
  select d.number, d.kind, d.id, d.conversation_id
  from bit join search_documents d on d.number = bit.number and d.organization_id = :organization_id
  where cast(:query as text) = '' or d.vector @@ cast(:query as tsquery)
  union all
  select case when count(*) = :count then min(number) else 0 end, null, null, null from bit`)

/** `word_end` is there in both, that they take the same values. */
const bitOfWord = bitOf(`select w.number from search_words w
    where w.organization_id = :organization_id and w.word = :word and :word_end <> ''`)
const bitOfPrefix = bitOf(`select distinct w.number from search_words w
    where w.organization_id = :organization_id and w.word >= :word and w.word < :word_end`)

const countTexts = statement<{ words: string; most: number }, { word: string; texts: number }>(`
  select r.word, (select count(*) from (
    select w.number from search_words w
    where w.organization_id = :organization_id and w.word = r.word limit :most) as counted) as texts
  from (select json_array_elements_text(cast(cast(:words as text) as json)) as word) as r`)

/** In a part of its own: below a join the selection would be made again for each row, beyond the limit. */
const take = statement<{ count: number }, TextKey>(`
  with taken as materialized (
    select kind, id from search_queue where organization_id = :organization_id
    order by kind, id limit :count for update skip locked)
  delete from search_queue s using taken
  where s.organization_id = :organization_id and s.kind = taken.kind and s.id = taken.id
  returning s.kind, s.id, s.conversation_id`)

/**
 * Nothing but look-ups follows in the transaction. The queue is empty most of the time, and a planner that
 * has seen it so would read and sort all of it for each bit once it is long.
 */
const lookUpOnly = statement(`
  select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
    set_config('enable_sort', 'off', true), set_config('enable_hashjoin', 'off', true),
    set_config('enable_mergejoin', 'off', true)`)

const putVectors = batchStatement({ kind: 'text', id: 'text', conversation_id: 'text', vector: 'text' })(`
  insert into search_documents (organization_id, kind, id, conversation_id, vector)
  select :organization_id, r.kind, r.id, r.conversation_id, cast(r.vector as tsvector) from :rows as r
  order by r.kind, r.id
  on conflict (organization_id, kind, id) do update set vector = excluded.vector`)

export const postgresSearch = {
  async findTexts(q: Read, lookup: TextLookup): Promise<FoundText[]> {
    const found = await Promise.all(lookup.kinds.map((kind) => findOfKind(q, kind, lookup)))
    return found
      .flat()
      .sort((a, b) => b.number - a.number)
      .slice(0, lookup.limit)
  },
  async takeUnindexed(tx: Write, limit: number): Promise<TextKey[]> {
    const [, keys] = await Promise.all([tx.all(lookUpOnly), tx.all(take, { count: limit })])
    return keys
  },
  async indexTexts(tx: Write, texts: TextToIndex[]): Promise<void> {
    const rows = texts.map(({ title, body, ...key }) => ({ ...key, vector: vectorOf(title, body) }))
    await tx.each(putVectors, rows)
  },
}

async function findOfKind(q: Read, kind: TextKind, lookup: TextLookup): Promise<FoundText[]> {
  const { terms, from, limit } = lookup
  const leading = await leadingWord(q, kind, terms)
  const isAll = terms.length === 1 && terms[0]?.words.length === 1
  const query = isAll ? '' : queryOf(terms)
  const count = isAll ? limit : Math.max(limit, BIT)
  const found: FoundText[] = []
  for (let below = lookup.below; found.length < limit; ) {
    const { statement, ...words } = leading
    const bit = await q.all(statement, { ...words, query, from_number: from, below, count })
    for (const { kind, ...rest } of bit) if (kind !== null) found.push({ kind, ...rest })
    below = bit.find((row) => row.kind === null)?.number ?? 0
    if (below === 0) break
  }
  return found
}

/** The rarest of the whole words; a beginning of words only where there are none. */
async function leadingWord(q: Read, kind: TextKind, terms: readonly Term[]) {
  const letter = kindLetter(kind)
  const whole = terms.flatMap(({ words, isPrefix }) => (isPrefix ? words.slice(0, -1) : words))
  const word =
    letter + (whole.length < 2 ? (whole[0] ?? terms[0]?.words[0] ?? '') : await rarest(q, letter, whole))
  const word_end = word + LAST_CHARACTER
  return { statement: whole.length === 0 ? bitOfPrefix : bitOfWord, word, word_end }
}

async function rarest(q: Read, letter: string, words: string[]): Promise<string> {
  const counts = await q.all(countTexts, {
    words: JSON.stringify(words.map((word) => letter + word)),
    most: COUNTED,
  })
  const [first] = counts.sort((a, b) => a.texts - b.texts)
  return first?.word.slice(letter.length) ?? ''
}

/** Words hold letters and digits alone: nothing in them means anything within quotes. */
function queryOf(terms: readonly Term[]): string {
  return terms
    .map(({ words, isPrefix }) => {
      const phrase = words.map((word) => `'${word}'`).join(' <-> ')
      return `(${phrase}${isPrefix ? ':*' : ''})`
    })
    .join(' & ')
}

function vectorOf(title: string[], body: string[]): string {
  const placed = (words: string[], first: number, weight: string) =>
    words.map((word, i) => `'${word}':${Math.min(first + i, LAST_PLACE)}${weight}`)
  return [...placed(title, 1, 'A'), ...placed(body, title.length + GAP, '')].join(' ')
}
