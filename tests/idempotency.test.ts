import { describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { cleanUpJob } from '../src/operations/clean-up.ts'
import { onEachEngine, sharedApp, type TestApp } from './app.ts'
import { apiKey, signUp } from './people.ts'

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
    // Without the key it would be a duplicate: the handler stayed out of it.
    expect(again.text).toBe(first.text)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(again.headers.get('content-type')).toBe('application/json')
    expect(again.headers.get('x-correlation-id')).not.toBe(first.headers.get('x-correlation-id'))
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
  })

  test('the same key with another body or path is refused', async () => {
    const app = await shared()
    const ada = await signUp(app, 'mary')
    await report(app, ada.token, 'k')
    const otherBody = await report(app, ada.token, 'k', { ...EVENT, verb: 'wrote' })
    expect(otherBody.status).toBe(422)
    expect(otherBody.body.code).toBe('idempotency_key_reused')
    const otherPath = await app.post('/api/v1/members/leave', {
      token: ada.token,
      json: {},
      headers: { 'idempotency-key': 'k' },
    })
    expect(otherPath.body.code).toBe('idempotency_key_reused')
  })

  test('of ten at once one runs; the others are told to ask again, or get its answer', async () => {
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
    const made = answers.filter(({ status }) => status === 201)
    const running = answers.filter(({ status }) => status === 409)
    expect(made.length + running.length).toBe(10)
    expect(new Set(made.map(({ body }) => body.key)).size).toBe(1)
    for (const { body, headers } of running) {
      expect(body).toMatchObject({ code: 'still_running', retry_after: 1 })
      expect(headers.get('retry-after')).toBe('1')
    }
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

  test('a key left by a process that died is free after five minutes, not before', async () => {
    const app = await shared()
    const ada = await signUp(app, 'barbara')
    await report(app, ada.token, 'died')
    await forget(app, ada.organization_id)
    expect((await report(app, ada.token, 'died')).status).toBe(409)
    app.clock.at += 5 * 60_000 + 1
    const later = await report(app, ada.token, 'died')
    expect(later.status).toBe(200)
    expect(later.headers.get('idempotent-replayed')).toBeNull()
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

  test('answers are kept for a day, and cleaned up after it', async () => {
    const app = await shared()
    const ada = await signUp(app, 'hedy')
    const key = await apiKey(app, ada, 'ingest')
    const send = () => app.post('/api/v1/events', { key, json: EVENT, headers: { 'idempotency-key': 'day' } })
    await send()
    app.clock.at += 24 * 3_600_000 - 1
    expect((await send()).headers.get('idempotent-replayed')).toBe('true')
    app.clock.at += 2
    const job = cleanUpJob(app.context)
    expect(await job.run(new AbortController().signal)).toContain('idempotency_keys')
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
    await app.context.db.instance.write(async (tx) => {
      await tx.delete(tx.tables.sessions)
      await tx.within(ada.organization_id).record({ type: 'access_changed' })
    })
    expect((await report(app, ada.token, 'mine')).status).toBe(401)
  })
})

function storedKeys(app: TestApp, organizationId: string) {
  return app.context.db.for(organizationId).read((q) => {
    const { idempotency_keys } = q.tables
    return q.select().from(idempotency_keys).where(q.mine(idempotency_keys))
  })
}

/** As a process that died between its action and its answer leaves it. */
function forget(app: TestApp, organizationId: string) {
  return app.context.db.for(organizationId).write(async (tx) => {
    const { idempotency_keys } = tx.tables
    await tx
      .update(idempotency_keys)
      .set({ status: sql`null`, body: sql`null` })
      .where(tx.mine(idempotency_keys))
  })
}
