import { describe, expect, test } from 'bun:test'
import { and, eq } from 'drizzle-orm'
import type { SessionPrincipal } from '../src/access/principal.ts'
import { createApp } from '../src/app.ts'
import { createContext } from '../src/context.ts'
import { once, type Step } from '../src/db/once.ts'
import { EventGroups } from '../src/modules/events/event-groups.ts'
import { ingestEvents } from '../src/modules/events/ingest-events.ts'
import { cleanUpJob } from '../src/operations/clean-up.ts'
import { onEachEngine, sharedApp, type TestApp } from './app.ts'
import { apiKey, type Member, signUp } from './people.ts'

const EVENT = { id: 'e1', person: 'p1', verb: 'read' }

function report(app: TestApp, token: string, idempotencyKey: string, json: unknown = EVENT, more = {}) {
  return app.post('/api/v1/events', {
    token,
    json,
    headers: { 'idempotency-key': idempotencyKey, ...more },
  })
}

onEachEngine('Idempotency-Key', (engine) => {
  const shared = sharedApp(engine)

  test('the same request again is answered as before, and nothing happens twice', async () => {
    const app = await shared()
    const ada = await signUp(app, 'ada')
    const first = await report(app, ada.token, 'one')
    expect(first.status).toBe(200)
    expect(first.body).toMatchObject({ accepted: 1, duplicates: 0 })
    expect(first.headers.get('idempotent-replayed')).toBeNull()

    const again = await report(app, ada.token, 'one')
    expect(again.status).toBe(200)
    // Without the key it would be a duplicate.
    expect(again.text).toBe(first.text)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(again.headers.get('content-type')).toBe('application/json')
    expect(again.headers.get('x-correlation-id')).not.toBe(first.headers.get('x-correlation-id'))
  })

  test('what was done under another secret is not done again, and says so', async () => {
    const app = await shared()
    const key = await apiKey(app, await signUp(app, 'before-the-change'), 'ingest')
    const request = { key, json: EVENT, headers: { 'idempotency-key': 'kept' } }
    expect((await app.post('/api/v1/events', request)).status).toBe(200)
    const config = { ...app.config, app_secret: 'a secret that came after the first one' }
    await using context = await createContext(config, { clock: app.clock })
    const again = await createApp(context).handle(
      new Request('http://localhost/api/v1/events', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': key, 'idempotency-key': 'kept' },
        body: JSON.stringify(EVENT),
      }),
    )
    expect(again.status).toBe(409)
    expect(await again.json()).toMatchObject({ code: 'outcome_unreadable' })
    expect(again.headers.get('idempotent-replayed')).toBeNull()
  })

  test('a key shown once is shown again to a retry, and stands nowhere in plain text', async () => {
    const app = await shared()
    const grace = await signUp(app, 'grace')
    const make = () =>
      app.post('/api/v1/api-keys', {
        token: grace.token,
        json: { name: 'a key', scopes: ['read'] },
        headers: { 'idempotency-key': 'make-a-key' },
      })
    const [first, again] = [await make(), await make()]
    expect(first.status).toBe(201)
    expect(again.status).toBe(201)
    expect(again.body.key).toBe(first.body.key)
    const rows = await storedKeys(app, grace.organization_id)
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(first.body.key)
    expect(JSON.stringify(rows)).not.toContain('make-a-key')
    expect(await titles(app, grace, 'api-keys', 'name')).toEqual(['a key'])
  })

  test('the same key with another body or path is refused', async () => {
    const app = await shared()
    const ada = await signUp(app, 'mary')
    await report(app, ada.token, 'k')
    const otherBody = await report(app, ada.token, 'k', { ...EVENT, verb: 'wrote' })
    expect(otherBody.status).toBe(422)
    expect(otherBody.body.code).toBe('idempotency_key_reused')
    // It was marked as a replay, as which a client takes it for the answer of the first.
    expect(otherBody.headers.get('idempotent-replayed')).toBeNull()
    const otherPath = await app.post('/api/v1/members/leave', {
      token: ada.token,
      json: {},
      headers: { 'idempotency-key': 'k' },
    })
    expect(otherPath.body.code).toBe('idempotency_key_reused')
  })

  test('of ten at once one runs, and the others are answered as it is', async () => {
    const app = await shared()
    const ada = await signUp(app, 'joan')
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        app.post('/api/v1/api-keys', {
          token: ada.token,
          json: { name: 'one of ten', scopes: ['read'] },
          headers: { 'idempotency-key': 'ten' },
        }),
      ),
    )
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers[0]?.status).toBe(201)
    const replayed = answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true')
    expect(replayed.length).toBe(9)
    expect(await titles(app, ada, 'api-keys', 'name')).toEqual(['one of ten'])
  })

  test('two principals may use the same key, and neither sees the other’s answer', async () => {
    const app = await shared()
    const ada = await signUp(app, 'ada2')
    const stranger = await signUp(app, 'stranger')
    const key = await apiKey(app, ada, 'ingest')
    await report(app, ada.token, 'shared')
    const byStranger = await report(app, stranger.token, 'shared', { ...EVENT, verb: 'other' })
    expect(byStranger.body).toMatchObject({ accepted: 1 })
    const byKey = await app.post('/api/v1/events', {
      key,
      json: EVENT,
      headers: { 'idempotency-key': 'shared' },
    })
    expect(byKey.headers.get('idempotent-replayed')).toBeNull()
    expect(byKey.body).toMatchObject({ duplicates: 1 })
  })

  test('a request refused before its handler takes no key', async () => {
    const app = await shared()
    const ada = await signUp(app, 'edith')
    expect((await report(app, ada.token, 'later', { nonsense: true })).status).toBe(422)
    expect((await report(app, 'no token', 'later')).status).toBe(401)
    expect((await report(app, ada.token, 'later')).body).toMatchObject({ accepted: 1 })
  })

  test('a wrong password counts each time, and leaves its key to the right one', async () => {
    const app = await shared()
    const ada = await signUp(app, 'margaret')
    const change = (current_password: string) =>
      app.post('/api/v1/auth/change-password', {
        token: ada.token,
        json: { current_password, new_password: 'another good password' },
        headers: { 'idempotency-key': 'another-word' },
      })
    const statuses: number[] = []
    for (let i = 0; i < 6; i += 1) statuses.push((await change('not hers')).status)
    expect(statuses).toEqual([422, 422, 422, 422, 422, 429])
    app.clock.at += 60_000
    expect((await change(ada.password)).status).toBe(204)
    expect((await change(ada.password)).headers.get('idempotent-replayed')).toBe('true')
  })

  test('a fault of ours is not kept: the request may be tried again', async () => {
    const app = await shared()
    const ada = await signUp(app, 'radia')
    const context = app.context as { newId: () => string }
    const { newId } = context
    context.newId = () => {
      throw new Error('out of ids')
    }
    const failed = await report(app, ada.token, 'again')
    context.newId = newId
    expect(failed.status).toBe(500)
    const again = await report(app, ada.token, 'again')
    expect(again.status).toBe(200)
    expect(again.body).toMatchObject({ accepted: 1 })
    expect(again.headers.get('idempotent-replayed')).toBeNull()
  })

  // The action and the record of it once committed apart: what failed in between was run again.
  test('what was committed is answered as done, though its first answer was never made', async () => {
    const app = await shared()
    const ada = await signUp(app, 'barbara')
    const make = () =>
      app.post('/api/v1/tasks', {
        token: ada.token,
        json: { title: 'once' },
        headers: { 'idempotency-key': 'k' },
      })
    expect((await failingAfterCommits(app, 1, make)).status).toBe(500)
    const again = await make()
    expect([again.status, again.body.title, again.headers.get('idempotent-replayed')]).toEqual([
      201,
      'once',
      'true',
    ])
    app.clock.at += 10 * 60_000
    const later = await make()
    expect([later.status, later.text]).toEqual([201, again.text])
    expect(await titles(app, ada, 'tasks', 'title')).toEqual(['once'])
  })

  test('many events that were taken and never answered are counted once', async () => {
    const app = await shared()
    const ada = await signUp(app, 'katherine')
    const events = Array.from({ length: 1_000 }, (_, i) => ({ ...EVENT, id: `${i}` }))
    const failed = await failingAfterCommits(app, 1, () => report(app, ada.token, 'many', events))
    expect(failed.status).toBe(500)
    const again = await report(app, ada.token, 'many', events)
    expect(again.body).toMatchObject({ accepted: 1_000, duplicates: 0, rejected: 0 })
    const third = await report(app, ada.token, 'many', events)
    expect([third.text, third.headers.get('idempotent-replayed')]).toEqual([again.text, 'true'])
  })

  test('many events of which an earlier version took some go on after those', async () => {
    const app = await shared()
    const { member_id, organization_id } = await signUp(app, 'maria')
    const owner = { kind: 'session', member_id, organization_id } as SessionPrincipal
    const events = Array.from({ length: 5 }, (_, i) => ({ ...EVENT, id: `${i}` }))
    const kept = JSON.stringify([0, 1].map((id) => ({ id: `${id}`, status: 'accepted' })))
    const first: Step = { key: 'a key', take: async () => ({ outcome: kept }), keep: async () => {} }
    const steps = [first]
    const taken = await once({ next: () => steps.shift() ?? null }, () =>
      ingestEvents(app.context, new EventGroups(app.context), owner, events),
    )
    expect(taken.results.map(({ id }) => id)).toEqual(['0', '1', '2', '3', '4'])
    const stored = await app.context.db.for(organization_id).read((q) => {
      const { activity_events: e } = q.tables
      return q
        .select({ id: e.id })
        .from(e)
        .where(and(q.mine(e), eq(e.verb, EVENT.verb)))
        .orderBy(e.id)
    })
    expect(stored.map(({ id }) => id)).toEqual(['2', '3', '4'])
  })

  test('what was refused did nothing, and is judged anew with its key', async () => {
    const app = await shared()
    const [ada, bea] = [await signUp(app, 'ida'), await signUp(app, 'bea')]
    const json = { title: 'theirs', assignee_id: bea.member_id }
    const make = (token: string, more = {}) =>
      app.post('/api/v1/tasks', { token, json: { ...json, ...more }, headers: { 'idempotency-key': 'k' } })
    expect((await make(ada.token)).status).toBe(422)
    expect((await make(ada.token)).headers.get('idempotent-replayed')).toBeNull()
    expect((await make(ada.token, { assignee_id: ada.member_id })).status).toBe(201)
    expect((await make(ada.token)).body.code).toBe('idempotency_key_reused')
  })

  test('a key of yesterday is free, though nobody has cleaned up yet', async () => {
    const app = await shared()
    const key = await apiKey(app, await signUp(app, 'dorothy'), 'ingest')
    const send = () => app.post('/api/v1/events', { key, json: EVENT, headers: { 'idempotency-key': 'old' } })
    await send()
    app.clock.at += 24 * 3_600_000 + 1
    const later = await send()
    expect(later.headers.get('idempotent-replayed')).toBeNull()
    expect(later.body).toMatchObject({ duplicates: 1 })
  })

  test('outcomes are kept for a day, and cleaned up after it', async () => {
    const app = await shared()
    const ada = await signUp(app, 'hedy')
    const key = await apiKey(app, ada, 'ingest')
    const send = () => app.post('/api/v1/events', { key, json: EVENT, headers: { 'idempotency-key': 'day' } })
    await send()
    app.clock.at += 24 * 3_600_000 - 1
    expect((await send()).headers.get('idempotent-replayed')).toBe('true')
    app.clock.at += 2
    const job = cleanUpJob(app.context)
    expect(await job.run(new AbortController().signal)).toContain('idempotent_writes')
    expect(await storedKeys(app, ada.organization_id)).toHaveLength(0)
    expect((await send()).body).toMatchObject({ duplicates: 1 })
  })
})

describe('Idempotency-Key, on any engine', () => {
  const shared = sharedApp('sqlite')

  const BAD = { empty: '', 'with a space': 'a b', 'of 201 characters': 'x'.repeat(201), 'not ASCII': 'é' }
  for (const [what, key] of Object.entries(BAD)) {
    test(`a key ${what} is refused`, async () => {
      const app = await shared()
      const ada = await signUp(app, `ada-${what.replaceAll(' ', '-')}`)
      const { status, body } = await report(app, ada.token, key)
      expect(status).toBe(422)
      expect(body.fields).toHaveProperty('Idempotency-Key')
    })
  }

  test('an import takes no part: its events are idempotent by themselves', async () => {
    const app = await shared()
    const ada = await signUp(app, 'importer')
    const send = () =>
      app.post('/api/v1/events/import?format=ndjson', {
        token: ada.token,
        body: `${JSON.stringify({ ...EVENT, occurred_at: '2026-11-01T00:00:00Z' })}\n`,
        headers: { 'idempotency-key': 'import' },
      })
    await send()
    const again = await send()
    expect(again.headers.get('idempotent-replayed')).toBeNull()
    expect(again.text).toContain('"duplicates":1')
    expect(await storedKeys(app, ada.organization_id)).toHaveLength(0)
  })

  test('a revoked caller gets no replay', async () => {
    const app = await shared()
    const ada = await signUp(app, 'revoked')
    await report(app, ada.token, 'mine')
    const revoked = { kind: 'member', id: ada.member_id, verb: 'suspended' }
    await app.context.db.instance.write(async (tx) => {
      await tx.delete(tx.tables.sessions)
      await tx.within(ada.organization_id).record(revoked)
    })
    expect((await report(app, ada.token, 'mine')).status).toBe(401)
  })
})

function storedKeys(app: TestApp, organizationId: string) {
  return app.context.db.for(organizationId).read((q) => {
    const { idempotent_writes } = q.tables
    return q.select().from(idempotent_writes).where(q.mine(idempotent_writes))
  })
}

/** All that the member sees in a list, by their names. */
async function titles(app: TestApp, { token }: Member, list: string, name: string): Promise<string[]> {
  const { body } = await app.get(`/api/v1/${list}`, { token })
  return body.items.map((one: Record<string, string>) => one[name])
}

/** As if the process died once so many transactions were on disk. */
async function failingAfterCommits<T>(app: TestApp, commits: number, run: () => Promise<T>): Promise<T> {
  let left = commits
  let isFailing = true
  app.context.db.onCommit((news) => {
    // Of another process, as which a second context counts: noticed by a timer, on behalf of nobody.
    if (!news?.some(({ facts }) => facts !== null)) return
    left -= 1
    if (isFailing && left <= 0) throw new Error('died after the commit')
  })
  try {
    return await run()
  } finally {
    isFailing = false
  }
}
