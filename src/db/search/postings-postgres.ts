/**
 * The posting lists of the index on Postgres: for each word, the numbers of the documents that hold it,
 * in pieces of up to 128.
 *
 *   search_documents  ── new ones ──→  search_unposted  ── once there are some hundreds ──→  search_postings
 *
 * A word of everyday use is in every other text: were each write to touch its list, writers would wait
 * for one another, and each would write the piece anew. So new documents are only noted, and searched
 * one by one, until some hundreds of them are posted together (as GIN does with its pending list).
 *
 * Promises: each word that a document's vector holds is in the postings, or the document is in
 * `search_unposted`. The other way round the postings may hold more than there is: who searches looks
 * at the vector. What left is taken out with the next posting, and no later than the job comes by.
 *
 * The statements rest on no statistics, which may be those of an empty table: a `lateral` with a `limit`
 * is looked up row by row, and what is deleted is named by its place.
 *
 * The pieces of a word do not overlap: each has what lies from its `first` up to the next one's. They are
 * written by one transaction of an organization at a time.
 */
import type { InstanceRead, Write } from '../handle.ts'
import { batchStatement, statement } from '../statement.ts'

/** Numbers in a piece: a kilobyte, below which Postgres keeps a row in one place. */
export const PIECE = 128
/** So many documents are searched one by one before somebody posts them. */
const MOST_UNPOSTED = 512
/** What one transaction posts at the most, or but one document; and as much it takes out. */
const WORDS_AT_ONCE = 30_000
/** Of documents, and of removals. */
const AT_ONCE = 1_000

/** Another statement than those that post: what these see must be what the one before has left. */
const beAlone = statement<Record<never, never>, { alone: boolean }>(`
  select pg_try_advisory_xact_lock(hashtextextended('search_postings ' || :organization_id, 0)) as alone`)

const remove = statement<{ at_once: number; most_words: number }, { removals: number }>(`
  with held as materialized (
    select ctid as place, cardinality(words) as length from search_removals
    where organization_id = :organization_id limit cast(:at_once as int) for update skip locked),
  sized as (select place, length, sum(length) over (rows unbounded preceding) as words from held),
  taken as (
    delete from search_removals where organization_id || '' = :organization_id
      and ctid = any(array(select place from sized where words - length < :most_words))
    returning number, words),
  gone as materialized (
    select t.number, w.word from taken t cross join lateral unnest(t.words) as w(word)
    except
    select t.number, d.code || w.lexeme from taken t
    cross join lateral (
      select coalesce(s.code, left(s.kind, 1)) as code, s.vector from search_documents s
      where s.number = t.number and s.organization_id || '' = :organization_id limit 1) as d
    cross join lateral unnest(tsvector_to_array(d.vector)) as w(lexeme)),
  placed as (
    select g.word, g.number, f.first from gone g cross join lateral (
      select p.first from search_postings p
      where p.organization_id = :organization_id and p.word = g.word and p.first <= g.number
      order by p.first desc limit 1) as f),
  changed as materialized (
    select c.word, c.first, p.ctid as place,
      array(select n from unnest(p.numbers) as n where n <> all(c.numbers) order by n) as numbers
    from (
      select word, first, array_agg(number) as numbers from placed group by word, first) as c
    cross join lateral (
      select o.ctid, o.numbers from search_postings o
      where o.organization_id = :organization_id and o.word = c.word and o.first = c.first limit 1) as p
    where p.numbers && c.numbers),
  emptied as (
    delete from search_postings where organization_id || '' = :organization_id
      and ctid = any(array(select place from changed where numbers = '{}'))),
  shortened as (
    insert into search_postings (organization_id, word, first, numbers)
    select :organization_id, word, first, numbers from changed where numbers <> '{}'
    on conflict (organization_id, word, first) do update set numbers = excluded.numbers)
  select count(*) as removals from taken`)

/**
 * Another statement than the one that reads the vectors: where a writer comes between, it waits here and
 * its vector is seen there.
 */
const holdUnposted = statement<{ at_once: number }, { kind: string; number: number }>(`
  select kind, number from search_unposted where organization_id = :organization_id
  order by kind, number limit cast(:at_once as int) for update skip locked`)

/**
 * New numbers join the piece that they belong to, mostly at the end of the list. What is too long then is
 * cut: at the end into full pieces, and in the middle, where more may come on either side, into equal ones.
 */
const post = batchStatement({ kind: 'text', number: 'int' })<
  { documents: number },
  { most_words: number; piece: number }
>(`
  with sized as (
    select r.kind, r.number, d.code, d.vector, sum(length(d.vector)) over (order by r.kind, r.number) as words
    from :rows as r left join lateral (
      select coalesce(s.code, left(s.kind, 1)) as code, s.vector from search_documents s
      where s.number = r.number and s.organization_id || '' = :organization_id limit 1) as d on true),
  taken as materialized (
    select kind, number, code, vector from sized where coalesce(words - length(vector), 0) < :most_words),
  cleared as (
    delete from search_unposted where organization_id || '' = :organization_id and ctid = any(array(
      select u.ctid from taken t cross join lateral (
        select n.ctid from search_unposted n
        where n.organization_id = :organization_id and n.kind = t.kind and n.number = t.number limit 1) as u))),
  incoming as (
    select t.code || w.lexeme as word, t.number
    from taken t cross join lateral unnest(tsvector_to_array(t.vector)) as w(lexeme)),
  words as materialized (
    select i.word, i.numbers as come, l.first, l.numbers as there,
      coalesce(l.numbers[cardinality(l.numbers)] < i.numbers[1], l.first is null) as is_behind
    from (select word, array_agg(number order by number) as numbers from incoming group by word) as i
    left join lateral (
      select p.first, p.numbers from search_postings p
      where p.organization_id = :organization_id and p.word = i.word order by p.first desc limit 1) as l on true),
  placed as (
    select w.word, n.number, (
      select p.first from search_postings p
      where p.organization_id = :organization_id and p.word = w.word and p.first <= n.number
      order by p.first desc limit 1) as first
    from words w cross join lateral unnest(w.come) as n(number) where not w.is_behind),
  joined as (
    select word, first, there || come as numbers, is_behind from words where is_behind
    union all
    select i.word, i.first, array(select distinct n from unnest(p.numbers || i.numbers) as n order by n), false
    from (select word, first, array_agg(number) as numbers from placed group by word, first) as i
    left join lateral (
      select s.numbers from search_postings s
      where s.organization_id = :organization_id and s.word = i.word and s.first = i.first limit 1) as p on true),
  measured as (
    select word, first, numbers, cast(case when is_behind then :piece
      else ceil(cardinality(numbers) / ceil(cast(cardinality(numbers) as float) / :piece)) end as int) as length
    from joined),
  pieces as (
    select word, case when place = 1 then coalesce(first, numbers[1]) else numbers[place] end as first,
      numbers[place : place + length - 1] as numbers
    from measured cross join lateral generate_series(1, cardinality(numbers), length) as c(place)),
  written as (
    insert into search_postings (organization_id, word, first, numbers)
    select :organization_id, word, first, numbers from pieces
    on conflict (organization_id, word, first) do update set numbers = excluded.numbers
    where search_postings.numbers <> excluded.numbers)
  select count(*) as documents from taken`)

const countUnposted = statement<{ most: number }, { documents: number }>(`
  select count(*) as documents from (
    select from search_unposted where organization_id = :organization_id limit cast(:most as int)) as unposted`)

const listLeft = statement<Record<never, never>, { organization_id: string }>(`
  select organization_id from search_unposted union select organization_id from search_removals`)

/** The organizations for which there is something to post or to take out. */
export async function organizationsToPost(q: InstanceRead): Promise<{ organization_id: string }[]> {
  return q.all(listLeft)
}

/** After a write of so many words: twice as many are posted, where much waits. */
export async function postWhereMany(tx: Write, words: number): Promise<void> {
  const [unposted] = await tx.all(countUnposted, { most: MOST_UNPOSTED })
  if (unposted?.documents === MOST_UNPOSTED) await postDocuments(tx, Math.max(WORDS_AT_ONCE, 2 * words))
}

/**
 * Takes out what left, and posts documents that are not yet, as far as nobody else is at it.
 *
 * @returns How many of both.
 */
export async function postDocuments(tx: Write, mostWords = WORDS_AT_ONCE): Promise<number> {
  const [lock] = await tx.all(beAlone)
  if (!lock?.alone) return 0
  const [[removed], unposted] = await Promise.all([
    tx.all(remove, { at_once: AT_ONCE, most_words: mostWords }),
    tx.all(holdUnposted, { at_once: AT_ONCE }),
  ])
  const [posted] = await tx.each(post, unposted, { most_words: mostWords, piece: PIECE })
  return (removed?.removals ?? 0) + (posted?.documents ?? 0)
}
