import { expect, test } from 'bun:test'
import { callsTo, onEachEngine, sharedApp } from './app.ts'
import { apiKey, type Member, signIn, signUp } from './people.ts'
import { joinAs } from './teams.ts'

const DAY = 86_400_000

onEachEngine('Comments', (engine) => {
  const app = sharedApp(engine)
  const { call, done } = callsTo(app)
  const make = (by: Member, path: string, json: object): Promise<any> => done('POST', path, by, json)
  const bodiesOf = async (by: Member, task: string): Promise<string[]> =>
    (await call('GET', `/tasks/${task}/comments`, by)).body.items.map(({ body }: any) => body)
  /** The owner of an organization; `ann`, whose the task is; `ben`, who may view it; `cleo`, who may not. */
  const people = async (name: string) => {
    const owner = await signUp(await app(), `${name}-owner`)
    const [ann, ben, cleo, viewer] = [
      await joinAs(await app(), owner, `${name}-ann`, 'member'),
      await joinAs(await app(), owner, `${name}-ben`, 'member'),
      await joinAs(await app(), owner, `${name}-cleo`, 'member'),
      await joinAs(await app(), owner, `${name}-viewer`, 'viewer'),
    ]
    const task = (await make(ann, '/tasks', { title: 'Roses' })).id as string
    for (const { member_id } of [ben, viewer]) {
      await call('PUT', `/tasks/${task}/shares/members/${member_id}`, ann, { permission: 'view' })
    }
    return { owner, ann, ben, cleo, viewer, task }
  }

  test('are found by their words by whoever sees the task, while they are not in the trash', async () => {
    const { owner, ann, ben, cleo, task } = await people('found')
    const { id } = await make(ben, `/tasks/${task}/comments`, { body: 'Aphids on the **medlar**' })
    const found = async (by: Member) => (await call('GET', '/search?q=medlar&kind=comment', by)).body.items
    for (const by of [owner, ann, ben]) {
      expect(await found(by)).toMatchObject([{ kind: 'comment', id, task_id: task, title: null }])
    }
    expect(await found(cleo)).toEqual([])
    await call('PATCH', `/tasks/${task}/comments/${id}`, ben, { body: 'Aphids on the quince' })
    expect(await found(ann)).toEqual([])
    await call('PATCH', `/tasks/${task}/comments/${id}`, ben, { body: 'The medlar again' })
    await call('DELETE', `/tasks/${task}/comments/${id}`, ben)
    expect(await found(ann)).toEqual([])
    await call('POST', `/trash/${id}/restore`, ben)
    expect(await found(ann)).toHaveLength(1)
    await call('DELETE', `/tasks/${task}`, ann)
    expect(await found(owner)).toEqual([])
  })

  test('are read by whoever sees the task, and written by all of them but viewers', async () => {
    const { owner, ann, ben, cleo, viewer, task } = await people('written')
    const { status, body, headers } = await call('POST', `/tasks/${task}/comments`, ben, {
      body: ' *Thorns* ',
    })
    expect([status, body]).toEqual([
      201,
      {
        id: expect.any(String),
        task_id: task,
        author_id: ben.member_id,
        api_key_id: null,
        body: ' *Thorns* ',
        created_at: '2026-11-20T12:00:00.000Z',
        edited_at: null,
      },
    ])
    const path = `/tasks/${task}/comments`
    for (const by of [owner, ann, ben, viewer]) {
      const read = await call('GET', `${path}/${body.id}`, by)
      expect([read.body, read.headers.get('etag')]).toEqual([body, headers.get('etag')])
      expect(await bodiesOf(by, task)).toEqual([' *Thorns* '])
    }
    expect((await call('POST', path, viewer, { body: 'x' })).body.code).toBe('not_allowed')
    for (const [method, where, json] of [
      ['GET', path],
      ['POST', path, { body: 'x' }],
      ['GET', `${path}/${body.id}`],
      ['PATCH', `${path}/${body.id}`, { body: 'x' }],
      ['DELETE', `${path}/${body.id}`],
    ] as const) {
      expect([method, (await call(method, where, cleo, json)).body.code]).toEqual([method, 'task_not_found'])
    }
    const unchanged = await call('GET', `${path}/${body.id}`, ann, undefined, {
      'if-none-match': headers.get('etag') ?? '',
    })
    expect([unchanged.status, unchanged.text]).toEqual([304, ''])
    const key = await apiKey(await app(), owner, 'write')
    const byKey = await (await app()).post(`/api/v1${path}`, { key, json: { body: 'by a key' } })
    expect([byKey.status, byKey.body.author_id, typeof byKey.body.api_key_id]).toEqual([201, null, 'string'])
    expect(await bodiesOf(ann, task)).toEqual([' *Thorns* ', 'by a key'])
    const share = `/tasks/${task}/shares/members/${ben.member_id}`
    expect((await call('DELETE', share, ann)).status).toBe(204)
    // Stale authority: not even one's own words are there for one who sees the task no longer.
    expect((await call('GET', `${path}/${body.id}`, ben)).status).toBe(404)
    expect((await call('PATCH', `${path}/${body.id}`, ben, { body: 'x' })).status).toBe(404)
  })

  test('are edited by their author alone, and deleted by whoever manages the task, too', async () => {
    const { owner, ann, ben, task } = await people('edited')
    const { id } = await make(ben, `/tasks/${task}/comments`, { body: 'A' })
    const path = `/tasks/${task}/comments/${id}`
    const key = await apiKey(await app(), owner, 'admin')
    for (const by of [owner, ann]) {
      expect((await call('PATCH', path, by, { body: 'B' })).body.code).toBe('comment_not_yours')
    }
    const byKey = await (await app()).call('PATCH', `/api/v1${path}`, { key, json: { body: 'B' } })
    expect(byKey.status).toBe(403)
    const { clock } = await app()
    const edited = await call('PATCH', path, ben, { body: 'B' })
    // In the same millisecond as it was made, and yet another version.
    const edited_at = new Date(clock.at + 1).toISOString()
    expect([edited.status, edited.body.body, edited.body.edited_at]).toEqual([200, 'B', edited_at])
    const same = await call('PATCH', path, ben, { body: 'B' })
    expect([same.body, same.headers.get('etag')]).toEqual([edited.body, edited.headers.get('etag')])
    const own = await make(ann, `/tasks/${task}/comments`, { body: 'mine' })
    const refused = await call('DELETE', `/tasks/${task}/comments/${own.id}`, ben)
    expect([refused.status, refused.body.code]).toEqual([403, 'comment_not_yours'])
    expect((await call('DELETE', `/tasks/${task}/comments/${own.id}`, ann)).status).toBe(204)
    expect((await call('DELETE', path, ann)).status).toBe(204)
    expect((await call('DELETE', path, ann)).body.code).toBe('comment_not_found')
    expect((await call('PATCH', path, ben, { body: 'C' })).body.code).toBe('comment_not_found')
    expect(await bodiesOf(ann, task)).toEqual([])
    const another = await apiKey(await app(), owner, 'write')
    const made = await (await app()).post(`/api/v1/tasks/${task}/comments`, { key, json: { body: 'K' } })
    const ofKey = `/api/v1/tasks/${task}/comments/${made.body.id}`
    const by = async (one: string) =>
      (await (await app()).call('PATCH', ofKey, { key: one, json: { body: 'L' } })).status
    expect([await by(another), await by(key)]).toEqual([403, 200])
  })

  test('[class 1] are not reached through another task, or from another organization', async () => {
    const { ann, ben, task } = await people('bound')
    const { id } = await make(ben, `/tasks/${task}/comments`, { body: 'A' })
    const other = (await make(ben, '/tasks', { title: 'Tulips' })).id
    const stranger = await signUp(await app(), 'bound-stranger')
    const theirs = (await make(stranger, '/tasks', { title: 'Theirs' })).id
    for (const [by, through] of [
      [ben, other],
      [stranger, theirs],
      [stranger, task],
    ] as const) {
      for (const method of ['GET', 'PATCH', 'DELETE']) {
        const json = method === 'PATCH' ? { body: 'x' } : undefined
        const { status } = await call(method, `/tasks/${through}/comments/${id}`, by, json)
        expect([method, status]).toEqual([method, 404])
      }
    }
    expect((await call('POST', `/tasks/${task}/comments`, stranger, { body: 'x' })).status).toBe(404)
    expect(await bodiesOf(ben, other)).toEqual([])
    expect(await bodiesOf(ann, task)).toEqual(['A'])
  })

  test('[class 2] keep task, author and organization, whatever a body says', async () => {
    const { ann, ben, task } = await people('fields')
    const other = (await make(ben, '/tasks', { title: 'Tulips' })).id
    const forged = {
      id: 'mine',
      task_id: other,
      author_id: ann.member_id,
      api_key_id: 'k',
      organization_id: 'x',
      created_at: '2020-01-01T00:00:00Z',
      deleted_at: 1,
    }
    const refused = await call('POST', `/tasks/${task}/comments`, ben, { body: 'A', ...forged })
    expect([refused.status, Object.keys(refused.body.fields)]).toEqual([422, Object.keys(forged)])
    const made = await make(ben, `/tasks/${task}/comments`, { body: 'A' })
    expect(made).toMatchObject({ task_id: task, author_id: ben.member_id, api_key_id: null, body: 'A' })
    const path = `/tasks/${task}/comments/${made.id}`
    expect((await call('PATCH', path, ben, { body: 'B', ...forged })).status).toBe(422)
    expect((await call('GET', path, ann)).body).toEqual(made)
  })

  test('keep two from undoing each other’s edits, and are made once for one Idempotency-Key', async () => {
    const { ann, task } = await people('twice')
    const path = `/tasks/${task}/comments`
    const key = { 'idempotency-key': 'once' }
    const [first, again] = [
      await call('POST', path, ann, { body: 'A' }, key),
      await call('POST', path, ann, { body: 'A' }, key),
    ]
    expect([first.status, again.status, again.body]).toEqual([201, 201, first.body])
    expect(await bodiesOf(ann, task)).toEqual(['A'])
    const etag = { 'if-match': first.headers.get('etag') ?? '' }
    const all = await Promise.all(
      ['B', 'C', 'D', 'E'].map((body) => call('PATCH', `${path}/${first.body.id}`, ann, { body }, etag)),
    )
    expect(all.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412])
  })

  test('come page by page, in either order, and counted when asked', async () => {
    const { ann, task } = await people('pages')
    const path = `/tasks/${task}/comments`
    for (const body of ['1', '2', '3', '4', '5']) await make(ann, path, { body })
    for (const [sort, expected] of [
      ['created_at', ['1', '2', '3', '4', '5']],
      ['-created_at', ['5', '4', '3', '2', '1']],
    ] as const) {
      const seen: string[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const query = `limit=2&count=true&sort=${sort}${cursor && `&cursor=${cursor}`}`
        const { body } = await call('GET', `${path}?${query}`, ann)
        expect(body.total).toBe(5)
        seen.push(...body.items.map((one: any) => one.body))
        cursor = body.next_cursor
      }
      expect(seen).toEqual([...expected])
    }
    const cursor = (await call('GET', `${path}?limit=1`, ann)).body.next_cursor
    const other = (await make(ann, '/tasks', { title: 'Tulips' })).id
    const { body } = await call('GET', `/tasks/${other}/comments?cursor=${cursor}`, ann)
    expect(body.code).toBe('invalid_cursor')
  })

  test('refuse what is none', async () => {
    const { ann, task } = await people('refused')
    for (const json of [{}, { body: '' }, { body: ' \n' }, { body: 'x'.repeat(10_001) }, { body: 1 }]) {
      const { status, body } = await call('POST', `/tasks/${task}/comments`, ann, json)
      expect([status, Object.keys(body.fields)]).toEqual([422, ['body']])
    }
    expect((await call('POST', `/tasks/${task}/comments`, ann, { body: 'x'.repeat(10_000) })).status).toBe(
      201,
    )
    const own = `/tasks/${task}/comments`
    const { id } = (await call('GET', own, ann)).body.items[0]
    expect((await call('PATCH', `${own}/${id}`, ann, { body: ' ' })).status).toBe(422)
  })

  test('are activity of their author: a core action, and editing them is not', async () => {
    const { ann, task } = await people('activity')
    const { id } = await make(ann, `/tasks/${task}/comments`, { body: 'A' })
    await call('PATCH', `/tasks/${task}/comments/${id}`, ann, { body: 'B' })
    await call('DELETE', `/tasks/${task}/comments/${id}`, ann)
    const { items } = (await call('GET', '/metrics/activity', ann)).body
    const own = items.filter(({ verb }: any) => verb.startsWith('comment.'))
    expect(own.map(({ verb, core }: any) => [verb, core])).toEqual([
      ['comment.changed', false],
      ['comment.created', true],
    ])
  })

  test('go into the trash, and come back as long as their task is there', async () => {
    const { owner, ann, ben, task } = await people('trash')
    const path = `/tasks/${task}/comments`
    const [his, hers] = [
      await make(ben, path, { body: 'x'.repeat(150) }),
      await make(ann, path, { body: 'B' }),
    ]
    await call('DELETE', `${path}/${his.id}`, ben)
    await call('DELETE', `${path}/${hers.id}`, ann)
    const trash = async (by: Member) =>
      (await call('GET', '/trash', by)).body.items.map(({ kind, name }: any) => [kind, name])
    expect(await trash(ben)).toEqual([['comment', 'x'.repeat(100)]])
    expect((await trash(owner)).length).toBe(2)
    expect((await call('POST', `/trash/${hers.id}/restore`, ben)).status).toBe(404)
    await call('DELETE', `/tasks/${task}`, ann)
    expect((await call('POST', `/trash/${hers.id}/restore`, ann)).body.code).toBe('task_in_trash')
    await call('POST', `/trash/${task}/restore`, ann)
    expect((await call('POST', `/trash/${hers.id}/restore`, ann)).status).toBe(204)
    expect((await call('GET', `${path}/${hers.id}`, ann)).body).toEqual(hers)
    // Stale authority: what one does not see any more one neither fills nor empties.
    const share = `/tasks/${task}/shares/members/${ben.member_id}`
    await call('DELETE', share, ann)
    expect((await call('POST', `/trash/${his.id}/restore`, ben)).body.code).toBe('not_in_trash')
    expect((await call('DELETE', `/trash/${his.id}`, ben)).body.code).toBe('not_in_trash')
    expect(await bodiesOf(ann, task)).toEqual(['B'])
    await call('PUT', share, ann, { permission: 'view' })
    expect((await call('DELETE', `/trash/${his.id}`, ben)).status).toBe(204)
    expect(await trash(owner)).toEqual([])
    // What is not in the trash is not deleted from there.
    expect((await call('DELETE', `/trash/${hers.id}`, owner)).status).toBe(404)
    expect(await bodiesOf(ann, task)).toEqual(['B'])
  })

  test('are gone for good after thirty days in the trash, and with their task', async () => {
    const { owner, ann, task } = await people('gone')
    const path = `/tasks/${task}/comments`
    const [first, second] = [await make(ann, path, { body: 'A' }), await make(ann, path, { body: 'B' })]
    await call('DELETE', `${path}/${first.id}`, ann)
    const left = async () =>
      (await app()).context.db.for(ann.organization_id).read(async (q) => {
        const rows = await q.select({ id: q.tables.task_comments.id }).from(q.tables.task_comments)
        return rows.map(({ id }) => id)
      })
    const { clock, context } = await app()
    const began = clock.at
    try {
      clock.at += 29 * DAY
      await context.cron.run('clean_up')
      const ids = await left()
      expect([ids.includes(first.id), ids.includes(second.id)]).toEqual([true, true])
      clock.at += 2 * DAY
      await context.cron.run('clean_up')
      expect(await left()).not.toContain(first.id)
      const later = await signIn(await app(), owner)
      expect(await bodiesOf(later, task)).toEqual(['B'])
      await call('DELETE', `/tasks/${task}`, later)
      expect((await call('DELETE', `/trash/${task}`, later)).status).toBe(204)
      expect(await left()).not.toContain(second.id)
    } finally {
      clock.at = began
    }
  })
})
