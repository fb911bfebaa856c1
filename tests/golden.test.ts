import { expect, test } from 'bun:test'
import { checkRollups } from '../src/metrics/rebuild/check-rollups.ts'
import { onEachEngine, sharedApp, type TestApp } from './app.ts'
import golden from './data/golden.json'
import { historyLines, importLines } from './histories.ts'
import { type Member, signUp } from './people.ts'

type Team = keyof typeof golden
interface GoldenDay {
  total_users: number
  new_users_today: number
  daily_active_users: number
  trend_dau: number[]
  wau: number
  mau: number
  growth_rate: number | null
  user_retention: number | null
  avg_session_duration_min: number | null
  engagement_score_all_core: number | null
}

onEachEngine('The golden answers', (engine) => {
  const app = sharedApp(engine)
  const teams = Object.keys(golden) as Team[]

  for (const team of teams) {
    test(`${team}: every value of every day`, async () => {
      const member = await signUp(await app(), team, golden[team].time_zone)
      const lines = await historyLines(team)
      expect(await importLines(await app(), member, lines)).toMatchObject({
        accepted: lines.length,
        rejected: 0,
      })
      await expectGolden(await app(), member, team)
    })
  }

  test('the same file again changes nothing', async () => {
    const member = await signUp(await app(), 'again', golden.hono.time_zone)
    const lines = await historyLines('hono')
    await importLines(await app(), member, lines)
    const before = await dashboards(await app(), member, 'hono')
    const again = await importLines(await app(), member, lines)
    expect(again).toMatchObject({ accepted: 0, duplicates: lines.length, rejected: 0 })
    expect(await dashboards(await app(), member, 'hono')).toEqual(before)
  })

  test('reversed lines give the same', async () => {
    const member = await signUp(await app(), 'reversed', golden.karakeep.time_zone)
    await importLines(await app(), member, (await historyLines('karakeep')).reverse())
    await expectGolden(await app(), member, 'karakeep')
  })

  test('shuffled lines in seven streams at once give the same', async () => {
    const member = await signUp(await app(), 'parallel', golden.caddy.time_zone)
    const lines = shuffled(await historyLines('caddy'))
    const streams = Array.from({ length: 7 }, (_, i) => lines.filter((_, at) => at % 7 === i))
    const ends = await Promise.all(streams.map(async (part) => importLines(await app(), member, part)))
    expect(ends.reduce((sum, end) => sum + end.accepted, 0)).toBe(lines.length)
    await expectGolden(await app(), member, 'caddy')
    const report = await checkRollups((await app()).context, member.organization_id, () => {})
    expect(report).toMatchObject({ drifts: 0, examples: [] })
  })
})

async function expectGolden(app: TestApp, member: Member, team: Team): Promise<void> {
  for (const [day, expected] of Object.entries(golden[team].days as Record<string, GoldenDay>)) {
    const { body } = await app.get(`/api/v1/metrics/dashboard?as_of=${day}`, { token: member.token })
    const { user_metrics: users, engagement_metrics: engagement, trends } = body
    expect({
      day,
      total_users: users.total_users,
      new_users_today: users.new_users_today,
      growth_rate: users.growth_rate,
      user_retention: users.user_retention,
      daily_active_users: engagement.daily_active_users,
      wau: engagement.weekly_active_users,
      mau: engagement.monthly_active_users,
      avg_session_duration_min: engagement.avg_session_duration,
      engagement_score_all_core: engagement.engagement_score,
      trend_dau: trends.daily_active_users.map((point: { value: number }) => point.value),
    }).toEqual({
      day,
      total_users: expected.total_users,
      new_users_today: expected.new_users_today,
      growth_rate: expected.growth_rate,
      user_retention: expected.user_retention,
      daily_active_users: expected.daily_active_users,
      wau: expected.wau,
      mau: expected.mau,
      avg_session_duration_min: expected.avg_session_duration_min,
      engagement_score_all_core: expected.engagement_score_all_core,
      trend_dau: expected.trend_dau,
    })
  }
}

/** The golden days' dashboards, without what tells when they were made. */
async function dashboards(app: TestApp, member: Member, team: Team): Promise<unknown[]> {
  const days = Object.keys(golden[team].days)
  return Promise.all(
    days.map(async (day) => {
      const { body } = await app.get(`/api/v1/metrics/dashboard?as_of=${day}`, { token: member.token })
      const { user_metrics, engagement_metrics, trends } = body
      return { user_metrics, engagement_metrics, trends }
    }),
  )
}

function shuffled<T>(list: T[]): T[] {
  const copy = [...list]
  let seed = 42
  for (let i = copy.length - 1; i > 0; i -= 1) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    const j = seed % (i + 1)
    ;[copy[i], copy[j]] = [copy[j] as T, copy[i] as T]
  }
  return copy
}
