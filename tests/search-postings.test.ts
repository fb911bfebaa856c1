import { describe, expect, test } from 'bun:test'
import type { OrganizationDatabase } from '../src/db/database.ts'
import type { Write } from '../src/db/handle.ts'
import { statement } from '../src/db/statement.ts'
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
      const before = await documentsRead(tx)
      expect(await tx.can.tidyTexts(tx)).toBe(20)
      return (await documentsRead(tx)) - before
    })
    expect(looked).toBeLessThan(100)
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
      ids.map((id) => ({ kind: 'task', id, conversation_id: null, title: [], body: wordsOf(id) })),
    ),
  )
}

async function tidy(here: OrganizationDatabase): Promise<void> {
  while ((await here.write((tx) => tx.can.tidyTexts(tx))) > 0);
}

async function documentsRead(tx: Write): Promise<number> {
  const [read] = await tx.all(DOCUMENTS_READ)
  return read!.documents
}

const DELETE = statement<{ below: string }>(
  `delete from search_documents where organization_id = :organization_id and kind = 'task' and id < :below`,
)
const LENGTHS = statement<{ word: string }, { length: number }>(`
  select cardinality(numbers) as length from search_postings
  where organization_id = :organization_id and word = :word order by first`)
const DOCUMENTS_READ = statement<Record<never, never>, { documents: number }>(`
  select seq_tup_read + idx_tup_fetch as documents from pg_stat_xact_user_tables
  where relname = 'search_documents' and :organization_id <> ''`)
