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
})
