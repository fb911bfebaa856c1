/** What happens is told to those who may see it, as it happens, and to nobody else. */
import { afterAll, expect, test } from 'bun:test'
import { streamOf } from '../src/live/event-stream.ts'
import { Live } from '../src/live/live.ts'
import { SocketTeller } from '../src/live/socket.ts'
import { setEmail } from '../src/modules/auth/operator-accounts.ts'
import { callsTo, onEachEngine, sharedApp, type TestApp, testApp } from './app.ts'
import { listening } from './listening.ts'
import { LIVE, listen, openSocket, type Told } from './live.ts'
import { apiKey, type Member, signIn } from './people.ts'
import { joinAs, principalOf, team } from './teams.ts'

const CHANGES = Number(process.env.LIVE_CHANGES ?? 60)

onEachEngine('Live', (engine) => {
  const app = sharedApp(engine)
  let begun: ReturnType<typeof begin> | undefined
  const world = () => {
    begun ??= begin(app)
    return begun
  }
  afterAll(async () => {
    await (await begun)?.stop()
    await (await begun)?.there[Symbol.asyncDispose]()
  })
  const { done } = callsTo(app)
  /** A change that everybody is told. */
  const label = (by: Member, name: string) => done('POST', '/labels', by, { name, color: '#aa3355' })

  test('a change is told at once to who sees the thing, whichever process makes it, and to nobody else', async () => {
    const { url, people, there } = await world()
    using owner = await listen(url, people.owner)
    using viewer = await listen(url, people.viewer)
    expect(owner.headers.get('content-type')).toBe('text/event-stream')
    expect(await owner.next()).toMatchObject({ event: 'ready' })
    const { id } = await done('POST', '/tasks', people.member, { title: 'roses' })
    expect(await owner.change()).toBe('task created')
    await callsTo(there).done('PATCH', `/tasks/${id}`, people.member, { title: 'tulips' })
    expect(await owner.change()).toBe('task changed')
    await done('POST', `/tasks/${id}/comments`, people.member, { body: 'thorns' })
    expect(await owner.change()).toBe('comment created')
    await done('DELETE', `/tasks/${id}`, people.member)
    expect(await owner.change()).toBe('task deleted')
    await label(people.owner, 'seen by all')
    expect(await viewer.change()).toBe('label created')
  })

  test('one is told of a thing by its kind, id and what happened, and no more', async () => {
    const { url, people } = await world()
    using owner = await listen(url, people.owner)
    const answer = await (await app()).post('/api/v1/tasks', {
      token: people.member.token,
      json: { title: 'x' },
    })
    const told = (await owner.until('change')).at(-1)
    const { id } = answer.body
    const correlation_id = answer.headers.get('x-correlation-id')
    expect(told?.data).toEqual({ seq: told?.id, kind: 'task', id, verb: 'created', correlation_id })
  })

  test('a name or an address that is shown elsewhere is told, and how somebody likes their page is not', async () => {
    const { url, people } = await world()
    using viewer = await listen(url, people.viewer)
    await viewer.next()
    await done('PATCH', '/auth/me', people.member, { preferences: { theme: 'dark' } })
    await done('PATCH', '/auth/me', people.member, { name: 'Rosa' })
    expect((await viewer.until('change')).at(-1)?.data).toMatchObject({
      ...{ kind: 'member', id: people.member.member_id, verb: 'changed' },
    })
    const { db } = (await app()).context
    await setEmail({ db }, people.member.email, `moved-${people.member.email}`)
    expect(await viewer.change()).toBe('member changed')
    await setEmail({ db }, `moved-${people.member.email}`, people.member.email)
    expect(await viewer.change()).toBe('member changed')
  })

  test('a viewer of a task is told that it is deleted, as of what is on it', async () => {
    const { url, people } = await world()
    const { id } = await done('POST', '/tasks', people.owner, { title: 'shared' })
    await done('PUT', `/tasks/${id}/shares/members/${people.viewer.member_id}`, people.owner, {
      permission: 'view',
    })
    const comment = await done('POST', `/tasks/${id}/comments`, people.owner, { body: 'gone soon' })
    using viewer = await listen(url, people.viewer)
    await done('DELETE', `/tasks/${id}/comments/${comment.id}`, people.owner)
    expect(await viewer.change()).toBe('comment deleted')
    await done('DELETE', `/tasks/${id}`, people.owner)
    expect(await viewer.change()).toBe('task deleted')
  })

  test('whoever loses sight of something is told that they do, and not of what', async () => {
    const { url, people } = await world()
    const { owner, member, viewer } = people
    const { id } = await done('POST', '/tasks', owner, {
      title: 'for a while',
      assignee_id: viewer.member_id,
    })
    const share = `/tasks/${id}/shares/members/${member.member_id}`
    await done('PUT', share, owner, { permission: 'view' })
    using toMember = await listen(url, member)
    using toViewer = await listen(url, viewer)
    await done('DELETE', share, owner)
    expect(await toMember.change()).toBe('member sight_lost')
    expect(await toViewer.change()).toBe('task unshared')
    await done('PATCH', `/tasks/${id}`, owner, { assignee_id: null })
    expect(await toViewer.change()).toBe('member sight_lost')
    await label(owner, 'in sight of all')
    expect([await toMember.change(), await toViewer.change()]).toEqual(['label created', 'label created'])
  })

  test('messages are told to those in the conversation, and that one has news to that one alone', async () => {
    const { url, people } = await world()
    const { owner, admin, member, viewer } = people
    const { id } = await done('POST', '/conversations', member, {
      kind: 'direct',
      member_id: viewer.member_id,
    })
    using toAdmin = await listen(url, admin)
    using toViewer = await listen(url, viewer)
    const sent = await done('POST', `/conversations/${id}/messages`, member, { body: 'between us' })
    expect(await toViewer.change()).toBe('message sent')
    await done('DELETE', `/conversations/${id}/messages/${sent.id}`, member)
    expect(await toViewer.change()).toBe('message deleted')
    await done('POST', '/tasks', owner, { title: 'for you', assignee_id: viewer.member_id })
    expect(await toViewer.change()).toBe('task created')
    expect(await toViewer.change()).toBe('member notified')
    await label(owner, 'the end')
    expect([await toAdmin.change(), await toAdmin.change()]).toEqual(['task created', 'label created'])
  })

  test('who comes again goes on from their number, by another process, too, and misses nothing', async () => {
    const { url, people, there } = await world()
    const { seq } = await (await app()).get(LIVE, people.owner).then(({ body }) => body)
    for (const name of ['one', 'two', 'three']) await label(people.owner, name)
    const seen = await listen(url, people.owner, seq)
    const first = (await seen.until('change')).at(-1)
    seen[Symbol.dispose]()
    const other = listening(there)
    using again = await listen(other.url, people.owner, first?.id ?? 0)
    const told = [await again.until('change'), await again.until('change')].flat()
    expect(told.map(({ event, id }) => [event, id])).toEqual([
      ['ready', seq + 1],
      ['change', seq + 2],
      ['change', seq + 3],
    ])
    await label(people.owner, 'four')
    expect((await again.until('change')).at(-1)?.id).toBe(seq + 4)
    await other.stop()
  })

  test('of many changes by two processes each is told once and in order, however often one comes again', async () => {
    const { url, people, there } = await world()
    const { owner, viewer } = people
    const { seq } = (await (await app()).get(LIVE, owner)).body
    const processes = [callsTo(await app()), callsTo(there)]
    const make = async (i: number) => {
      const by = processes[i % 2]
      return i % 3 === 0
        ? by?.done('POST', '/labels', owner, { name: `many ${i}`, color: '#aa3355' })
        : by?.done('POST', '/tasks', owner, { title: `many ${i}` })
    }
    const makeAll = async () => {
      const numbers = Array.from({ length: CHANGES }, (_, i) => i)
      while (numbers.length > 0) await Promise.all(numbers.splice(0, 30).map(make))
    }
    const [byOwner, byViewer] = await Promise.all([
      hearing(url, owner, seq, CHANGES),
      hearing(url, viewer, seq, Math.ceil(CHANGES / 3)),
      makeAll(),
    ])
    expect(byOwner.map((one) => one.id)).toEqual(Array.from({ length: CHANGES }, (_, i) => seq + 1 + i))
    expect(byViewer).toEqual(byOwner.filter(({ data }) => data.kind === 'label'))
  })

  test('whose number is none of ours is told to read anew', async () => {
    const { url, people } = await world()
    using ahead = await listen(url, people.owner, 1_000_000)
    expect(await ahead.until('reset')).toMatchObject([{ event: 'ready' }, { data: { reason: 'gone' } }])
    await label(people.owner, 'goes on')
    expect(await ahead.change()).toBe('label created')
    const refused = await listen(url, people.owner, undefined, { 'last-event-id': 'x' })
    expect(refused.problem).toMatchObject({ status: 422 })
  })

  test('who asks now and then is told the same', async () => {
    const { people } = await world()
    const ask = async (after?: number) => {
      const { body } = await (await app()).get(
        `${LIVE}${after === undefined ? '' : `?after=${after}`}`,
        people.owner,
      )
      return body
    }
    const from = await ask()
    expect(from).toEqual({ changes: [], seq: from.seq, is_last: true, is_gone: false })
    const { id } = await label(people.owner, 'polled')
    const next = await ask(from.seq)
    expect(next).toMatchObject({ changes: [{ kind: 'label', id, verb: 'created' }], seq: from.seq + 1 })
    expect(await ask(next.seq + 10)).toMatchObject({ changes: [], seq: next.seq, is_gone: true })
  })

  test('activity is told once a second, however much there is', async () => {
    const { url, people, there } = await world()
    const key = await apiKey(await app(), people.owner, 'write')
    using owner = await listen(url, people.owner)
    await owner.next()
    const begun = performance.now()
    for (let i = 0; i < 40; i += 1) {
      const to = i % 2 === 0 ? await app() : there
      await to.post('/api/v1/events', { key, json: { id: `live-${i}`, person: 'p', verb: 'went' } })
    }
    await label(people.owner, 'after activity')
    const told = await owner.until('change')
    const seconds = (performance.now() - begun) / 1_000
    const metrics = told.filter(({ event }) => event === 'metrics')
    expect(metrics[0]).toEqual({ event: 'metrics', id: null, data: {} })
    expect(metrics.length).toBeLessThanOrEqual(Math.floor(seconds) + 1)
  })

  test('whose session, membership or key ends is told so, and nothing more, whichever process ends it', async () => {
    const { url, people, there } = await world()
    const { owner } = people
    const there_ = callsTo(there)
    const leaver = await joinAs(await app(), owner, 'live-leaver', 'member')
    const again = await signIn(await app(), leaver)
    const key = await apiKey(await app(), owner, 'read')
    const streams = [await listen(url, leaver), await listen(url, again), await listen(url, { key })]
    const [ofSession, ofMember, ofKey] = streams
    await there_.done('POST', '/auth/signout', leaver)
    expect((await ofSession?.until('end'))?.at(-1)?.data).toEqual({ reason: 'not_signed_in' })
    expect(await ofSession?.next()).toBeNull()
    await done('PATCH', `/members/${leaver.member_id}`, owner, { status: 'suspended' })
    expect((await ofMember?.until('end'))?.at(-1)?.data).toEqual({ reason: 'not_signed_in' })
    const keys = await done('GET', '/api-keys', owner)
    await there_.done('DELETE', `/api-keys/${keys.items.at(-1).id}`, owner)
    expect((await ofKey?.until('end'))?.at(-1)?.data).toEqual({ reason: 'not_signed_in' })
    expect((await listen(url, again)).status).toBe(401)
  })

  test('who reads slowly hears nothing more either, of what was there to be told before', async () => {
    const own = await app()
    const { people } = await world()
    const slow = await joinAs(own, people.owner, 'live-slow', 'viewer')
    const caller = await own.context.principals.verify(slow.token)
    if (!caller) throw new Error('nobody')
    const before = (await own.get(LIVE, slow)).body.seq
    for (const name of ['first', 'second', 'third']) await label(people.owner, name)
    using live = new Live(own.context)
    const signals = live.open(caller.principal, before).signals()
    const next = async () => (await signals.next()).value
    expect([await next(), await next()]).toMatchObject([{ event: 'ready' }, { event: 'change' }])
    await done('PATCH', `/members/${slow.member_id}`, people.owner, { status: 'suspended' })
    expect(await next()).toEqual({ event: 'end', reason: 'not_signed_in' })
  })

  test('who sees more or less than before is told to read anew: by their role, and by their teams', async () => {
    const { url, people, there } = await world()
    const { owner } = people
    const mover = await joinAs(await app(), owner, 'live-mover', 'admin')
    const roses = await done('POST', '/teams', owner, { name: 'roses' })
    const hidden = await done('POST', '/tasks', owner, { title: 'hidden', team_id: roses.id })
    using stream = await listen(url, mover)
    await callsTo(there).done('PATCH', `/members/${mover.member_id}`, owner, { role: 'viewer' })
    expect((await stream.until('reset')).at(-1)?.data).toMatchObject({ reason: 'access_changed' })
    await done('PATCH', `/tasks/${hidden.id}`, owner, { title: 'still hidden' })
    await done('PUT', `/teams/${roses.id}/members/${mover.member_id}`, owner, { role: 'member' })
    const told = await stream.until('reset')
    expect(told.at(-1)?.data).toMatchObject({ reason: 'access_changed' })
    expect(told.filter(({ data }) => data.id === hidden.id)).toEqual([])
  })

  test('as many listen as may, and who leaves makes room', async () => {
    const { url, people } = await world()
    const { live } = (await app()).context
    await eventually(() => live.size === 0)
    const streams = await Promise.all(Array.from({ length: 10 }, () => listen(url, people.viewer)))
    const refused = await listen(url, people.viewer)
    expect(refused.problem).toMatchObject({ status: 429, code: 'too_many_at_once' })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    for (const stream of streams) stream[Symbol.dispose]()
    await eventually(() => live.size === 0)
    expect(
      (await (await app()).call('HEAD', LIVE, { ...people.viewer, headers: { accept: 'text/event-stream' } }))
        .status,
    ).toBe(200)
    expect(live.size).toBe(0)
  })

  test('a WebSocket is told the same, goes on from a number, and is closed with the reason', async () => {
    const { url, people } = await world()
    const { live } = (await app()).context
    const guest = await joinAs(await app(), people.owner, 'live-socket', 'member')
    using socket = openSocket(url, { authorization: `Bearer ${guest.token}` })
    const { seq } = await socket.next()
    const { id } = await label(people.owner, 'by socket')
    const { correlation_id, ...told } = await socket.next()
    expect(told).toEqual({ event: 'change', seq: seq + 1, kind: 'label', id, verb: 'created' })
    using again = openSocket(url, { cookie: `auth_token=${guest.token}`, origin: url }, `?after=${seq}`)
    expect(await again.next()).toEqual({ event: 'ready', seq })
    expect(await again.next()).toMatchObject({ event: 'change', id })
    again.send('anything')
    expect(await again.next()).toEqual({ event: 'end', reason: 'nothing_to_send' })
    expect(await again.closed).toBe(1008)
    await done('PATCH', `/members/${guest.member_id}`, people.owner, { status: 'suspended' })
    expect(await socket.next()).toMatchObject({ event: 'end', reason: 'not_signed_in' })
    expect(await socket.closed).toBe(1008)
    await eventually(() => live.size === 0)
  })

  // Of a WebSocket no preflight asks: any page may open one, and the browser adds the cookie.
  test("a WebSocket with a cookie is refused to another site's page, and to who shakes no hands", async () => {
    const { raw, people } = await world()
    const cookie = `Cookie: auth_token=${people.owner.token}`
    const upgrade = ['Upgrade: websocket', 'Sec-WebSocket-Version: 13']
    const from = (...headers: string[]) => raw(`GET ${LIVE} HTTP/1.1`, [cookie, ...upgrade, ...headers])
    const evil = await from('Origin: https://evil.example')
    expect([evil.status, JSON.parse(evil.text).code]).toEqual([403, 'cross_site_write'])
    expect((await from('Sec-Fetch-Site: cross-site', 'Origin: https://evil.example')).status).toBe(403)
    expect(JSON.parse((await from()).text)).toMatchObject({ status: 400, code: 'no_handshake' })
    expect((await app()).context.live.size).toBe(0)
  })

  test('a WebSocket that takes nothing holds one signal, and is let go after a while', async () => {
    const { context } = await app()
    const { people } = await world()
    using live = new Live(context)
    const sent: string[] = []
    const did: string[] = []
    const socket = {
      send: (text: string) => (sent.push(text) > 1 ? -1 : 1),
      close: () => did.push('close'),
      terminate: () => did.push('terminate'),
    }
    new SocketTeller(live.open(principalOf(people.owner, 'owner'), 0), 50).open(socket)
    await eventually(() => live.size === 0)
    expect(sent.length).toBe(2)
    expect(did[0]).toBe('terminate')
  })

  // One who did not read would keep the process from ending until it is killed.
  test('where the process ends, who takes nothing is cut off', async () => {
    const { context } = await app()
    const { people } = await world()
    const live = new Live(context, undefined, undefined, 20)
    const open = () => live.open(principalOf(people.owner, 'owner'), 0)
    const did: string[] = []
    const reader = streamOf(open(), 60_000, () => did.push('hang up')).getReader()
    await reader.read()
    const socket = { send: () => -1, close: () => {}, terminate: () => did.push('terminate') }
    new SocketTeller(open()).open(socket)
    await Bun.sleep(50)
    expect(live.size).toBe(2)
    live.stop()
    await eventually(() => live.size === 0)
    expect(did).toEqual(['hang up', 'terminate'])
    expect(await reader.read().catch(({ message }) => message)).toBe('Nobody takes what is told.')
  })

  test('of an organization and of the instance there are only so many, and each is given back', async () => {
    const { context } = await app()
    const { people } = await world()
    const principal = (member = people.owner) => ({
      ...principalOf(member, 'owner'),
      user_id: member.member_id,
      session_id: member.member_id,
    })
    const bounds = { session: 2, person: 3, organization: 2, together: 3 }
    using live = new Live(context, bounds)
    const open = [live.open(principal(), null), live.open(principal(people.admin), null)]
    expect(() => live.open(principal(people.viewer), null)).toThrow(
      expect.objectContaining({ status: 503, code: 'busy' }),
    )
    open[0]?.close()
    open[0]?.close()
    live.open(principal(), null)
    live.open({ ...principal(), organization_id: 'another' }, null)
    expect(() => live.open({ ...principal(people.admin), organization_id: 'another' }, null)).toThrow(
      expect.objectContaining({ status: 503, code: 'busy' }),
    )
  })

  test('who takes nothing holds one signal, and is let go after a while', async () => {
    const { context } = await app()
    const { people } = await world()
    using live = new Live(context)
    const connection = live.open(principalOf(people.owner, 'owner'), 0)
    let made = 0
    const signals = connection.signals()
    connection.signals = async function* () {
      for await (const signal of signals) {
        made += 1
        yield signal
      }
    }
    const reader = streamOf(connection, 50).getReader()
    await reader.read()
    await eventually(() => live.size === 0)
    expect(made).toBe(1)
    expect(await reader.read().catch(({ message }) => message)).toBe('Nobody takes what is told.')
  })

  test('with nothing to tell comes a beat, by which a session is found that time has ended', async () => {
    const own = await app()
    const { people } = await world()
    using live = new Live(own.context, undefined, 20)
    const guest = await joinAs(own, people.owner, 'live-guest', 'viewer')
    const caller = await own.context.principals.verify(guest.token)
    if (!caller) throw new Error('nobody')
    const signals = live.open(caller.principal, null).signals()
    expect((await signals.next()).value).toMatchObject({ event: 'ready' })
    expect((await signals.next()).value).toMatchObject({ event: 'beat' })
    own.clock.at += 400 * 86_400_000
    expect((await signals.next()).value).toEqual({ event: 'end', reason: 'not_signed_in' })
    own.clock.at -= 400 * 86_400_000
    expect((await signals.next()).done).toBe(true)
  })
})

async function begin(app: () => Promise<TestApp>) {
  const own = await app()
  const people = await team(own, 'live')
  const { data_dir, database_url } = own.config
  const there = await testApp(own.context.db.engine, {
    DATA_DIR: data_dir,
    ...(database_url && { DATABASE_URL: database_url }),
  })
  return { ...listening(own), people, there }
}

/** Comes again after every few changes. */
async function hearing(url: string, by: Member, after: number, count: number): Promise<Told[]> {
  const told: Told[] = []
  while (told.length < count) {
    using stream = await listen(url, by, told.at(-1)?.id ?? after)
    const until = Math.min(count, told.length + 1 + Math.floor(Math.random() * 9))
    while (told.length < until) told.push(...(await stream.until('change')).slice(-1))
  }
  return told
}

async function eventually(isSo: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 200 && !isSo(); attempt += 1) await Bun.sleep(20)
  expect(isSo()).toBe(true)
}
