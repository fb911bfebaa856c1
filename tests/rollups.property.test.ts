import { expect, test } from 'bun:test'
import fc from 'fast-check'
import {
  deleteEvent,
  expectNoDrift,
  expectSameAsBruteForce,
  expectSamePeriodsAsBruteForce,
  importEvents,
  postEvents,
  type Sent,
} from './activity.ts'
import { onEachEngine, sharedApp, type TestApp } from './app.ts'
import { type History, localDate, plusDays } from './brute-force.ts'
import { type Member, signIn, signUp } from './people.ts'
import { TIMES } from './property-times.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const RUNS = 8 * TIMES

/** Zones, each with an instant at which something happens to its calendar. */
const PLACES = [
  ['America/New_York', '2026-03-08T07:00Z'],
  ['America/New_York', '2026-11-01T06:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30Z'],
  // Midnight comes twice, and is missing half a year later.
  ['America/Santiago', '2026-04-05T03:00Z'],
  ['America/Santiago', '2026-09-06T04:00Z'],
  ['Africa/Cairo', '2026-04-23T22:00Z'],
  ['Africa/Casablanca', '2026-02-15T02:00Z'],
  ['Africa/Casablanca', '2026-03-22T02:00Z'],
  ['Asia/Kathmandu', '2026-03-31T18:15Z'],
  ['UTC', '2026-01-01T00:00Z'],
  ['America/St_Johns', '2026-03-08T05:30Z'],
  // One minute past midnight the clock went back to 23:01 of the day before.
  ['America/St_Johns', '2010-11-07T02:31Z'],
  // There was no 30th of December.
  ['Pacific/Apia', '2011-12-30T10:00Z'],
  // Three hours back, from 02:00 to 23:00 of the day before.
  ['Antarctica/Casey', '2010-03-04T15:00Z'],
] as const

const TRACKED = ['grace', 'edsger', 'barbara', 'donald', 'радиа']

const daysAway = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -2, max: 2 }) },
  { weight: 2, arbitrary: fc.integer({ min: -72, max: 72 }) },
)
const sending = fc.record({ phase: fc.nat(2), request: fc.nat(2) })
const action = fc.record({
  /** 0 is the member. */
  person: fc.nat(TRACKED.length),
  days: daysAway,
  /** Quarters of an hour, so that gaps of exactly half an hour are common. */
  quarters: fc.integer({ min: -24, max: 24 }),
  jitter_ms: fc.constantFrom(0, 0, 0, -1, 1, 59_999),
  core: fc.boolean(),
  sent: fc.array(sending, { minLength: 1, maxLength: 3 }),
  deleted_in: fc.option(fc.nat(2), { freq: 3 }),
})
const story = fc.record({
  place: fc.constantFrom(...PLACES),
  joined: daysAway,
  now: fc.integer({ min: 0, max: 80 * 24 * 60 }),
  actions: fc.array(action, { minLength: 1, maxLength: 70, size: 'max' }),
  as_of: fc.array(fc.oneof(daysAway, fc.constantFrom(7, 29, 30, 59, 60, 61)), { minLength: 4, maxLength: 6 }),
  imports: fc.boolean(),
})
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never

onEachEngine('Rollups that move with each event', (engine) => {
  const app = sharedApp(engine, { RATE_LIMITS: 'off' })
  let told = 0

  test(
    'show what a recount from the raw events shows, whatever came when',
    async () => {
      await fc.assert(
        fc.asyncProperty(story, async (story) => {
          told += 1
          await tell(await app(), `ada${told}`, story)
        }),
        { numRuns: RUNS, interruptAfterTimeLimit: 50_000 * TIMES, markInterruptAsFailure: true },
      )
    },
    60_000 * TIMES,
  )

  async function tell(app: TestApp, name: string, story: Story): Promise<void> {
    const [zone, instant] = story.place
    const hot = Date.parse(instant)
    const now = hot + story.now * MINUTE
    const joinedAt = Math.min(now, hot + story.joined * DAY)
    app.clock.at = joinedAt
    const newcomer = await signUp(app, name, zone)
    app.clock.at = now
    const member = await signIn(app, newcomer)
    const ownActs = [joinedAt, now].map((at) => ({ person: member.member_id, at, core: false }))
    const present = new Map<string, Sent>()
    const history = (): History => ({
      time_zone: zone,
      created_at: joinedAt,
      members: new Map([[member.member_id, joinedAt]]),
      events: [...ownActs, ...present.values()],
    })
    for (const phase of [0, 1, 2]) {
      await act(app, member, present, phase, story, (days, quarters) =>
        Math.min(now, hot + days * DAY + quarters * 15 * MINUTE),
      )
      // Asked between the phases, so that there is something to go stale.
      await expectSameAsBruteForce(app, member, history())
    }
    const hotDate = localDate(zone, hot)
    const today = localDate(zone, now)
    const dates = story.as_of.map((days) => plusDays(hotDate, days)).filter((date) => date <= today)
    for (const date of [...dates, today]) await expectSameAsBruteForce(app, member, history(), date)
    for (const unit of ['week', 'month'] as const) {
      await expectSamePeriodsAsBruteForce(app, member, history(), unit)
    }
    await expectNoDrift(app, member)
  }

  /** All of a phase's requests at once. `present` is what the organization then has. */
  async function act(
    app: TestApp,
    member: Member,
    present: Map<string, Sent>,
    phase: number,
    { actions, imports }: Story,
    at: (days: number, quarters: number) => number,
  ): Promise<void> {
    const people = [member.member_id, ...TRACKED]
    const before = new Map(present)
    const requests = new Map<number, Sent[]>()
    const goes: string[] = []
    actions.forEach(({ person, days, quarters, jitter_ms, core, sent, deleted_in }, i) => {
      const id = `event ${i}`
      const now = sent.filter((one) => one.phase === phase)
      if (now.length === 0 && deleted_in === phase && before.has(id)) goes.push(id)
      for (const { request } of now) {
        // What comes again under a known id tells another story, and must not be believed.
        const known = before.has(id)
        const event = {
          id,
          person: people[known ? (person + 1) % people.length : person] ?? '',
          at: Math.min(app.clock.at, at(days, quarters) + jitter_ms + (known ? 7 * MINUTE : 0)),
          core: known ? !core : core,
        }
        if (!known) present.set(id, event)
        requests.set(request, [...(requests.get(request) ?? []), event])
      }
    })
    for (const id of goes) present.delete(id)
    const [accepted] = await Promise.all([
      Promise.all(
        [...requests.values()].map((events, i) =>
          imports && i === 0 ? importEvents(app, member, events) : postEvents(app, member, events),
        ),
      ),
      Promise.all(goes.map((id) => deleteEvent(app, member, id))),
    ])
    const isNew = [...present.keys()].filter((id) => !before.has(id))
    expect(accepted.reduce((sum, one) => sum + one, 0)).toBe(isNew.length)
  }
})
