/** Everybody does everything at once, and afterwards all that counts the same things agrees. */
import { expect, test } from 'bun:test'
import { rebuild } from './activity.ts'
import { type Answer, onEachEngine, sharedApp } from './app.ts'
import { apiKey } from './people.ts'
import { drifts, joinAs, team } from './teams.ts'

const WRITERS = 24
const STEPS = 25
const STATUSES = ['todo', 'in_progress', 'done', 'cancelled']
const PROJECT_STATUSES = ['planning', 'active', 'on_hold', 'completed', 'archived']
const DUE = [
  { due_on: null },
  { due_at: null },
  { due_on: '2026-11-19' },
  { due_on: '2026-11-25' },
  { due_at: '2026-11-20T10:00:00Z' },
  { due_at: '2026-11-20T23:30:00Z' },
]

/** Always the same numbers for the same seed. */
function dice(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

onEachEngine('a storm of everything', (engine) => {
  const app = sharedApp(engine)

  test('leaves no drift, and no count that another contradicts', async () => {
    const a = await app()
    const them = await team(a, 'storm')
    const second = await joinAs(a, them.owner, 'storm-second', 'member')
    const key = await apiKey(a, them.owner, 'admin')
    const callers = [
      { token: them.owner.token },
      { token: them.admin.token },
      { token: them.member.token },
      { token: second.token },
      { key },
    ]
    const ids = [them.owner, them.admin, them.member, second].map(({ member_id }) => member_id)
    const things = {
      tasks: [] as string[],
      projects: [] as string[],
      teams: [] as string[],
      conversations: [] as string[],
      comments: [] as [string, string][],
      messages: [] as [string, string][],
    }
    const faults: string[] = []

    const writer = async (number: number) => {
      const below = dice(number + 1)
      const pick = <T>(from: readonly T[]): T | undefined => from[below(from.length)]
      const who = callers[number % callers.length]
      const call = async (method: string, path: string, json?: unknown): Promise<Answer> => {
        const answer = await a.call(method, `/api/v1${path}`, { ...who, ...(json !== undefined && { json }) })
        if (answer.status >= 500) faults.push(`${method} ${path} ${answer.text}`)
        return answer
      }
      const place = () =>
        [
          {},
          { project_id: pick(things.projects) ?? null },
          { project_id: null },
          { team_id: pick(things.teams) ?? null },
          { assignee_id: pick(ids) },
          { owner_id: pick(ids) },
        ][below(6)]
      const change = () => ({
        ...(below(2) === 0 && { status: pick(STATUSES) }),
        ...(below(3) === 0 && pick(DUE)),
        ...(below(2) === 0 && place()),
        ...(below(4) === 0 && {
          description: `gardening <@${pick(ids)}>`,
          labels: ['a', 'b'].slice(below(3)),
        }),
      })
      const trashed = async () => pick(((await call('GET', '/trash?limit=50')).body.items ?? []) as any[])?.id
      const steps: (() => Promise<unknown>)[] = [
        async () => {
          const { body } = await call('POST', '/tasks', { title: `rose ${number}`, ...change() })
          if (body?.id && body.title) things.tasks.push(body.id)
        },
        async () => {
          const tasks = Array.from({ length: 5 }, () => ({ title: 'tulip', ...change() }))
          const { status, body } = await call('POST', '/tasks/bulk', { tasks })
          if (status === 201) things.tasks.push(...body.tasks.map((one: any) => one.id))
        },
        async () => call('PATCH', `/tasks/${pick(things.tasks)}`, change()),
        async () => call('PATCH', `/tasks/${pick(things.tasks)}`, change()),
        async () => {
          const some = [...new Set(Array.from({ length: 6 }, () => pick(things.tasks)))]
          return call('PATCH', '/tasks/bulk', { tasks: some.map((id) => ({ id, ...change() })) })
        },
        async () => call('DELETE', `/tasks/${pick(things.tasks)}`),
        async () => {
          const { body } = await call('POST', '/projects', {
            name: 'garden',
            ends_on: pick(['2026-11-18', '2026-12-01', null]),
            status: pick(PROJECT_STATUSES),
            ...(below(3) === 0 && { team_id: pick(things.teams) ?? null }),
          })
          if (body?.name) things.projects.push(body.id)
        },
        async () =>
          call('PATCH', `/projects/${pick(things.projects)}`, {
            status: pick(PROJECT_STATUSES),
            ends_on: pick(['2026-11-18', '2026-12-01', null]),
          }),
        async () => call('DELETE', `/projects/${pick(things.projects)}`),
        async () => call('POST', `/trash/${await trashed()}/restore`),
        async () => call('POST', `/trash/${await trashed()}/restore`),
        async () => call('DELETE', `/trash/${await trashed()}`),
        async () => {
          const task = pick(things.tasks)
          const { status, body } = await call('POST', `/tasks/${task}/comments`, {
            body: `look <@${pick(ids)}>`,
          })
          if (status === 201) things.comments.push([task ?? '', body.id])
        },
        async () => {
          const [task, id] = pick(things.comments) ?? ['x', 'y']
          return call('PATCH', `/tasks/${task}/comments/${id}`, { body: `edited <@${pick(ids)}>` })
        },
        async () => {
          const [task, id] = pick(things.comments) ?? ['x', 'y']
          return call('DELETE', `/tasks/${task}/comments/${id}`)
        },
        async () => {
          const { body } = await call('POST', '/teams', { name: 'gardeners' })
          if (body?.name) things.teams.push(body.id)
        },
        async () =>
          call('PUT', `/teams/${pick(things.teams)}/members/${pick(ids)}`, {
            role: pick(['lead', 'member']),
          }),
        async () => call('DELETE', `/teams/${pick(things.teams)}/members/${pick(ids)}`),
        async () => (below(3) === 0 ? call('DELETE', `/teams/${pick(things.teams)}`) : null),
        async () =>
          call('PUT', `/tasks/${pick(things.tasks)}/shares/members/${pick(ids)}`, { permission: 'edit' }),
        async () => call('DELETE', `/tasks/${pick(things.tasks)}/shares/members/${pick(ids)}`),
        async () => {
          const { body } = await call('POST', '/conversations', {
            kind: 'group',
            title: 'g',
            member_ids: ids,
          })
          if (body?.kind) things.conversations.push(body.id)
        },
        async () => {
          const id = pick(things.conversations)
          const { status, body } = await call('POST', `/conversations/${id}/messages`, {
            body: `hi <@${pick(ids)}>`,
          })
          if (status === 201) things.messages.push([id ?? '', body.id])
        },
        async () => {
          const [talk, id] = pick(things.messages) ?? ['x', 'y']
          return below(2)
            ? call('DELETE', `/conversations/${talk}/messages/${id}`)
            : call('PATCH', `/conversations/${talk}/messages/${id}`, { body: 'edited' })
        },
        async () => call('GET', '/search?q=gardening'),
        async () => call('POST', '/notifications/read-all', {}),
        async () => call('GET', '/tasks?count=true&sort=-due'),
      ]
      for (let step = 0; step < STEPS; step += 1) await pick(steps)?.()
    }
    await Promise.all(Array.from({ length: WRITERS }, (_, number) => writer(number)))
    expect(faults).toEqual([])
    expect(await drifts(a, them.owner)).toEqual([])

    const rows = await a.context.db.for(them.owner.organization_id).read(async (q) => {
      const { tasks: t, projects: p } = q.tables
      return {
        tasks: await q
          .select({ id: t.id, project_id: t.project_id, deleted_at: t.deleted_at })
          .from(t)
          .where(q.mine(t)),
        projects: await q.select({ id: p.id, deleted_at: p.deleted_at }).from(p).where(q.mine(p)),
      }
    })
    const gone = new Set(rows.projects.filter(({ deleted_at }) => deleted_at !== null).map(({ id }) => id))
    const stranded = rows.tasks.filter((task) => task.deleted_at === null && gone.has(task.project_id ?? ''))
    expect(stranded).toEqual([])

    const agree = async () => {
      const get = async (path: string) => (await a.get(`/api/v1${path}`, { key })).body
      const summary = await get('/tasks/stats/summary')
      const projects = await get('/projects/stats/summary')
      const { work_metrics } = await get('/metrics/dashboard?force_refresh=true')
      expect(work_metrics.tasks_by_status).toEqual(summary.by_status)
      expect(work_metrics.projects_by_status).toEqual(projects.by_status)
      expect(work_metrics.overdue).toBe(summary.overdue)
      for (const status of STATUSES) {
        expect((await get(`/tasks?count=true&limit=1&status=${status}`)).total).toBe(
          summary.by_status[status],
        )
      }
      expect((await get('/tasks?count=true&limit=1&overdue=true')).total).toBe(summary.overdue)
      const live = rows.tasks.filter(({ deleted_at }) => deleted_at === null).length
      expect(summary.total).toBe(live)
    }
    await agree()
    await rebuild(a, them.owner)
    await agree()
  }, 120_000)
})
