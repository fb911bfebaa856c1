import { expect, test } from 'bun:test'
import { onEachEngine, sharedApp } from './app.ts'
import { signUp } from './people.ts'

onEachEngine('A text that not every engine keeps as it is', (engine) => {
  const app = sharedApp(engine)

  test('is refused wherever somebody writes', async () => {
    const { token } = await signUp(await app(), 'texts')
    const call = async (method: string, path: string, json: object) =>
      (await app()).call(method, `/api/v1${path}`, { token, json })
    const make = async (path: string, json: object) => (await call('POST', path, json)).body.id
    const task = `/tasks/${await make('/tasks', { title: 'Prune the roses' })}`
    const comment = `${task}/comments/${await make(`${task}/comments`, { body: 'With care' })}`
    const project = `/projects/${await make('/projects', { name: 'Garden' })}`
    const team = `/teams/${await make('/teams', { name: 'Gardeners' })}`
    for (const bad of ['a\u0000b', 'a\ud800b']) {
      const writes = [
        ['POST', '/tasks', { title: bad }, 'title'],
        ['PATCH', task, { description: bad }, 'description'],
        ['PATCH', task, { labels: ['fine', bad] }, 'labels'],
        ['POST', `${task}/comments`, { body: bad }, 'body'],
        ['PATCH', comment, { body: bad }, 'body'],
        ['POST', '/projects', { name: bad }, 'name'],
        ['PATCH', project, { description: bad }, 'description'],
        ['POST', '/teams', { name: bad }, 'name'],
        ['PATCH', team, { description: bad }, 'description'],
      ] as const
      for (const [method, path, json, field] of writes) {
        const { status, body } = await call(method, path, json)
        expect([method, path, status, Object.keys(body.fields ?? {})]).toEqual([method, path, 422, [field]])
      }
      const { status, body } = await call('POST', '/tasks/bulk', {
        tasks: [{ title: 'fine' }, { title: bad }],
      })
      expect([status, body.results[1].code]).toEqual([422, 'invalid_value'])
    }
  })
})
