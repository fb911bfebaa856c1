/** What somebody finds who looks at the demo, and what is left when it is gone. */
import { beforeAll, expect, test } from 'bun:test'
import { count, getTableName, ne } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { localDays } from '../src/lib/time/local-days.ts'
import { checkRollups } from '../src/metrics/rebuild/check-rollups.ts'
import { DEMO_EMAIL, makeDemo, readDemo, removeDemo, renewDemoPassword } from '../src/modules/demo/demo.ts'
import { readPast } from '../src/modules/demo/history.ts'
import { karakeep } from '../src/modules/demo/stories/karakeep.ts'
import { onEachEngine, sharedApp, type TestApp } from './app.ts'
import answers from './data/golden.json'
import { historyLines } from './histories.ts'
import { type Member, signUp } from './people.ts'

const TEAM = ['karakeep']

interface World {
  app: TestApp
  /** The first, and another one: people whom the demo does not concern. */
  ada: Member
  grace: Member
  /** How many rows there were in each table without the demo. */
  before: Record<string, number>
  id: string
  token: string
}

/** The demo, twice interrupted, on an instance that somebody else uses. */
async function makeWorld(app: TestApp): Promise<World> {
  await interrupted(app, 0.01)
  const ada = await signUp(app, 'ada')
  const grace = await signUp(app, 'grace')
  await app.post('/api/v1/tasks', { token: ada.token, json: { title: 'Release the roses' } })
  expect(await removeDemo(app.context, () => {})).toBe(1)
  const before = await countRows(app)
  await interrupted(app, 0.4)
  expect((await readDemo(app.context)).organizations).toEqual([])
  const lines = await make(app, ada.token)
  expect(lines[0].done).toBe(false)
  const { done, organizations, email, password } = lines.at(-1)
  expect({ done, organizations, email }).toMatchObject({
    done: true,
    organizations: [{ name: 'Karakeep' }],
    email: DEMO_EMAIL,
  })
  return { app, ada, grace, before, id: organizations[0].id, token: await tokenOf(app, password) }
}

/** Stops as soon as so much is done. */
async function interrupted({ context }: TestApp, at: number): Promise<void> {
  const making = makeDemo(context, TEAM, (share) => {
    if (share >= at) throw new Error('The machine has gone.')
  })
  await expect(making).rejects.toThrow('The machine has gone.')
}

/** @returns The lines of the answer. */
async function make(app: TestApp, token?: string): Promise<any[]> {
  const answer = await app.post('/api/v1/instance/demo', { ...(token && { token }), json: { teams: TEAM } })
  expect({ status: answer.status, type: answer.headers.get('content-type') }).toEqual({
    ...{ status: 200, type: 'application/x-ndjson' },
  })
  return answer.text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

onEachEngine('The demo', (engine) => {
  const shared = sharedApp(engine)
  let made: World
  beforeAll(async () => {
    made = await makeWorld(await shared())
  })
  const world = async () => made
  const read = async (path: string) => {
    const { app, token } = await world()
    const { status, body } = await app.get(`/api/v1${path}`, { token })
    expect({ path, status }).toEqual({ path, status: 200 })
    return body
  }

  test('fills every part of the dashboard that there is', async () => {
    const { user_metrics, engagement_metrics, chat_metrics, content_metrics, ...more } =
      await read('/metrics/dashboard')
    const { work_metrics, hiring_metrics } = more
    // Nobody is hired on each day.
    const { applications_by_stage, jobs_by_status, hires_today: _, ...hiring } = hiring_metrics
    expect(jobs_by_status).toEqual({ draft: 1, open: 2, paused: 0, closed: 1 })
    const one = { ...user_metrics, ...engagement_metrics, ...chat_metrics, ...content_metrics, ...hiring }
    for (const [name, value] of Object.entries(one)) {
      expect({ name, value, isSomething: typeof value === 'number' && value > 0 }).toMatchObject({
        isSomething: true,
      })
    }
    const { tasks_by_status, projects_by_status, ...work } = work_metrics
    const counts = [tasks_by_status, projects_by_status, work, applications_by_stage].flatMap((part) =>
      Object.values(part),
    )
    expect(counts.filter((count) => !(Number(count) > 0))).toEqual([])
  })

  test('goes on until now, in the weekdays and hours of its people', async () => {
    const { series } = await read('/metrics/trends?from=2026-10-01&to=2026-11-20&metric=daily_active_users')
    const values = series.daily_active_users.map(({ value }: { value: number }) => value)
    expect(values.at(-1)).toBeGreaterThan(0)
    expect(values.slice(-8, -1).filter((value: number) => value > 0).length).toBeGreaterThan(4)
  })

  test('has the golden numbers, moved by weeks, also of a day on which the clocks were set', async () => {
    // The history ends on 22 August, thirteen weeks before the first Saturday that is not over.
    const [[day = '', golden] = []] = Object.entries(answers.karakeep.days)
    const moved = new Date(Date.parse(day) + 13 * 7 * 86_400_000).toISOString().slice(0, 10)
    const { user_metrics, engagement_metrics } = await read(`/metrics/dashboard?as_of=${moved}`)
    const { daily_active_users } = engagement_metrics
    expect({ daily_active_users, user_retention: user_metrics.user_retention }).toEqual({
      daily_active_users: golden?.daily_active_users,
      user_retention: golden?.user_retention,
    })
  })

  test('has a day that is not like the others', async () => {
    const { anomalies } = await read('/metrics/statistics?period=90d&metric=daily_active_users')
    expect(anomalies.items).toContainEqual(expect.objectContaining({ date: '2026-11-19', side: 'above' }))
  })

  test('has work of every kind, some of it late, and what was deleted', async () => {
    const { by_status, overdue } = await read('/projects/stats/summary')
    expect({ ...by_status, overdue }).toEqual({
      ...{ planning: 1, active: 2, on_hold: 1, completed: 1, archived: 1 },
      overdue: 1,
    })
    for (const status of ['todo', 'in_progress', 'done', 'cancelled']) {
      const { items } = await read(`/tasks?status=${status}&limit=200`)
      expect(items.length).toBeGreaterThan(0)
      for (const task of items)
        expect(Date.parse(task.updated_at)).toBeLessThanOrEqual((await world()).app.clock.at)
    }
    expect((await read('/tasks?overdue=true')).items.length).toBeGreaterThan(2)
    expect((await read('/tasks?label=crawler')).items.length).toBeGreaterThan(2)
    expect((await read('/teams')).items).toHaveLength(3)
    const kinds = (await read('/trash')).items.map(({ kind }: { kind: string }) => kind)
    expect(new Set(kinds)).toEqual(new Set(['task', 'project', 'team', 'comment']))
  })

  test('has people, conversations and news', async () => {
    const roles = (await read('/members')).items.map(({ role }: { role: string }) => role)
    expect(new Set(roles)).toEqual(new Set(['owner', 'admin', 'member', 'viewer']))
    const { items } = await read('/conversations')
    const kinds = items.map(({ kind }: { kind: string }) => kind)
    expect(new Set(kinds)).toEqual(new Set(['direct', 'group', 'assistant']))
    expect((await read('/conversations/unread')).unread).toBeGreaterThan(0)
    expect((await read('/notifications/unread-count')).unread).toBeGreaterThan(0)
    expect((await read('/notifications?unread=false')).items.length).toBeGreaterThan(3)
    expect((await read('/invitations')).items).toHaveLength(1)
    const found = (await read('/search?q=release')).items.map(({ kind }: { kind: string }) => kind)
    expect(new Set(found)).toEqual(new Set(['task', 'message']))
  })

  test('has texts of every kind, a course that was taken, and jobs with applications in all stages', async () => {
    for (const status of ['draft', 'review', 'published', 'archived']) {
      expect((await read(`/content?status=${status}`)).items.length).toBeGreaterThan(0)
    }
    const [course] = (await read('/content?kind=course')).items
    expect((await read(`/content/${course.id}/progress`)).total).toBe(4)
    const [assessment] = (await read('/assessments')).items
    const statistics = await read(`/assessments/${assessment.id}/statistics`)
    expect(statistics.questions).toHaveLength(4)
    for (const { n, right_share } of statistics.questions) {
      expect(n).toBeGreaterThan(4)
      expect(right_share).toBeGreaterThan(0)
    }
    const statuses = (await read('/jobs')).items.map(({ status }: { status: string }) => status)
    expect(statuses.sort()).toEqual(['closed', 'draft', 'open', 'open'])
    const { funnel, time_to_fill_days } = await read('/hiring/dashboard')
    for (const { reached } of funnel) expect(reached).toBeGreaterThan(0)
    expect(time_to_fill_days.n).toBe(2)
    const { app } = await world()
    expect((await app.get('/api/v1/board/karakeep/jobs')).body.items).toHaveLength(2)
  })

  test('has numbers that a recount confirms', async () => {
    const { app, id } = await world()
    const { drifts, examples, people } = await checkRollups(app.context, id, () => {})
    expect({ drifts, examples }).toEqual({ drifts: 0, examples: [] })
    expect(people).toBeGreaterThan(150)
  })

  test('administers nothing: whoever signs up first does', async () => {
    const { app, ada } = await world()
    expect((await app.get('/api/v1/auth/me', ada)).body.user.is_instance_admin).toBe(true)
    expect((await read('/auth/me')).user.is_instance_admin).toBe(false)
  })

  test('is made and removed by administrators of the instance, and by nobody else', async () => {
    const { app, grace, token } = await world()
    for (const [credential, status] of [
      [{}, 401],
      [{ token }, 403],
      [{ token: grace.token }, 403],
    ] as const) {
      const json = { teams: TEAM }
      expect((await app.post('/api/v1/instance/demo', { ...credential, json })).status).toBe(status)
      expect((await app.delete('/api/v1/instance/demo', credential)).status).toBe(status)
      expect((await app.get('/api/v1/instance/demo', credential)).status).toBe(status)
    }
  })

  test('made again stays what it is, and its password is made anew on demand', async () => {
    const { app, ada, id, token } = await world()
    const answer = (await make(app, ada.token)).at(-1)
    expect(answer).toMatchObject({ done: true, password: null, organizations: [{ id, name: 'Karakeep' }] })
    expect((await app.get('/api/v1/instance/demo', ada)).body).toEqual({
      organizations: [{ id, name: 'Karakeep', slug: 'karakeep' }],
      email: DEMO_EMAIL,
    })
    const password = await renewDemoPassword(app.context)
    expect((await app.get('/api/v1/auth/me', { token })).status).toBe(401)
    await tokenOf(app, password)
  })

  test('is refused while it is made or removed', async () => {
    const { app, ada } = await world()
    await app.context.db.exclusively('demo', async () => {
      const { status, body } = await app.delete('/api/v1/instance/demo', ada)
      expect([status, body.code]).toEqual([409, 'demo_busy'])
    })
  })

  test('removed is gone, and everything else is as it was', async () => {
    const { app, ada, before, id } = await world()
    const { text } = await app.delete('/api/v1/instance/demo', ada)
    expect(JSON.parse(text.trim().split('\n').at(-1) ?? '')).toEqual({ done: true, share: 1, removed: 1 })
    expect(await countRows(app)).toEqual(before)
    expect(await deletionsTold(app)).toContainEqual({ subject_id: id, before: { name: 'Karakeep' } })
    const told = (await app.get('/api/v1/audit?about=instance', ada)).body.items
    expect(told.map(({ action }: { action: string }) => action).slice(0, 1)).toEqual(['demo.removed'])
    expect((await app.get('/api/v1/search?q=release', ada)).body.items).toHaveLength(1)
    expect((await readDemo(app.context)).organizations).toEqual([])
    expect(await removeDemo(app.context, () => {})).toBe(0)
  })
})

test('Histories move by whole weeks: weekdays and times on the clock stay, whatever the clocks did since', async () => {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: karakeep.time_zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  // In winter, so that what was in summer is there by another offset.
  const now = Date.parse('2027-01-15T12:00:00Z')
  const moved = new Map(
    (await readPast(karakeep, localDays(karakeep.time_zone), now)).map(({ id, at }) => [id, at]),
  )
  const lines = await historyLines('karakeep')
  const shown = lines.map((line) => {
    const [id = '', , seconds] = line.split(',')
    const at = moved.get(id)
    const before = clock.format(Number(seconds) * 1000)
    return { id, before, after: at === undefined ? before : clock.format(at) }
  })
  expect(shown.filter(({ before, after }) => before !== after)).toEqual([])
  expect(moved.size).toBeGreaterThan(lines.length - 100)
  expect(Math.max(...moved.values())).toBeLessThan(now)
})

async function tokenOf(app: TestApp, password: string | null): Promise<string> {
  const answer = await app.post('/api/v1/auth/signin', { json: { email: DEMO_EMAIL, password } })
  expect(answer.status).toBe(200)
  return answer.body.access_token
}

/** Of every table, but for those that every request fills, and what tells of deletions. */
/** Organizations that were deleted, of which only the instance can tell. */
async function deletionsTold({ context: { db } }: TestApp) {
  const all = await db.instance.read((q) => q.select().from(q.tables.audit_entries))
  const told = all.filter(({ organization_id }) => organization_id === '*')
  return told.map(({ subject_id, before }) => ({ subject_id, before }))
}

function countRows({ context: { db } }: TestApp): Promise<Record<string, number>> {
  return db.instance.read(async (q) => {
    const counts: Record<string, number> = {}
    for (const table of Object.values(q.tables) as PgTable[]) {
      const name = getTableName(table)
      const counted = name === 'audit_entries' ? ne(q.tables.audit_entries.organization_id, '*') : undefined
      const [row] = await q.select({ total: count() }).from(table).where(counted)
      if (!name.endsWith('_minutes')) counts[name] = row?.total ?? 0
    }
    return counts
  })
}
