import type { Term } from '../../lib/text-search.ts'
import type { Read, Write } from '../handle.ts'
import { batchStatement, statement } from '../statement.ts'
import { organizationsToPost, PIECE, postDocuments, postWhereMany } from './postings-postgres.ts'
import type { FoundText, TextKey, TextKind, TextLookup, TextsAmong, TextToIndex } from './texts.ts'
import { amongIndexed } from './texts-wait.ts'

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
  /** In which kind was looked. */
  of: string
  number: number
  /** `null` in the last row of a kind, whose number is where its bit ended; 0 where nothing is left. */
  kind: string | null
  id: string
  parent_id: string | null
}

/** The same for all kinds that are looked in. */
type Values = { query: string; from_number: number }

/**
 * A bit of each kind: what differs from kind to kind stands in the rows, and each is looked in by itself.
 * `word` leads, another (`second`) must be there or is '', and of both so many pieces are read.
 *
 * @param led The pieces in which the bit begins, and no more than `pieces` where these are the newest.
 *   What is not posted yet is looked at beside them.
 *
 * The plan rests on no statistics, which may be those of an empty table: `intersect` costs what both sides
 * have, and the documents are found by their numbers, since what follows `||` can lead to no index.
 */
const bitOf = (led: string) =>
  batchStatement({
    ...{ kind: 'text', word: 'text', word_end: 'text', second: 'text' },
    ...{ below: 'int', pieces: 'int', second_pieces: 'int', count: 'int' },
  })<Bit, Values>(`
  select r.kind as of, b.number, b.kind, b.id, b.parent_id from :rows as r cross join lateral (
  with led as materialized (${led}),
  edge as materialized (
    select case when count(*) = cast(r.pieces as int) then coalesce(min(first), 0) else 0 end as lowest from led),
  beside as materialized (
    select p.numbers from search_postings p
    where p.organization_id = :organization_id and p.word = r.second and p.first < r.below and p.first >= coalesce((
      select o.first from search_postings o
      where o.organization_id = :organization_id and o.word = r.second and o.first <= (select lowest from edge)
      order by o.first desc limit 1), 0)
    order by p.first desc limit cast(r.second_pieces as int)),
  narrowing as materialized (
    select r.second <> '' and (select count(*) from beside) < cast(r.second_pieces as int) as so),
  posted as (
    select number from (select unnest(numbers) as number from led) as every
    where number >= :from_number and number < r.below),
  narrowed as (
    select number from posted where not (select so from narrowing)
    union all (
      select number from posted where (select so from narrowing)
      intersect select unnest(numbers) from beside where (select so from narrowing))),
  bit as materialized (
    select number from narrowed
    union
    select u.number from search_unposted u
    where u.organization_id = :organization_id and u.kind = r.kind
      and u.number >= :from_number and u.number >= (select lowest from edge) and u.number < r.below
    order by number desc limit cast(r.count as int))
  select d.number, d.kind, d.id, d.parent_id
  from bit join search_documents d on d.number = bit.number and d.organization_id || '' = :organization_id
  where d.vector @@ cast(:query as tsquery)
  union all
  select case when count(*) = cast(r.count as int) then min(number) else (select lowest from edge) end, null, null, null
  from bit) as b
  where exists (
    select from search_documents k where k.organization_id = :organization_id and k.kind = r.kind limit 1)`)

/** `word_end` is there in both, that they take the same values. */
const bitOfWord = bitOf(`
    select p.first, p.numbers from search_postings p
    where p.organization_id = :organization_id and p.word = r.word and p.first < r.below and r.word_end <> ''
    order by p.first desc limit cast(r.pieces as int)`)
/**
 * Their pieces lie across one another: all of them. The words in selections of their own, which look the
 * same to the planner each time: it would plan anew for each.
 */
const bitOfPrefix = bitOf(`
    select cast(0 as bigint) as first, p.numbers from search_postings p
    where p.organization_id = :organization_id and p.word >= (select cast(r.word as text) collate "C")
      and p.word < (select cast(r.word_end as text) collate "C") and p.first < r.below`)

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

/** By their vectors: no list is read. */
const selectAmong = batchStatement({ id: 'text' })<
  FoundText,
  { kind: string; query: string; from_number: number; below: number }
>(`
  select d.number, d.kind, d.id, d.parent_id from :rows as r cross join lateral (
    select s.number, s.kind, s.id, s.parent_id, s.vector from search_documents s
    where s.organization_id = :organization_id and s.kind = :kind and s.id = r.id limit 1) as d
  where d.vector @@ cast(:query as tsquery)
    and d.number >= cast(:from_number as bigint) and d.number < cast(:below as bigint)`)

/** In a part of its own: below a join the selection would be made again for each row, beyond the limit. */
const take = (others: 'skip locked' | '') =>
  statement<{ count: number }, TextKey>(`
  with taken as materialized (
    select kind, id from search_queue where organization_id = :organization_id
    order by kind, id limit :count for update ${others})
  delete from search_queue s using taken
  where s.organization_id = :organization_id and s.kind = taken.kind and s.id = taken.id
  returning s.kind, s.id, s.parent_id`)
const takes = { free: take('skip locked'), all: take('') }

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
    order by r.id, r.kind
    on conflict (organization_id, kind, id) do update set code = excluded.code, vector = excluded.vector
    returning kind, number)
  insert into search_unposted (organization_id, kind, number)
  select :organization_id, kind, number from put
  on conflict (organization_id, kind, number) do update set number = excluded.number`)

export const postgresSearch = {
  async findTexts(q: Read, lookup: TextLookup): Promise<FoundText[]> {
    const found = await amongIndexed(q, () => findInKinds(q, lookup))
    return found.sort((a, b) => b.number - a.number).slice(0, lookup.limit)
  },
  findTextsAmong(q: Read, { kind, terms, ids, from, below }: TextsAmong): Promise<FoundText[]> {
    const values = { kind: kind.kind, query: queryOf(terms), from_number: from, below }
    const rows = ids.map((id) => ({ id }))
    return amongIndexed(q, () => q.each(selectAmong, rows, values))
  },
  takeUnindexed: (tx: Write, limit: number, which: 'free' | 'all'): Promise<TextKey[]> =>
    tx.all(takes[which], { count: limit }),
  async indexTexts(tx: Write, texts: TextToIndex[]): Promise<void> {
    const rows = texts.map(({ title, body, ...key }) => ({ ...key, vector: vectorOf(title, body) }))
    const words = texts.reduce((sum, { title, body }) => sum + title.length + body.length, 0)
    // One round trip.
    await Promise.all([tx.each(putVectors, rows), postWhereMany(tx, words)])
  },
  tidyTexts: (tx: Write): Promise<number> => postDocuments(tx),
  organizationsToTidy: organizationsToPost,
}

/** All kinds are asked together, and those together again of which there may be more. */
async function findInKinds(q: Read, { kinds, terms, from, below, limit }: TextLookup): Promise<FoundText[]> {
  const { statement, leading } = await leadingWords(q, kinds, terms)
  const values = { query: queryOf(terms), from_number: from }
  const found: FoundText[] = []
  const most = Math.max(limit, statement === bitOfPrefix ? BIT_OF_BEGINNING : BIT)
  let open = leading.map((words) => ({ ...words, below, found: 0 }))
  for (let count = limit; open.length > 0; count = Math.min(8 * count, most)) {
    const asked = open.map(({ found: _, ...one }) => ({ ...one, ...piecesFor(count, one.second) }))
    const bits = Map.groupBy(await q.each(statement, asked, values), ({ of }) => of)
    open = open.map((one) => {
      const bit = bits.get(one.kind) ?? []
      const rows = bit.flatMap(({ of: _, kind, ...rest }) => (kind === null ? [] : [{ kind, ...rest }]))
      found.push(...rows)
      const ended = bit.find((row) => row.kind === null)?.number ?? 0
      return { ...one, below: ended, found: one.found + rows.length }
    })
    open = open.filter((one) => one.found < limit && one.below > from)
  }
  return found
}

/** Half full in the middle, as they are cut. */
function piecesFor(count: number, second: string) {
  const pieces = Math.ceil(count / (PIECE / 2)) * (second === '' ? 1 : SEVERAL_TIMES)
  return { count, pieces, second_pieces: pieces * MUCH_LONGER }
}

/** Of each kind the rarest of the whole words, and the next that is worth a look; a beginning of words only where there are none. */
async function leadingWords(q: Read, kinds: readonly TextKind[], terms: readonly Term[]) {
  const whole = new Set(terms.flatMap(({ words, isPrefix }) => (isPrefix ? words.slice(0, -1) : words)))
  const isOfWords = whole.size > 0
  const words = isOfWords ? await rarest(q, kinds, [...whole]) : await rarestBeginning(q, kinds, terms)
  const leading = kinds.map(({ kind, code }, i) => {
    const [word = code, second = ''] = words[i] ?? []
    return { kind, word, word_end: word + LAST_CHARACTER, second }
  })
  return { statement: isOfWords ? bitOfWord : bitOfPrefix, leading }
}

/** For each kind. All pieces of the one that leads are read for each bit. */
async function rarestBeginning(
  q: Read,
  kinds: readonly TextKind[],
  terms: readonly Term[],
): Promise<string[][]> {
  const words = terms.map(({ words: [word = ''] }) => word)
  const ofKinds = kinds.map(({ code }) => words.map((word) => code + word))
  if (words.length === 1) return ofKinds
  const all = {
    words: JSON.stringify(ofKinds.flat()),
    end: LAST_CHARACTER,
    most: PIECES_COUNTED_OF_BEGINNING,
  }
  const counted = new Map((await q.all(countPieces, all)).map(({ word, pieces }) => [word, pieces]))
  const piecesOf = (word: string) => counted.get(word) ?? 0
  return ofKinds.map((some) => some.toSorted((a, b) => piecesOf(a) - piecesOf(b)).slice(0, 1))
}

/** For each kind: one, where its texts are so few that to look at each is less than to read the list of another. */
async function rarest(q: Read, kinds: readonly TextKind[], words: string[]): Promise<string[][]> {
  const ofKinds = kinds.map(({ code }) => words.map((word) => code + word))
  if (words.length === 1) return ofKinds
  const all = { words: JSON.stringify(ofKinds.flat()), most: PIECES_COUNTED }
  const counted = new Map((await q.all(countTexts, all)).map(({ word, texts }) => [word, texts]))
  const textsOf = (word: string) => counted.get(word) ?? 0
  return ofKinds.map((some) => {
    const [first = '', ...others] = some.toSorted((a, b) => textsOf(a) - textsOf(b))
    return [first, ...(textsOf(first) > FEW ? others : [])]
  })
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
