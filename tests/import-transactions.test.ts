import { expect, test } from 'bun:test'
import type { Database } from '../src/db/database.ts'
import { importEvents } from '../src/modules/events/import-events.ts'
import { onEachEngine, sharedApp } from './app.ts'
import { signUp } from './people.ts'

const NOON = '2026-11-10T12:00:00Z'
const MANY = 5_500
/** Of which 250 are the four million characters that an import gathers. */
const LARGE = 16_000

onEachEngine('The transactions of an import', (engine) => {
  const app = sharedApp(engine)

  test('have some hundred events each where others wait, and count what is taken', async () => {
    const lines = Array.from({ length: MANY }, (_, i) => ({
      id: `${i % (MANY - 10)}`,
      verb: i === 100 ? '' : 'a',
    }))
    const noted = await imported(lines, true)
    for (const counts of noted)
      expect(counts.lines).toBe(counts.accepted + counts.duplicates + counts.rejected)
    expect(Math.max(...additions(noted))).toBeLessThanOrEqual(1_000)
    expect(noted.at(-1)).toMatchObject({
      ...{ state: 'done', lines: MANY, accepted: MANY - 11, duplicates: 10, rejected: 1 },
    })
    expect(noted.filter(({ state }) => state === 'done')).toHaveLength(1)
  })

  test('have fewer of large events', async () => {
    const note = 'x'.repeat(LARGE)
    const lines = Array.from({ length: 600 }, (_, i) => ({ id: `${i}`, verb: 'a', properties: { note } }))
    const noted = await imported(lines, false)
    expect(Math.max(...additions(noted))).toBeLessThan(260)
    expect(noted.at(-1)).toMatchObject({ state: 'done', accepted: 600 })
  })

  /** @returns What stood in the database of the import after each of its transactions. */
  async function imported(lines: object[], isAwaited: boolean) {
    const { context } = await app()
    const { organization_id } = await signUp(await app(), `ada-${engine}-${isAwaited}`)
    const text = lines.map((line) => `${JSON.stringify({ person: 'grace', occurred_at: NOON, ...line })}\n`)
    const here = context.db.for(organization_id)
    const noted: Awaited<ReturnType<typeof counts>>[] = []
    const counts = async () => {
      const [row] = await here.read((q) => q.select().from(q.tables.imports).where(q.mine(q.tables.imports)))
      return row!
    }
    const db = Object.create(context.db, {
      isAwaited: { value: isAwaited },
      refreshStatistics: { value: () => context.db.refreshStatistics() },
      for: {
        value: () => ({
          ...here,
          write: async (body: never) => {
            const written = await here.write(body)
            noted.push(await counts())
            return written
          },
        }),
      },
    }) as Database
    const stream = (async function* () {
      yield Buffer.from(text.join(''))
    })()
    const format = { format: 'ndjson', core: true, time: 'iso' } as const
    for await (const _ of importEvents({ ...context, db }, organization_id, stream, format));
    return noted
  }
})

function additions(noted: { accepted: number; duplicates: number }[]): number[] {
  return noted.map(
    ({ accepted, duplicates }, i) =>
      accepted + duplicates - (noted[i - 1]?.accepted ?? 0) - (noted[i - 1]?.duplicates ?? 0),
  )
}
