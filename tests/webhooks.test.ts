/** Who outside is told what happens: signed, in order, again where it failed, and never lost. */
import { describe, expect, test } from 'bun:test'
import { createContext } from '../src/context.ts'
import { statement } from '../src/db/statement.ts'
import { FairSemaphore } from '../src/lib/fair-semaphore.ts'
import { readCorrelation } from '../src/operations/correlations/read-correlation.ts'
import { type SenderPace, WebhookSender } from '../src/webhooks/sender.ts'
import { type Answer, type Caller, CHEAP, callsTo, onEachEngine, sharedApp } from './app.ts'
import { apiKey, signUp } from './people.ts'
import { isSigned, Receiver } from './webhook-receiver.ts'

const ALLOW = { OUTBOUND_ALLOW: '127.0.0.1' }
const QUICK: SenderPace = { look_ms: 20, gather_ms: 1, ask_again_ms: 10, last_answers_ms: 50 }
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

onEachEngine('A webhook', (engine) => {
  const app = sharedApp(engine, ALLOW)
  const { call, done } = callsTo(app)
  const sender = async () => new WebhookSender((await app()).context, QUICK)

  async function listening(name: string, given: object = {}) {
    const member = await signUp(await app(), name)
    // Tokens end with time, which goes on here by days.
    const ada = { key: await apiKey(await app(), member, 'admin') }
    const receiver = new Receiver()
    const webhook = await done('POST', '/webhooks', ada, { url: receiver.url, ...given })
    const deliveries = async (): Promise<any[]> =>
      (await done('GET', `/webhooks/${webhook.id}/deliveries?sort=created_at`, ada)).items
    const state = async () => done('GET', `/webhooks/${webhook.id}`, ada)
    return {
      ...{ member, ada, receiver, webhook, deliveries, state },
      makeTask: (title: string) => done('POST', '/tasks', ada, { title }),
      [Symbol.dispose]: () => receiver[Symbol.dispose](),
    }
  }

  test('is told what happens, signed, in order, and no more of it than that it did', async () => {
    using there = await listening('hook-ada', { events: ['task', 'project.created'] })
    const { ada, receiver, webhook } = there
    await using _sender = await sender()
    const task = await there.makeTask('a secret plan')
    const project = await done('POST', '/projects', ada, { name: 'Garden' })
    await done('PATCH', `/projects/${project.id}`, ada, { name: 'Gardens' })
    await done('PATCH', `/tasks/${task.id}`, ada, { status: 'done' }, { 'x-correlation-id': CORRELATION })
    await until(() => receiver.told.length === 3)
    expect(receiver.types).toEqual(['task.created', 'project.created', 'task.changed'])
    const [, , last] = receiver.told
    const logged = (await done('GET', '/live?after=0', ada)).changes
    const change = logged.findLast((one: { kind: string }) => one.kind === 'task')
    expect(last?.body.data).toEqual({ ...change, correlation_id: CORRELATION })
    expect(Object.keys(last?.body ?? {})).toEqual(['type', 'timestamp', 'data'])
    for (const told of receiver.told) {
      expect(isSigned(told, webhook.secret)).toBe(true)
      expect(isSigned({ ...told, text: told.text.replace('task', 'tusk') }, webhook.secret)).toBe(
        !told.text.includes('task'),
      )
    }
    expect(JSON.stringify(receiver.told)).not.toContain('secret plan')
    await until(async () => (await there.deliveries()).every(({ status }) => status === 'delivered'))
    expect(await there.deliveries()).toMatchObject([
      { type: 'task.created', attempts: 1, response_status: 200, error: null, next_attempt_at: null },
      { type: 'project.created' },
      { type: 'task.changed', id: last?.id, correlation_id: CORRELATION },
    ])
    const { id: webhook_id } = webhook
    const { organization_id } = there.member
    const found = await listItems(CORRELATION)
    expect(found.filter(({ kind }) => kind === 'webhook_delivery')).toMatchObject([
      { webhook_delivery: { id: last?.id, organization_id, webhook_id, status: 'delivered', attempts: 1 } },
    ])
  })

  test('is not told of conversations, nor of what concerns one member', async () => {
    using there = await listening('hook-private')
    const { member, ada, receiver } = there
    const conversation = await done('POST', '/conversations', member, { kind: 'group', title: 'us' })
    await done('POST', `/conversations/${conversation.id}/messages`, member, { body: 'hello' })
    await there.makeTask('after it')
    await using _sender = await sender()
    await until(() => receiver.types.includes('task.created'))
    expect(receiver.types.filter((type) => /^(conversation|message|session|user)/.test(type))).toEqual([])
    const asked = await call('POST', '/webhooks', ada, { url: receiver.url, events: ['message'] })
    expect(asked.status).toBe(422)
    expect(asked.body.detail).toContain('events/0')
  })

  test('is told again what it did not take, later each time, and then no more', async () => {
    using there = await listening('hook-retries', { events: ['task'] })
    const { receiver, ada, webhook } = there
    const { clock } = await app()
    receiver.answer = () => new Response('broken', { status: 500 })
    await using _sender = await sender()
    await there.makeTask('once')
    const waits: number[] = []
    for (let attempts = 1; attempts <= 8; attempts += 1) {
      await until(async () => (await there.deliveries())[0]?.attempts === attempts)
      expect(receiver.told).toHaveLength(attempts)
      const [one] = await there.deliveries()
      expect(one).toMatchObject({ response_status: 500, error: 'it answered 500' })
      if (one.next_attempt_at === null) break
      waits.push(Date.parse(one.next_attempt_at) - clock.at)
      // A little earlier nothing is due.
      clock.at = Date.parse(one.next_attempt_at) + HOUR
    }
    expect(waits).toHaveLength(7)
    expect(waits.every((wait, i) => wait > (waits[i - 1] ?? MINUTE - 1) * 0.9)).toBe(true)
    expect(waits.reduce((sum, wait) => sum + wait)).toBeGreaterThan(27 * HOUR)
    expect(await there.deliveries()).toMatchObject([{ status: 'failed', attempts: 8 }])
    expect(new Set(receiver.told.map(({ id }) => id)).size).toBe(1)
    // By hand it goes out again, and is taken.
    receiver.answer = () => new Response()
    const [{ id }] = await there.deliveries()
    expect((await call('POST', `/webhooks/${webhook.id}/deliveries/${id}/retry`, ada)).status).toBe(202)
    await until(async () => (await there.deliveries())[0]?.status === 'delivered')
    expect(await there.state()).toMatchObject({ enabled: true, failing_since_at: null })
  })

  test('does as its receiver asks with Retry-After, within bounds', async () => {
    using there = await listening('hook-later', { events: ['task'] })
    const { clock } = await app()
    there.receiver.answer = () => new Response(null, { status: 503, headers: { 'retry-after': '7200' } })
    await using _sender = await sender()
    await there.makeTask('later')
    await until(async () => (await there.deliveries())[0]?.attempts === 1)
    const [one] = await there.deliveries()
    expect(Date.parse(one.next_attempt_at) - clock.at).toBe(7_200_000)
  })

  test('does not wait for another whose receiver is slow', async () => {
    using slow = await listening('hook-slow', { events: ['task'] })
    using quick = await listening('hook-quick', { events: ['task'] })
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    slow.receiver.answer = async () => {
      await released
      return new Response()
    }
    await using _sender = await sender()
    await slow.makeTask('a')
    await until(() => slow.receiver.told.length === 1)
    for (const title of ['a', 'b', 'c']) await quick.makeTask(title)
    await until(() => quick.receiver.told.length === 3)
    expect(slow.receiver.told).toHaveLength(1)
    release()
    await until(async () => (await slow.deliveries())[0]?.status === 'delivered')
  })

  test('has its turn before those of an organization that holds all of them, and is told where it then is', async () => {
    using hanging = await listening('hook-hanging', { events: ['task'] })
    using quick = await listening('hook-turns', { events: ['task'] })
    using moved = new Receiver()
    const released: (() => void)[] = []
    hanging.receiver.answer = () => new Promise((done) => released.push(() => done(new Response())))
    for (let others = 3; others > 0; others -= 1) {
      await done('POST', '/webhooks', hanging.ada, { url: hanging.receiver.url, events: ['task'] })
    }
    const turns = new FairSemaphore(2)
    await using _sender = new WebhookSender((await app()).context, QUICK, turns)
    await hanging.makeTask('for all four')
    await until(() => released.length === 2)
    await quick.makeTask('for one')
    const { id } = quick.webhook
    await until(() => turns.waiting(quick.member.organization_id) === 1)
    await done('PATCH', `/webhooks/${id}`, quick.ada, { url: moved.url })
    const toldBefore: number[] = []
    moved.answer = () => {
      toldBefore.push(hanging.receiver.told.length, quick.receiver.told.length)
      return new Response()
    }
    released[0]?.()
    await until(() => toldBefore.length > 0)
    expect(toldBefore).toEqual([2, 0])
    for (let taken = 1; taken < 4; taken += 1) {
      await until(() => released.length > taken)
      released[taken]?.()
    }
  })

  test('does not follow redirects', async () => {
    using there = await listening('hook-redirect', { events: ['task'] })
    using inner = new Receiver()
    there.receiver.answer = () => Response.redirect(inner.url, 307)
    await using _sender = await sender()
    await there.makeTask('a')
    await until(async () => (await there.deliveries())[0]?.attempts === 1)
    expect((await there.deliveries())[0]?.error).toBe('it answered 307, and redirects are not followed')
    expect(inner.told).toEqual([])
  })

  test('is switched off where its receiver is gone, and its admins are told', async () => {
    using there = await listening('hook-gone', { events: ['task'] })
    const { member, ada, receiver, webhook } = there
    receiver.answer = () => new Response(null, { status: 410 })
    await using _sender = await sender()
    await there.makeTask('a')
    await until(async () => !(await there.state()).enabled)
    expect(await there.state()).toMatchObject({ disabled_reason: 'gone' })
    expect((await done('GET', '/notifications', member)).items).toMatchObject([{ kind: 'webhook_disabled' }])
    expect((await call('POST', `/webhooks/${webhook.id}/test`, ada)).status).toBe(409)
    // Switched on again it begins anew, and says so.
    receiver.answer = () => new Response()
    await there.makeTask('missed')
    await done('PATCH', `/webhooks/${webhook.id}`, ada, { enabled: true })
    await there.makeTask('heard')
    await until(() => receiver.told.length === 3)
    expect(receiver.types).toEqual(['task.created', 'reset', 'task.created'])
    expect(receiver.told[1]?.body.data).toEqual({ seq: expect.any(Number), reason: 'was_off' })
  })

  test('is switched off when nothing was taken for five days, and not before', async () => {
    using there = await listening('hook-dead', { events: ['task'] })
    const { clock } = await app()
    there.receiver.answer = () => new Response(null, { status: 502 })
    await using _sender = await sender()
    await there.makeTask('a')
    await until(async () => (await there.deliveries())[0]?.attempts === 1)
    clock.at += 5 * DAY - MINUTE
    await until(async () => (await there.deliveries())[0]?.attempts === 2)
    expect(await there.state()).toMatchObject({ enabled: true, failing_since_at: expect.any(String) })
    clock.at += HOUR
    await until(async () => !(await there.state()).enabled)
    expect(await there.state()).toMatchObject({ disabled_reason: 'failing' })
    expect(await there.deliveries()).toMatchObject([{ status: 'failed', next_attempt_at: null }])
  })

  test('whose clock was set back is told at once what was to come much later', async () => {
    using there = await listening('hook-clock', { events: ['task'] })
    const { receiver } = there
    const { clock } = await app()
    const now = clock.at
    receiver.answer = () => new Response(null, { status: 500 })
    clock.at = now + 400 * DAY
    await using _sender = await sender()
    for (const title of ['a', 'b', 'c']) await there.makeTask(title)
    await until(async () => (await there.deliveries()).every(({ attempts }) => attempts === 1))
    receiver.answer = () => new Response()
    clock.at = now
    await until(async () => (await there.deliveries()).every(isDelivered))
    expect((await there.state()).failing_since_at).toBeNull()
    clock.at = now + 400 * DAY
  })

  test('that has another address by now is not judged by what the one before answers', async () => {
    using there = await listening('hook-moved', { events: ['task'] })
    const { ada, receiver, webhook } = there
    receiver.answer = () => new Response(null, { status: 502 })
    await using _sender = await sender()
    for (const title of ['a', 'b', 'c']) await there.makeTask(title)
    // Three in a row: it is left alone for a while.
    await until(async () => (await there.deliveries()).filter(({ attempts }) => attempts === 1).length === 3)
    const first = Promise.withResolvers<Response>()
    receiver.answer = () => first.promise
    await done('POST', `/webhooks/${webhook.id}/test`, ada)
    await until(() => receiver.told.length === 4)
    using other = new Receiver()
    expect(await done('PATCH', `/webhooks/${webhook.id}`, ada, { url: other.url })).toMatchObject({
      failing_since_at: null,
    })
    first.resolve(new Response(null, { status: 410 }))
    await there.makeTask('d')
    await until(() => other.types.includes('task.created'))
    expect(await there.state()).toMatchObject({ enabled: true, failing_since_at: null })
  })

  test('of whose deliveries one was taken and not written down is told it again, by its id', async () => {
    using there = await listening('hook-crash', { events: ['task'] })
    const { receiver } = there
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>()
    receiver.answer = () => {
      arrive()
      return new Promise<Response>(() => {})
    }
    {
      await using _dying = await sender()
      await there.makeTask('a')
      await arrived
      await there.makeTask('b')
    }
    receiver.answer = () => new Response()
    await using _next = await sender()
    await until(() => receiver.told.length === 3)
    const [first, again, second] = receiver.told
    expect(again?.id).toBe(first?.id ?? '')
    expect(again?.text).toBe(first?.text ?? '')
    expect(second?.id).not.toBe(first?.id ?? '')
    await until(async () => (await there.deliveries()).every(({ status }) => status === 'delivered'))
  })

  test('is not told twice what is taken while the process ends', async () => {
    using there = await listening('hook-ending', { events: ['task'] })
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>()
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    there.receiver.answer = async () => {
      arrive()
      await released
      return new Response()
    }
    const ending = new WebhookSender((await app()).context, { ...QUICK, last_answers_ms: 5_000 })
    for (const title of ['a', 'b']) await there.makeTask(title)
    await arrived
    const ended = ending[Symbol.asyncDispose]()
    release()
    await ended
    expect((await there.deliveries()).filter(isDelivered)).toHaveLength(1)
    await using _next = await sender()
    await until(() => there.receiver.told.length === 2)
    expect(new Set(there.receiver.told.map(({ id }) => id)).size).toBe(2)
  })

  test('is told once by two processes, and by the other when one ends', async () => {
    using there = await listening('hook-two', { events: ['task'] })
    const { context, config, clock } = await app()
    await using other = await createContext(config, { clock, hashing: CHEAP })
    await using _second = new WebhookSender(other, QUICK)
    {
      await using _first = new WebhookSender(context, QUICK)
      for (let i = 0; i < 10; i += 1) await there.makeTask(`${i}`)
      await until(async () => (await there.deliveries()).filter(isDelivered).length === 10)
    }
    await there.makeTask('after')
    await until(() => there.receiver.told.length === 11)
    const seqs = there.receiver.told.map(({ body }) => body.data.seq)
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b))
  })

  test('whose place in the log is no longer kept is told to read everything anew', async () => {
    using there = await listening('hook-reset', { events: ['task'] })
    for (const title of ['a', 'b', 'c']) await there.makeTask(title)
    await (await app()).context.db.for(there.member.organization_id).write((tx) => tx.all(deleteAllButLast))
    await using _sender = await sender()
    await until(() => there.receiver.told.length === 1)
    expect(there.receiver.told[0]?.body).toMatchObject({ type: 'reset', data: { reason: 'gone' } })
    await there.makeTask('d')
    await until(() => there.receiver.told.length === 2)
    expect(there.receiver.types).toEqual(['reset', 'task.created'])
  })

  test('of which much is pending leaves the rest in the log, and loses nothing', async () => {
    using there = await listening('hook-many', { events: ['task'] })
    const { ada, receiver } = there
    receiver.answer = () => new Response(null, { status: 500 })
    const tasks = Array.from({ length: 130 }, (_, i) => ({ title: `${i}` }))
    await done('POST', '/tasks/bulk', ada, { tasks })
    const { clock } = await app()
    await using _sender = await sender()
    await until(async () => (await there.state()).failing_since_at !== null)
    await until(async () => (await there.deliveries()).filter(({ attempts }) => attempts > 0).length === 3)
    receiver.answer = () => new Response()
    clock.at += 2 * HOUR
    await until(() => new Set(receiver.told.map(({ body }) => body.data.id)).size === 130)
  })

  test('has a secret that is replaced: for a day it signs by both', async () => {
    using there = await listening('hook-secret')
    const { ada, receiver, webhook } = there
    const { clock } = await app()
    await using _sender = await sender()
    const ping = async () => {
      const before = receiver.told.length
      expect((await call('POST', `/webhooks/${webhook.id}/test`, ada)).status).toBe(202)
      await until(() => receiver.types.slice(before).includes('ping'))
      const told = receiver.told.findLast(({ body }) => body.type === 'ping')
      if (!told) throw new Error('there was no ping')
      return told
    }
    const rotated = await done('POST', `/webhooks/${webhook.id}/rotate-secret`, ada)
    expect(rotated.secret).toMatch(/^whsec_[\w+/]{43}=$/)
    const both = await ping()
    expect([isSigned(both, webhook.secret), isSigned(both, rotated.secret)]).toEqual([true, true])
    clock.at += DAY
    const one = await ping()
    expect([isSigned(one, webhook.secret), isSigned(one, rotated.secret)]).toEqual([false, true])
    const shown = JSON.stringify([await there.state(), await done('GET', '/webhooks', ada), await audit(ada)])
    expect(shown).not.toContain(rotated.secret)
    expect(shown).not.toContain('sealed')
  })

  test('is off where the secret of the instance was replaced, and says what to do', async () => {
    using there = await listening('hook-unreadable', { events: ['task'] })
    const { ada, receiver, webhook } = there
    const { context, config, clock } = await app()
    const replaced = { ...config, app_secret: 'another secret of the whole instance' }
    await using other = await createContext(replaced, { clock, hashing: CHEAP })
    {
      await using _sender = new WebhookSender(other, QUICK)
      await there.makeTask('a')
      await until(async () => !(await there.state()).enabled)
    }
    expect(await there.state()).toMatchObject({ disabled_reason: 'secret_unreadable' })
    expect(receiver.told).toEqual([])
    const { secret } = await done('POST', `/webhooks/${webhook.id}/rotate-secret`, ada)
    await done('PATCH', `/webhooks/${webhook.id}`, ada, { enabled: true })
    await using _sender = new WebhookSender(context, QUICK)
    await until(() => receiver.told.length === 1)
    expect(receiver.told.every((told) => isSigned(told, secret))).toBe(true)
  })

  describe('is refused', () => {
    test('for an address that is not on the public internet, when it is made and when it is changed', async () => {
      const ada = await signUp(await app(), 'hook-forbidden')
      const refused = async (answer: Promise<Answer>) => {
        const { status, body } = await answer
        return [status, body.code]
      }
      const good = await done('POST', '/webhooks', ada, { url: 'https://93.184.215.14/' })
      for (const url of ['https://10.0.0.1/', 'https://[::ffff:169.254.169.254]/', 'http://93.184.215.14/']) {
        const forbidden = [422, 'address_not_allowed']
        expect(await refused(call('POST', '/webhooks', ada, { url }))).toEqual(forbidden)
        expect(await refused(call('PATCH', `/webhooks/${good.id}`, ada, { url }))).toEqual(forbidden)
      }
      for (const url of ['garden', 'ftp://93.184.215.14/', ' ']) {
        expect((await call('POST', '/webhooks', ada, { url })).status).toBe(422)
      }
      expect((await done('GET', '/webhooks', ada)).items).toMatchObject([{ url: 'https://93.184.215.14/' }])
    })

    test('at an address that has come to lead inside, when it is sent', async () => {
      using there = await listening('hook-turned', { events: ['task'] })
      const { config, clock } = await app()
      await using strict = await createContext({ ...config, outbound_allow: [] }, { clock, hashing: CHEAP })
      await using _sender = new WebhookSender(strict, QUICK)
      await there.makeTask('a')
      await until(async () => (await there.deliveries())[0]?.attempts === 1)
      expect((await there.deliveries())[0]?.error).toContain('not on the public internet')
      expect(there.receiver.told).toEqual([])
    })

    test('for what never happens, with what does', async () => {
      const ada = await signUp(await app(), 'hook-words')
      const said = async (events: string[]) => {
        const url = 'https://93.184.215.14/'
        return (await call('POST', '/webhooks', ada, { url, events })).body.fields
      }
      const kinds = 'is nothing that webhooks are told of; there are *, api_key, application,'
      expect(await said(['task', 'tusk'])).toEqual({ 'events/1': expect.stringContaining(kinds) })
      expect(await said(['message.sent'])).toEqual({ 'events/0': expect.stringContaining(kinds) })
      const verbs = 'told of; there are candidate, candidate.created, candidate.changed, candidate.merged,'
      expect(await said(['candidate.deleted'])).toEqual({ 'events/0': expect.stringContaining(verbs) })
      expect(await said(['candidate.erased', 'team.member_added', 'metric_alert.fired'])).toBeUndefined()
    })

    test('to who may not, and past twenty', async () => {
      const ada = await signUp(await app(), 'hook-full')
      const key = { key: await apiKey(await app(), ada, 'admin') }
      const weak = { key: await apiKey(await app(), ada, 'write') }
      const url = 'https://93.184.215.14/'
      expect((await call('POST', '/webhooks', weak, { url })).status).toBe(403)
      for (let i = 0; i < 20; i += 1) await done('POST', '/webhooks', key, { url })
      expect((await call('POST', '/webhooks', key, { url })).body.code).toBe('too_many_webhooks')
    })
  })

  async function listItems(correlation_id: string): Promise<any[]> {
    return (await readCorrelation((await app()).context, correlation_id)).items
  }

  async function audit(ada: Caller): Promise<unknown> {
    return done('GET', '/audit', ada)
  }
})

const deleteAllButLast = statement(`
  delete from changes where organization_id = :organization_id
    and seq < (select max(seq) from changes where organization_id = :organization_id)`)

const CORRELATION = '2f1c3a52-0c6b-4a3e-8d0e-5b1f6a7c8d9e'

function isDelivered({ status }: { status: string }): boolean {
  return status === 'delivered'
}

/** Within what a test has. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await Bun.sleep(5)
}
