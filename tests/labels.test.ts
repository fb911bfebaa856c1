import { expect, test } from 'bun:test'
import { type Answer, onEachEngine, sharedApp } from './app.ts'
import { type Member, signUp } from './people.ts'
import { joinAs } from './teams.ts'

const GREEN = '#2e7d32'

onEachEngine('Labels', (engine) => {
  const app = sharedApp(engine)
  const call = async (by: Member, method: string, path: string, json?: unknown, ifMatch?: string) =>
    (await app()).call(method, `/api/v1${path}`, {
      token: by.token,
      ...(json !== undefined && { json }),
      ...(ifMatch && { headers: { 'if-match': ifMatch } }),
    })
  const label = (by: Member, name: string): Promise<Answer> =>
    call(by, 'POST', '/labels', { name, color: GREEN })

  test('have a name, a colour and a description, for all of the organization', async () => {
    const ada = await signUp(await app(), 'labels-ada')
    const grace = await joinAs(await app(), ada, 'labels-grace', 'member')
    const made = await call(ada, 'POST', '/labels', {
      name: ' garden ',
      color: GREEN,
      description: 'Outside',
    })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ name: 'garden', color: GREEN, description: 'Outside' })
    const path = `/labels/${made.body.id}`
    expect((await call(grace, 'GET', path)).body).toEqual(made.body)
    const changed = await call(grace, 'PATCH', path, { color: '#1b5e20' }, made.headers.get('etag') ?? '')
    expect(changed.body).toMatchObject({ name: 'garden', color: '#1b5e20' })
    const late = await call(ada, 'PATCH', path, { color: GREEN }, made.headers.get('etag') ?? '')
    expect([late.status, late.body.code]).toEqual([412, 'changed_meanwhile'])
    for (const name of ['yard', 'kitchen']) expect((await label(ada, name)).status).toBe(201)
    const first = (await call(ada, 'GET', '/labels?limit=2&count=true')).body
    expect(first.total).toBe(3)
    const rest = (await call(ada, 'GET', `/labels?limit=2&cursor=${first.next_cursor}`)).body
    const names = [...first.items, ...rest.items].map(({ name }: { name: string }) => name)
    expect(names).toEqual(['garden', 'yard', 'kitchen'])
    expect((await call(grace, 'DELETE', path)).status).toBe(204)
    for (const method of ['GET', 'DELETE']) expect((await call(ada, method, path)).status).toBe(404)
  })

  test('are one of a name, in whatever case and accents, also of two at once', async () => {
    const ada = await signUp(await app(), 'labels-named')
    const stranger = await signUp(await app(), 'labels-stranger')
    const both = await Promise.all([label(ada, 'Café'), label(ada, 'CAFE')])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    expect((await label(ada, 'cafe')).body.code).toBe('label_taken')
    expect((await label(stranger, 'cafe')).status).toBe(201)
    const { body } = await label(ada, 'garden')
    expect((await call(ada, 'PATCH', `/labels/${body.id}`, { name: 'cafè' })).status).toBe(409)
    expect((await call(ada, 'PATCH', `/labels/${body.id}`, { name: 'GARDEN' })).body.name).toBe('GARDEN')
    for (const color of ['green', '#2e7d3', '#2E7D32']) {
      const refused = await call(ada, 'POST', '/labels', { name: 'yard', color })
      expect([refused.status, Object.keys(refused.body.fields)]).toEqual([422, ['color']])
    }
  })

  test('are found by their words, and leave the tasks as they are', async () => {
    const ada = await signUp(await app(), 'labels-found')
    const { body } = await label(ada, 'rosarium')
    const task = await call(ada, 'POST', '/tasks', { title: 'Prune', labels: ['rosarium'] })
    const found = async (word: string) => {
      const { items } = (await call(ada, 'GET', `/search?kind=label&q=${word}`)).body
      return items.map(({ kind, title }: { kind: string; title: string }) => `${kind} ${title}`)
    }
    expect(await found('rosarium')).toEqual(['label rosarium'])
    await call(ada, 'PATCH', `/labels/${body.id}`, { name: 'arboretum', description: 'All the trees' })
    expect(await found('rosarium')).toEqual([])
    expect(await found('trees')).toEqual(['label arboretum'])
    expect((await call(ada, 'GET', `/tasks/${task.body.id}`)).body.labels).toEqual(['rosarium'])
    await call(ada, 'DELETE', `/labels/${body.id}`)
    expect(await found('trees')).toEqual([])
  })
})
