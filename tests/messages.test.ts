import { expect, test } from 'bun:test'
import type { Fact } from '../src/db/facts.ts'
import { onEachEngine } from './app.ts'
import { talk } from './chat.ts'
import { apiKey, type Member } from './people.ts'
import { drifts } from './teams.ts'

onEachEngine('Messages', (engine) => {
  const { app, call, begin, say, texts, unread, people } = talk(engine)
  /** A group of three, of which `ann` is the owner. */
  const group = async (name: string) => {
    const all = await people(name)
    const { ann, ben, cleo } = all
    const member_ids = [ben.member_id, cleo.member_id]
    return { ...all, id: await begin(ann, { kind: 'group', title: 'Roses', member_ids }) }
  }

  test('come back as they were written, under the next number', async () => {
    const { ann, ben, id } = await group('written')
    const body = '  Who prunes\n\tthe roses? 💥 é\u0301 <b>=1+1</b>  '
    const { status, body: message, headers } = await call('POST', `/${id}/messages`, ann, { body })
    expect([status, message]).toEqual([
      201,
      {
        id: expect.any(String),
        conversation_id: id,
        number: 1,
        role: 'user',
        author_id: ann.member_id,
        api_key_id: null,
        body,
        created_at: '2026-11-20T12:00:00.000Z',
        edited_at: null,
        deleted_at: null,
      },
    ])
    const read = await call('GET', `/${id}/messages/${message.id}`, ben)
    expect([read.body, read.headers.get('etag')]).toEqual([message, headers.get('etag')])
    const seen = { 'if-none-match': headers.get('etag') ?? '' }
    expect((await call('GET', `/${id}/messages/${message.id}`, ben, undefined, seen)).status).toBe(304)
    expect((await say(ben, id, 'I do')).number).toBe(2)
    expect((await call('GET', `/${id}/messages/nothing`, ben)).body.code).toBe('message_not_found')
  })

  test('are listed the newest first, page by page, undisturbed by those that come meanwhile', async () => {
    const { ann, ben, id } = await group('pages')
    const other = await begin(ann, { kind: 'group', title: 'Tulips', member_ids: [ben.member_id] })
    for (let i = 1; i <= 7; i += 1) await say(i % 2 ? ann : ben, id, `m${i}`)
    const walk = async (query: string) => {
      const numbers: number[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const { body } = await call(
          'GET',
          `/${id}/messages?limit=3&${query}${cursor && `&cursor=${cursor}`}`,
          ben,
        )
        numbers.push(...body.items.map(({ number }: any) => number))
        cursor = body.next_cursor
        if (query === '') await say(ann, id, 'meanwhile')
      }
      return numbers
    }
    expect(await walk('sort=-number')).toEqual([7, 6, 5, 4, 3, 2, 1])
    expect(await walk('sort=number')).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(await walk('')).toEqual([7, 6, 5, 4, 3, 2, 1])
    const { items, next_cursor, total } = (await call('GET', `/${id}/messages?limit=2&count=true`, ben)).body
    expect([items.length, total]).toEqual([2, 10])
    await say(ann, other, 'x')
    for (const path of [
      `/${other}/messages?cursor=${next_cursor}`,
      `/${id}/messages?sort=number&cursor=${next_cursor}`,
      `/${id}/messages?cursor=x`,
      `/${id}/messages?sort=created_at`,
      `/${id}/messages?limit=201`,
    ]) {
      expect([path, (await call('GET', path, ben)).status]).toEqual([path, 422])
    }
  })

  test('are edited by their author alone, and two edits do not undo each other', async () => {
    const { ann, ben, id } = await group('edited')
    const message = await say(ben, id, 'one')
    const path = `/${id}/messages/${message.id}`
    expect((await call('PATCH', path, ann, { body: 'mine' })).body.code).toBe('message_not_yours')
    const { clock } = await app()
    clock.at += 1_000
    const { body, headers } = await call('PATCH', path, ben, { body: 'two' })
    expect(body).toEqual({ ...message, body: 'two', edited_at: new Date(clock.at).toISOString() })
    expect(await texts(ann, id)).toEqual([[1, 'two']])
    const seen = { 'if-match': headers.get('etag') ?? '' }
    const both = await Promise.all(
      ['three', 'four', 'five'].map((text) => call('PATCH', path, ben, { body: text }, seen)),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412, 412])
    const won = both.find(({ status }) => status === 200)
    expect(await texts(ann, id)).toEqual([[1, won?.body.body]])
    for (const one of ['', ' \n', 7, 'x'.repeat(20_001), 'a\u0000b', 'a\ud800b']) {
      expect([one, (await call('PATCH', path, ben, { body: one })).status]).toEqual([one, 422])
    }
  })

  test('once deleted have no text for anybody, and keep their number', async () => {
    const { ann, ben, cleo, id } = await group('deleted')
    await say(ann, id, 'first')
    const message = await say(ben, id, 'the secret')
    const path = `/${id}/messages/${message.id}`
    expect((await call('DELETE', path, cleo)).body.code).toBe('message_not_yours')
    await call('PATCH', path, ben, { body: 'the secret, edited' })
    const { clock, context } = await app()
    clock.at += 1_000
    expect((await call('DELETE', path, ben)).status).toBe(204)
    const gone = new Date(clock.at).toISOString()
    expect((await call('GET', path, ben)).body).toEqual({
      ...message,
      body: '',
      edited_at: expect.any(String),
      deleted_at: gone,
    })
    const preview = (await call('GET', `/${id}`, cleo)).body.last_message
    expect(preview).toMatchObject({ id: message.id, preview: '', deleted_at: gone })
    for (const by of [ann, ben, cleo]) {
      expect((await call('GET', `/${id}/messages`, by)).text).not.toContain('secret')
      expect((await call('GET', '', by)).text).not.toContain('secret')
    }
    const stored = await context.db.for(ann.organization_id).read((q) => q.select().from(q.tables.messages))
    expect(JSON.stringify(stored)).not.toContain('secret')
    // Again it changes nothing; and nothing brings it back.
    clock.at += 1_000
    expect((await call('DELETE', path, ben)).status).toBe(204)
    expect((await call('GET', path, ben)).body.deleted_at).toBe(gone)
    const edited = await call('PATCH', path, ben, { body: 'again' })
    expect([edited.status, edited.body.code]).toEqual([409, 'message_deleted'])
    expect((await say(ann, id, 'third')).number).toBe(3)
    expect(await unread(cleo, id)).toBe(3)
    const byOwner = await say(ben, id, 'rude')
    expect((await call('DELETE', `/${id}/messages/${byOwner.id}`, ann)).status).toBe(204)
    expect(await texts(ben, id)).toEqual([
      [1, 'first'],
      [2, ''],
      [3, 'third'],
      [4, ''],
    ])
  })

  test('stay deleted when an edit comes at the same moment', async () => {
    const { ann, id } = await group('race')
    for (let i = 0; i < 10; i += 1) {
      const message = await say(ann, id, 'text')
      const path = `/${id}/messages/${message.id}`
      const [deleted, edited] = await Promise.all([
        call('DELETE', path, ann),
        call('PATCH', path, ann, { body: 'edited' }),
      ])
      expect([deleted.status, [200, 409].includes(edited.status)]).toEqual([204, true])
      expect((await call('GET', path, ann)).body.body).toBe('')
    }
  })

  test('are unread until somebody reads, answers, or wrote them', async () => {
    const { ann, ben, cleo, id } = await group('unread')
    const total = async (by: typeof ann) => (await call('GET', '/unread', by)).body
    const read = async (by: typeof ann, number: number) =>
      (await call('PUT', `/${id}/read`, by, { number })).body
    for (const text of ['one', 'two', 'three']) await say(ann, id, text)
    expect([await unread(ann, id), await unread(ben, id), await unread(cleo, id)]).toEqual([0, 3, 3])
    const { clock } = await app()
    const marker = { read_number: 2, read_at: new Date(clock.at).toISOString(), unread: 1 }
    expect(await read(ben, 2)).toEqual(marker)
    expect(await unread(cleo, id)).toBe(3)
    // Forward only.
    clock.at += 1_000
    expect(await read(ben, 1)).toEqual(marker)
    for (const number of [4, -1, 1.5, 1e300, 'two', null]) {
      const { status, body } = await call('PUT', `/${id}/read`, ben, { number })
      expect([number, status, Object.keys(body.fields)]).toEqual([number, 422, ['number']])
    }
    expect(await unread(ben, id)).toBe(1)
    await say(ben, id, 'four')
    expect([await unread(ann, id), await unread(ben, id), await unread(cleo, id)]).toEqual([1, 0, 4])
    const direct = await begin(ann, { kind: 'direct', member_id: cleo.member_id })
    await say(ann, direct, 'psst')
    await begin(cleo, { kind: 'assistant' })
    expect(await total(cleo)).toEqual({ unread: 5, conversations: 2 })
    expect(await total(ben)).toEqual({ unread: 0, conversations: 0 })
    await call('DELETE', `/${id}/members/${cleo.member_id}`, cleo)
    expect(await total(cleo)).toEqual({ unread: 1, conversations: 1 })
  })

  test('sent a hundred at once are all there, each under a number of its own', async () => {
    const { ann, ben, cleo, id } = await group('parallel')
    const everybody = [ann, ben, cleo]
    const sent = await Promise.all(
      Array.from({ length: 100 }, (_, i) => {
        const by = everybody[i % 3] ?? ann
        return call('POST', `/${id}/messages`, by, { body: `m${i}` })
      }),
    )
    expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([201]))
    const numbers = Array.from({ length: 100 }, (_, i) => i + 1)
    expect(sent.map(({ body }) => body.number).sort((a, b) => a - b)).toEqual(numbers)
    const listed = await texts(ann, id)
    expect(listed.map(([number]) => number)).toEqual(numbers)
    expect(listed).toEqual(
      sent.map(({ body }): [number, string] => [body.number, body.body]).sort(([a], [b]) => a - b),
    )
    const conversation = (await call('GET', `/${id}`, ann)).body
    expect([conversation.message_count, conversation.last_message.number]).toEqual([100, 100])
    for (const [place, by] of everybody.entries()) {
      const own = sent.filter((_, i) => i % 3 === place).map(({ body }) => body.number)
      expect(await unread(by, id)).toBe(100 - Math.max(...own))
    }
    expect(await drifts(await app(), ann)).toEqual([])
  })

  test('sent twice with one Idempotency-Key are sent once', async () => {
    const { ann, id } = await group('twice')
    const send = () => call('POST', `/${id}/messages`, ann, { body: 'once' }, { 'idempotency-key': 'a' })
    const both = await Promise.all([send(), send()])
    const again = await send()
    expect(both.filter(({ status }) => status === 201).length).toBeGreaterThanOrEqual(1)
    expect(both.every(({ status }) => status === 201 || status === 409)).toBe(true)
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true'])
    expect(await texts(ann, id)).toEqual([[1, 'once']])
  })

  test('are activity of who writes, and not of a key; a refused one is none', async () => {
    const { owner, ann, ben, viewer } = await people('activity')
    const { context } = await app()
    const facts: Fact[] = []
    context.db.onCommit((some) => {
      for (const { organization_id, facts: own } of some ?? []) {
        if (organization_id !== owner.organization_id) continue
        facts.push(...(own ?? []).filter((fact) => 'type' in fact && fact.type === 'message_sent'))
      }
    })
    const key = { key: await apiKey(await app(), owner, 'write') }
    const id = await begin(ann, { kind: 'assistant' })
    const group = await begin(ann, { kind: 'group', title: 'Roses', member_ids: [ben.member_id] })
    await say(key, id, `Ask <@${ann.member_id}>`)
    const names = [ben, viewer, ben].map(({ member_id }) => `<@${member_id}>`).join(' ')
    await say(ann, group, `Hello ${names} <@nobody>`)
    await call('POST', `/${group}/messages`, viewer, { body: 'x' })
    await call('POST', `/${group}/messages`, owner, { body: 'x' })
    await call('POST', `/${group}/messages`, ann, { body: 'x', role: 'system' })
    const { at } = (await app()).clock
    const sent = { type: 'message_sent' as const, message_id: expect.any(String), at }
    expect(facts).toEqual([
      { ...sent, person_id: null },
      // Others than members of the conversation are not named, for to them it is not there.
      { ...sent, person_id: ann.member_id },
    ])
    const { body } = await (await app()).get('/api/v1/metrics/activity', { token: owner.token })
    const seen = body.items.filter(({ verb }: any) => /^(message|conversation)/.test(verb))
    expect(seen.map(({ verb, core, person }: any) => [verb, core, person.id])).toEqual([
      ['message.sent', false, ann.member_id],
      ['conversation.started', false, ann.member_id],
      ['conversation.started', false, ann.member_id],
    ])
    expect((await call('GET', `/${group}`, ann)).body.message_count).toBe(1)
    expect(await drifts(await app(), owner)).toEqual([])
  })

  test('tell those whom they mention and who are in the conversation, as long as they are', async () => {
    const { owner, ann, ben, viewer } = await people('mentions')
    const told = async ({ token }: Member) => {
      const { items } = (await (await app()).get('/api/v1/notifications?kind=mention', { token })).body
      return items.map((one: any) => [one.actor_id, one.conversation_id, one.message_id, one.title])
    }
    const id = await begin(ann, { kind: 'group', title: 'Roses', member_ids: [ben.member_id] })
    const all = [ann, ben, viewer, owner].map(({ member_id }) => `<@${member_id}>`).join(' ')
    const first = await say(ann, id, all)
    const mention = [ann.member_id, id, first.id, 'Roses']
    expect([await told(ben), await told(ann), await told(viewer), await told(owner)]).toEqual([
      [mention],
      [],
      [],
      [],
    ])
    // Named anew by an edit, and not twice by one.
    await call('PUT', `/${id}/members/${viewer.member_id}`, ann, { role: 'member' })
    await call('PATCH', `/${id}/messages/${first.id}`, ann, { body: `${all}!` })
    const second = await say(ann, id, 'Hello')
    await call('PATCH', `/${id}/messages/${second.id}`, ann, { body: `<@${viewer.member_id}>` })
    expect([await told(ben), await told(viewer)]).toEqual([
      [mention],
      [[ann.member_id, id, second.id, 'Roses']],
    ])
    await call('DELETE', `/${id}/members/${ben.member_id}`, ann)
    expect(await told(ben)).toEqual([[ann.member_id, id, first.id, null]])
  })

  test('make the numbers on the dashboard fall from the cache', async () => {
    const { ann, id } = await group('cache')
    const dashboard = async () =>
      (await (await app()).get('/api/v1/metrics/dashboard', { token: ann.token })).body
    await dashboard()
    expect((await dashboard()).cache_metadata.cache_hit).toBe(true)
    const { id: message } = await say(ann, id, 'x')
    expect((await dashboard()).cache_metadata.cache_hit).toBe(false)
    await call('DELETE', `/${id}/messages/${message}`, ann)
    expect((await dashboard()).cache_metadata.cache_hit).toBe(false)
    // How far one has read is nobody else's business.
    await call('PUT', `/${id}/read`, ann, { number: 1 })
    expect((await dashboard()).cache_metadata.cache_hit).toBe(true)
  })

  test('refuse what is none', async () => {
    const { ann, id } = await group('refused')
    for (const [json, field] of [
      [{}, 'body'],
      [{ body: '' }, 'body'],
      [{ body: ' \n\t' }, 'body'],
      [{ body: 7 }, 'body'],
      [{ body: 'x'.repeat(20_001) }, 'body'],
      [{ body: 'a\u0000b' }, 'body'],
      [{ body: 'a\ud800b' }, 'body'],
      [{ body: 'x', role: 'bot' }, 'role'],
    ] as const) {
      const { status, body } = await call('POST', `/${id}/messages`, ann, json)
      expect([status, Object.keys(body.fields ?? {})]).toEqual([422, [field]])
    }
    expect(await texts(ann, id)).toEqual([])
    const longest = await say(ann, id, '💥'.repeat(10_000))
    expect((await call('GET', `/${id}/messages/${longest.id}`, ann)).body.body).toBe('💥'.repeat(10_000))
    expect((await call('GET', `/${id}`, ann)).body.last_message.preview).toBe('💥'.repeat(200))
  })
})
