import { expect, test } from 'bun:test'
import { type Answer, callsTo, onEachEngine, sharedApp } from './app.ts'
import { type Member, signUp } from './people.ts'
import { joinAs } from './teams.ts'

const GREEN = '#2e7d32'

onEachEngine('Labels', (engine) => {
  const app = sharedApp(engine)
  const { call } = callsTo(app)
  const label = (by: Member, name: string): Promise<Answer> =>
    call('POST', '/labels', by, { name, color: GREEN })

  test('have a name, a colour and a description, for all of the organization', async () => {
    const ada = await signUp(await app(), 'labels-ada')
    const grace = await joinAs(await app(), ada, 'labels-grace', 'member')
    const made = await call('POST', '/labels', ada, {
      name: ' garden ',
      color: GREEN,
      description: 'Outside',
    })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ name: 'garden', color: GREEN, description: 'Outside' })
    const path = `/labels/${made.body.id}`
    expect((await call('GET', path, grace)).body).toEqual(made.body)
    const changed = await call(
      'PATCH',
      path,
      grace,
      { color: '#1b5e20' },
      { 'if-match': made.headers.get('etag') ?? '' },
    )
    expect(changed.body).toMatchObject({ name: 'garden', color: '#1b5e20' })
    const late = await call(
      'PATCH',
      path,
      ada,
      { color: GREEN },
      { 'if-match': made.headers.get('etag') ?? '' },
    )
    expect([late.status, late.body.code]).toEqual([412, 'changed_meanwhile'])
    for (const name of ['yard', 'kitchen']) expect((await label(ada, name)).status).toBe(201)
    const first = (await call('GET', '/labels?limit=2&count=true', ada)).body
    expect(first.total).toBe(3)
    const rest = (await call('GET', `/labels?limit=2&cursor=${first.next_cursor}`, ada)).body
    const names = [...first.items, ...rest.items].map(({ name }: { name: string }) => name)
    expect(names).toEqual(['garden', 'yard', 'kitchen'])
    expect((await call('DELETE', path, grace)).status).toBe(204)
    for (const method of ['GET', 'DELETE']) expect((await call(method, path, ada)).status).toBe(404)
  })

  test('are one of a name, in whatever case and accents, also of two at once', async () => {
    const ada = await signUp(await app(), 'labels-named')
    const stranger = await signUp(await app(), 'labels-stranger')
    const both = await Promise.all([label(ada, 'Café'), label(ada, 'CAFE')])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    expect((await label(ada, 'cafe')).body.code).toBe('label_taken')
    expect((await label(stranger, 'cafe')).status).toBe(201)
    const { body } = await label(ada, 'garden')
    expect((await call('PATCH', `/labels/${body.id}`, ada, { name: 'cafè' })).status).toBe(409)
    expect((await call('PATCH', `/labels/${body.id}`, ada, { name: 'GARDEN' })).body.name).toBe('GARDEN')
    for (const color of ['green', '#2e7d3', '#2E7D32']) {
      const refused = await call('POST', '/labels', ada, { name: 'yard', color })
      expect([refused.status, Object.keys(refused.body.fields)]).toEqual([422, ['color']])
    }
  })

  test('are found by their words, and leave the tasks as they are', async () => {
    const ada = await signUp(await app(), 'labels-found')
    const { body } = await label(ada, 'rosarium')
    const task = await call('POST', '/tasks', ada, { title: 'Prune', labels: ['rosarium'] })
    const found = async (word: string) => {
      const { items } = (await call('GET', `/search?kind=label&q=${word}`, ada)).body
      return items.map(({ kind, title }: { kind: string; title: string }) => `${kind} ${title}`)
    }
    expect(await found('rosarium')).toEqual(['label rosarium'])
    await call('PATCH', `/labels/${body.id}`, ada, { name: 'arboretum', description: 'All the trees' })
    expect(await found('rosarium')).toEqual([])
    expect(await found('trees')).toEqual(['label arboretum'])
    expect((await call('GET', `/tasks/${task.body.id}`, ada)).body.labels).toEqual(['rosarium'])
    await call('DELETE', `/labels/${body.id}`, ada)
    expect(await found('trees')).toEqual([])
  })

  test('stand beside their tasks once more, change with them, and go with them for good', async () => {
    const ada = await signUp(await app(), 'labels-beside')
    const make = async (labels: string[]): Promise<string> =>
      (await call('POST', '/tasks', ada, { title: 'Prune', labels })).body.id
    const [one, other] = [await make(['garden', 'a "b" \\ ü', "c's"]), await make(['garden', 'late'])]
    const beside = async () => {
      const here = (await app()).context.db.for(ada.organization_id)
      const rows = await here.read((q) =>
        q.select().from(q.tables.task_labels).where(q.mine(q.tables.task_labels)),
      )
      return rows.map(({ label, task_id }) => `${task_id === one ? 'one' : 'other'} ${label}`).sort()
    }
    expect(await beside()).toEqual(['one a "b" \\ ü', "one c's", 'one garden', 'other garden', 'other late'])
    await call('PATCH', `/tasks/${other}`, ada, { labels: ['early', 'garden'] })
    expect((await beside()).filter((row) => row.startsWith('other'))).toEqual(['other early', 'other garden'])
    await call('DELETE', `/tasks/${one}`, ada)
    expect(await beside()).toHaveLength(5)
    expect((await call('DELETE', `/trash/${one}`, ada)).status).toBe(204)
    expect(await beside()).toEqual(['other early', 'other garden'])
  })
})
