/** What must hold between the numbers of any history, whatever the numbers are. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { deleteEvent, expectNoDrift, postEvents, type Sent } from './activity.ts'
import { onEachEngine, sharedApp, type TestApp } from './app.ts'
import { plusDays } from './brute-force.ts'
import { type Member, signIn, signUp } from './people.ts'
import { TIMES } from './property-times.ts'
import { joinAs } from './teams.ts'

const DAY = 86_400_000
const RUNS = 4 * TIMES
const BEGAN = '2026-01-05'
/** It is still the day before somewhere. */
const FIRST_DATE = '2026-01-03'
/** Nothing but a sign-in happens in the 30 days before. */
const LAST_DATE = '2026-08-31'
const LAST_EVENT_DAYS = 150

const story = fc.record({
  zones: fc.uniqueArray(
    fc.constantFrom(
      'UTC',
      'America/New_York',
      'Asia/Kathmandu',
      'Pacific/Kiritimati',
      'Africa/Cairo',
      'Pacific/Apia',
    ),
    { minLength: 2, maxLength: 3 },
  ),
  events: fc.array(
    fc.record({
      person: fc.nat(5),
      minutes: fc.nat(LAST_EVENT_DAYS * 24 * 60),
      core: fc.boolean(),
      is_taken_back: fc.boolean(),
    }),
    { minLength: 20, maxLength: 120, size: 'max' },
  ),
  /** Days on which the colleague leaves, comes back, leaves … */
  changes: fc.uniqueArray(fc.integer({ min: 3, max: 200 }), { maxLength: 4 }),
})
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never

onEachEngine('The numbers of any history', (engine) => {
  const app = sharedApp(engine)
  let told = 0

  test(
    'agree with each other, after deletions and in another time zone, too',
    async () => {
      await fc.assert(
        fc.asyncProperty(story, async (story) => {
          told += 1
          await tell(await app(), `invariants-${told}`, story)
        }),
        { numRuns: RUNS },
      )
    },
    120_000 * TIMES,
  )
})

async function tell(app: TestApp, name: string, { zones, events, changes }: Story): Promise<void> {
  const began = Date.parse(`${BEGAN}T12:00:00Z`)
  app.clock.at = began
  const [zone = 'UTC', ...others] = zones
  let ada = await signUp(app, name, zone)
  const colleague = await joinAs(app, ada, `${name}-colleague`, 'member')
  for (const [i, days] of changes.toSorted((a, b) => a - b).entries()) {
    app.clock.at = began + days * DAY
    await changeMember(app, await signIn(app, ada), colleague.member_id, i % 2 === 0 ? 'suspended' : 'active')
  }
  app.clock.at = Date.parse(`${LAST_DATE}T12:00:00Z`)
  ada = await signIn(app, ada)
  const sent = events.map(({ person, minutes, core }, i): Sent => {
    const at = Date.parse(`${BEGAN}T00:00:00Z`) + minutes * 60_000
    return { id: `event ${i}`, person: `person ${person}`, at, core }
  })
  await postEvents(app, ada, sent)
  await expectAgreement(app, ada)
  for (const [i, { id }] of sent.entries()) if (events[i]?.is_taken_back) await deleteEvent(app, ada, id)
  await expectAgreement(app, ada)
  for (const time_zone of others) {
    const moved = await app.call('PATCH', '/api/v1/organization', { token: ada.token, json: { time_zone } })
    expect(moved.status).toBe(200)
    await expectAgreement(app, ada)
  }
}

async function changeMember(app: TestApp, { token }: Member, id: string, status: string): Promise<void> {
  const { status: answered, text } = await app.call('PATCH', `/api/v1/members/${id}`, {
    token,
    json: { status },
  })
  if (answered !== 200) throw new Error(`${status}: ${text}`)
}

async function expectAgreement(app: TestApp, member: Member): Promise<void> {
  await expectNoDrift(app, member)
  const { days, personDays, users } = await readRollups(app, member)
  const get = async (path: string): Promise<any> => {
    const { status, body, text } = await app.get(`/api/v1/metrics/${path}`, { token: member.token })
    if (status !== 200) throw new Error(`${path}: ${text}`)
    return body
  }
  const { series } = await get(`trends?from=${FIRST_DATE}&to=${plusDays(LAST_DATE, -1)}`)
  const values = (metric: string): number[] => series[metric].map(({ value }: any) => value ?? 0)
  const [dau, wau, mau, total, fresh] = [
    'daily_active_users',
    'weekly_active_users',
    'monthly_active_users',
    'total_users',
    'new_users',
  ].map(values) as [number[], number[], number[], number[], number[]]

  // A person's day is one active person of that day.
  expect(sumOf(dau)).toBe(personDays)
  for (const [i, active] of dau.entries()) {
    const week = dau.slice(Math.max(0, i - 6), i + 1)
    const month = dau.slice(Math.max(0, i - 29), i + 1)
    const [weekly = 0, monthly = 0] = [wau[i], mau[i]]
    expect(active <= weekly && weekly <= monthly).toBe(true)
    expect(Math.max(...week) <= weekly && weekly <= sumOf(week)).toBe(true)
    expect(Math.max(...month) <= monthly && monthly <= sumOf(month)).toBe(true)
  }
  // Each window that begins also ends.
  for (const window of ['d7', 'd14', 'd30', 'd60', 'core_d7'] as const) {
    expect([window, sumOf(days.map((day) => day[window]))]).toEqual([window, 0])
  }
  expect([wau.at(-1), mau.at(-1)]).toEqual([0, 0])
  // Users come and go by no other way.
  const firstShown = Date.parse(FIRST_DATE) / DAY
  const net = new Map(days.map((day) => [day.day, day.new_users + day.reactivated - day.removed]))
  for (let i = 1; i < total.length; i += 1) {
    expect((total[i] ?? 0) - (total[i - 1] ?? 0)).toBe(net.get(firstShown + i) ?? 0)
  }
  expect(total.at(-1)).toBe(users)
  expect(fresh.every((count) => count >= 0)).toBe(true)

  for (const unit of ['week', 'month']) {
    const { cohorts } = await get(`cohorts?unit=${unit}&from=${plusDays(BEGAN, -31)}`)
    const { periods } = await get(`lifecycle?unit=${unit}&from=${plusDays(BEGAN, -31)}`)
    // Everybody has begun once.
    expect(sumOf(cohorts.map(({ size }: any) => size))).toBe(sumOf(days.map((day) => day.new_users)))
    for (const { size, periods: cells } of cohorts) {
      let before = size
      for (const { retention, unbounded_retention: unbounded } of cells) {
        if (unbounded.numerator === undefined) continue
        expect(retention.numerator <= unbounded.numerator && unbounded.numerator <= before).toBe(true)
        before = unbounded.numerator
      }
    }
    const known = periods.filter(({ active }: any) => active !== null)
    for (const [
      i,
      { active, new: begun, returning, resurrected, dormant, from, complete },
    ] of known.entries()) {
      expect(begun + returning + resurrected).toBe(active)
      if (!complete) continue
      // A whole week's active people are also those of the seven days that end with it.
      const ending = Math.floor(Date.parse(plusDays(from, 6)) / DAY) - firstShown
      if (unit === 'week' && ending >= 0) expect(wau[ending]).toBe(active)
      const previous = known[i - 1]?.active ?? 0
      expect(active - previous).toBe(begun + resurrected - dormant)
    }
  }
}

async function readRollups(app: TestApp, { organization_id }: Member) {
  return app.context.db.for(organization_id).read(async (q) => {
    const { organizations, organization_days, person_days, organization_counters } = q.tables
    const [organization] = await q
      .select()
      .from(organizations)
      .where(q.mine({ organization_id: organizations.id }))
    const generation = organization?.rollup_generation ?? 0
    const ofGeneration = <T extends { generation: number }>(rows: T[]) =>
      rows.filter((row) => row.generation === generation)
    const days = ofGeneration(await q.select().from(organization_days).where(q.mine(organization_days)))
    const people = ofGeneration(await q.select().from(person_days).where(q.mine(person_days)))
    const counters = ofGeneration(
      await q.select().from(organization_counters).where(q.mine(organization_counters)),
    )
    const shown = people.filter(({ day }) => day < Date.parse(LAST_DATE) / DAY)
    return { days, personDays: shown.length, users: counters.find(({ key }) => key === 'users')?.value }
  })
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
