/** What is wrong with a request is said of each field, in words that tell what to do. */
import { expect, test } from 'bun:test'
import { onEachEngine, sharedApp } from './app.ts'
import { signUp } from './people.ts'

const CASES: [path: string, json: object, field: string, words: string][] = [
  ['/tasks', {}, 'title', 'is required'],
  ['/tasks', { title: '' }, 'title', 'must have 1 to 500 characters'],
  ['/tasks', { title: ' \n' }, 'title', 'must not be blank'],
  ['/tasks', { title: 'x'.repeat(501) }, 'title', 'must have 1 to 500 characters'],
  ['/tasks', { title: 'x', project_id: 'x'.repeat(101) }, 'project_id', 'must have at most 100 characters'],
  ['/tasks', { title: 'x', status: 'open' }, 'status', 'must be one of todo, in_progress, done, cancelled'],
  ['/tasks', { title: 'x', labels: Array(51).fill('x') }, 'labels', 'must have at most 50 items'],
  ['/tasks', { title: 'x', labels: ['x', ' '] }, 'labels.1', 'must not be blank'],
  ['/tasks/bulk', { tasks: [] }, 'tasks', 'must have 1 to 500 items'],
  ['/tasks/bulk', { tasks: Array(501).fill({ title: 'x' }) }, 'tasks', 'must have 1 to 500 items'],
  [
    '/tasks/bulk',
    { tasks: [{ title: 'x' }, { title: '' }] },
    'tasks.1.title',
    'must have 1 to 500 characters',
  ],
  ['/labels', { name: 'x', color: 'red' }, 'color', 'must be of the form ^#[0-9a-f]{6}$, such as #2e7d32'],
  ['/conversations', { kind: 'group', title: ' ' }, 'title', 'must not be blank'],
]

onEachEngine('A request that cannot be taken', (engine) => {
  const app = sharedApp(engine)

  for (const [i, [path, json, field, words]] of CASES.entries()) {
    test(`to ${path}: ${field} ${words}`, async () => {
      const { token } = await signUp(await app(), `words-${i}`)
      const { status, body } = await (await app()).post(`/api/v1${path}`, { token, json })
      expect([status, body.code, body.fields]).toEqual([422, 'invalid_value', { [field]: words }])
      expect(body.detail).toBe(`${field}: ${words}`)
    })
  }

  // An empty text is no date, no instant and no id: taken for none, it would be stored or pass unseen.
  const EMPTY: [path: string, json: object, field: string][] = [
    ['/tasks', { title: 'x', due_on: '' }, 'due_on'],
    ['/tasks', { title: 'x', due_at: '' }, 'due_at'],
    ['/tasks', { title: 'x', due_on: '', due_at: '2026-12-24T18:00:00Z' }, 'due_on'],
    ['/tasks', { title: 'x', project_id: '' }, 'project_id'],
    ['/tasks', { title: 'x', assignee_id: '' }, 'assignee_id'],
    ['/projects', { name: 'x', starts_on: '' }, 'starts_on'],
    ['/projects', { name: 'x', ends_on: '' }, 'ends_on'],
    ['/projects', { name: 'x', owner_id: '' }, 'owner_id'],
    ['/projects', { name: 'x', team_id: '' }, 'team_id'],
    ['/api-keys', { name: 'x', scopes: ['read'], expires_at: '' }, 'expires_at'],
    ['/conversations', { kind: 'direct', member_id: '' }, 'member_id'],
    ['/metrics/export', { format: 'csv', from: '', to: '2026-11-19' }, 'from'],
    ['/notifications/read-all', { until: '' }, 'until'],
    ['/auth/switch-organization', { organization_id: '' }, 'organization_id'],
  ]

  test('holds an empty text where a date, an instant or an id should be, when something is made', async () => {
    const { token } = await signUp(await app(), 'empty')
    for (const [path, json, field] of EMPTY) {
      const { status, body } = await (await app()).post(`/api/v1${path}`, { token, json })
      expect([path, json, status, Object.keys(body.fields ?? {})]).toEqual([path, json, 422, [field]])
    }
  })

  test('holds an empty text where a date, an instant or an id should be, when something is changed', async () => {
    const { token } = await signUp(await app(), 'emptied')
    const { call, post, get } = await app()
    const madeAt = async (path: string, json: object) => (await post(`/api/v1${path}`, { token, json })).body
    const task = await madeAt('/tasks', { title: 'x', due_on: '2026-12-24' })
    const project = await madeAt('/projects', { name: 'x', ends_on: '2026-12-24' })
    for (const [path, fields] of [
      [`/tasks/${task.id}`, ['due_on', 'due_at', 'project_id', 'team_id', 'owner_id', 'assignee_id']],
      [`/projects/${project.id}`, ['starts_on', 'ends_on', 'owner_id', 'team_id']],
    ] as const) {
      for (const field of fields) {
        const answer = await call('PATCH', `/api/v1${path}`, { token, json: { [field]: '' } })
        expect([field, answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([field, 422, [field]])
      }
    }
    for (const field of ['due_on', 'due_at', 'if_updated_at']) {
      const json = { tasks: [{ id: task.id, title: 'y', [field]: '' }] }
      const { status, body } = await call('PATCH', '/api/v1/tasks/bulk', { token, json })
      expect([field, status, body.results[0].detail]).toEqual([
        field,
        422,
        expect.stringContaining(`${field}: `),
      ])
    }
    expect((await get(`/api/v1/tasks/${task.id}`, { token })).body).toEqual(task)
    expect((await get(`/api/v1/projects/${project.id}`, { token })).body).toEqual(project)
  })
})
