/** The trash is no way around what one may not do any more. */
import { expect, test } from 'bun:test'
import { and, inArray } from 'drizzle-orm'
import type { Permission } from '../src/access/principal.ts'
import { TrashKinds } from '../src/modules/trash/queries.ts'
import { listTrashItems } from '../src/modules/trash/trash.ts'
import { type Answer, callsTo, onEachEngine, sharedApp } from './app.ts'
import { signUp } from './people.ts'
import { invite, joinAs, principalOf, team } from './teams.ts'
import { Work } from './work.ts'

onEachEngine('the trash', (engine) => {
  const app = sharedApp(engine)
  const garden = async (name: string) => {
    const people = await team(await app(), `trash-${name}`)
    const { call } = callsTo(app)
    const make = async (path: string, json: object): Promise<string> =>
      (await call('POST', path, people.owner, json)).body.id
    const attempts = async (by: { token: string }, id: string) => [
      (await call('POST', `/trash/${id}/restore`, by)).status,
      (await call('DELETE', `/trash/${id}`, by)).status,
    ]
    const listed = async (by: { token: string }, query = ''): Promise<string[]> =>
      (await call('GET', `/trash${query}`, by)).body.items.map(({ id }: { id: string }) => id)
    return { ...people, call, make, attempts, listed }
  }

  test('class 5: who leads a team no more brings back nothing of it, and purges nothing', async () => {
    const { owner, member, call, make, attempts, listed } = await garden('lead')
    const team_id = await make('/teams', { name: 'Gardeners' })
    const lead = `/teams/${team_id}/members/${member.member_id}`
    await call('PUT', lead, owner, { role: 'lead' })
    const tasks = [
      await make('/tasks', { title: 'Prune', team_id }),
      await make('/tasks', { title: 'Mow', team_id }),
    ]
    const project = await make('/projects', { name: 'Garden', team_id })
    for (const id of tasks) expect((await call('DELETE', `/tasks/${id}`, member)).status).toBe(204)
    expect((await call('DELETE', `/projects/${project}`, member)).status).toBe(204)
    expect((await call('POST', `/trash/${tasks[0]}/restore`, member)).status).toBe(204)
    expect((await call('DELETE', `/tasks/${tasks[0]}`, member)).status).toBe(204)
    expect(new Set(await listed(member))).toEqual(new Set([...tasks, project]))
    for (const role of ['member', null]) {
      await (role ? call('PUT', lead, owner, { role }) : call('DELETE', lead, owner))
      expect(await listed(member)).toEqual([])
      for (const id of [...tasks, project]) expect(await attempts(member, id)).toEqual([404, 404])
    }
    for (const id of [...tasks, project]) {
      expect((await call('POST', `/trash/${id}/restore`, owner)).status).toBe(204)
    }
  })

  test('class 5: a lead brings a team back, and who is its lead no more does not', async () => {
    const { owner, member, call, attempts, listed } = await garden('team')
    const id: string = (await call('POST', '/teams', member, { name: 'Gardeners' })).body.id
    expect((await call('DELETE', `/teams/${id}`, member)).status).toBe(204)
    expect((await call('POST', `/trash/${id}/restore`, member)).status).toBe(204)
    expect((await call('DELETE', `/teams/${id}`, member)).status).toBe(204)
    await call('POST', `/trash/${id}/restore`, owner)
    await call('PUT', `/teams/${id}/members/${member.member_id}`, owner, { role: 'lead' })
    expect((await call('DELETE', `/teams/${id}`, member)).status).toBe(204)
    expect(await listed(member)).toEqual([id])
    await call('PATCH', `/members/${member.member_id}`, owner, { role: 'viewer' })
    expect(await attempts(member, id)).toEqual([403, 403])
  })

  test('class 5: an admin who is one no more brings back nothing of others', async () => {
    const { owner, admin, call, make, attempts, listed } = await garden('admin')
    const things = [
      ['tasks', await make('/tasks', { title: 'Prune' })],
      ['projects', await make('/projects', { name: 'Garden' })],
      ['teams', await make('/teams', { name: 'Gardeners' })],
    ] as const
    for (const [kind, id] of things) expect((await call('DELETE', `/${kind}/${id}`, admin)).status).toBe(204)
    expect(await listed(admin)).toHaveLength(3)
    await call('PATCH', `/members/${admin.member_id}`, owner, { role: 'member' })
    expect(await listed(admin)).toEqual([])
    expect(await listed(owner)).toHaveLength(3)
    for (const [, id] of things) expect(await attempts(admin, id)).toEqual([404, 404])
    for (const [, id] of things) expect(await attempts(owner, id)).toEqual([204, 404])
  })

  test('class 5: a comment is not purged by who does not see its task any more, even in the trash', async () => {
    const { owner, member, call, make, attempts, listed } = await garden('comment')
    const task = await make('/tasks', { title: 'Prune' })
    const share = `/tasks/${task}/shares/members/${member.member_id}`
    await call('PUT', share, owner, { permission: 'edit' })
    const { body: comment } = await call('POST', `/tasks/${task}/comments`, member, { body: 'x' })
    expect((await call('DELETE', `/tasks/${task}/comments/${comment.id}`, member)).status).toBe(204)
    expect(await listed(member)).toEqual([comment.id])
    await call('DELETE', share, owner)
    expect(await listed(member)).toEqual([])
    expect(await attempts(member, comment.id)).toEqual([404, 404])
    await call('DELETE', `/tasks/${task}`, owner)
    expect(await listed(member)).toEqual([])
    const [, purge] = await attempts(member, comment.id)
    expect(purge).toBe(404)
  })

  test('is listed page by page without what one may do nothing about any more, much as it may be', async () => {
    const { owner, member, call, make, attempts } = await garden('pages')
    const team_id = await make('/teams', { name: 'Gardeners' })
    const lead = `/teams/${team_id}/members/${member.member_id}`
    await call('PUT', lead, owner, { role: 'lead' })
    const own: string[] = []
    const lost: string[] = []
    const bulk = Array.from({ length: 300 }, (_, i) => ({ title: `${i}`, team_id }))
    for (const _ of [1, 2]) {
      const { tasks } = (await call('POST', '/tasks/bulk', owner, { tasks: bulk })).body
      const ids = tasks.map(({ id }: { id: string }) => id)
      // As by the member, and without six hundred requests.
      await (await app()).context.db.for(owner.organization_id).write((tx) => {
        const { tasks: table } = tx.tables
        const gone = { deleted_at: table.updated_at, deleted_by: member.member_id }
        return tx
          .update(table)
          .set(gone)
          .where(and(tx.mine(table), inArray(table.id, ids)))
      })
      lost.push(...ids)
      for (const title of ['a', 'b', 'c']) {
        const id = (await call('POST', '/tasks', member, { title })).body.id
        await call('DELETE', `/tasks/${id}`, member)
        own.push(id)
      }
    }
    await call('DELETE', lead, owner)
    const pages: string[][] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body }: Answer = await call('GET', `/trash?limit=2${cursor}`, member)
      pages.push(body.items.map(({ id }: { id: string }) => id))
      cursor = body.next_cursor && `&cursor=${body.next_cursor}`
    }
    expect(pages.map(({ length }) => length)).toEqual([2, 2, 2])
    expect(pages.flat().toSorted()).toEqual(own.toSorted())
    expect(await attempts(member, lost[0] ?? '')).toEqual([404, 404])
    expect((await call('GET', '/trash?limit=200', owner)).body.items).toHaveLength(200)
  }, 60_000)

  test('a right through a project stays one to what went into the trash before the project', async () => {
    const { owner, member, call, make, attempts, listed } = await garden('before')
    const project_id = (await call('POST', '/projects', member, { name: 'Garden' })).body.id
    const tasks = [
      await make('/tasks', { title: 'Prune', project_id }),
      await make('/tasks', { title: 'Mow', project_id }),
    ]
    const live = await make('/tasks', { title: 'Water', project_id })
    const { body: comment } = await call('POST', `/tasks/${live}/comments`, member, { body: 'x' })
    await call('DELETE', `/tasks/${live}/comments/${comment.id}`, member)
    for (const id of tasks) await call('DELETE', `/tasks/${id}`, member)
    await call('DELETE', `/projects/${project_id}`, member)
    expect((await listed(member)).toSorted()).toEqual([project_id, comment.id, ...tasks].toSorted())
    const codeOf = async (id: string) => (await call('POST', `/trash/${id}/restore`, member)).body.code
    expect(await codeOf(tasks[0] ?? '')).toBe('project_in_trash')
    expect(await codeOf(comment.id)).toBe('task_in_trash')
    expect(await attempts(member, tasks[0] ?? '')).toEqual([409, 204])
    expect(await attempts(member, comment.id)).toEqual([409, 204])
    // Of a project that is somebody else's now, in the trash or not, it is none any more.
    await call('POST', `/trash/${project_id}/restore`, owner)
    await call('PATCH', `/projects/${project_id}`, owner, { owner_id: owner.member_id })
    expect(await listed(member)).toEqual([])
    await call('DELETE', `/projects/${project_id}`, owner)
    expect(await attempts(member, tasks[1] ?? '')).toEqual([404, 404])
    expect(await listed(member)).toEqual([])
  })

  test('class 5: who comes back to the organization does not see what was shared before', async () => {
    const { owner, call, make } = await garden('return')
    const alan = await joinAs(await app(), owner, `trash-alan-${engine}`, 'member')
    // Somewhere to be signed in when removed.
    const other = await team(await app(), 'trash-elsewhere')
    const token = await invite(await app(), other.owner, alan.email, 'member')
    expect((await call('POST', '/invitations/accept', alan, { token })).status).toBeLessThan(300)
    const task = await make('/tasks', { title: 'Prune' })
    await call('PUT', `/tasks/${task}/shares/members/${alan.member_id}`, owner, { permission: 'edit' })
    await call('DELETE', `/members/${alan.member_id}`, owner)
    expect((await call('GET', `/tasks/${task}/shares`, owner)).body.items).toEqual([])
  })
})

onEachEngine('The trash', (engine) => {
  const app = sharedApp(engine)

  test('shows nobody what takes a permission that they do not have', async () => {
    const { context } = await app()
    const ada = await signUp(await app(), 'permission-ada')
    const ben = await joinAs(await app(), ada, 'permission-ben', 'member')
    const made = await (await app()).post('/api/v1/teams', { token: ben.token, json: { name: 'roses' } })
    await (await app()).delete(`/api/v1/teams/${made.body.id}`, { token: ben.token })
    const listed = async (requires?: Permission) => {
      const resources = context.resources.map((one) =>
        one.kind === 'team' && one.trash
          ? { ...one, trash: { ...one.trash, ...(requires && { requires }) } }
          : one,
      )
      const trash = new TrashKinds(resources)
      const lists = [principalOf(ada, 'owner'), principalOf(ben, 'member')].map(async (by) => {
        return (await listTrashItems({ ...context, trash }, by, {})).items.length
      })
      return Promise.all(lists)
    }
    expect(await listed()).toEqual([1, 1])
    expect(await listed('hiring.write')).toEqual([1, 1])
    expect(await listed('members.write')).toEqual([1, 0])
  })

  test('gives a thing to one of those who bring it back and delete it for good at once', async () => {
    const work = await Work.of(await app(), 'at-once')
    const ask = async (method: string, path: string) =>
      (await (await app()).call(method, `/api/v1/trash/${path}`, { key: work.key })).status
    for (let i = 0; i < 10; i += 1) {
      const id = await work.task()
      await work.delete('tasks', id)
      const answers = await Promise.all([
        ask('POST', `${id}/restore`),
        ask('DELETE', id),
        ask('POST', `${id}/restore`),
      ])
      expect(answers.toSorted()).toEqual([204, 404, 404])
    }
    const [todo] = await work.counts()
    expect(todo).toBe((await work.rows()).todo ?? 0)
  })

  test('takes a task once, however many put it there at once', async () => {
    const work = await Work.of(await app(), 'once')
    for (let i = 0; i < 5; i += 1) {
      const id = await work.task()
      const remove = async () =>
        (await (await app()).call('DELETE', `/api/v1/tasks/${id}`, { key: work.key })).status
      expect((await Promise.all([remove(), remove(), remove()])).toSorted()).toEqual([204, 404, 404])
    }
  })
})
