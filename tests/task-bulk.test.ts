/** Many tasks in one request: all of them or none. And who is told what when he comes too late. */
import { expect, test } from 'bun:test'
import { etagOf } from '../src/lib/etag.ts'
import type { Task } from '../src/modules/tasks/schema.ts'
import { callsTo, onEachEngine, sharedApp } from './app.ts'
import { apiKey, type Member, signUp } from './people.ts'
import { drifts, joinAs } from './teams.ts'

onEachEngine('Tasks in bulk', (engine) => {
  const app = sharedApp(engine)
  const { call } = callsTo(app)
  const create = (by: Member, tasks: object[], headers = {}) =>
    call('POST', '/tasks/bulk', by, { tasks }, headers)
  const change = (by: Member, tasks: object[], headers = {}) =>
    call('PATCH', '/tasks/bulk', by, { tasks }, headers)
  const made = async (by: Member, ...titles: string[]): Promise<Task[]> =>
    (
      await create(
        by,
        titles.map((title) => ({ title })),
      )
    ).body.tasks
  const listed = async (by: Member): Promise<Task[]> => (await call('GET', '/tasks?limit=200', by)).body.items

  test('are made in the order of the request, each with all that follows', async () => {
    const ada = await signUp(await app(), 'made-ada')
    const { status, body } = await create(ada, [
      { title: ' a ', labels: ['x', 'x', 'y'], priority: 'high' },
      { title: 'b', status: 'done', due_on: '2026-12-24' },
      { title: 'c' },
    ])
    expect([status, body.tasks.map(({ title }: Task) => title)]).toEqual([201, ['a', 'b', 'c']])
    // A list says more of each.
    expect(await listed(ada)).toMatchObject(body.tasks)
    for (const task of body.tasks) {
      expect((await call('GET', `/tasks/${task.id}`, ada)).body).toEqual(task)
      const { items } = (await call('GET', `/tasks/${task.id}/statuses`, ada)).body
      expect(items.map(({ to_status }: any) => to_status)).toEqual([task.status])
    }
    expect((await call('GET', '/tasks?label=y', ada)).body.items).toHaveLength(1)
    const { items } = (await call('GET', '/metrics/activity', ada)).body
    expect(items.filter(({ verb }: any) => verb === 'task.created')).toHaveLength(3)
    expect(await drifts(await app(), ada)).toEqual([])
  })

  test('are changed as each would be by itself', async () => {
    const ada = await signUp(await app(), 'changed-ada')
    const [a, b] = (
      await create(ada, [
        { title: 'a', labels: ['x'] },
        { title: 'b', labels: ['x'] },
      ])
    ).body.tasks
    const { status, body } = await change(ada, [
      { id: b.id, status: 'done', labels: ['y', 'z'] },
      { id: a.id, due_on: '2026-12-24', if_updated_at: a.updated_at },
    ])
    expect([status, body.tasks.map(({ title }: Task) => title)]).toEqual([200, ['b', 'a']])
    expect(body.tasks[0]).toMatchObject({ status: 'done', completed_at: '2026-11-20T12:00:00.000Z' })
    expect(body.tasks[1]).toMatchObject({ status: 'todo', due_on: '2026-12-24', labels: ['x'] })
    expect(await listed(ada)).toMatchObject(body.tasks.toReversed())
    const labelled = async (label: string) =>
      (await call('GET', `/tasks?label=${label}`, ada)).body.items.map(({ title }: Task) => title)
    expect([await labelled('x'), await labelled('y'), await labelled('z')]).toEqual([['a'], ['b'], ['b']])
    const { items } = (await call('GET', `/tasks/${b.id}/statuses`, ada)).body
    expect(items.map(({ to_status }: any) => to_status)).toEqual(['todo', 'done'])
    const activity = (await call('GET', '/metrics/activity', ada)).body.items
    const verbs = activity.map(({ verb }: any) => verb).filter((verb: string) => verb !== 'task.created')
    expect(verbs.filter((verb: string) => verb.startsWith('task')).sort()).toEqual([
      'task.changed',
      'task.completed',
    ])
    expect(await drifts(await app(), ada)).toEqual([])
  })

  test('are not there when one of them cannot be made, and it is said which', async () => {
    const ada = await signUp(await app(), 'refused-ada')
    const grace = await signUp(await app(), 'refused-grace')
    const theirs = (await call('POST', '/projects', grace, { name: 'Theirs' })).body.id
    const { status, body } = await create(ada, [
      { title: 'fine' },
      { title: 'x', due_on: '2026-02-30' },
      { title: 'x', project_id: theirs },
      { title: 'x', assignee_id: grace.member_id },
      { title: 'fine, too' },
    ])
    expect([status, body.code]).toEqual([422, 'bulk_refused'])
    expect(body.results).toEqual([
      { index: 0, status: 201 },
      {
        ...{ index: 1, status: 422, code: 'invalid_value' },
        ...{ detail: expect.stringContaining('due_on'), fields: { due_on: expect.any(String) } },
      },
      expect.objectContaining({ index: 2, fields: { project_id: expect.any(String) } }),
      expect.objectContaining({ index: 3, fields: { assignee_id: expect.any(String) } }),
      { index: 4, status: 201 },
    ])
    expect(await listed(ada)).toEqual([])
  })

  test('stay as they are when one of them may not be changed so, by no field of a body', async () => {
    const owner = await signUp(await app(), 'bulk-owner')
    const [ann, ben] = [
      await joinAs(await app(), owner, 'bulk-ann', 'member'),
      await joinAs(await app(), owner, 'bulk-ben', 'member'),
    ]
    const viewer = await joinAs(await app(), owner, 'bulk-viewer', 'viewer')
    const stranger = await signUp(await app(), 'bulk-stranger')
    const team_id = (await call('POST', '/teams', ann, { name: 'Roses' })).body.id
    const secret = (await call('POST', '/projects', ann, { name: 'Secret', team_id })).body.id
    const [own, hidden] = [(await made(ben, 'own'))[0], (await made(ann, 'hidden'))[0]]
    const [foreign] = await made(stranger, 'foreign')
    const assigned = (await create(ann, [{ title: 'assigned', assignee_id: ben.member_id }])).body.tasks[0]
    const shared = (await made(ann, 'shared'))[0]
    await call('PUT', `/tasks/${shared?.id}/shares/members/${ben.member_id}`, ann, { permission: 'view' })
    const before = await listed(owner)
    const { status, body } = await change(ben, [
      { id: own?.id, title: 'changed' },
      { id: hidden?.id, title: 'changed' },
      { id: foreign?.id, title: 'changed' },
      { id: assigned.id, owner_id: ben.member_id },
      { id: shared?.id, title: 'changed' },
      { id: assigned.id, title: 'changed' },
      { id: 'nobody’s', title: 'changed' },
    ])
    expect(status).toBe(422)
    expect(body.results.map(({ status, code }: any) => [status, code])).toEqual([
      [200, undefined],
      [404, 'task_not_found'],
      [404, 'task_not_found'],
      [403, 'task_not_yours'],
      [403, 'task_not_yours'],
      [422, 'invalid_value'],
      [404, 'task_not_found'],
    ])
    for (const carried of [{ team_id }, { project_id: secret }, { assignee_id: stranger.member_id }]) {
      const { body } = await change(ben, [{ id: own?.id, ...carried }])
      expect([carried, Object.keys(body.results[0].fields)]).toEqual([carried, Object.keys(carried)])
    }
    expect(await listed(owner)).toEqual(before)
    expect((await call('GET', `/tasks/${foreign?.id}`, stranger)).body).toEqual(foreign)
    for (const method of ['POST', 'PATCH']) {
      const tasks = [{ id: own?.id, title: 'x' }]
      expect((await call(method, '/tasks/bulk', viewer, { tasks })).status).toBe(403)
      const key = await apiKey(await app(), owner, 'read')
      expect((await (await app()).call(method, '/api/v1/tasks/bulk', { key, json: { tasks } })).status).toBe(
        403,
      )
    }
  })

  test('are refused where somebody else’s change came before, with what they are now', async () => {
    const ada = await signUp(await app(), 'late-ada')
    const [a, b] = await made(ada, 'a', 'b')
    const { body: now } = await call('PATCH', `/tasks/${b?.id}`, ada, { title: 'B' })
    const { body } = await change(ada, [
      { id: a?.id, title: 'A', if_updated_at: a?.updated_at },
      { id: b?.id, title: 'mine', if_updated_at: b?.updated_at },
    ])
    expect(body.results).toMatchObject([
      { status: 200 },
      { status: 412, code: 'changed_meanwhile', current: now, etag: etagOf(now) },
    ])
    expect((await listed(ada)).map(({ title }) => title)).toEqual(['a', 'B'])
  })

  test('are at most 500 and at least one', async () => {
    const ada = await signUp(await app(), 'many-ada')
    const many = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ title: `${i}`, labels: ['x'] }))
    expect((await create(ada, many(0))).status).toBe(422)
    expect((await create(ada, many(501))).status).toBe(422)
    const { context } = await app()
    const before = context.db.stats.count
    const { body } = await create(ada, many(500))
    expect(body.tasks.map(({ title }: Task) => title)).toEqual(many(500).map(({ title }) => title))
    const changed = await change(
      ada,
      body.tasks.map(({ id }: Task) => ({ id, status: 'done', labels: ['y'] })),
    )
    expect([changed.status, changed.body.tasks.length]).toEqual([200, 500])
    // Hundreds take as many queries as one.
    expect(context.db.stats.count - before).toBeLessThan(100)
    expect((await call('GET', '/tasks?label=y&status=done&count=true', ada)).body.total).toBe(500)
    expect(await drifts(await app(), ada)).toEqual([])
  }, 60_000)

  test('go into the trash and come back, all or none, and it is said which cannot', async () => {
    const owner = await signUp(await app(), 'trash-owner')
    const ben = await joinAs(await app(), owner, 'trash-ben', 'member')
    const [a, b] = (await made(ben, 'a', 'b')).map(({ id }) => id)
    const assigned = { title: 'assigned', assignee_id: ben.member_id }
    const hers = (await create(owner, [assigned])).body.tasks[0].id
    const outcomes = async (path: string, by: Member, ids: unknown[]) => {
      const { status, body } = await call('POST', path, by, { ids })
      return [status, body?.results?.map((one: any) => [one.status, one.code]) ?? body]
    }
    const refused = await outcomes('/tasks/bulk-delete', ben, [a, hers, 'nobody’s', a])
    const repeated = [422, 'invalid_value']
    expect(refused).toEqual([
      422,
      [[204, undefined], [403, 'task_not_yours'], [404, 'task_not_found'], repeated],
    ])
    expect(await listed(ben)).toHaveLength(3)
    expect((await call('POST', '/tasks/bulk-delete', ben, { ids: [a, b] })).status).toBe(204)
    expect(await drifts(await app(), owner)).toEqual([])
    expect((await call('POST', '/tasks/bulk-delete', owner, { ids: [hers] })).status).toBe(204)
    // Whoever may see all brings all back; others what they have put there.
    expect(await outcomes('/trash/bulk-restore', ben, [a, hers, b, a])).toEqual([
      422,
      [[204, undefined], [404, 'not_in_trash'], [204, undefined], repeated],
    ])
    expect(await listed(ben)).toEqual([])
    expect((await call('POST', '/trash/bulk-restore', owner, { ids: [b, hers, a] })).status).toBe(204)
    expect((await listed(ben)).map(({ title }) => title)).toEqual(['a', 'b', 'assigned'])
    expect(await drifts(await app(), owner)).toEqual([])
  })

  test('come back after the project to which they belong, in one request', async () => {
    const ada = await signUp(await app(), 'order-ada')
    const { body: project } = await call('POST', '/projects', ada, { name: 'Garden' })
    const [task] = (await create(ada, [{ title: 'a', project_id: project.id }])).body.tasks
    await call('POST', '/tasks/bulk-delete', ada, { ids: [task.id] })
    await call('DELETE', `/projects/${project.id}`, ada)
    const wrong = await call('POST', '/trash/bulk-restore', ada, { ids: [task.id, project.id] })
    expect(wrong.body.results.map(({ status }: any) => status)).toEqual([409, 204])
    const right = await call('POST', '/trash/bulk-restore', ada, { ids: [project.id, task.id] })
    expect([right.status, (await listed(ada)).map(({ title }) => title)]).toEqual([204, ['a']])
  })

  test('that come again with their Idempotency-Key are made once', async () => {
    const ada = await signUp(await app(), 'again-ada')
    const twice = () => create(ada, [{ title: 'a' }, { title: 'b' }], { 'idempotency-key': 'one' })
    const [first, second] = [await twice(), await twice()]
    expect([second.status, second.text]).toEqual([201, first.text])
    expect(await listed(ada)).toHaveLength(2)
  })

  test('that are changed again with their Idempotency-Key take nothing back that came in between', async () => {
    const ada = await signUp(await app(), 'retry-ada')
    const [a, b] = await made(ada, 'a', 'b')
    const done = [a, b].map((task) => ({ id: task?.id, status: 'done' }))
    const twice = () => change(ada, done, { 'idempotency-key': 'one' })
    const first = await twice()
    await change(ada, [{ id: a?.id, status: 'in_progress' }])
    const again = await twice()
    expect([again.status, again.text, again.headers.get('idempotent-replayed')]).toEqual([
      200,
      first.text,
      'true',
    ])
    expect((await listed(ada)).map(({ status }) => status)).toEqual(['in_progress', 'done'])
    const other = await change(ada, [{ id: b?.id, status: 'todo' }], { 'idempotency-key': 'one' })
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused'])
  })

  test('and a single one, a project or a team: 412 shows what it is now, and its tag', async () => {
    const ada = await signUp(await app(), 'current-ada')
    for (const [path, field] of [
      ['/tasks', 'title'],
      ['/projects', 'name'],
      ['/teams', 'name'],
    ] as const) {
      const { body: thing, headers } = await call('POST', path, ada, { [field]: 'a' })
      const etag = headers.get('etag') ?? ''
      await call('PATCH', `${path}/${thing.id}`, ada, { [field]: 'b' })
      const late = await call('PATCH', `${path}/${thing.id}`, ada, { [field]: 'c' }, { 'if-match': etag })
      const now = await call('GET', `${path}/${thing.id}`, ada)
      expect([late.status, late.body.current]).toEqual([412, now.body])
      const tag = late.headers.get('etag') ?? ''
      expect(tag).toBe(now.headers.get('etag') ?? 'none')
      const again = await call('PATCH', `${path}/${thing.id}`, ada, { [field]: 'c' }, { 'if-match': tag })
      expect([again.status, again.body[field]]).toEqual([200, 'c'])
    }
  })

  test('are not shown by 412 to whom they are no longer there', async () => {
    const ada = await signUp(await app(), 'gone-ada')
    const ben = await joinAs(await app(), ada, 'gone-ben', 'member')
    const { body, headers } = await call('POST', '/tasks', ada, { title: 'a', assignee_id: ben.member_id })
    await call('PATCH', `/tasks/${body.id}`, ada, { assignee_id: null, title: 'secret' })
    const condition = { 'if-match': headers.get('etag') ?? '' }
    const late = await call('PATCH', `/tasks/${body.id}`, ben, { title: 'c' }, condition)
    expect([late.status, late.text.includes('secret')]).toEqual([404, false])
  })
})
