import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { expectNoDrift, rebuild } from './activity.ts'
import { onEachEngine, sharedApp, type TestApp } from './app.ts'
import { localDate, plusDays } from './brute-force.ts'
import { Knowledge } from './knowledge.ts'
import {
  bruteForceKnowledge,
  bruteForceKnowledgeDay,
  type KnowledgeLog,
  sameKnowledge,
  type TextState,
} from './knowledge-brute-force.ts'
import { apiKey, type Member, signUp } from './people.ts'
import { TIMES } from './property-times.ts'

const MINUTE = 60_000
const RUNS = 3 * TIMES
const STATUSES = ['draft', 'review', 'published', 'archived']
/** Zones, each with an instant at which something happens to its calendar. */
const PLACES = [
  ['America/New_York', '2026-03-08T07:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30Z'],
  ['America/Santiago', '2026-09-06T04:00Z'],
  ['Asia/Kathmandu', '2026-03-31T18:15Z'],
  ['Pacific/Apia', '2011-12-30T10:00Z'],
] as const

const step = fc.record({
  wait: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 200 }) },
    { weight: 2, arbitrary: fc.integer({ min: 200, max: 3_000 }) },
  ),
  what: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('create' as const, 'status' as const) },
    { weight: 3, arbitrary: fc.constantFrom('delete' as const, 'restore' as const) },
    { weight: 1, arbitrary: fc.constantFrom('purge' as const, 'rebuild' as const) },
    { weight: 3, arbitrary: fc.constantFrom('generate' as const, 'complete' as const, 'submit' as const) },
    { weight: 1, arbitrary: fc.constantFrom('forget' as const) },
  ),
  which: fc.nat(50),
  status: fc.constantFrom(...STATUSES),
  took: fc.integer({ min: 0, max: 4 * 24 * 60 * MINUTE }),
  ok: fc.boolean(),
})
const story = fc.record({
  place: fc.constantFrom(...PLACES),
  begun: fc.integer({ min: 0, max: 3 * 24 * 60 }),
  steps: fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }),
  moved: fc.constantFrom('Asia/Tokyo', 'America/St_Johns', 'UTC'),
})
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never
type Step = Story['steps'][number]

onEachEngine('Counts of content, lessons and assessments', (engine) => {
  const app = sharedApp(engine, { RATE_LIMITS: 'off' })
  let told = 0

  test(
    'show on every day what a recount of all that was done shows',
    async () => {
      await fc.assert(
        fc.asyncProperty(story, async (one) => {
          told += 1
          await tell(await app(), `ada${told}`, one)
        }),
        { numRuns: RUNS, interruptAfterTimeLimit: 110_000 * TIMES, markInterruptAsFailure: true },
      )
    },
    120_000 * TIMES,
  )

  async function tell(app: TestApp, name: string, { place, begun, steps, moved }: Story): Promise<void> {
    const [zone, instant] = place
    app.clock.at = Date.parse(instant) - begun * MINUTE
    const team = await Telling.begin(app, name, zone)
    for (const one of steps) {
      app.clock.at += one.wait * MINUTE
      await team.take(one)
    }
    await team.expectAllRight()
    await rebuild(app, team.member, moved)
    team.log.time_zone = moved
    await team.expectAllRight()
  }
})

interface Text {
  id: string
  states: TextState[]
  isGone: boolean
}

/** A team through the API, and the log of it. */
class Telling {
  readonly texts: Text[] = []
  #guests = 0

  private constructor(
    readonly app: TestApp,
    readonly member: Member,
    readonly key: { key: string },
    readonly log: KnowledgeLog,
  ) {}

  static async begin(app: TestApp, name: string, time_zone: string): Promise<Telling> {
    const member = await signUp(app, name, time_zone)
    const log = {
      time_zone,
      created_at: app.clock.at,
      texts: [],
      generations: [],
      completions: [],
      submissions: [],
    }
    return new Telling(app, member, { key: await apiKey(app, member, 'admin') }, log)
  }

  async take({ what, which, status, took, ok }: Step): Promise<void> {
    const { key } = this
    const k = new Knowledge(this.app)
    const at = this.app.clock.at
    const text = (isDeleted: boolean) => {
      const fit = this.texts.filter((one) => !one.isGone && one.states.at(-1)?.isDeleted === isDeleted)
      return fit[which % fit.length]
    }
    const becomes = (one: Text, change: Partial<TextState>) =>
      one.states.push({ ...(one.states.at(-1) as TextState), ...change, at })
    if (what === 'create') {
      const { id } = await k.content(key, { status })
      const one = { id, states: [{ at, status, isDeleted: false }], isGone: false }
      this.texts.push(one)
      this.log.texts.push(one.states)
      return
    }
    if (what === 'rebuild') return rebuild(this.app, this.member)
    if (what === 'complete' || what === 'submit' || what === 'forget') return this.#learns(k, what, at)
    const one = text(what === 'restore' || what === 'purge')
    if (!one) return
    const path = `/content/${one.id}`
    if (what === 'status') {
      await k.done('PATCH', path, key, { status })
      becomes(one, { status })
    } else if (what === 'delete') {
      await k.done('DELETE', path, key)
      becomes(one, { isDeleted: true })
    } else if (what === 'restore') {
      await k.done('POST', `/trash/${one.id}/restore`, key)
      becomes(one, { isDeleted: false })
    } else if (what === 'purge') {
      await k.done('DELETE', `/trash/${one.id}`, key)
      one.isGone = true
    } else {
      const finished_at = at - (which % 3) * 20 * 60 * MINUTE
      const times = { started_at: finished_at - took, finished_at }
      const written = { started_at: new Date(times.started_at).toISOString() }
      const { id } = await k.done('POST', `${path}/generations`, key, written)
      const end = { finished_at: new Date(finished_at).toISOString(), ok }
      await k.done('PATCH', `${path}/generations/${id}`, key, end)
      this.log.generations.push({ ...times, ok })
    }
  }

  /** Each time somebody new; what is to be forgotten is completed and then deleted for good. */
  async #learns(k: Knowledge, what: 'complete' | 'submit' | 'forget', at: number): Promise<void> {
    const { key } = this
    this.#guests += 1
    const person = { person: `guest ${this.#guests % 4}` }
    if (what === 'submit') {
      const { id } = await k.assessment(key)
      const attempt = await k.done('POST', `/assessments/${id}/attempts`, key, person)
      await k.done('POST', `/attempts/${attempt.id}/submit`, key)
      this.log.submissions.push(at)
      return
    }
    const { id } = await k.lesson(key, { status: 'published' })
    for (let times = 0; times < 2; times += 1) await k.done('POST', `/lessons/${id}/completions`, key, person)
    this.log.completions.push(at)
    if (what === 'complete') return
    await k.done('DELETE', `/lessons/${id}`, key)
    await k.done('DELETE', `/trash/${id}`, key)
  }

  async expectAllRight(): Promise<void> {
    const { time_zone, created_at } = this.log
    const today = localDate(time_zone, this.app.clock.at)
    const first = localDate(time_zone, created_at)
    await this.#expectRight()
    for (let date = plusDays(first, -1); date <= today; date = plusDays(date, 1))
      await this.#expectRight(date)
    const metric = 'content_created,content_published,lessons_completed,assessments_submitted'
    const path = `/metrics/trends?from=${first}&to=${today}&metric=${metric}`
    const { series } = await new Knowledge(this.app).done('GET', path, this.key)
    for (const [name, points] of Object.entries<any[]>(series)) {
      const exact = points.map(({ date }) => [
        name,
        date,
        (bruteForceKnowledgeDay(this.log, date) as any)[name],
      ])
      expect(points.map(({ date, value }) => [name, date, value])).toEqual(exact)
    }
    await expectNoDrift(this.app, this.member)
  }

  async #expectRight(asOf?: string): Promise<void> {
    const shown = sameKnowledge(await new Knowledge(this.app).dashboard(this.key, asOf))
    const exact = bruteForceKnowledge(this.log, this.app.clock.at, asOf)
    expect({ asOf, shown }).toEqual({ asOf, shown: exact })
  }
}
