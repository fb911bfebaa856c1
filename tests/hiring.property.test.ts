/** Random stories of hiring, and what they add up to on every day, against a recount that knows nothing of src/metrics. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { expectNoDrift, rebuild } from './activity.ts'
import { callsTo, onEachEngine, sharedApp, type TestApp } from './app.ts'
import { endOfDate, localDate, plusDays } from './brute-force.ts'
import { apiKey, type Member, signUp } from './people.ts'
import { TIMES } from './property-times.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const RUNS = 2 * TIMES

/** Zones, each with an instant at which something happens to its calendar. */
const PLACES = [
  ['America/New_York', '2026-03-08T07:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30Z'],
  ['America/Santiago', '2026-09-06T04:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00Z'],
  ['Asia/Kathmandu', '2026-03-31T18:15Z'],
] as const

const JOB_MOVES: Record<string, string[]> = {
  draft: ['open'],
  open: ['paused', 'closed'],
  paused: ['open', 'closed'],
  closed: [],
}
const ENDS = ['rejected', 'withdrawn']
const MOVES: Record<string, string[]> = {
  applied: ['offer', 'offer', 'offer', 'screening', ...ENDS],
  screening: ['applied', 'interview', 'offer', ...ENDS],
  interview: ['offer', 'screening', ...ENDS],
  offer: ['hired', 'hired', 'hired', 'interview', 'rejected'],
  hired: ['offer', 'withdrawn'],
  rejected: ['interview'],
  withdrawn: [],
}
const JOB_STATUSES = Object.keys(JOB_MOVES)
const STAGES = Object.keys(MOVES)

const step = fc.record({
  wait: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 300 }) },
    { weight: 2, arbitrary: fc.integer({ min: 300, max: 2500 }) },
  ),
  what: fc.oneof(
    { weight: 2, arbitrary: fc.constant('open' as const) },
    { weight: 2, arbitrary: fc.constant('turn' as const) },
    { weight: 4, arbitrary: fc.constant('apply' as const) },
    { weight: 12, arbitrary: fc.constant('move' as const) },
    { weight: 2, arbitrary: fc.constantFrom('delete' as const, 'restore' as const) },
    { weight: 1, arbitrary: fc.constantFrom('deleteJob' as const, 'restoreJob' as const) },
  ),
  which: fc.nat(50),
  to: fc.nat(50),
})
const story = fc.record({
  place: fc.constantFrom(...PLACES),
  begun: fc.integer({ min: 0, max: 3 * 24 * 60 }),
  steps: fc.array(step, { minLength: 25, maxLength: 45, size: 'max' }),
  moved: fc.constantFrom('Asia/Tokyo', 'America/St_Johns', 'UTC'),
})
type Step = (typeof story extends fc.Arbitrary<infer T> ? T : never)['steps'][number]

onEachEngine('Counts of hiring that move with each change', (engine) => {
  const app = sharedApp(engine)
  let told = 0

  test(
    'show on every day what a recount of all that was done shows',
    async () => {
      await fc.assert(
        fc.asyncProperty(story, async ({ place: [zone, instant], begun, steps, moved }) => {
          told += 1
          const { clock } = await app()
          clock.at = Date.parse(instant) - begun * MINUTE
          const hiring = await Story.begin(await app(), `ada${told}`, zone)
          for (const what of ['open', 'apply', 'apply'] as const)
            await hiring.take({ what, wait: 0, which: 0, to: 1 })
          for (const one of steps) {
            clock.at += one.wait * MINUTE
            await hiring.take(one)
          }
          await hiring.expectAllRight()
          await rebuild(await app(), hiring.member, moved)
          hiring.timeZone = moved
          await hiring.expectAllRight()
        }),
        { numRuns: RUNS },
      )
    },
    60_000 * TIMES,
  )
})

interface State {
  at: number
  status: string
  isDeleted: boolean
}

interface Thing {
  id: string
  states: State[]
  /** Of an application. */
  job: Thing | null
  deletedWith: Thing | null
}

class Story {
  readonly #jobs: Thing[] = []
  readonly #applications: Thing[] = []

  private constructor(
    readonly app: TestApp,
    readonly member: Member,
    readonly key: string,
    public timeZone: string,
    readonly created_at: number,
  ) {}

  static async begin(app: TestApp, name: string, timeZone: string): Promise<Story> {
    const member = await signUp(app, name, timeZone)
    return new Story(app, member, await apiKey(app, member, 'admin'), timeZone, app.clock.at)
  }

  async take({ what, which, to }: Step): Promise<void> {
    const live = (things: Thing[]) => things.filter((one) => !lastOf(one).isDeleted)
    const pick = (things: Thing[]): Thing | undefined => things[which % things.length]
    switch (what) {
      case 'open': {
        const status = to % 3 === 0 ? 'draft' : 'open'
        const { id } = await this.#call('POST', '/jobs', { title: 'Gardener', status })
        this.#jobs.push({ id, states: [this.#state(status)], job: null, deletedWith: null })
        return
      }
      case 'turn':
        return this.#move(pick(live(this.#jobs)), JOB_MOVES, to, (job, status) => [
          `/jobs/${job.id}`,
          { status },
        ])
      case 'apply':
        return this.#apply(pick(live(this.#jobs)))
      case 'move':
        return this.#move(pick(live(this.#applications)), MOVES, to, (one, stage) => [
          `/applications/${one.id}`,
          { stage },
        ])
      case 'delete':
      case 'deleteJob': {
        const isJob = what === 'deleteJob'
        const thing = pick(live(isJob ? this.#jobs : this.#applications))
        if (!thing) return
        await this.#call('DELETE', `/${isJob ? 'jobs' : 'applications'}/${thing.id}`)
        this.#turn(thing, { isDeleted: true })
        for (const one of this.#applications) {
          if (one.job !== thing || lastOf(one).isDeleted) continue
          one.deletedWith = thing
          this.#turn(one, { isDeleted: true })
        }
        return
      }
      case 'restore':
      case 'restoreJob':
        return this.#restore(pick((what === 'restore' ? this.#applications : this.#jobs).filter(isBackable)))
    }
  }

  async #apply(job: Thing | undefined): Promise<void> {
    if (!job || !['open', 'paused'].includes(lastOf(job).status)) return
    const person = { name: 'x', email: `p${this.#applications.length}@example.com` }
    const { id } = await this.#call('POST', '/applications', { job_id: job.id, ...person })
    this.#applications.push({ id, states: [this.#state('applied')], job, deletedWith: null })
  }

  async #move(
    thing: Thing | undefined,
    moves: Record<string, string[]>,
    to: number,
    change: (thing: Thing, to: string) => [string, object],
  ): Promise<void> {
    const ways = thing ? (moves[lastOf(thing).status] ?? []) : []
    const next = ways[to % ways.length]
    if (!thing || next === undefined) return
    await this.#call('PATCH', ...change(thing, next))
    this.#turn(thing, { status: next })
  }

  async #restore(thing: Thing | undefined): Promise<void> {
    if (!thing) return
    await this.#call('POST', `/trash/${thing.id}/restore`)
    for (const one of [thing, ...this.#applications]) {
      if (one !== thing && one.deletedWith !== thing) continue
      one.deletedWith = null
      this.#turn(one, { isDeleted: false })
    }
  }

  #state(status: string): State {
    return { at: this.app.clock.at, status, isDeleted: false }
  }

  #turn(thing: Thing, change: Partial<State>): void {
    thing.states.push({ ...lastOf(thing), ...change, at: this.app.clock.at })
  }

  #call(method: string, path: string, json?: object): Promise<any> {
    return callsTo(this.app).done(method, path, { key: this.key }, json)
  }

  async expectAllRight(): Promise<void> {
    const { timeZone: zone } = this
    const today = localDate(zone, this.app.clock.at)
    const first = localDate(zone, this.created_at)
    for (let date = plusDays(first, -1); date <= today; date = plusDays(date, 1)) {
      const { hiring_metrics } = await this.#call('GET', `/metrics/dashboard?as_of=${date}`)
      expect({ zone, date, ...hiring_metrics }).toEqual({ zone, date, ...this.#recount(date) })
    }
    const { hiring_metrics } = await this.#call('GET', '/metrics/dashboard')
    expect({ zone, ...hiring_metrics }).toEqual({ zone, ...this.#recount(today) })
    await expectNoDrift(this.app, this.member)
  }

  /** For the end of the local date, or for now. */
  #recount(date: string) {
    const { timeZone: zone } = this
    const isBegun = date >= localDate(zone, this.created_at)
    const end = Math.min(this.app.clock.at, endOfDate(zone, date))
    const standing = (things: Thing[], names: string[]) => {
      const last = things.map(({ states }) => states.findLast(({ at }) => at <= end))
      const count = (name: string) => last.filter((one) => one?.status === name && !one.isDeleted).length
      return Object.fromEntries(names.map((name) => [name, count(name)]))
    }
    const isOn = (at: number) => localDate(zone, at) === date
    const jobs_by_status = standing(this.#jobs, JOB_STATUSES)
    const hires = this.#applications.flatMap((one) => this.#hireOf(one, date, end))
    const values = {
      open_jobs: jobs_by_status.open ?? 0,
      jobs_by_status,
      applications_by_stage: standing(this.#applications, STAGES),
      applications_today: this.#applications.filter(({ states }) => isOn(states[0]?.at ?? 0)).length,
      hires_today: this.#applications.flatMap(acceptances).filter(isOn).length,
      time_to_hire_days: median(hires.map(({ hire }) => hire)),
      time_to_fill_days: median(hires.map(({ fill }) => fill)),
    }
    return isBegun ? values : Object.fromEntries(Object.keys(values).map((name) => [name, null]))
  }

  #hireOf({ states, job }: Thing, date: string, end: number) {
    const known = states.filter(({ at }) => at <= end)
    const hired_at = acceptances({ states: known }).at(-1)
    if (hired_at === undefined || known.at(-1)?.status !== 'hired') return []
    const on = localDate(this.timeZone, hired_at)
    if (on <= plusDays(date, -90) || on > date) return []
    const since = (at: number) => (Date.parse(on) - Date.parse(localDate(this.timeZone, at))) / DAY
    const opened = job?.states.find(({ status }) => status === 'open')
    return [{ hire: since(states[0]?.at ?? 0), fill: since(opened?.at ?? 0) }]
  }
}

function lastOf({ states }: Thing): State {
  return states.at(-1) as State
}

/** In the trash by itself, and with nothing above it there. */
function isBackable(thing: Thing): boolean {
  const isUnder = thing.job !== null && lastOf(thing.job).isDeleted
  return lastOf(thing).isDeleted && thing.deletedWith === null && !isUnder
}

function acceptances({ states }: Pick<Thing, 'states'>): number[] {
  return states
    .filter(({ status }, i) => status === 'hired' && states[i - 1]?.status !== 'hired')
    .map(({ at }) => at)
}

function median(all: number[]): number | null {
  const sorted = all.toSorted((a, b) => a - b)
  const [low, high] = [sorted[Math.floor((all.length - 1) / 2)], sorted[Math.floor(all.length / 2)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}
