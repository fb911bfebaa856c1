import { describe, expect, test } from 'bun:test'
import type { OrganizationDatabase } from '../src/db/database.ts'
import type { Read } from '../src/db/handle.ts'
import { statement } from '../src/db/statement.ts'
import { TASK_TEXTS as TASKS } from '../src/modules/tasks/task-texts.ts'
import { testDatabase } from './db/database.ts'

/** What the index on Postgres makes of its posting lists, apart from what is found by them. */
describe('The posting lists', () => {
  test('are kept in step without a look at other documents', async () => {
    await using database = await testDatabase('postgres')
    const here = database.db.for('a')
    // Postings come and go where nothing is known of the tables yet: plans are kept from then on.
    await put(here, numbered(0, 1_500), () => ['roses'])
    await tidy(here)
    await here.write((tx) => tx.all(DELETE, { below: 'd00010' }))
    await put(here, numbered(1_500, 1_510), () => ['roses'])
    const looked = await here.write(async (tx) => {
      const before = await rowsRead(tx, 'search_documents')
      expect(await tx.can.tidyTexts(tx)).toBe(20)
      return (await rowsRead(tx, 'search_documents')) - before
    })
    expect(looked).toBeLessThan(100)
  })

  test('of the beginning that few words have are read, whatever was typed first', async () => {
    await using database = await testDatabase('postgres')
    const here = database.db.for('a')
    await put(here, numbered(0, 3), (id) => Array.from({ length: 1_000 }, (_, i) => `rose${id}${i}`))
    await put(here, ['last'], () => ['roses', 'thorns'])
    await tidy(here)
    const terms = ['ros', 'thor'].map((one) => ({ words: [one], isPrefix: true }))
    const lookup = { kinds: [TASKS], terms, from: 0, below: Number.MAX_SAFE_INTEGER, limit: 50 }
    await here.read(async (q) => {
      const before = await rowsRead(q, 'search_postings')
      expect((await q.can.findTexts(q, lookup)).map(({ id }) => id)).toEqual(['last'])
      expect((await rowsRead(q, 'search_postings')) - before).toBeLessThan(1_500)
    })
  })

  test('stand under the code of a kind, also where an older version has written none', async () => {
    await using database = await testDatabase('postgres')
    const here = database.db.for('a')
    await put(here, numbered(0, 2), () => ['roses'])
    await tidy(here)
    await here.write((tx) => tx.all(SET_CODE, { id: 'd00000', code: null }))
    await here.write((tx) => tx.all(DELETE, { below: 'd00001' }))
    await tidy(here)
    expect(await here.read((q) => q.all(LENGTHS, { word: 'troses' }))).toEqual([{ length: 1 }])
    // Another code moves all words.
    await here.write((tx) => tx.all(SET_CODE, { id: 'd00001', code: 'x' }))
    await tidy(here)
    expect(await here.read((q) => q.all(LENGTHS, { word: 'troses' }))).toEqual([])
    await put(here, numbered(1, 2), () => ['roses'])
    await tidy(here)
    expect(await here.read((q) => q.all(LENGTHS, { word: 'troses' }))).toEqual([{ length: 1 }])
  })

  test('lose the words of long texts in several transactions', async () => {
    await using database = await testDatabase('postgres')
    const here = database.db.for('a')
    const words = Array.from({ length: 1_000 }, (_, i) => `word${i}`)
    await put(here, numbered(0, 40), () => words)
    await tidy(here)
    await here.write((tx) => tx.all(DELETE, { below: 'd00040' }))
    const taken = [
      await here.write((tx) => tx.can.tidyTexts(tx)),
      await here.write((tx) => tx.can.tidyTexts(tx)),
    ]
    expect(taken).toEqual([30, 10])
    expect(await here.read((q) => q.all(LENGTHS, { word: 'tword7' }))).toEqual([])
  })

  test('are cut in halves where numbers come in between', async () => {
    await using database = await testDatabase('postgres')
    const here = database.db.for('a')
    const ids = numbered(0, 1_200)
    const even = new Set(ids.filter((_, i) => i % 2 === 0))
    await put(here, ids, (id) => (even.has(id) ? ['roses'] : ['thorns']))
    await tidy(here)
    const late = ids.filter((id) => !even.has(id)).reverse()
    for (let i = 0; i < late.length; i += 10) {
      await put(here, late.slice(i, i + 10), () => ['roses'])
      await tidy(here)
    }
    const lengths = await here.read((q) => q.all(LENGTHS, { word: 'troses' }))
    expect(lengths.reduce((sum, { length }) => sum + length, 0)).toBe(1_200)
    for (const { length } of lengths) expect(length).toBeWithin(64, 129)
  })
})

function numbered(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, i) => `d${String(from + i).padStart(5, '0')}`)
}

async function put(here: OrganizationDatabase, ids: string[], wordsOf: (id: string) => string[]) {
  await here.write((tx) =>
    tx.can.indexTexts(
      tx,
      ids.map((id) => ({ ...TASKS, id, parent_id: null, title: [], body: wordsOf(id) })),
    ),
  )
}

async function tidy(here: OrganizationDatabase): Promise<void> {
  while ((await here.write((tx) => tx.can.tidyTexts(tx))) > 0);
}

/** By this transaction. */
async function rowsRead(q: Read, table: string): Promise<number> {
  const [read] = await q.all(ROWS_READ, { table })
  return read!.rows
}

const DELETE = statement<{ below: string }>(
  `delete from search_documents where organization_id = :organization_id and kind = 'task' and id < :below`,
)
const SET_CODE = statement<{ id: string; code: string | null }>(`
  update search_documents set code = :code, vector = vector where organization_id = :organization_id and id = :id`)
const LENGTHS = statement<{ word: string }, { length: number }>(`
  select cardinality(numbers) as length from search_postings
  where organization_id = :organization_id and word = :word order by first`)
const ROWS_READ = statement<{ table: string }, { rows: number }>(`
  select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) as rows from pg_stat_xact_user_tables
  where relname = :table and :organization_id <> ''`)
