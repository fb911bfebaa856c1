/** Who was active in the last 24 hours, to the millisecond, counted anew from the raw events. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { deleteEvent, expectNoDrift, postEvents, readDashboard, rebuild, type Sent } from './activity.ts'
import { onEachEngine, sharedApp, type TestApp } from './app.ts'
import { type Member, signIn, signUp } from './people.ts'
import { plansOf, statementsOf } from './plans.ts'
import { TIMES } from './property-times.ts'

const RUNS = 2 * TIMES
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** The night in which New York has no 02:30, so that a day of 23 hours is in some windows. */
const NOW = Date.parse('2026-03-08T15:07:31.417Z')
const PEOPLE = ['grace', 'edsger', 'barbara', 'donald']

/** Before now: around either end of the window, ahead of the clock, or anywhere. */
const ago = fc.oneof(
  fc.integer({ min: DAY - 2 * MINUTE, max: DAY + 2 * MINUTE }),
  fc.constantFrom(DAY - 1, DAY, DAY + 1, 0),
  fc.integer({ min: -4 * MINUTE, max: 2 * MINUTE }),
  fc.integer({ min: 0, max: 50 * HOUR }),
)
const step = fc.record({
  events: fc.array(fc.record({ person: fc.nat(PEOPLE.length - 1), ago }), { maxLength: 4 }),
  /** Which of those that are there go. */
  deleted: fc.array(fc.nat(100), { maxLength: 2 }),
  /** By how much the clock moves: backwards, too. */
  moves: fc.oneof(
    fc.constantFrom(0, 1, -1),
    fc.integer({ min: -70_000, max: 200_000 }),
    fc.integer({ min: 0, max: 5 * HOUR }),
  ),
})

onEachEngine('Active users', (engine) => {
  const app = sharedApp(engine)
  let told = 0

  test('are those with an event in the 24 hours before now, whatever came and went', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 7 }), async (steps) => {
        told += 1
        await tell(await app(), `ada-${told}`, steps)
      }),
      { numRuns: RUNS },
    )
  }, 60_000)

  /** Of ten million events Postgres joined all, to find after which of a few there is none. */
  test('are found by looking up a few people, and not by joining all events', async () => {
    const here = await app()
    const ada = await signUp(here, 'ada-of-the-plans')
    const hourly = '/api/v1/metrics/statistics?period=1d&metric=new_users&force_refresh=true'
    const { texts } = await statementsOf(here, /from activity_events o/, async () => {
      await readDashboard(here, ada)
      await here.get(hourly, { token: ada.token })
    })
    const plans = await plansOf(here, ada.organization_id, [...new Set(texts)])
    expect(plans.map(({ text }) => /last_active|union/.exec(text)?.[0]).sort()).toEqual([
      'last_active',
      'union',
    ])
    for (const { plan } of plans) {
      expect(plan).toMatch(engine === 'postgres' ? /SubPlan/ : /CORRELATED SCALAR SUBQUERY/)
      expect(plan).not.toMatch(/Anti Join|SCAN o/)
    }
  })

  test('of a past day are those of its last 24 hours, however long it was', async () => {
    const here = await app()
    here.clock.at = Date.parse('2026-03-07T12:00:00Z')
    const ada = await signUp(here, 'ada-of-the-past', 'America/New_York')
    here.clock.at = Date.parse('2026-03-10T12:00:00Z')
    const at = (instant: string, person: string): Sent => ({
      ...{ id: `${person} ${instant}`, person, at: Date.parse(instant), core: false },
    })
    const { token } = await signIn(here, ada)
    await postEvents(here, { ...ada, token }, [
      // The 8th had 23 hours: its last 24 begin on the day before.
      at('2026-03-08T03:59:59.999Z', 'grace'),
      at('2026-03-08T04:00:00Z', 'edsger'),
      at('2026-03-09T03:59:59.999Z', 'barbara'),
      at('2026-03-09T04:00:00Z', 'donald'),
    ])
    const activeOn = async (date: string) =>
      (await readDashboard(here, { ...ada, token }, date)).user_metrics.active_users
    expect([
      await activeOn('2026-03-07'),
      await activeOn('2026-03-08'),
      await activeOn('2026-03-09'),
    ]).toEqual([3, 2, 1])
  })
})

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

async function tell(app: TestApp, name: string, steps: readonly Step[]): Promise<void> {
  app.clock.at = NOW - 5 * DAY
  const newcomer = await signUp(app, name, 'America/New_York')
  const present = new Map<string, Sent>()
  const own = [{ person: newcomer.member_id, at: app.clock.at }]
  app.clock.at = NOW
  let made = 0
  for (const [i, { events, deleted, moves }] of steps.entries()) {
    const member = await signIn(app, newcomer)
    own.push({ person: member.member_id, at: app.clock.at })
    const sent = events.map(({ person, ago }): Sent => {
      made += 1
      return { id: `event ${made}`, person: PEOPLE[person] ?? '', at: app.clock.at - ago, core: false }
    })
    if (sent.length > 0) await postEvents(app, member, sent)
    for (const one of sent) present.set(one.id, one)
    for (const place of deleted) {
      const id = [...present.keys()][place % Math.max(1, present.size)]
      if (id === undefined || !present.delete(id)) continue
      await deleteEvent(app, member, id)
    }
    if (i === 3) await rebuild(app, member)
    const active = (now: number) =>
      [...own, ...present.values()].filter(({ at }) => at > now - DAY && at <= now)
    const count = (now: number) => new Set(active(now).map(({ person }) => person)).size
    expect(await readActive(app, member)).toBe(count(app.clock.at))
    app.clock.at += moves
    const again = await signIn(app, newcomer)
    own.push({ person: member.member_id, at: app.clock.at })
    expect(await readActive(app, again)).toBe(count(app.clock.at))
  }
  await expectNoDrift(app, newcomer)
}

async function readActive(app: TestApp, { token }: Member): Promise<number> {
  const { body } = await app.get('/api/v1/metrics/dashboard?force_refresh=true', { token })
  return body.user_metrics.active_users
}
