/** Two who meet at the same task or project: one goes first, and the other sees what it is then. */
import { expect, test } from 'bun:test'
import postgres from 'postgres'
import { callsTo, onEachEngine, sharedApp, type TestApp } from './app.ts'
import { signUp } from './people.ts'
import { drifts, joinAs } from './teams.ts'

/**
 * Begins both in their order while something that they need is held, and then lets go. On SQLite
 * writers come one after the other by themselves.
 */
async function meeting<T>(app: TestApp, hold: string, begin: (() => Promise<T>)[]): Promise<T[]> {
  if (!app.config.database_url) return Array.fromAsync(begin, (one) => one())
  const outside = postgres(app.config.database_url, { max: 1, onnotice: () => {} })
  const begun: Promise<T>[] = []
  try {
    await outside.begin(async (sql) => {
      await sql.unsafe(hold)
      for (const one of begin) {
        begun.push(one())
        await Bun.sleep(250)
      }
    })
    return await Promise.all(begun)
  } finally {
    await outside.end()
  }
}

onEachEngine('two at once', (engine) => {
  const app = sharedApp(engine)
  const calls = callsTo(app)
  let count = 0
  const garden = async () => {
    count += 1
    const ada = await signUp(await app(), `races-${count}`)
    const call = (method: string, path: string, json?: unknown) => calls.call(method, path, ada, json)
    const project: string = (await call('POST', '/projects', { name: 'Garden' })).body.id
    const task: string = (await call('POST', '/tasks', { title: 'Prune', project_id: project })).body.id
    return { ada, call, project, task }
  }
  const meet = async (hold: string, ...begin: (() => Promise<{ status: number }>)[]) =>
    (await meeting(await app(), hold, begin)).map(({ status }) => status)
  const rowOf = (table: string, id: string) => `select 1 from ${table} where id = '${id}' for update`

  for (const how of ['made in it', 'moved into it', 'moved into it with others', 'brought back into it']) {
    test(`a project takes a task along that is ${how} at this moment`, async () => {
      const { ada, call, project, task } = await garden()
      const other: string = (await call('POST', '/tasks', { title: 'Mow' })).body.id
      if (how === 'brought back into it') await call('DELETE', `/tasks/${task}`)
      const came = () => {
        if (how === 'made in it')
          return call('POST', '/tasks', { title: 'Rake', project_id: project, labels: ['garden'] })
        if (how === 'brought back into it') return call('POST', `/trash/${task}/restore`)
        const changes = { project_id: project, status: 'done' }
        return how === 'moved into it'
          ? call('PATCH', `/tasks/${other}`, changes)
          : call('PATCH', '/tasks/bulk', { tasks: [{ id: other, ...changes }] })
      }
      const written = how === 'made in it' ? 'task_labels' : 'task_status_changes'
      const hold =
        how === 'brought back into it' ? rowOf('tasks', task) : `lock table ${written} in share mode`
      const statuses = await meet(hold, came, () => call('DELETE', `/projects/${project}`))
      expect(statuses.every((status) => status < 300)).toBe(true)
      const { items } = (await call('GET', '/tasks')).body
      expect(items.filter((one: { project_id: string }) => one.project_id === project)).toEqual([])
      expect((await call('POST', `/trash/${project}/restore`)).status).toBe(204)
      expect((await call('GET', `/tasks?count=true&project_id=${project}`)).body.total).toBe(
        how === 'brought back into it' ? 1 : 2,
      )
      expect(await drifts(await app(), ada)).toEqual([])
    })
  }

  for (const kind of ['tasks', 'projects'] as const) {
    test(`of ${kind} that are purged and brought back at once, nothing is counted that is gone`, async () => {
      const { ada, call, project, task } = await garden()
      const id = kind === 'tasks' ? task : project
      await call('DELETE', `/${kind}/${id}`)
      const purged = () => call('DELETE', `/trash/${id}`)
      const restored = () => call('POST', `/trash/${id}/restore`)
      expect(await meet(rowOf(kind, id), purged, restored)).toEqual([204, 404])
      expect((await call('GET', `/${kind}/${id}`)).status).toBe(404)
      expect(await drifts(await app(), ada)).toEqual([])
    })

    test(`of ${kind} that are brought back and purged at once, the purge hears that it came too late`, async () => {
      const { ada, call, project, task } = await garden()
      const id = kind === 'tasks' ? task : project
      await call('DELETE', `/${kind}/${id}`)
      const purged = () => call('DELETE', `/trash/${id}`)
      const restored = () => call('POST', `/trash/${id}/restore`)
      expect(await meet(rowOf(kind, id), restored, purged)).toEqual([204, 404])
      expect((await call('GET', `/${kind}/${id}`)).status).toBe(200)
      expect(await drifts(await app(), ada)).toEqual([])
    })
  }

  test('no member who is removed at this moment is taken into a team', async () => {
    const { ada, call } = await garden()
    const { member_id } = await joinAs(await app(), ada, `races-grace-${count}`, 'member')
    const { id } = (await call('POST', '/teams', { name: 'Gardeners' })).body
    const statuses = await meet(
      'lock table team_members in share mode',
      () => call('PUT', `/teams/${id}/members/${member_id}`, { role: 'lead' }),
      () => call('DELETE', `/members/${member_id}`),
    )
    expect(statuses).toEqual([200, 204])
    const rows = await (await app()).context.db.for(ada.organization_id).read((q) => {
      const { team_members } = q.tables
      return q.select({ id: team_members.member_id }).from(team_members).where(q.mine(team_members))
    })
    expect(rows.map((row) => row.id)).toEqual([ada.member_id])
  })

  test('nothing is shared with a member who is removed at this moment', async () => {
    const { ada, call, task } = await garden()
    const { member_id } = await joinAs(await app(), ada, `races-alan-${count}`, 'member')
    const statuses = await meet(
      'lock table task_shares in share mode',
      () => call('PUT', `/tasks/${task}/shares/members/${member_id}`, { permission: 'edit' }),
      () => call('DELETE', `/members/${member_id}`),
    )
    expect(statuses).toEqual([200, 204])
    expect((await call('GET', `/tasks/${task}/shares`)).body.items).toEqual([])
  })
})
