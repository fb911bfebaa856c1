import { expect, test } from 'bun:test'
import { type Answer, onEachEngine } from './app.ts'
import { talk } from './chat.ts'
import { apiKey, type Member, signIn, signUp } from './people.ts'
import { invite, joinAs, switchTo } from './teams.ts'

onEachEngine('Conversations', (engine) => {
  const { app, call, begin, say, texts, unread, people } = talk(engine)
  const rolesIn = async (by: Member, id: string): Promise<Record<string, string>> => {
    const { body } = await call('GET', `/${id}/members`, by)
    return Object.fromEntries(body.items.map(({ id, role }: any) => [id, role]))
  }
  const expectUnknown = ({ status, body }: Answer, fields: object) =>
    expect([status, Object.keys(body.fields)]).toEqual([422, Object.keys(fields)])
  const removeFromOrganization = async (by: Member, member: Member) =>
    (await app()).delete(`/api/v1/members/${member.member_id}`, { token: by.token })
  /** Somebody who has an organization of his own joins that of `by`, or joins it again. */
  const visit = async (by: Member, somebody: Member): Promise<Member> => {
    const token = await invite(await app(), by, somebody.email, 'member')
    const visitor = await signIn(await app(), somebody)
    const accepted = await (await app()).post('/api/v1/invitations/accept', {
      token: visitor.token,
      json: { token },
    })
    await switchTo(await app(), visitor, by.organization_id)
    return { ...visitor, organization_id: by.organization_id, member_id: accepted.body.member_id }
  }

  test('direct ones are the same from either side, however often they are opened', async () => {
    const { ann, ben, cleo } = await people('direct')
    const made = await call('POST', '', ann, { kind: 'direct', member_id: ben.member_id })
    expect([made.status, made.body]).toEqual([
      201,
      {
        id: expect.any(String),
        kind: 'direct',
        title: null,
        other_member_id: ben.member_id,
        role: 'member',
        message_count: 0,
        read_number: 0,
        unread: 0,
        last_message: null,
        active_at: '2026-11-20T12:00:00.000Z',
        created_at: '2026-11-20T12:00:00.000Z',
        updated_at: '2026-11-20T12:00:00.000Z',
      },
    ])
    const again = await call('POST', '', ben, { kind: 'direct', member_id: ann.member_id })
    expect([again.status, again.body]).toEqual([200, { ...made.body, other_member_id: ann.member_id }])
    const other = await begin(ann, { kind: 'direct', member_id: cleo.member_id })
    expect(other).not.toBe(made.body.id)
    expect((await call('GET', `/${made.body.id}`, cleo)).status).toBe(404)
  })

  test('direct ones that many open at once are made once', async () => {
    const { ann, ben } = await people('at-once')
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => {
        const [by, other] = i % 2 ? [ann, ben] : [ben, ann]
        return call('POST', '', by, { kind: 'direct', member_id: other.member_id })
      }),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(19).fill(200), 201])
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    expect((await call('GET', '?count=true', ann)).body.total).toBe(1)
  })

  test('direct ones stay those of two: nobody joins, leaves or names them', async () => {
    const { ann, ben, cleo } = await people('two')
    const id = await begin(ann, { kind: 'direct', member_id: ben.member_id })
    const join = await call('PUT', `/${id}/members/${cleo.member_id}`, ann, { role: 'member' })
    const leave = await call('DELETE', `/${id}/members/${ann.member_id}`, ann)
    const name = await call('PATCH', `/${id}`, ann, { title: 'Us' })
    expect([join, leave, name].map(({ status, body }) => [status, body.code])).toEqual([
      [409, 'not_a_group'],
      [409, 'direct_conversation'],
      [409, 'direct_conversation'],
    ])
    expect(Object.keys(await rolesIn(ben, id)).sort()).toEqual([ann.member_id, ben.member_id].sort())
  })

  test('groups are named by their owners, and two do not undo each other’s names', async () => {
    const { ann, ben, cleo } = await people('named')
    const id = await begin(ann, {
      kind: 'group',
      title: ' Roses ',
      member_ids: [ben.member_id, ann.member_id],
    })
    expect(await rolesIn(ben, id)).toEqual({ [ann.member_id]: 'owner', [ben.member_id]: 'member' })
    expect((await call('PATCH', `/${id}`, ben, { title: 'Mine' })).body.code).toBe('conversation_owners_only')
    expect((await call('PATCH', `/${id}`, cleo, { title: 'Mine' })).status).toBe(404)
    const read = await call('GET', `/${id}`, ann)
    const etag = read.headers.get('etag') ?? ''
    expect(read.body).toMatchObject({ title: 'Roses', role: 'owner' })
    expect((await call('GET', `/${id}`, ann, undefined, { 'if-none-match': etag })).status).toBe(304)
    const titles = ['Tulips', 'Lilies', 'Daisies', 'Thistles']
    const all = await Promise.all(
      titles.map((title) => call('PATCH', `/${id}`, ann, { title }, { 'if-match': etag })),
    )
    expect(all.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412])
    const won = all.find(({ status }) => status === 200)
    expect((await call('GET', `/${id}`, ann)).body).toEqual(won?.body)
    expect((await call('GET', `/${id}`, ben)).body.title).toBe(won?.body.title)
  })

  test('groups are joined by those whom an owner takes in, who see it all and have read it', async () => {
    const { ann, ben, cleo } = await people('joined')
    const id = await begin(ann, { kind: 'group', title: 'Roses' })
    await say(ann, id, 'before')
    const path = `/${id}/members/${cleo.member_id}`
    expect((await call('PUT', path, ben, { role: 'member' })).status).toBe(404)
    await call('PUT', `/${id}/members/${ben.member_id}`, ann, { role: 'member' })
    expect((await call('PUT', path, ben, { role: 'member' })).body.code).toBe('conversation_owners_only')
    const put = await call('PUT', path, ann, { role: 'member' })
    expect([put.status, put.body]).toEqual([
      200,
      {
        id: cleo.member_id,
        name: 'joined-cleo',
        email: cleo.email,
        role: 'member',
        joined_at: '2026-11-20T12:00:00.000Z',
      },
    ])
    await say(ann, id, 'after')
    expect(await texts(cleo, id)).toEqual([
      [1, 'before'],
      [2, 'after'],
    ])
    expect(await unread(cleo, id)).toBe(1)
    // To be put in again changes the role, and nothing that was read.
    await call('PUT', path, ann, { role: 'owner' })
    expect([(await rolesIn(ann, id))[cleo.member_id], await unread(cleo, id)]).toEqual(['owner', 1])
    expect((await call('DELETE', `/${id}/members/${ben.member_id}`, cleo)).status).toBe(204)
    expect((await call('DELETE', `/${id}/members/${ben.member_id}`, cleo)).body.code).toBe(
      'conversation_member_not_found',
    )
  })

  test('groups always have an owner, as long as anybody is in them', async () => {
    const { owner, ann, ben, cleo, viewer } = await people('owners')
    const id = await begin(ann, { kind: 'group', title: 'Roses' })
    const { clock } = await app()
    for (const one of [viewer, ben, cleo]) {
      clock.at += 1
      await call('PUT', `/${id}/members/${one.member_id}`, ann, { role: 'member' })
    }
    const demoted = await call('PUT', `/${id}/members/${ann.member_id}`, ann, { role: 'member' })
    expect([demoted.status, demoted.body.code]).toEqual([409, 'last_conversation_owner'])
    expect((await call('DELETE', `/${id}/members/${ann.member_id}`, ann)).status).toBe(204)
    // The viewer has been in it for longer, but could do nothing with it.
    expect(await rolesIn(ben, id)).toEqual({
      [viewer.member_id]: 'member',
      [ben.member_id]: 'owner',
      [cleo.member_id]: 'member',
    })
    await removeFromOrganization(owner, ben)
    expect(await rolesIn(cleo, id)).toEqual({ [viewer.member_id]: 'member', [cleo.member_id]: 'owner' })
    for (const one of [cleo, viewer]) {
      expect((await call('DELETE', `/${id}/members/${one.member_id}`, one)).status).toBe(204)
    }
    for (const one of [owner, ann, cleo, viewer]) {
      expect((await call('GET', `/${id}`, one)).status).toBe(404)
    }
  })

  test('groups whose owners demote each other at once keep one', async () => {
    const { ann, ben } = await people('demote')
    const id = await begin(ann, { kind: 'group', title: 'Roses' })
    await call('PUT', `/${id}/members/${ben.member_id}`, ann, { role: 'owner' })
    const both = await Promise.all([
      call('PUT', `/${id}/members/${ben.member_id}`, ann, { role: 'member' }),
      call('PUT', `/${id}/members/${ann.member_id}`, ben, { role: 'member' }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403])
    expect(Object.values(await rolesIn(ann, id)).sort()).toEqual(['member', 'owner'])
  })

  test('groups are left by who leaves the organization; what is between two is there again', async () => {
    const { owner, ann } = await people('back')
    const home = await signUp(await app(), 'back-visitor')
    const ben = await visit(owner, home)
    const group = await begin(ann, { kind: 'group', title: 'Roses', member_ids: [ben.member_id] })
    const direct = await begin(ann, { kind: 'direct', member_id: ben.member_id })
    const assistant = await begin(ben, { kind: 'assistant' })
    await say(ben, direct, 'hello')
    await removeFromOrganization(owner, ben)
    for (const id of [group, direct, assistant]) {
      expect([401, 404]).toContain((await call('GET', `/${id}/messages`, ben)).status)
    }
    expect(Object.keys(await rolesIn(ann, group))).toEqual([ann.member_id])
    expect(await texts(ann, direct)).toEqual([[1, 'hello']])
    await say(ann, group, 'without ben')
    await say(ann, direct, 'where are you?')
    const back = await visit(owner, home)
    expect(back.member_id).toBe(ben.member_id)
    expect((await call('GET', `/${group}`, back)).status).toBe(404)
    const seen = (await call('GET', '', back)).body.items.map(({ id }: any) => id)
    expect(seen.sort()).toEqual([direct, assistant].sort())
    expect(await unread(back, direct)).toBe(1)
  })

  test('groups take in nobody who is removed from the organization at the same moment', async () => {
    const { owner, ann } = await people('moment')
    const id = await begin(ann, { kind: 'group', title: 'Roses' })
    for (let i = 0; i < 5; i += 1) {
      const dora = await joinAs(await app(), owner, `moment-dora-${i}`, 'member')
      const [put] = await Promise.all([
        call('PUT', `/${id}/members/${dora.member_id}`, ann, { role: 'member' }),
        removeFromOrganization(owner, dora),
      ])
      expect([200, 404]).toContain(put.status)
      expect(Object.keys(await rolesIn(ann, id))).toEqual([ann.member_id])
    }
  })

  test('those that were active last come first, page by page and by their kind', async () => {
    const { ann, ben, cleo } = await people('listed')
    const { clock } = await app()
    const ids: Record<string, string> = {}
    const make = async (name: string, json: object) => {
      clock.at += 1
      ids[name] = await begin(ann, json)
    }
    await make('direct', { kind: 'direct', member_id: ben.member_id })
    await make('group', { kind: 'group', title: 'Roses', member_ids: [ben.member_id] })
    await make('assistant', { kind: 'assistant', title: 'Help' })
    await make('other', { kind: 'direct', member_id: cleo.member_id })
    clock.at += 1
    const message = await say(ben, ids.group ?? '', `${'é'.repeat(300)}`)
    const named = async (query: string) => {
      const found: string[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const { body } = await call('GET', `?limit=1&${query}${cursor && `&cursor=${cursor}`}`, ann)
        found.push(...body.items.map(({ id }: any) => Object.keys(ids).find((name) => ids[name] === id)))
        cursor = body.next_cursor
      }
      return found
    }
    const newest = ['group', 'other', 'assistant', 'direct']
    expect(await named('')).toEqual(newest)
    expect(await named('sort=-active_at')).toEqual(newest)
    expect(await named('sort=active_at')).toEqual(newest.toReversed())
    expect(await named('kind=direct')).toEqual(['other', 'direct'])
    const { items, total } = (await call('GET', '?kind=group&count=true', ann)).body
    expect(total).toBe(1)
    expect(items).toEqual([
      {
        ...(await call('GET', `/${ids.group}`, ann)).body,
        unread: 1,
        message_count: 1,
        last_message: {
          id: message.id,
          number: 1,
          role: 'user',
          author_id: ben.member_id,
          api_key_id: null,
          preview: 'é'.repeat(200),
          created_at: message.created_at,
          deleted_at: null,
        },
      },
    ])
    const { next_cursor } = (await call('GET', '?limit=1', ann)).body
    for (const query of [
      `cursor=${next_cursor}&kind=direct`,
      `cursor=${next_cursor}&sort=active_at`,
      'sort=title',
    ]) {
      expect([query, (await call('GET', `?${query}`, ann)).status]).toEqual([query, 422])
    }
    expect((await call('GET', `?cursor=${next_cursor}`, ben)).status).toBe(422)
  })

  test('with the same instant of activity have an order, and none is lost between pages', async () => {
    const { ann } = await people('ties')
    const made: string[] = []
    for (let i = 0; i < 7; i += 1) made.push(await begin(ann, { kind: 'group', title: `${i}` }))
    const found: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await call('GET', `?limit=2${cursor && `&cursor=${cursor}`}`, ann)
      found.push(...body.items.map(({ id }: any) => id))
      cursor = body.next_cursor
    }
    expect(found).toEqual(made.toSorted().toReversed())
  })

  test('are read by viewers, who mark what they have read, leave, and write nothing', async () => {
    const { ann, viewer } = await people('viewers')
    const id = await begin(ann, { kind: 'group', title: 'Roses', member_ids: [viewer.member_id] })
    const { id: message } = await say(ann, id, 'hello')
    expect(await texts(viewer, id)).toEqual([[1, 'hello']])
    await call('PUT', `/${id}/members/${viewer.member_id}`, ann, { role: 'owner' })
    for (const [method, path, json] of [
      ['POST', '', { kind: 'assistant' }],
      ['PATCH', `/${id}`, { title: 'Mine' }],
      ['PUT', `/${id}/members/${ann.member_id}`, { role: 'member' }],
      ['DELETE', `/${id}/members/${ann.member_id}`, undefined],
      ['POST', `/${id}/messages`, { body: 'hello' }],
      ['PATCH', `/${id}/messages/${message}`, { body: 'hello' }],
      ['DELETE', `/${id}/messages/${message}`, undefined],
    ] as const) {
      expect([method, path, (await call(method, path, viewer, json)).status]).toEqual([method, path, 403])
    }
    expect((await call('PUT', `/${id}/read`, viewer, { number: 1 })).body.unread).toBe(0)
    expect((await call('DELETE', `/${id}/members/${viewer.member_id}`, viewer)).status).toBe(204)
    expect((await call('GET', `/${id}`, viewer)).status).toBe(404)
  })

  test('with assistants are answered by keys, in the names of assistants only', async () => {
    const { owner, ann, ben } = await people('assistants')
    const key = { key: await apiKey(await app(), owner, 'write') }
    const id = await begin(ann, { kind: 'assistant', title: 'Garden' })
    const group = await begin(ann, { kind: 'group', title: 'Roses', member_ids: [ben.member_id] })
    await say(ann, id, 'Why do they wither?')
    expect((await call('GET', '?count=true', key)).body).toMatchObject({
      total: 1,
      items: [
        { id, role: null, read_number: null, unread: null, last_message: { preview: 'Why do they wither?' } },
      ],
    })
    const answer = await say(key, id, 'They lack water.')
    expect(answer).toMatchObject({
      number: 2,
      role: 'assistant',
      author_id: null,
      api_key_id: expect.any(String),
    })
    for (const role of ['system', 'tool']) expect((await say(key, id, 'x', { role })).role).toBe(role)
    const asUser = await call('POST', `/${id}/messages`, key, { body: 'x', role: 'user' })
    expect([asUser.status, asUser.body.code]).toEqual([403, 'role_not_yours'])
    for (const role of ['assistant', 'system', 'tool']) {
      const refused = await call('POST', `/${id}/messages`, ann, { body: 'x', role })
      expect([refused.status, refused.body.code]).toEqual([403, 'role_not_yours'])
    }
    expect((await say(ann, id, 'Thanks', { role: 'user' })).role).toBe('user')
    expect((await call('GET', `/${id}/members`, key)).body.items.map(({ id }: any) => id)).toEqual([
      ann.member_id,
    ])
    // What is not for assistants is not there for keys, whatever their scopes.
    const admin = { key: await apiKey(await app(), owner, 'admin', 'write', 'read', 'ingest') }
    for (const path of [`/${group}`, `/${group}/messages`, `/${group}/members`]) {
      for (const one of [key, admin]) expect((await call('GET', path, one)).status).toBe(404)
    }
    expect((await call('POST', `/${group}/messages`, admin, { body: 'x' })).status).toBe(404)
    const reader = { key: await apiKey(await app(), owner, 'read') }
    for (const path of ['', `/${id}`, `/${id}/messages`, `/${id}/members`, '/unread']) {
      expect([path, (await call('GET', path, reader)).status]).toEqual([path, 403])
    }
    // Who leaves ends it: nobody sees it any more.
    expect((await call('DELETE', `/${id}/members/${ann.member_id}`, ann)).status).toBe(204)
    for (const one of [ann, key, admin]) expect((await call('GET', `/${id}`, one)).status).toBe(404)
    expect((await call('GET', '', key)).body.items).toEqual([])
  })

  test('1. of others are not there for anybody, owners of the organization among them', async () => {
    const { owner, ann, ben, cleo } = await people('class-1')
    const admin = await joinAs(await app(), owner, 'class-1-admin', 'admin')
    const stranger = await signUp(await app(), 'class-1-stranger')
    const strangersKey = { key: await apiKey(await app(), stranger, 'write', 'admin') }
    const id = await begin(ann, { kind: 'group', title: 'Roses', member_ids: [ben.member_id] })
    const other = await begin(cleo, { kind: 'group', title: 'Tulips' })
    const message = await say(ann, id, 'hello')
    const ofMessage = `/${id}/messages/${message.id}`
    const routes = [
      ['GET', `/${id}`],
      ['PATCH', `/${id}`, { title: 'Mine' }],
      ['PUT', `/${id}/read`, { number: 1 }],
      ['GET', `/${id}/members`],
      ['PUT', `/${id}/members/${cleo.member_id}`, { role: 'owner' }],
      ['DELETE', `/${id}/members/${ben.member_id}`],
      ['GET', `/${id}/messages`],
      ['POST', `/${id}/messages`, { body: 'mine' }],
      ['GET', ofMessage],
      ['PATCH', ofMessage, { body: 'mine' }],
      ['DELETE', ofMessage],
    ] as const
    for (const by of [owner, admin, cleo, stranger, strangersKey]) {
      for (const [method, path, json] of routes) {
        const isForMembers = 'key' in by && /PATCH.*[^/]{36}$|PUT|DELETE .*members/.test(`${method} ${path}`)
        if (isForMembers && !path.includes('/messages/')) continue
        const { status, body } = await call(method, path, by, json)
        expect([method, path, status, body.code]).toEqual([method, path, 404, 'conversation_not_found'])
      }
      expect((await call('GET', '', by)).text).not.toContain(id)
    }
    // Through a conversation in which one is, the message of another is not there either.
    const through = `/${other}/messages/${message.id}`
    for (const [method, json] of [['GET'], ['PATCH', { body: 'mine' }], ['DELETE']] as const) {
      const { status, body } = await call(method, through, cleo, json)
      expect([method, status, body.code]).toEqual([method, 404, 'message_not_found'])
    }
    expect((await call('DELETE', `/${other}/members/${ben.member_id}`, cleo)).body.code).toBe(
      'conversation_member_not_found',
    )
    expect(await texts(ben, id)).toEqual([[1, 'hello']])
    expect(await rolesIn(ben, id)).toEqual({ [ann.member_id]: 'owner', [ben.member_id]: 'member' })
  })

  test('2. take nobody in from elsewhere, and are moved by no field of a body', async () => {
    const { owner, ann, ben } = await people('class-2')
    const stranger = await signUp(await app(), 'class-2-stranger')
    const gone = await joinAs(await app(), owner, 'class-2-gone', 'member')
    await removeFromOrganization(owner, gone)
    for (const one of [stranger, gone, { member_id: 'nobody' }, { member_id: '' }]) {
      const direct = await call('POST', '', ann, { kind: 'direct', member_id: one.member_id })
      expect([direct.status, Object.keys(direct.body.fields)]).toEqual([422, ['member_id']])
      const member_ids = [ben.member_id, one.member_id]
      const group = await call('POST', '', ann, { kind: 'group', title: 'Roses', member_ids })
      expect([group.status, Object.keys(group.body.fields)]).toEqual([422, ['member_ids.1']])
    }
    const theirs = await begin(stranger, { kind: 'group', title: 'Theirs' })
    const roses = { kind: 'group', title: 'Roses' }
    const moved = { organization_id: stranger.organization_id, id: theirs, role: 'member', message_count: 7 }
    await expectUnknown(await call('POST', '', ann, { ...roses, ...moved }), moved)
    const id = await begin(ann, roses)
    expect(
      (await call('PUT', `/${id}/members/${stranger.member_id}`, ann, { role: 'member' })).body.code,
    ).toBe('member_not_found')
    const forged = { conversation_id: theirs, author_id: ben.member_id, api_key_id: 'k', number: 9 }
    await expectUnknown(await call('POST', `/${id}/messages`, ann, { body: 'hello', ...forged }), forged)
    const message = await say(ann, id, 'hello')
    const turned = { conversation_id: theirs, role: 'system' }
    const path = `/${id}/messages/${message.id}`
    await expectUnknown(await call('PATCH', path, ann, { body: 'x', ...turned }), turned)
    await expectUnknown(await call('PATCH', `/${id}`, ann, { title: 'Tulips', kind: 'assistant' }), {
      kind: 'assistant',
    })
    expect((await call('GET', `/${id}`, ann)).body).toMatchObject({ title: 'Roses', kind: 'group' })
    expect((await call('GET', path, ann)).body).toMatchObject({ body: 'hello', role: 'user', number: 1 })
    expect(await texts(stranger, theirs)).toEqual([])
  })

  test('3. being in one gives no rights of an owner, and keys begin none', async () => {
    const { owner, ann, ben, cleo } = await people('class-3')
    const key = { key: await apiKey(await app(), owner, 'write', 'admin') }
    const id = await begin(ann, {
      kind: 'group',
      title: 'Roses',
      member_ids: [ben.member_id, cleo.member_id],
    })
    const { id: message } = await say(ann, id, 'hello')
    for (const [method, path, json] of [
      ['PATCH', `/${id}`, { title: 'Mine' }],
      ['PUT', `/${id}/members/${ben.member_id}`, { role: 'owner' }],
      ['DELETE', `/${id}/members/${cleo.member_id}`],
      ['DELETE', `/${id}/members/${ann.member_id}`],
      ['PATCH', `/${id}/messages/${message}`, { body: 'mine' }],
      ['DELETE', `/${id}/messages/${message}`],
    ] as const) {
      expect([method, path, (await call(method, path, ben, json)).status]).toEqual([method, path, 403])
    }
    const assistant = await begin(ann, { kind: 'assistant' })
    for (const [method, path, json] of [
      ['POST', '', { kind: 'assistant' }],
      ['GET', '/unread'],
      ['PATCH', `/${assistant}`, { title: 'Mine' }],
      ['PUT', `/${assistant}/read`, { number: 0 }],
      ['PUT', `/${assistant}/members/${ann.member_id}`, { role: 'member' }],
      ['DELETE', `/${assistant}/members/${ann.member_id}`],
    ] as const) {
      expect([method, path, (await call(method, path, key, json)).status]).toEqual([method, path, 403])
    }
    const join = await call('PUT', `/${assistant}/members/${ben.member_id}`, ann, { role: 'member' })
    expect(join.body.code).toBe('not_a_group')
  })

  test('4. a key is no member, nor another key: neither changes what the other wrote', async () => {
    const { owner, ann } = await people('class-4')
    const made = async () => {
      const json = { name: 'k', scopes: ['write'] }
      const { body } = await (await app()).post('/api/v1/api-keys', { token: owner.token, json })
      return { id: body.id as string, key: body.key as string }
    }
    const [one, other] = [await made(), await made()]
    const id = await begin(ann, { kind: 'assistant' })
    const asked = await say(ann, id, 'Why?')
    const answer = await say(one, id, 'Because.')
    expect([answer.author_id, answer.api_key_id]).toEqual([null, one.id])
    for (const [by, message] of [
      [one, asked],
      [other, asked],
      [other, answer],
    ] as const) {
      for (const [method, json] of [['PATCH', { body: 'mine' }], ['DELETE']] as const) {
        const { status, body } = await call(method, `/${id}/messages/${message.id}`, by, json)
        expect([method, status, body.code]).toEqual([method, 403, 'message_not_yours'])
      }
    }
    expect((await call('PATCH', `/${id}/messages/${answer.id}`, ann, { body: 'mine' })).status).toBe(403)
    expect((await call('PATCH', `/${id}/messages/${answer.id}`, one, { body: 'So.' })).body.body).toBe('So.')
    // Its own conversation: the member rids it of what a key wrote.
    expect((await call('DELETE', `/${id}/messages/${answer.id}`, ann)).status).toBe(204)
    // The id of a key stands for no member.
    for (const json of [
      { kind: 'direct', member_id: one.id },
      { kind: 'group', title: 'x', member_ids: [one.id] },
    ]) {
      expect((await call('POST', '', ann, json)).status).toBe(422)
    }
    const group = await begin(ann, { kind: 'group', title: 'Roses' })
    expect((await call('PUT', `/${group}/members/${one.id}`, ann, { role: 'member' })).status).toBe(404)
  })

  test('5. are lost at once by who is taken out, suspended or lowered, and by a deleted key', async () => {
    const { owner, ann, ben, cleo } = await people('class-5')
    const id = await begin(ann, {
      kind: 'group',
      title: 'Roses',
      member_ids: [ben.member_id, cleo.member_id],
    })
    const { id: message } = await say(ben, id, 'mine')
    const assistant = await begin(ann, { kind: 'assistant' })
    const json = { name: 'k', scopes: ['write'] }
    const { body: key } = await (await app()).post('/api/v1/api-keys', { token: owner.token, json })
    expect((await call('GET', `/${assistant}`, key)).status).toBe(200)
    await (await app()).delete(`/api/v1/api-keys/${key.id}`, { token: owner.token })
    expect((await call('GET', `/${assistant}`, key)).status).toBe(401)
    await call('DELETE', `/${id}/members/${ben.member_id}`, ann)
    for (const [method, path, json] of [
      ['GET', `/${id}`],
      ['GET', `/${id}/messages`],
      ['POST', `/${id}/messages`, { body: 'x' }],
      ['PATCH', `/${id}/messages/${message}`, { body: 'x' }],
      ['DELETE', `/${id}/messages/${message}`],
      ['PUT', `/${id}/read`, { number: 1 }],
    ] as const) {
      expect([method, path, (await call(method, path, ben, json)).status]).toEqual([method, path, 404])
    }
    expect((await call('GET', '', ben)).body.items).toEqual([])
    const change = async (one: Member, json: object) =>
      (await app()).call('PATCH', `/api/v1/members/${one.member_id}`, { token: owner.token, json })
    await change(cleo, { role: 'viewer' })
    expect((await call('POST', `/${id}/messages`, cleo, { body: 'x' })).status).toBe(403)
    await change(cleo, { status: 'suspended' })
    expect((await call('GET', `/${id}/messages`, cleo)).status).toBe(401)
    // A suspended member is in it still, and let in again finds it.
    await change(cleo, { status: 'active' })
    expect(await texts(await signIn(await app(), cleo), id)).toEqual([[1, 'mine']])
  })

  test('refuse what is none', async () => {
    const { ann, ben } = await people('refused')
    for (const [json, field] of [
      [{}, 'kind'],
      [{ kind: 'channel' }, 'kind'],
      [{ kind: 'direct' }, 'member_id'],
      [{ kind: 'direct', member_id: ann.member_id }, 'member_id'],
      [{ kind: 'direct', member_id: ben.member_id, title: 'Us' }, 'title'],
      [{ kind: 'direct', member_id: ben.member_id, member_ids: [] }, 'member_ids'],
      [{ kind: 'group' }, 'title'],
      [{ kind: 'group', title: ' ' }, 'title'],
      [{ kind: 'group', title: 'x'.repeat(201) }, 'title'],
      [{ kind: 'group', title: 'a\u0000b' }, 'title'],
      [{ kind: 'group', title: 'a\ud800b' }, 'title'],
      [{ kind: 'group', title: 'x', member_id: ben.member_id }, 'member_id'],
      [{ kind: 'group', title: 'x', member_ids: Array(101).fill(ben.member_id) }, 'member_ids'],
      [{ kind: 'assistant', member_ids: [ben.member_id] }, 'member_ids'],
    ] as const) {
      const { status, body } = await call('POST', '', ann, json)
      expect([json, status, Object.keys(body.fields ?? {})]).toEqual([json, 422, [field]])
    }
    const id = await begin(ann, { kind: 'group', title: 'x' })
    for (const title of ['', ' ', 'a\u0000b', 7, null]) {
      expect([title, (await call('PATCH', `/${id}`, ann, { title })).status]).toEqual([title, 422])
    }
    expect((await call('PATCH', `/${id}`, ann, {})).body.title).toBe('x')
  })
})
