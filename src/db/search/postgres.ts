import type { Term } from '../../lib/text-search.ts'
import type { Read, Write } from '../handle.ts'
import { batchStatement, statement } from '../statement.ts'
import { organizationsToPost, PIECE, postDocuments, postWhereMany } from './postings-postgres.ts'
import type { FoundText, TextKey, TextKind, TextLookup, TextToIndex } from './texts.ts'

/** How many texts with the leading word are looked at together, where there is more to be asked of them. */
const BIT = 2_000
/** The same of a beginning, all of whose pieces are read for each bit. */
const BIT_OF_BEGINNING = 16_000
/** Pieces of a posting list that are counted to tell a rare word from a common one. */
const PIECES_COUNTED = 32
/** The same of beginnings of words. */
const PIECES_COUNTED_OF_BEGINNING = 1_000
/** Of a leading word that has fewer texts, each is looked at. */
const FEW = 512
/** Of two words that go together now and then. */
const SEVERAL_TIMES = 4
/** A list that is longer than that of the leading word by this narrows it too little to be read beside it. */
const MUCH_LONGER = 16
/** Behind every letter, in the order of bytes. */
const LAST_CHARACTER = '\u{10ffff}'
/** What Postgres keeps of the places in a vector; what comes after is found, but in no order. */
const LAST_PLACE = 16_383
/** Between title and body, so that no phrase goes across. */
const GAP = 2

interface Bit {
  number: number
  /** `null` in the last row, whose number is where the bit ended; 0 where nothing is left. */
  kind: string | null
  id: string
  parent_id: string | null
}

type Values = {
  kind: string
  word: string
  word_end: string
  /** Another one that must be there; '' for none. */
  second: string
  query: string
  from_number: number
  below: number
  /** Of pieces of the leading word, and of the second. */
  pieces: number
  second_pieces: number
  count: number
}

/**
 * @param led The pieces in which the bit begins, and no more than `:pieces` where these are the newest.
 *   What is not posted yet is looked at beside them.
 *
 * The plan rests on no statistics, which may be those of an empty table: `intersect` costs what both sides
 * have, and the documents are found by their numbers, since what follows `||` can lead to no index.
 */
const bitOf = (led: string) =>
  statement<Values, Bit>(`
  with led as materialized (${led}),
  edge as materialized (
    select case when count(*) = cast(:pieces as int) then coalesce(min(first), 0) else 0 end as lowest from led),
  beside as materialized (
    select p.numbers from search_postings p
    where p.organization_id = :organization_id and p.word = :second and p.first < :below and p.first >= coalesce((
      select o.first from search_postings o
      where o.organization_id = :organization_id and o.word = :second and o.first <= (select lowest from edge)
      order by o.first desc limit 1), 0)
    order by p.first desc limit cast(:second_pieces as int)),
  narrowing as materialized (
    select :second <> '' and (select count(*) from beside) < cast(:second_pieces as int) as so),
  posted as (
    select number from (select unnest(numbers) as number from led) as every
    where number >= :from_number and number < :below),
  narrowed as (
    select number from posted where not (select so from narrowing)
    union all (
      select number from posted where (select so from narrowing)
      intersect select unnest(numbers) from beside where (select so from narrowing))),
  bit as materialized (
    select number from narrowed
    union
    select u.number from search_unposted u
    where u.organization_id = :organization_id and u.kind = :kind
      and u.number >= :from_number and u.number >= (select lowest from edge) and u.number < :below
    order by number desc limit cast(:count as int))
  select d.number, d.kind, d.id, d.parent_id
  from bit join search_documents d on d.number = bit.number and d.organization_id || '' = :organization_id
  where d.vector @@ cast(:query as tsquery)
  union all
  select case when count(*) = cast(:count as int) then min(number) else (select lowest from edge) end, null, null, null
  from bit`)

/** `word_end` is there in both, that they take the same values. */
const bitOfWord = bitOf(`
    select p.first, p.numbers from search_postings p
    where p.organization_id = :organization_id and p.word = :word and p.first < :below and :word_end <> ''
    order by p.first desc limit cast(:pieces as int)`)
/**
 * Their pieces lie across one another: all of them. The words in selections of their own, which look the
 * same to the planner each time: it would plan anew for each.
 */
const bitOfPrefix = bitOf(`
    select cast(0 as bigint) as first, p.numbers from search_postings p
    where p.organization_id = :organization_id and p.word >= (select cast(:word as text) collate "C")
      and p.word < (select cast(:word_end as text) collate "C") and p.first < :below`)

const countTexts = statement<{ words: string; most: number }, { word: string; texts: number }>(`
  select r.word, coalesce((select sum(cardinality(counted.numbers)) from (
    select p.numbers from search_postings p
    where p.organization_id = :organization_id and p.word = r.word limit cast(:most as int)) as counted), 0) as texts
  from (select json_array_elements_text(cast(cast(:words as text) as json)) as word) as r`)

type Beginnings = { words: string; end: string; most: number }
const countPieces = statement<Beginnings, { word: string; pieces: number }>(`
  select r.word, (select count(*) from (
    select from search_postings p
    where p.organization_id = :organization_id and p.word >= r.word collate "C" and p.word < (r.word || :end) collate "C"
    limit cast(:most as int)) as counted) as pieces
  from (select json_array_elements_text(cast(cast(:words as text) as json)) as word) as r`)

/** In a part of its own: below a join the selection would be made again for each row, beyond the limit. */
const take = statement<{ count: number }, TextKey>(`
  with taken as materialized (
    select kind, id from search_queue where organization_id = :organization_id
    order by kind, id limit :count for update skip locked)
  delete from search_queue s using taken
  where s.organization_id = :organization_id and s.kind = taken.kind and s.id = taken.id
  returning s.kind, s.id, s.parent_id`)

/** Who posts documents takes those whose notes nobody holds: a note that is there already is held, too. */
const putVectors = batchStatement({
  kind: 'text',
  code: 'text',
  id: 'text',
  parent_id: 'text',
  vector: 'text',
})(`
  with put as (
    insert into search_documents (organization_id, kind, code, id, parent_id, vector)
    select :organization_id, r.kind, r.code, r.id, r.parent_id, cast(r.vector as tsvector) from :rows as r
    order by r.kind, r.id
    on conflict (organization_id, kind, id) do update set code = excluded.code, vector = excluded.vector
    returning kind, number)
  insert into search_unposted (organization_id, kind, number)
  select :organization_id, kind, number from put
  on conflict (organization_id, kind, number) do update set number = excluded.number`)

export const postgresSearch = {
  async findTexts(q: Read, lookup: TextLookup): Promise<FoundText[]> {
    const found = await Promise.all(lookup.kinds.map((kind) => findOfKind(q, kind, lookup)))
    return found
      .flat()
      .sort((a, b) => b.number - a.number)
      .slice(0, lookup.limit)
  },
  takeUnindexed: (tx: Write, limit: number): Promise<TextKey[]> => tx.all(take, { count: limit }),
  async indexTexts(tx: Write, texts: TextToIndex[]): Promise<void> {
    const rows = texts.map(({ title, body, ...key }) => ({ ...key, vector: vectorOf(title, body) }))
    await tx.each(putVectors, rows)
    await postWhereMany(
      tx,
      texts.reduce((sum, { title, body }) => sum + title.length + body.length, 0),
    )
  },
  tidyTexts: (tx: Write): Promise<number> => postDocuments(tx),
  organizationsToTidy: organizationsToPost,
}

async function findOfKind(q: Read, { kind, code }: TextKind, lookup: TextLookup): Promise<FoundText[]> {
  const { terms, from, limit } = lookup
  const { statement, ...words } = await leadingWords(q, code, terms)
  const values = { ...words, kind, query: queryOf(terms), from_number: from }
  const found: FoundText[] = []
  const most = Math.max(limit, statement === bitOfPrefix ? BIT_OF_BEGINNING : BIT)
  let { below } = lookup
  for (let count = limit; found.length < limit && below > from; count = Math.min(8 * count, most)) {
    // Half full in the middle, as they are cut.
    const pieces = Math.ceil(count / (PIECE / 2)) * (words.second === '' ? 1 : SEVERAL_TIMES)
    const second_pieces = pieces * MUCH_LONGER
    const bit = await q.all(statement, { ...values, below, count, pieces, second_pieces })
    for (const { kind, ...rest } of bit) if (kind !== null) found.push({ kind, ...rest })
    below = bit.find((row) => row.kind === null)?.number ?? 0
  }
  return found
}

/** The rarest of the whole words, and the next that is worth a look; a beginning of words only where there are none. */
async function leadingWords(q: Read, code: string, terms: readonly Term[]) {
  const whole = new Set(terms.flatMap(({ words, isPrefix }) => (isPrefix ? words.slice(0, -1) : words)))
  if (whole.size === 0) {
    const word = await rarestBeginning(q, code, terms)
    return { statement: bitOfPrefix, word, word_end: word + LAST_CHARACTER, second: '' }
  }
  const [word = '', second = ''] =
    whole.size < 2 ? [...whole].map((one) => code + one) : await rarest(q, code, [...whole])
  return { statement: bitOfWord, word, word_end: word + LAST_CHARACTER, second }
}

/** All pieces of the one that leads are read for each bit. */
async function rarestBeginning(q: Read, code: string, terms: readonly Term[]): Promise<string> {
  const words = terms.map(({ words: [word = ''] }) => code + word)
  if (words.length === 1) return words.join('')
  const values = { words: JSON.stringify(words), end: LAST_CHARACTER, most: PIECES_COUNTED_OF_BEGINNING }
  const [first] = (await q.all(countPieces, values)).sort((a, b) => a.pieces - b.pieces)
  return first?.word ?? code
}

/** @returns One, where its texts are so few that to look at each is less than to read the list of another. */
async function rarest(q: Read, code: string, words: string[]): Promise<string[]> {
  const counts = await q.all(countTexts, {
    words: JSON.stringify(words.map((word) => code + word)),
    most: PIECES_COUNTED,
  })
  const [first, ...others] = counts.sort((a, b) => a.texts - b.texts)
  return [first, ...(first && first.texts > FEW ? others : [])].flatMap((count) => count?.word ?? [])
}

/** Words hold letters, digits and emoji alone: nothing in them means anything within quotes. */
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
