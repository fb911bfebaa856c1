import { expect, test } from 'bun:test'
import { onEachEngine, sharedApp, testApp } from './app.ts'
import { apiKey, type Member, signUp } from './people.ts'
import { team } from './teams.ts'

onEachEngine('API keys', (engine) => {
  const app = sharedApp(engine, { RATE_LIMITS: 'off' })

  const make = async ({ token }: Member, json: object) =>
    (await app()).post('/api/v1/api-keys', { token, json: { name: 'a key', scopes: ['read'], ...json } })
  const list = async ({ token }: Member) => (await app()).get('/api/v1/api-keys', { token })
  const works = async (key: string) =>
    (await (await app()).get('/api/v1/organization', { key })).status === 200

  test('are shown once, and listed without their text', async () => {
    const ada = await signUp(await app(), 'once-ada')
    const made = await make(ada, { name: ' CI ', scopes: ['write', 'read', 'write'] })
    expect(made.status).toBe(201)
    const { key, ...shown } = made.body
    expect(shown).toMatchObject({
      name: 'CI',
      scopes: ['write', 'read'],
      key_start: key.slice(0, 12),
      created_by: ada.member_id,
      expires_at: null,
      last_used_at: null,
    })
    const listed = await list(ada)
    expect(listed.body).toEqual({ items: [shown], next_cursor: null })
    expect(listed.text).not.toContain(key)
    expect(listed.text).not.toContain('hash')
    expect(await works(key)).toBe(true)
  })

  test('belong to admins: who may see, make and delete them', async () => {
    const roses = await team(await app(), 'keys')
    const made = await make(roses.owner, {})
    const path = `/api/v1/api-keys/${made.body.id}`
    const json = { name: 'x', scopes: ['admin'] }
    const credentials: [who: string, object, status: number][] = [
      ['nobody', {}, 401],
      ['viewer', { token: roses.viewer.token }, 403],
      ['member', { token: roses.member.token }, 403],
    ]
    for (const scope of ['read', 'write', 'ingest', 'admin']) {
      credentials.push([`key:${scope}`, { key: await apiKey(await app(), roses.owner, scope) }, 403])
    }
    for (const [who, credential, status] of credentials) {
      const answers = [
        await (await app()).get('/api/v1/api-keys', credential),
        await (await app()).post('/api/v1/api-keys', { ...credential, json }),
        await (await app()).delete(path, credential),
      ]
      expect([who, ...answers.map((answer) => answer.status)]).toEqual([who, status, status, status])
    }
    expect(await works(made.body.key)).toBe(true)
    expect((await list(roses.admin)).body.items).toHaveLength(5)
    expect((await (await app()).delete(path, { token: roses.admin.token })).status).toBe(204)
  })

  test('deleted are nobody from the next request on', async () => {
    const ada = await signUp(await app(), 'deleted-ada')
    const { body } = await make(ada, {})
    const other = await make(ada, {})
    expect(await works(body.key)).toBe(true)
    expect((await (await app()).delete(`/api/v1/api-keys/${body.id}`, { token: ada.token })).status).toBe(204)
    expect(await works(body.key)).toBe(false)
    expect(await works(other.body.key)).toBe(true)
    const again = await (await app()).delete(`/api/v1/api-keys/${body.id}`, { token: ada.token })
    expect([again.status, again.body.code]).toEqual([404, 'api_key_not_found'])
    expect((await list(ada)).body.items.map(({ id }: any) => id)).toEqual([other.body.id])
  })

  test('of another organization do not exist', async () => {
    const ada = await signUp(await app(), 'foreign-ada')
    const { body } = await make(ada, {})
    const stranger = await signUp(await app(), 'foreign-stranger')
    const answer = await (await app()).delete(`/api/v1/api-keys/${body.id}`, { token: stranger.token })
    expect([answer.status, answer.body.code]).toEqual([404, 'api_key_not_found'])
    expect((await list(stranger)).body.items).toEqual([])
    expect(await works(body.key)).toBe(true)
  })

  test('stop at the instant for which they were made', async () => {
    const { clock } = await app()
    const now = clock.at
    const ada = await signUp(await app(), 'ending-ada')
    // An hour ahead, said with another zone's clock, as a database writes it.
    const { body } = await make(ada, { expires_at: '2026-11-20 15:00:00.000000+02' })
    expect(body.expires_at).toBe('2026-11-20T13:00:00.000Z')
    clock.at = Date.parse(body.expires_at) - 1
    expect(await works(body.key)).toBe(true)
    clock.at += 1
    expect(await works(body.key)).toBe(false)
    clock.at = now
    for (const [expires_at, why] of [
      ['2026-11-20T12:00:00Z', 'now'],
      ['2020-01-01T00:00:00Z', 'past'],
      ['tomorrow', 'no instant'],
      ['2027-02-31T00:00:00Z', 'no date'],
      [1_900_000_000_000, 'a number'],
    ]) {
      const { status, body } = await make(ada, { expires_at })
      expect([why, status, Object.keys(body.fields)]).toEqual([why, 422, ['expires_at']])
    }
    expect((await make(ada, { expires_at: null })).body.expires_at).toBeNull()
  })

  test('tell to the minute when they were used last', async () => {
    const { clock } = await app()
    const now = clock.at
    const ada = await signUp(await app(), 'used-ada')
    const { body } = await make(ada, {})
    const lastUse = async () => (await list(ada)).body.items[0].last_used_at
    expect(await lastUse()).toBeNull()
    for (const [after_s, seen_s] of [
      [0, 0],
      [59, 0],
      [60, 60],
      [119, 60],
      [180, 180],
    ] as const) {
      clock.at = now + after_s * 1000
      expect(await works(body.key)).toBe(true)
      expect(await eventually(lastUse, new Date(now + seen_s * 1000).toISOString())).toBe(true)
    }
    clock.at = now
  })

  test('the process may end right after a use', async () => {
    await using own = await testApp(engine)
    const ada = await signUp(own, 'ada')
    const key = await apiKey(own, ada, 'read')
    expect((await own.get('/api/v1/organization', { key })).status).toBe(200)
  })

  test('are listed by pages', async () => {
    const ada = await signUp(await app(), 'pages-ada')
    const made: string[] = []
    for (let i = 0; i < 5; i += 1) made.push((await make(ada, { name: `key ${i}` })).body.id)
    const seen: string[] = []
    let cursor = ''
    do {
      const query = cursor ? `&cursor=${cursor}` : ''
      const { body } = await (await app()).get(`/api/v1/api-keys?limit=2${query}`, { token: ada.token })
      seen.push(...body.items.map(({ id }: any) => id))
      cursor = body.next_cursor
    } while (cursor)
    expect(seen).toEqual(made.sort())
  })
})

/** Whether it becomes so: what nobody waits for takes a moment. */
async function eventually<T>(read: () => Promise<T>, expected: T): Promise<boolean> {
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await read()) === expected) return true
    await Bun.sleep(10)
  }
  return false
}
