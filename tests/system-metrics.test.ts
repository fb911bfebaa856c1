import { expect, test } from 'bun:test'
import { onEachEngine, sharedApp } from './app.ts'
import { randomOf } from './metrics-statistics/simulate.ts'
import {
  DASHBOARD,
  DAY,
  expectWithinOnePercent,
  MINUTE,
  NOTHING,
  newcomer,
  newcomers,
  served,
  shown,
  twice,
  whileBroken,
} from './requests.ts'

const QUIET = 'no requests in the last 60 minutes'

onEachEngine('The system metrics', (engine) => {
  const shared = sharedApp(engine)

  test('are those of the requests that were made', async () => {
    const app = await shared()
    const ada = await newcomer(app, 'real-ada')
    const durations: number[] = []
    const ask = async (path: string, count = 1) => {
      for (let i = 0; i < count; i += 1) {
        const { headers } = await app.get(path, { key: ada.key })
        durations.push(Math.round(Number(headers.get('x-response-time')) * 1e6))
      }
    }
    await ask('/api/v1/members', 20)
    await ask('/api/v1/members?limit=-1')
    await ask('/api/v1/nowhere')
    await ask(DASHBOARD, 4)
    await whileBroken(app, () => ask('/api/v1/members', 2))
    const { metrics, notes } = await shown(app, ada)
    expectWithinOnePercent(metrics.api_response_time, durations)
    expect(notes.api_response_time).toEqual({ percentile: 95, n: 28, window: 'the last 60 minutes' })
    expect(metrics.error_rate).toBe(7.1)
    expect(notes.error_rate).toEqual({ numerator: 2, denominator: 28, window: 'the last 60 minutes' })
    expect(metrics.cache_hit_rate).toBe(75)
    expect(notes.cache_hit_rate).toMatchObject({ numerator: 3, denominator: 4, low_n: true })
  })

  test('are exact sums, and a 95th percentile within 1 %', async () => {
    const app = await shared()
    const ada = await newcomer(app, 'exact-ada')
    const random = randomOf(7)
    const durations = Array.from({ length: 1_000 }, () => Math.round(Math.exp(6 + 8 * random())))
    for (const [i, duration] of durations.entries()) {
      served(app.context, ada, duration, i % 80 === 0 ? 503 : 499)
      // In parts, some of them written and some not.
      if (i % 300 === 0) await app.context.requests.flush()
      app.clock.at += 2_000
    }
    for (let i = 0; i < 300; i += 1) {
      app.context.requests.cacheAsked(ada.organization_id, i % 3 === 0, app.clock.at)
    }
    const { metrics } = await shown(app, ada)
    expectWithinOnePercent(metrics.api_response_time, durations)
    expect(metrics).toMatchObject({ error_rate: 1.3, cache_hit_rate: 33.3 })
  })

  test('do not exist where there were no requests, and say when there were few', async () => {
    const app = await shared()
    const ada = await newcomer(app, 'quiet-ada')
    const first = await shown(app, ada)
    expect(first.metrics).toMatchObject(NOTHING)
    const reasons = [first.notes.api_response_time, first.notes.error_rate, first.notes.cache_hit_rate]
    expect(reasons.map(({ reason }) => reason)).toEqual([QUIET, QUIET, 'nothing was asked of the cache'])
    for (let i = 0; i < 18; i += 1) served(app.context, ada, 100)
    const few = await shown(app, ada)
    expect(few.notes.api_response_time).toMatchObject({ n: 19, low_n: true })
    expect(few.metrics.error_rate).toBe(0)
    expect((await shown(app, ada)).notes.api_response_time.low_n).toBeUndefined()
  })

  for (const how of ['only counted', 'written', 'written and forgotten']) {
    test(`requests that were ${how} are of the last 60 minutes, and not of the 61st`, async () => {
      const app = await shared()
      const [ada, grace] = await newcomers(app, `border-${how.replaceAll(' ', '-')}`)
      app.clock.at = Math.ceil(app.clock.at / MINUTE) * MINUTE
      for (const reader of [ada, grace]) served(app.context, reader, 5_000)
      if (how !== 'only counted') await app.context.requests.flush()
      app.clock.at += 60 * MINUTE - 1
      if (how === 'written and forgotten') await twice(() => app.context.requests.flush())
      expect((await shown(app, ada)).notes.api_response_time.n).toBe(1)
      app.clock.at += 1
      expect((await shown(app, grace)).metrics).toMatchObject(NOTHING)
    })
  }

  test('are about now: of a past day they do not exist', async () => {
    const app = await shared()
    const ada = await newcomer(app, 'past-ada')
    served(app.context, ada, 5_000)
    const day = (at: number) => new Date(at).toISOString().slice(0, 10)
    const past = await shown(app, ada, `&as_of=${day(app.clock.at - DAY)}`)
    expect(past.metrics).toMatchObject(NOTHING)
    for (const name of Object.keys(NOTHING)) expect(past.notes[name].reason).toMatch(/present only/)
    expect((await shown(app, ada, `&as_of=${day(app.clock.at)}`)).notes.api_response_time.n).toBe(2)
  })

  test('are those of one organization, and what is of the whole instance says so', async () => {
    const app = await shared()
    const [ada, grace] = await newcomers(app, 'apart')
    for (let i = 0; i < 50; i += 1) {
      served(app.context, ada, 900_000, 500)
      app.context.requests.cacheAsked(ada.organization_id, true, app.clock.at)
    }
    await app.context.requests.flush()
    const { metrics, notes } = await shown(app, grace)
    expect(metrics).toMatchObject(NOTHING)
    expect(Object.keys(notes.error_rate)).toEqual(['reason', 'code', 'window'])
    for (const name of ['database_connections', 'cache_memory']) expect(notes[name].scope).toBe('instance')
    served(app.context, grace, 1_000)
    expect((await shown(app, grace)).notes.error_rate).toMatchObject({ numerator: 0, denominator: 2 })
  })

  test('a forced answer is asked of nobody: neither hit nor miss', async () => {
    const app = await shared()
    const ada = await newcomer(app, 'forced-ada')
    for (let i = 0; i < 3; i += 1) await app.get(`${DASHBOARD}?force_refresh=true`, { key: ada.key })
    expect((await shown(app, ada)).metrics.cache_hit_rate).toBeNull()
    for (let i = 0; i < 3; i += 1) await app.get(DASHBOARD, { key: ada.key })
    // The answer that the forced ones left was kept.
    expect((await shown(app, ada)).notes.cache_hit_rate).toMatchObject({ numerator: 3, denominator: 3 })
  })
})
