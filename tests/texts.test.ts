/** Texts come back as they were sent, or are refused: the same on both engines. */
import { expect, test } from 'bun:test'
import { callsTo, onEachEngine, sharedApp } from './app.ts'
import { signUp } from './people.ts'

const WHOLE = ['💥'.repeat(100), '\u202egarden\u202c', '𠮷', 'a\u0001b', 'e\u0301', '\u200bx']
const UNSEEN = [
  '\u200b',
  '\u2060\ufeff',
  ' \u00ad\t',
  '\u3164',
  '\u202e\u202c',
  '\u{e0041}\ufe0f',
  '\u2800',
  '\u0001',
]
const BROKEN = ['a\u0000b', 'a\ud800b', '\udc00', 'a\udc00\ud800']

onEachEngine('texts', (engine) => {
  const app = sharedApp(engine)
  const calls = callsTo(app)
  const garden = async (name: string) => {
    const ada = await signUp(await app(), `texts-${name}`)
    const call = (method: string, path: string, json?: unknown) => calls.call(method, path, ada, json)
    const task: string = (await call('POST', '/tasks', { title: 'Prune' })).body.id
    return { call, task }
  }

  test('come back as they were sent', async () => {
    const { call, task } = await garden('whole')
    for (const text of WHOLE) {
      const labels = [text.slice(0, 100)]
      const made = (await call('POST', '/tasks', { title: text, description: text, labels })).body
      const composed = labels.map((label) => label.normalize('NFC'))
      expect(made).toMatchObject({ title: text, description: text, labels: composed })
      expect((await call('GET', `/tasks/${made.id}`)).body).toEqual(made)
      const comment = (await call('POST', `/tasks/${task}/comments`, { body: text })).body
      expect(comment.body).toBe(text)
      expect((await call('GET', `/tasks/${task}/comments/${comment.id}`)).body).toEqual(comment)
    }
  })

  test('of which nothing is to be seen are refused where something must be', async () => {
    const { call, task } = await garden('unseen')
    for (const text of UNSEEN) {
      for (const [method, path, body, field] of [
        ['POST', '/tasks', { title: text }, 'title'],
        ['PATCH', `/tasks/${task}`, { labels: ['roses', text] }, 'labels.1'],
        ['POST', '/tasks/bulk', { tasks: [{ title: 'x' }, { title: text }] }, 'tasks.1.title'],
        ['POST', '/labels', { name: text, color: '#2e7d32' }, 'name'],
        ['POST', '/content', { title: text }, 'title'],
        ['POST', '/jobs', { title: 'x', questions: [{ kind: 'text', prompt: text }] }, 'questions.0.prompt'],
        ['POST', `/tasks/${task}/comments`, { body: text }, 'body'],
      ] as const) {
        const { status, body: problem } = await call(method, path, body)
        expect([path, status, problem.fields]).toEqual([path, 422, { [field]: 'must not be blank' }])
      }
    }
    const flag = '🏳️\u200d🌈'
    expect((await call('POST', '/tasks', { title: `\u200b${flag}` })).body.title).toBe(`\u200b${flag}`)
  })

  test('that are labels or tags are one where they look the same', async () => {
    const { call } = await garden('composed')
    const [composed, apart] = ['Ros\u00e9', 'Rose\u0301']
    const asked = encodeURIComponent(apart)
    const { id } = (await call('POST', '/tasks', { title: 'x', labels: [apart, composed] })).body
    expect((await call('GET', '/tasks/labels')).body.items).toEqual([{ label: composed }])
    expect((await call('GET', `/tasks?label=${asked}`)).body.items).toMatchObject([
      { id, labels: [composed] },
    ])
    const job = (await call('POST', '/jobs', { title: 'x', status: 'open' })).body
    const grace = { job_id: job.id, name: 'Grace', email: 'grace@example.com' }
    const { candidate } = (await call('POST', '/applications', grace)).body
    await call('PATCH', `/candidates/${candidate.id}`, { tags: [apart, composed] })
    expect((await call('GET', `/candidates?tag=${asked}`)).body.items).toMatchObject([{ tags: [composed] }])
    await call('POST', '/content', { title: 'x', tags: [apart, composed] })
    expect((await call('GET', `/content?tag=${asked}`)).body.items).toMatchObject([{ tags: [composed] }])
    const label = (name: string) => call('POST', '/labels', { name, color: '#2e7d32' })
    expect([(await label(apart)).body.name, (await label(composed)).status]).toEqual([composed, 409])
  })

  test('with NUL or half of a surrogate pair are refused, and nothing is written', async () => {
    const { call, task } = await garden('broken')
    const places: [string, string, (text: string) => object][] = [
      ['POST', '/tasks', (title) => ({ title })],
      ['POST', '/tasks', (description) => ({ title: 'x', description })],
      ['POST', '/tasks', (label) => ({ title: 'x', labels: ['a', label] })],
      ['POST', '/tasks', (project_id) => ({ title: 'x', project_id })],
      ['POST', '/tasks', (owner_id) => ({ title: 'x', owner_id })],
      ['PATCH', `/tasks/${task}`, (title) => ({ title })],
      ['POST', '/tasks/bulk', (title) => ({ tasks: [{ title: 'x' }, { title }] })],
      ['PATCH', '/tasks/bulk', (id) => ({ tasks: [{ id: task, title: 'y' }, { id }] })],
      ['PATCH', '/tasks/bulk', (team_id) => ({ tasks: [{ id: task, title: 'y', team_id }] })],
      ['POST', `/tasks/${task}/comments`, (body) => ({ body })],
      ['POST', '/projects', (name) => ({ name })],
      ['POST', '/projects', (description) => ({ name: 'x', description })],
      ['POST', '/teams', (name) => ({ name })],
      ['POST', '/conversations', (id) => ({ kind: 'group', title: 'x', member_ids: [id] })],
      ['POST', '/conversations', (member_id) => ({ kind: 'direct', member_id })],
    ]
    for (const text of BROKEN) {
      for (const [method, path, body] of places) {
        const { status, body: problem } = await call(method, path, body(text))
        expect([method, path, status]).toEqual([method, path, 422])
        // Of many it is said which of them cannot be taken; an id that is none stops all of them.
        const codes = ['invalid_text', path === '/tasks/bulk' ? 'bulk_refused' : 'invalid_value']
        expect(codes).toContain(problem.code)
      }
    }
    expect((await call('GET', '/tasks?count=true')).body).toMatchObject({
      total: 1,
      items: [{ title: 'Prune' }],
    })
    for (const path of [`/tasks/${task}/comments`, '/projects', '/teams', '/conversations']) {
      expect((await call('GET', path)).body.items).toEqual([])
    }
  })
})

onEachEngine('A text that not every engine keeps as it is', (engine) => {
  const app = sharedApp(engine)
  const calls = callsTo(app)

  test('is refused wherever somebody writes', async () => {
    const ada = await signUp(await app(), 'texts')
    const call = (method: string, path: string, json: object) => calls.call(method, path, ada, json)
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
