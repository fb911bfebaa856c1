/** The index of texts below the search: whatever comes, changes, leaves and is tidied, it finds what a plain model finds. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import type { Database } from '../src/db/database.ts'
import type { FoundText } from '../src/db/search/texts.ts'
import { statement } from '../src/db/statement.ts'
import { TASK_TEXTS as TASKS } from '../src/modules/tasks/task-texts.ts'
import { onEachEngine } from './app.ts'
import { testDatabase } from './db/database.ts'
import { randomOf } from './metrics-statistics/simulate.ts'
import { TIMES } from './property-times.ts'

/** The first in each text, the next in every second, the next in every third, and so on. */
const VOCABULARY = ['the', 'rose', 'roses', 'lily', 'iris', 'thorn', 'thorns', 'yard', 'rosemary', 'tulip']
const RUNS = 5 * TIMES
/** Looked at one after the other. */
const PAGES = 8

interface Text {
  id: string
  words: string[]
}

const seed = fc.integer({ min: 1, max: 2 ** 31 })
const word = fc.constantFrom(...VOCABULARY, 'absent')
const term = fc.oneof(
  { weight: 4, arbitrary: word.map((one) => ({ words: [one], isPrefix: false })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('ros', 'thor', 'the').map((one) => ({ words: [one], isPrefix: true })),
  },
  { weight: 1, arbitrary: fc.tuple(word, word).map((words) => ({ words, isPrefix: false })) },
)
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant('put' as const),
      count: fc.integer({ min: 1, max: 400 }),
      seed,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('change' as const),
      count: fc.integer({ min: 1, max: 60 }),
      seed,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('delete' as const),
      count: fc.integer({ min: 1, max: 120 }),
      seed,
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('tidy' as const), count: fc.nat(3), seed }) },
  {
    weight: 8,
    arbitrary: fc.record({
      does: fc.constant('find' as const),
      terms: fc.array(term, { minLength: 1, maxLength: 3 }),
      limit: fc.constantFrom(1, 7, 50, 201, 5_000),
      seed,
    }),
  },
)

onEachEngine('The index of texts', (engine) => {
  test(
    'finds what a plain model finds, whatever came before',
    async () => {
      await using database = await testDatabase(engine)
      let told = 0
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40, size: 'max' }), async (steps) => {
          told += 1
          const index = indexOf(database.db, `o${told}`)
          // Another organization has the same words, and numbers in between.
          const other = indexOf(database.db, `x${told}`)
          for (const one of steps) {
            const random = randomOf(one.seed)
            if (one.does === 'find') await index.expectFound(one.terms, one.limit, random)
            else if (one.does === 'tidy') await index.tidy(one.count)
            else await index[one.does](one.count, random)
            if (one.does === 'put') await other.put(3, random)
          }
          for (const one of VOCABULARY)
            await index.expectFound([{ words: [one], isPrefix: false }], 100, randomOf(1))
          if (engine === 'postgres') await index.expectExactPostings()
        }),
        { numRuns: RUNS },
      )
    },
    240_000 * TIMES,
  )

  test('loses nothing where many write and tidy at once', async () => {
    await using database = await testDatabase(engine)
    const index = indexOf(database.db, 'a')
    await index.put(300, randomOf(1))
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      const random = randomOf(writer + 2)
      // Each has texts of its own to change and to delete, that the model knows who came last.
      for (let turn = 0; turn < 12; turn += 1) {
        await index.put(40, random, `w${writer}-`)
        await index.change(10, random, `w${writer}-`)
        if (turn % 3 === 0) await index.delete(10, random, `w${writer}-`)
        if (turn % 4 === writer % 4) await index.tidy(1)
      }
    })
    await Promise.all(writers)
    for (const one of VOCABULARY) await index.expectSame([{ words: [one], isPrefix: false }])
    await index.tidy(100)
    for (const one of VOCABULARY) await index.expectSame([{ words: [one], isPrefix: false }])
    if (engine === 'postgres') await index.expectExactPostings()
  }, 240_000)
})

type Term = { words: string[]; isPrefix: boolean }

function indexOf(db: Database, organization_id: string) {
  const here = db.for(organization_id)
  /** In the order in which they came. */
  let texts: Text[] = []
  let count = 0
  const own = (prefix: string) => texts.filter(({ id }) => id.startsWith(prefix))
  const some = <Item>(from: Item[], count: number, random: () => number) =>
    [...new Set(Array.from({ length: count }, () => from[Math.floor(random() * from.length)]))].filter(
      (text) => text !== undefined,
    )
  const index = (changed: Text[]) =>
    here.write((tx) =>
      tx.can.indexTexts(
        tx,
        changed.map(({ id, words }) => ({ ...TASKS, id, parent_id: null, title: [], body: words })),
      ),
    )
  const find = async (terms: Term[], limit: number, pages = Number.POSITIVE_INFINITY) => {
    const found: string[] = []
    for (let below = Number.MAX_SAFE_INTEGER; ; pages -= 1) {
      const lookup = { kinds: [TASKS], terms, from: 0, below, limit }
      const some = await here.read((q) => q.can.findTexts(q, lookup))
      found.push(...some.map(({ id }) => id))
      if (some.length < limit || pages === 1) return found
      below = some.at(-1)!.number
    }
  }
  const expected = (terms: Term[]) =>
    texts.filter(({ words }) => terms.every((term) => holds(words, term))).map(({ id }) => id)
  return {
    async put(many: number, random: () => number, prefix = 'a') {
      const come = Array.from({ length: many }, (_, i) => ({
        id: prefix + String(count + i).padStart(6, '0'),
        words: someWords(random),
      }))
      count += many
      await index(come)
      texts.push(...come)
    },
    async change(many: number, random: () => number, prefix = '') {
      const changed = some(own(prefix), many, random)
      const words = changed.map(() => someWords(random))
      await index(changed.map(({ id }, i) => ({ id, words: words[i]! })))
      for (const [i, text] of changed.entries()) text.words = words[i]!
    },
    async delete(many: number, random: () => number, prefix = '') {
      const gone = some(own(prefix), many, random)
      await here.write(async (tx) => {
        for (const { id } of gone) await tx.all(DELETE, { id })
      })
      texts = texts.filter((text) => !gone.includes(text))
    },
    async tidy(slices: number) {
      for (let i = 0; i < slices; i += 1) await here.write((tx) => tx.can.tidyTexts(tx))
    },
    async expectFound(terms: Term[], limit: number, random: () => number) {
      const all = expected(terms).reverse()
      expect([terms, await find(terms, limit, PAGES)]).toEqual([terms, all.slice(0, limit * PAGES)])
      // Between two of them, too.
      const found = await here.read((q) => q.can.findTexts(q, everything(terms)))
      const [from, below] = [some(found, 1, random)[0]?.number ?? 0, some(found, 1, random)[0]?.number ?? 0]
      const between = await here.read((q) => q.can.findTexts(q, { ...everything(terms), from, below, limit }))
      expect(between).toEqual(found.filter(({ number }) => number >= from && number < below).slice(0, limit))
      // And among some of them, and of those that have none of it.
      const ids = some(texts, 20, random).map(({ id }) => id)
      const range = { from, below: Math.max(below, from + 1) }
      const among = await here.read((q) =>
        q.can.findTextsAmong(q, { kind: TASKS, terms, ids: [...ids, 'none'], ...range }),
      )
      const isThere = ({ id, number }: FoundText) =>
        ids.includes(id) && number >= range.from && number < range.below
      expect(inOrder(among)).toEqual(inOrder(found.filter(isThere)))
    },
    /** In whatever order: writers took turns. */
    async expectSame(terms: Term[]) {
      expect((await find(terms, 201)).sort()).toEqual(expected(terms).sort())
    },
    /** Once all is tidied there is a posting for each word of a document and none besides, in pieces that do not overlap. */
    async expectExactPostings() {
      while ((await here.write((tx) => tx.can.tidyTexts(tx))) > 0);
      const [left] = await here.read((q) => q.all(LEFT))
      expect(left).toEqual({ unposted: 0, removals: 0 })
      const pieces = await here.read((q) => q.all(PIECES))
      const words = texts.flatMap((text) => [...new Set(text.words)].map((word) => `t${word} ${text.id}`))
      expect(pieces.flatMap(({ word, ids }) => ids.map((id) => `${word} ${id}`)).sort()).toEqual(words.sort())
      for (const { first, numbers, next } of pieces) {
        expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
        expect(numbers.length).toBeWithin(1, 129)
        expect(numbers[0]!).toBeGreaterThanOrEqual(first)
        if (next !== null) expect(numbers.at(-1)!).toBeLessThan(next)
      }
    },
  }
}

function inOrder(found: FoundText[]): FoundText[] {
  return found.toSorted((a, b) => a.number - b.number)
}

const DELETE = statement<{ id: string }>(
  `delete from search_documents where organization_id = :organization_id and kind = 'task' and id = :id`,
)
const LEFT = statement<Record<never, never>, { unposted: number; removals: number }>(`
  select (select count(*) from search_unposted where organization_id = :organization_id) as unposted,
    (select count(*) from search_removals where organization_id = :organization_id) as removals`)
const PIECES = statement<
  Record<never, never>,
  { word: string; first: number; numbers: number[]; ids: string[]; next: number | null }
>(`
  select word, first, to_json(numbers) as numbers,
    (select json_agg(coalesce(d.id, '?')) from unnest(numbers) as n left join search_documents d on d.number = n) as ids,
    lead(first) over (partition by word order by first) as next
  from search_postings where organization_id = :organization_id`)

function everything(terms: Term[]) {
  return { kinds: [TASKS], terms, from: 0, below: Number.MAX_SAFE_INTEGER, limit: 5_000 }
}

function someWords(random: () => number): string[] {
  const words = VOCABULARY.filter((_, i) => random() < 1 / (i + 1))
  // In some order, as phrases need it.
  return words.sort(() => random() - 0.5)
}

function holds(words: string[], { words: phrase, isPrefix }: Term): boolean {
  return words.some((_, at) =>
    phrase.every((word, i) => {
      const there = words[at + i]
      return isPrefix && i === phrase.length - 1 ? there?.startsWith(word) : there === word
    }),
  )
}
