import { describe, expect, test } from 'bun:test'
import { type Computed, type Kept, ResponseCache } from '../src/cache/cache.ts'
import { createContext } from '../src/context.ts'
import { onEachEngine, sharedApp, type TestApp, TestClock, testApp } from './app.ts'
import { apiKey, type Member, signUp } from './people.ts'

const MINUTE_MS = 60_000

describe('The cache of answers', () => {
  test('lets one compute of the many who ask at once', async () => {
    const { cache, kitchen, hits } = aCache()
    const asked = Array.from({ length: 20 }, () => cache.get('here', 'soup', kitchen.cook))
    kitchen.serve()
    expect(await Promise.all(asked)).toEqual(Array(20).fill({ body: 'fresh 1', etag: 'f1' }))
    expect(kitchen.cooked).toBe(1)
    expect(await cache.get('here', 'soup', kitchen.cook)).toEqual({ body: 'kept 1', etag: 'k1' })
    expect(kitchen.cooked).toBe(1)
    expect(hits).toEqual([...Array(20).fill(false), true])
  })

  test('keeps apart what has another name or is of another organization', async () => {
    const { cache, kitchen } = aCache({ open: true })
    expect(await cache.get('here', 'soup', kitchen.cook)).toMatchObject({ body: 'fresh 1' })
    expect(await cache.get('here', 'salad', kitchen.cook)).toMatchObject({ body: 'fresh 2' })
    expect(await cache.get('there', 'soup', kitchen.cook)).toMatchObject({ body: 'fresh 3' })
    expect(await cache.get('here', 'soup', kitchen.cook)).toMatchObject({ body: 'kept 1' })
  })

  test('keeps nothing that was dropped while it was being computed, and nobody later shares it', async () => {
    const { cache, kitchen } = aCache()
    const before = cache.get('here', 'soup', kitchen.cook)
    cache.drop('here')
    const after = cache.get('here', 'soup', kitchen.cook)
    kitchen.serve()
    expect(await before).toMatchObject({ body: 'fresh 1' })
    expect(await after).toMatchObject({ body: 'fresh 2' })
    expect(await cache.get('here', 'soup', kitchen.cook)).toMatchObject({ body: 'kept 2' })
    expect(cache.size).toBe(1)
  })

  test('drops one organization, or all of them', async () => {
    const { cache, kitchen } = aCache({ open: true })
    const ask = async (organization: string) =>
      (await cache.get(organization, 'soup', kitchen.cook)).body.startsWith('kept')
    for (const organization of ['here', 'there']) await ask(organization)
    cache.drop('here')
    expect([await ask('there'), await ask('here')]).toEqual([true, false])
    cache.drop()
    expect([await ask('there'), await ask('here')]).toEqual([false, false])
    expect([await ask('there'), await ask('here')]).toEqual([true, true])
  })

  test('keeps an answer for its time by the clock, counted from the question', async () => {
    const { cache, kitchen, clock } = aCache()
    const asked = cache.get('here', 'soup', kitchen.cook)
    clock.at += 400
    kitchen.serve()
    await asked
    clock.at += 599
    expect(await cache.get('here', 'soup', kitchen.cook)).toMatchObject({ body: 'kept 1' })
    clock.at += 1
    expect(await cache.get('here', 'soup', kitchen.cook)).toMatchObject({ body: 'fresh 2' })
    expect(await cache.get('here', 'soup', kitchen.cook)).toMatchObject({ body: 'kept 2' })
  })

  test('computes anew on demand, and keeps that', async () => {
    const { cache, kitchen } = aCache({ open: true })
    await cache.get('here', 'soup', kitchen.cook)
    expect(await cache.get('here', 'soup', kitchen.cook, true)).toMatchObject({ body: 'fresh 2' })
    expect(await cache.get('here', 'soup', kitchen.cook)).toMatchObject({ body: 'kept 2' })
  })

  test('tells all who wait when computing fails, and computes again for the next', async () => {
    const { cache, kitchen } = aCache({ open: true })
    const fail = async (): Promise<Computed<Kept>> => {
      await Bun.sleep(0)
      throw new Error('burnt')
    }
    const ends = await Promise.allSettled([cache.get('here', 'soup', fail), cache.get('here', 'soup', fail)])
    expect(ends.map((end) => end.status)).toEqual(['rejected', 'rejected'])
    expect(await cache.get('here', 'soup', kitchen.cook)).toMatchObject({ body: 'fresh 1' })
  })

  test('is bounded in bytes, and forgets first what nobody asked for longest', async () => {
    const { cache } = aCache()
    const MiB = 2 ** 20
    const big = (name: string, size: number) =>
      cache.get('here', name, async () => {
        const fresh = { body: 'x'.repeat(size), etag: name }
        return { fresh, kept: { ...fresh, body: `kept${'x'.repeat(size - 4)}` }, ttl_ms: 1000 }
      })
    // A character counts for two bytes.
    for (let i = 0; i < 40; i += 1) await big(`dish ${i}`, MiB)
    expect(cache.bytes).toBeLessThanOrEqual(64 * MiB)
    expect(cache.size).toBe(31)
    expect((await big('dish 39', MiB)).body.startsWith('kept')).toBe(true)
    expect((await big('dish 0', MiB)).body.startsWith('kept')).toBe(false)
    await big('too big', 33 * MiB)
    expect((await big('too big', 33 * MiB)).body.startsWith('kept')).toBe(false)
    expect((await big('dish 39', MiB)).body.startsWith('kept')).toBe(true)
  })
})

onEachEngine('The dashboard from the cache', (engine) => {
  const app = sharedApp(engine)

  test('is the same the second time, and nothing is sent to whoever has it', async () => {
    const ada = await newcomer(await app(), 'ada')
    const first = await dashboard(await app(), ada)
    expect(first.body.cache_metadata.cache_hit).toBe(false)
    const second = await dashboard(await app(), ada)
    expect(second.body).toEqual({
      ...first.body,
      cache_metadata: { ...first.body.cache_metadata, cache_hit: true },
    })
    const etag = second.headers.get('etag') ?? ''
    const third = await dashboard(await app(), ada, '', { 'if-none-match': etag })
    expect([third.status, third.text, third.headers.get('etag')]).toEqual([304, '', etag])
    const other = await dashboard(await app(), ada, '', { 'if-none-match': '"another"' })
    expect([other.status, other.text]).toEqual([200, second.text])
  })

  test('is dropped at once when something happens, in that organization alone', async () => {
    const [ada, grace] = [await newcomer(await app(), 'ada-lovelace'), await newcomer(await app(), 'grace')]
    for (const member of [ada, grace]) await dashboard(await app(), member)
    const etag = (await dashboard(await app(), ada)).headers.get('etag') ?? ''
    await act(await app(), ada, 'radia')
    const after = await dashboard(await app(), ada, '', { 'if-none-match': etag })
    expect(after.status).toBe(200)
    expect(after.body.cache_metadata.cache_hit).toBe(false)
    expect(after.body.user_metrics.total_users).toBe(2)
    expect((await dashboard(await app(), grace)).body.cache_metadata.cache_hit).toBe(true)
  })

  test('of a past day is kept apart from that of now, and dropped as well', async () => {
    const ada = await newcomer(await app(), 'ada-king')
    const past = '?as_of=2026-11-19'
    const hits = async () => [
      (await dashboard(await app(), ada, past)).body.cache_metadata.cache_hit,
      (await dashboard(await app(), ada)).body.cache_metadata.cache_hit,
    ]
    expect([await hits(), await hits()]).toEqual([
      [false, false],
      [true, true],
    ])
    await act(await app(), ada, 'radia')
    expect(await hits()).toEqual([false, false])
  })

  test('is computed anew on demand', async () => {
    const ada = await newcomer(await app(), 'ada-byron')
    for (let times = 0; times < 2; times += 1) await dashboard(await app(), ada)
    const forced = await dashboard(await app(), ada, '?force_refresh=true')
    expect(forced.body.cache_metadata.cache_hit).toBe(false)
    expect((await dashboard(await app(), ada)).body.cache_metadata.cache_hit).toBe(true)
  })

  test('is kept for a quarter of an hour', async () => {
    const { clock } = await app()
    const ada = await newcomer(await app(), 'ada-gordon')
    await dashboard(await app(), ada)
    clock.at += 15 * MINUTE_MS - 1
    expect((await dashboard(await app(), ada)).body.cache_metadata.cache_hit).toBe(true)
    clock.at += 1
    expect((await dashboard(await app(), ada)).body.cache_metadata.cache_hit).toBe(false)
  })

  test('ends with the local day', async () => {
    await using own = await testApp(engine)
    // Midnight in Tokyo is 15:00 UTC.
    own.clock.at = Date.parse('2026-11-20T14:58:00Z')
    const ada = await newcomer(own, 'ada', 'Asia/Tokyo')
    const lastDate = (answer: { body: any }) => answer.body.trends.daily_active_users.at(-1).date
    expect(lastDate(await dashboard(own, ada))).toBe('2026-11-20')
    own.clock.at += 2 * MINUTE_MS - 1
    const late = await dashboard(own, ada)
    expect([late.body.cache_metadata.cache_hit, lastDate(late)]).toEqual([true, '2026-11-20'])
    own.clock.at += 1
    const next = await dashboard(own, ada)
    expect([next.body.cache_metadata.cache_hit, lastDate(next)]).toEqual([false, '2026-11-21'])
  })

  test('is dropped when another process changes something', async () => {
    await using own = await testApp(engine)
    const ada = await newcomer(own, 'ada')
    await dashboard(own, ada)
    await using other = await createContext(own.config, { clock: own.clock })
    await other.db.for(ada.organization_id).write(async (tx) => {
      await tx.update(tx.tables.organizations).set({ name: 'renamed elsewhere' })
      await tx.record({ kind: 'organization', id: ada.organization_id, verb: 'changed' })
    })
    while ((await dashboard(own, ada)).body.cache_metadata.cache_hit) await Bun.sleep(10)
  })
})

/** A cache, and a kitchen that numbers what it cooks and serves it when told to. */
function aCache({ open = false } = {}) {
  const clock = new TestClock()
  const { promise: served, resolve: serve } = Promise.withResolvers<void>()
  if (open) serve()
  const kitchen = {
    cooked: 0,
    serve,
    cook: async (): Promise<Computed<Kept>> => {
      kitchen.cooked += 1
      const number = kitchen.cooked
      await served
      const fresh = { body: `fresh ${number}`, etag: `f${number}` }
      return { fresh, kept: { body: `kept ${number}`, etag: `k${number}` }, ttl_ms: 1000 }
    },
  }
  /** Of each question, in turn. */
  const hits: boolean[] = []
  const counts = { cacheAsked: (_: string, isHit: boolean) => void hits.push(isHit) }
  return { clock, kitchen, cache: new ResponseCache(clock, counts), hits }
}

type Reader = Member & { key: string }

/** With an API key, which outlives the minutes of an access token. */
async function newcomer(app: TestApp, name: string, time_zone?: string): Promise<Reader> {
  const member = await signUp(app, name, time_zone)
  return { ...member, key: await apiKey(app, member, 'read', 'ingest') }
}

function dashboard(app: TestApp, { key }: Reader, query = '', headers: Record<string, string> = {}) {
  return app.get(`/api/v1/metrics/dashboard${query}`, { key, headers })
}

async function act(app: TestApp, { key }: Reader, person: string): Promise<void> {
  const event = { id: crypto.randomUUID(), person, verb: 'act' }
  const { status, text } = await app.post('/api/v1/events', { key, json: event })
  if (status !== 200) throw new Error(text)
}
