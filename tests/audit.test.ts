/** The audit log: what administrators may have to account for, and who sees it. */
import { expect, test } from 'bun:test'
import { randomUUID } from 'node:crypto'
import { callsTo, onEachEngine, sharedApp, type TestApp, testApp } from './app.ts'
import { almanac } from './command-line.ts'
import { loggedSince, loggedSoFar } from './log-lines.ts'
import { apiKey, type Member, signIn, signUp } from './people.ts'
import { joinAs } from './teams.ts'

const API = '/api/v1'
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

onEachEngine('The audit log', (engine) => {
  const app = sharedApp(engine)

  test('tells of sign-ins, refused ones among them, and of their end', async () => {
    const own = await app()
    const ada = await signUp(own, 'audit-in')
    const again = await signIn(own, ada)
    await own.post(`${API}/auth/signin`, { json: { email: ada.email, password: 'a wrong password' } })
    await own.post(`${API}/auth/signout`, { token: again.token })
    await toldOf(own, ada, 'session.refused')
    const told = (await entriesOf(own, ada)).filter(({ action }) => action.startsWith('session'))
    expect(told.map(({ action }) => action).sort()).toEqual([
      'session.ended',
      'session.refused',
      'session.started',
      'session.started',
    ])
    const refused = told.find(({ action }) => action === 'session.refused')
    expect(refused).toMatchObject({ actor: 'anonymous', before: null, address: expect.any(String) })
    expect(refused.after.user_id).toBe(told.find(({ action }) => action === 'session.started').after.user_id)
    // Nobody's account, and nothing that could be told.
    const stranger = { email: 'audit-nobody@example.com', password: 'a wrong password' }
    expect((await own.post(`${API}/auth/signin`, { json: stranger })).status).toBe(401)
  })

  test('tells once that a locked account was refused', async () => {
    const own = await app()
    const ada = await signUp(own, 'audit-lock')
    const wrong = { json: { email: ada.email, password: 'a wrong password' } }
    const statuses: number[] = []
    for (let i = 0; i < 8; i += 1) statuses.push((await own.post(`${API}/auth/signin`, wrong)).status)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
    const refusals = async () => {
      const told = await entriesOf(own, ada, '&action=session.refused')
      return told.map(({ after }) => after.reason).sort()
    }
    // Nobody waits for it.
    for (let i = 0; i < 100 && (await refusals()).length < 6; i += 1) await Bun.sleep(10)
    expect(await refusals()).toEqual(['locked', ...Array(5).fill('wrong_password')])
  })

  test('tells the administrators of the instance what was done to it, and its correlation id leads there', async () => {
    await using own = await testApp(engine)
    const ada = await signUp(own, 'ada')
    const grace = await signUp(own, 'grace')
    const correlation_id = randomUUID()
    const asked = { token: ada.token, headers: { 'x-correlation-id': correlation_id } }
    const backups = `${API}/operations/backups`
    const { name } = (await own.post(backups, asked)).body
    await own.get(`${backups}/${name}/download`, asked)
    await own.get(`${backups}/${name}/download`, {
      ...asked,
      headers: { ...asked.headers, range: 'bytes=9-' },
    })
    await own.delete(`${backups}/${name}`, asked)
    await own.post(`${API}/operations/jobs/clean_up/run`, asked)
    const told = await entriesOf(own, ada, '&sort=at&about=instance')
    expect(told).toMatchObject([
      { action: 'backup.made', after: { name }, correlation_id },
      { action: 'backup.downloaded', after: { name }, correlation_id },
      { action: 'backup.deleted', before: { name }, correlation_id },
      { action: 'scheduled_job.run', after: { name: 'clean_up' }, correlation_id },
    ])
    expect(new Set(told.map(({ actor }) => actor)).size).toBe(1)
    for (const path of ['/audit', '/audit/export']) {
      expect((await own.get(`${API}${path}?about=instance`, { token: grace.token })).status).toBe(403)
    }
    const found = await own.get(`${API}/operations/correlations/${correlation_id}`, { token: ada.token })
    const entries = found.body.items.filter(({ kind }: any) => kind === 'audit_entry')
    expect(entries.map(({ audit_entry }: any) => [audit_entry.action, audit_entry.organization_id])).toEqual(
      told.map(({ action }) => [action, null]),
    )
    const { DATA_DIR, DATABASE_URL } = {
      DATA_DIR: own.config.data_dir,
      DATABASE_URL: own.config.database_url,
    }
    const printed = await almanac(['logs', '--correlation', correlation_id], {
      DATA_DIR,
      ...(DATABASE_URL && { DATABASE_URL }),
    })
    expect([
      printed.code,
      printed.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).kind),
    ]).toEqual([0, told.map(() => 'audit_entry')])
  })

  test('tells what was and what is: of members, roles, invitations, keys and settings', async () => {
    const own = await app()
    const ada = await signUp(own, 'audit-ada')
    const ben = await joinAs(own, ada, 'audit-ben', 'member')
    const member = `/members/${ben.member_id}`
    const by = `member:${ada.member_id}`
    const open = { email: 'audit-open@example.com', role: 'viewer' }
    await call(own, ada, 'PATCH', member, { role: 'admin' })
    await call(own, ada, 'PATCH', member, { status: 'suspended' })
    await call(own, ada, 'DELETE', member)
    const invitation = await call(own, ada, 'POST', '/invitations', open)
    await call(own, ada, 'DELETE', `/invitations/${invitation.id}`)
    const key = await call(own, ada, 'POST', '/api-keys', { name: 'robot', scopes: ['read'] })
    await call(own, ada, 'DELETE', `/api-keys/${key.id}`)
    await call(own, ada, 'PATCH', '/organization', { name: 'Almond' })
    await call(own, ada, 'PATCH', '/organization', { time_zone: 'Asia/Tokyo' })
    const password = { current_password: ada.password, new_password: ada.password }
    await call(own, ada, 'POST', '/auth/change-password', password)
    const [role, active, suspended] = [
      { role: 'member', status: 'active' },
      { role: 'admin', status: 'active' },
      { role: 'admin', status: 'suspended' },
    ]
    const made = { name: 'robot', key_start: key.key_start, scopes: ['read'], expires_at: null }
    expect((await entriesOf(own, ada, '&sort=at')).slice(-10)).toMatchObject([
      {
        action: 'member.role_changed',
        subject: { id: ben.member_id },
        before: role,
        after: active,
        actor: by,
      },
      { action: 'member.suspended', before: active, after: suspended },
      { action: 'member.removed', before: suspended, after: { role: 'admin', status: 'removed' } },
      { action: 'invitation.created', before: null, after: open },
      { action: 'invitation.withdrawn', before: open, after: null },
      { action: 'api_key.created', subject: { kind: 'api_key', id: key.id }, before: null, after: made },
      { action: 'api_key.revoked', before: made, after: null },
      { action: 'organization.changed', before: { name: "audit-ada's" }, after: { name: 'Almond' } },
      {
        action: 'organization.time_zone_changed',
        before: { time_zone: 'UTC' },
        after: { time_zone: 'Asia/Tokyo' },
      },
      { action: 'user.password_changed', actor: by },
    ])
    const { text } = await own.get(`${API}/audit?limit=200`, { token: ada.token })
    for (const secret of [key.key, invitation.token, ada.password, ada.token])
      expect(text).not.toContain(secret)
  })

  test('tells of exports, of imports undone, of what came back and of what is gone for good', async () => {
    const own = await app()
    const ada = await signUp(own, 'audit-out')
    await call(own, ada, 'POST', '/metrics/export', { format: 'csv', date_range: '7d' })
    const event = { id: randomUUID(), person: 'p', verb: 'v', occurred_at: '2026-11-19T12:00:00Z' }
    const body = JSON.stringify(event)
    const imported = await own.post(`${API}/events/import?format=ndjson`, { token: ada.token, body })
    const { import_id } = JSON.parse(imported.text.trim().split('\n').at(-1) ?? '')
    await own.delete(`${API}/imports/${import_id}`, { token: ada.token })
    const single = { ...event, id: 'single' }
    await own.post(`${API}/events`, { token: ada.token, json: single })
    await own.delete(`${API}/events/single`, { token: ada.token })
    const task = await call(own, ada, 'POST', '/tasks', { title: 'thorns' })
    await call(own, ada, 'DELETE', `/tasks/${task.id}`)
    await call(own, ada, 'POST', `/trash/${task.id}/restore`)
    await call(own, ada, 'DELETE', `/tasks/${task.id}`)
    await call(own, ada, 'DELETE', `/trash/${task.id}`)
    const told = await entriesOf(own, ada, '&sort=at')
    expect(told.slice(-6)).toMatchObject([
      {
        action: 'export.made',
        subject: { kind: 'export', id: null },
        after: { of: 'metrics', format: 'csv' },
      },
      { action: 'import.started', subject: { id: import_id }, after: { format: 'ndjson' } },
      { action: 'import.undone', subject: { id: import_id }, before: { accepted: 1 }, after: { removed: 1 } },
      { action: 'event.deleted', subject: { kind: 'event', id: 'single' }, before: null, after: null },
      { action: 'task.restored', subject: { kind: 'task', id: task.id } },
      { action: 'task.purged', subject: { kind: 'task', id: task.id } },
    ])
    expect(JSON.stringify(told)).not.toContain('thorns')
  })

  test('comes with what it tells or not at all, and names the correlation id, the key and the address', async () => {
    await using own = await testApp(engine, { TRUSTED_PROXIES: '0.0.0.0/0' })
    const admin = await signUp(own, 'admin')
    const ada = await signUp(own, 'ada')
    const key = await call(own, ada, 'POST', '/api-keys', { name: 'robot', scopes: ['admin'] })
    const before = (await entriesOf(own, ada)).length
    const correlation_id = randomUUID()
    const headers = { 'x-correlation-id': correlation_id }
    const invitation = { email: 'ben@example.com', role: 'member' }
    await own.post(`${API}/invitations`, { key: key.key, json: invitation, headers })
    const refused = await own.call('PATCH', `${API}/members/${ada.member_id}`, {
      token: ada.token,
      json: { role: 'member' },
    })
    expect(refused.status).toBe(409)
    const plan = `${API}/instance/organizations/${ada.organization_id}/plan`
    await own.put(plan, { token: admin.token, json: { plan: 'premium' } })
    const me = await own.get(`${API}/auth/me`, { token: admin.token })
    expect((await entriesOf(own, ada)).slice(0, -before)).toMatchObject([
      {
        action: 'organization.plan_changed',
        actor: `user:${me.body.user.id}`,
        before: { plan: 'free' },
        after: { plan: 'premium' },
      },
      { action: 'invitation.created', actor: `api_key:${key.id}`, correlation_id, address: 'local' },
    ])
  })

  test('is filtered by what happened, by whom and when, page by page', async () => {
    const own = await app()
    const ada = await signUp(own, 'audit-page')
    for (let minute = 0; minute < 7; minute += 1) {
      own.clock.at += MINUTE_MS
      await call(own, ada, 'POST', '/api-keys', { name: `key ${minute}`, scopes: ['read'] })
    }
    const names = async (query: string) =>
      (await walk(own, ada, `action=api_key.created${query}`)).map(({ after }) => after.name)
    const all = Array.from({ length: 7 }, (_, i) => `key ${i}`)
    expect(await names('&sort=at&limit=3')).toEqual(all)
    expect(await names('&limit=3')).toEqual(all.toReversed())
    const [from, to] = [own.clock.at - 3 * MINUTE_MS, own.clock.at].map((at) => new Date(at).toISOString())
    expect(await names(`&from=${from}&to=${to}&sort=at`)).toEqual(['key 3', 'key 4', 'key 5'])
    expect(await names(`&actor=member:${ada.member_id}`)).toHaveLength(7)
    expect(await names(`&actor=member:${randomUUID()}`)).toEqual([])
    const counted = await own.get(`${API}/audit?count=true&limit=1&action=api_key.created`, {
      token: ada.token,
    })
    expect(counted.body.total).toBe(7)
    const wrong = await own.get(`${API}/audit?from=yesterday`, { token: ada.token })
    expect([wrong.status, wrong.body.fields]).toEqual([422, { from: expect.any(String) }])
    const other = await own.get(
      `${API}/audit?limit=1&action=member.joined&cursor=${(await page(own, ada)).next_cursor}`,
      {
        token: ada.token,
      },
    )
    expect(other.body.code).toBe('invalid_cursor')
  })

  test('is downloaded, which is audited itself, without formulas', async () => {
    const own = await app()
    const ada = await signUp(own, 'audit-csv')
    await call(own, ada, 'PATCH', '/organization', { name: '=1+1, "so"' })
    const lines = await own.get(`${API}/audit/export?format=ndjson`, { token: ada.token })
    expect(lines.headers.get('content-disposition')).toMatch(
      /^attachment; filename="almanac-audit-.*\.ndjson"$/,
    )
    const entries = lines.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const listed = await entriesOf(own, ada, '&sort=at')
    expect(listed.at(-1)).toMatchObject({ action: 'export.made', after: { of: 'audit', format: 'ndjson' } })
    expect(entries).toEqual(listed)
    const csv = await own.get(`${API}/audit/export?action=organization.changed`, { token: ada.token })
    expect(csv.headers.get('content-type')).toContain('text/csv')
    const [head, row, ...more] = csv.text.split('\r\n')
    expect(head).toBe('id,at,action,subject_kind,subject_id,actor,address,correlation_id,before,after')
    expect(row).toContain(`"{""name"":""=1+1, \\""so\\""""}"`)
    expect(more).toEqual([''])
  })

  // It logged where in the code it was refused, each time.
  test('is not downloaded beside too many others, which takes one line of the log', async () => {
    const own = await app()
    const [ada, ben, cleo] = await Promise.all(
      ['ada', 'ben', 'cleo'].map((who) => signUp(own, `audit-busy-${who}`)),
    )
    const begin = ({ token }: Member) => {
      const headers = { authorization: `Bearer ${token}` }
      return own.app.handle(new Request(`http://localhost${API}/audit/export`, { headers }))
    }
    const unread: Response[] = []
    for (const who of [ada, ada, ben, ben]) unread.push(await begin(who!))
    const mark = loggedSoFar()
    const refused = await begin(cleo!)
    expect([refused.status, (await refused.json()).code]).toEqual([503, 'busy'])
    const lines = loggedSince(mark)
      .split('\n')
      .filter((line) => line !== '')
    // In each of the two formats of the log.
    expect(lines.filter((line) => line.includes('A request was refused: 503'))).toHaveLength(2)
    expect(lines.filter((line) => /^\s+at |"stack"/.test(line))).toEqual([])
    await Promise.all(unread.map((answer) => answer.body?.cancel()))
  })

  test('is for administrators, and of their organization alone', async () => {
    const own = await app()
    const ada = await signUp(own, 'audit-own')
    const grace = await signUp(own, 'audit-other')
    const ben = await joinAs(own, ada, 'audit-member', 'member')
    for (const path of ['/audit', '/audit/export']) {
      expect((await own.get(API + path, { token: ben.token })).status).toBe(403)
      expect((await own.get(API + path, { key: await apiKey(own, ada, 'write') })).status).toBe(403)
      expect((await own.get(API + path, { key: await apiKey(own, ada, 'admin') })).status).toBe(200)
    }
    const seen = JSON.stringify(await entriesOf(own, grace))
    expect(seen).not.toContain(ada.member_id)
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      expect((await own.call(method, `${API}/audit`, { token: ada.token, json: {} })).status).toBe(405)
    }
  })

  test('is kept as long as it is said, and then deleted by the clean-up', async () => {
    await using own = await testApp(engine, { AUDIT_KEEP_DAYS: '90' })
    const ada = await signUp(own, 'ada')
    const key = await apiKey(own, ada, 'admin')
    const count = async () => (await own.get(`${API}/audit?count=true`, { key })).body.total
    const before = await count()
    expect(before).toBeGreaterThan(0)
    own.clock.at += 90 * DAY_MS - 1
    await own.context.cron.run('clean_up')
    expect(await count()).toBe(before)
    own.clock.at += 1
    await own.context.cron.run('clean_up')
    expect(await count()).toBe(0)
  })

  if (engine === 'postgres') {
    test('cannot be changed or deleted within an organization, whatever a query says', async () => {
      const own = await app()
      const ada = await signUp(own, 'audit-firm')
      const before = await entriesOf(own, ada)
      await own.context.db.for(ada.organization_id).write(async (tx) => {
        await tx.update(tx.tables.audit_entries).set({ actor: 'nobody' })
        await tx.delete(tx.tables.audit_entries)
      })
      expect(await entriesOf(own, ada)).toEqual(before)
    })
  }
})

function call(app: TestApp, by: Member, method: string, path: string, json?: unknown): Promise<any> {
  return callsTo(app).done(method, path, by, json)
}

async function page(app: TestApp, { token }: Member, query = 'limit=1'): Promise<any> {
  return (await app.get(`${API}/audit?${query}`, { token })).body
}

/** The newest first. */
async function entriesOf(app: TestApp, member: Member, query = ''): Promise<any[]> {
  return (await page(app, member, `limit=200${query}`)).items
}

async function walk(app: TestApp, member: Member, query: string): Promise<any[]> {
  const found: any[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const next: any = await page(app, member, cursor === '' ? query : `${query}&cursor=${cursor}`)
    found.push(...next.items)
    cursor = next.next_cursor
  }
  return found
}

/** Until it is told. */
async function toldOf(app: TestApp, member: Member, action: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if ((await walk(app, member, `action=${action}`)).length > 0) return
    await Bun.sleep(10)
  }
  throw new Error(`Nothing tells of ${action}.`)
}
