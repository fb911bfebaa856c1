import { afterAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onEachEngine, type TestApp, testApp } from './app.ts'
import { almanac } from './command-line.ts'
import { apiKey, signUp } from './people.ts'
import { refuseWrites } from './sabotage.ts'

const WANTED = '3f0e4a52-6c1e-4b52-8a6a-1f5e5f0e4a52'
const OTHER = '11111111-2222-4333-8444-555555555555'

const root = mkdtempSync(join(tmpdir(), 'almanac-logs-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

function folderOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(root, 'dir-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

function line(text: string, id = WANTED): string {
  return `${JSON.stringify({ message: text, correlation_id: id })}\n`
}

describe('almanac logs', () => {
  test('prints the lines of an id, the oldest first, and no others', async () => {
    const folder = folderOf({
      'almanac.log': line('newest') + line('not this', OTHER),
      'almanac.log.1': line('newer') + line('newer still'),
      'almanac.log.2': line('not this', OTHER) + line('older'),
      'almanac.log.10': line('oldest'),
      'almanac.log.bak': line('a stranger’s file'),
      'another.log': line('a stranger’s file'),
    })
    const { code, out } = await almanac(['logs', '--correlation', WANTED], { LOG_DIR: folder })
    expect(code).toBe(0)
    const messages = out
      .trim()
      .split('\n')
      .map((one) => JSON.parse(one).message)
    expect(messages).toEqual(['oldest', 'older', 'newer', 'newer still', 'newest'])
  })

  test('takes the folder from --dir, and the id in capitals', async () => {
    const folder = folderOf({ 'almanac.log': line('found') })
    const { code, out } = await almanac(['logs', '--correlation', WANTED.toUpperCase(), '--dir', folder])
    expect(code).toBe(0)
    expect(out).toContain('found')
  })

  test('reads on past a line that is too long', async () => {
    const folder = folderOf({ 'almanac.log': `${'x'.repeat(3 * 2 ** 20)}\n${line('after it')}` })
    const { out } = await almanac(['logs', '--correlation', WANTED, '--dir', folder])
    expect(out).toContain('after it')
  })

  const REFUSALS: [what: string, args: string[], code: number, says: string][] = [
    ['without an id', ['logs'], 2, 'Name the correlation id'],
    ['with something else than an id', ['logs', '--correlation', '.*'], 2, 'Name the correlation id'],
    ['without LOG_DIR', ['logs', '--correlation', WANTED], 2, 'LOG_DIR is unset'],
    ['with no such folder', ['logs', '--correlation', WANTED, '--dir', '/no/such'], 2, 'no folder /no/such'],
  ]
  for (const [what, args, expected, says] of REFUSALS) {
    test(`${what} says so`, async () => {
      const { code, err } = await almanac(args)
      expect(code).toBe(expected)
      expect(err).toContain(says)
    })
  }

  test('that finds nothing says where it looked, and ends with 1', async () => {
    const folder = folderOf({ 'almanac.log': line('other', OTHER) })
    const { code, err } = await almanac(['logs', '--correlation', WANTED, '--dir', folder])
    expect(code).toBe(1)
    expect(err).toContain(folder)
  })
})

describe('almanac cors check', () => {
  const env = { ALLOWED_ORIGINS: 'https://app.example.com', PUBLIC_URL: 'https://almanac.example.com' }
  const CASES: [args: string[], code: number, says: string][] = [
    [['https://app.example.com'], 0, 'Yes'],
    [['https://app.example.com', '--method', 'delete'], 0, 'may send DELETE'],
    [['https://app.example.com', '--method', 'TRACE'], 1, 'not TRACE'],
    [['https://almanac.example.com'], 0, 'this instance itself'],
    [['https://evil.example'], 1, 'ALLOWED_ORIGINS=https://app.example.com,https://evil.example'],
    [['http://app.example.com'], 1, 'No'],
    [['https://app.example.com:8443'], 1, 'No'],
    [['https://sub.app.example.com'], 1, 'No'],
    [['https://app.example.com/'], 2, 'Browsers would send https://app.example.com'],
    [['*'], 2, 'no origin'],
    [['null'], 2, 'cannot be allowed'],
    [[], 2, 'Usage'],
  ]
  for (const [args, expected, says] of CASES) {
    test(`${args.join(' ')} ends with ${expected} and says "${says}"`, async () => {
      const { code, out, err } = await almanac(['cors', 'check', ...args], env)
      expect(out + err).toContain(says)
      expect(code).toBe(expected)
    })
  }
})

onEachEngine('What is logged of a failure', (engine) => {
  // Nobody listens there: no mail can be sent.
  const env = { SMTP_URL: 'smtp://127.0.0.1:1' }

  /** Writes with everything that is nobody's business, by somebody who is known and by nobody. */
  async function writeEverywhere(app: TestApp, { token, key }: { token: string; key: string }) {
    const by = (json: unknown, headers?: Record<string, string>) => ({
      token,
      json,
      ...(headers && { headers }),
    })
    const anew = { email: 'grace@example.com', password: 'the password of grace', name: 'Grace the Unlogged' }
    const organization = { name: 'The Unlogged', time_zone: 'UTC' }
    const event = {
      id: 'e-1',
      person: 'mail@example.com',
      verb: 'call',
      properties: { said: 'nothing to log' },
    }
    const answers = await Promise.all([
      app.post('/api/v1/auth/signup', { json: { ...anew, organization } }),
      app.post('/api/v1/auth/signin', { json: { email: 'ada@example.com', password: 'a wrong password' } }),
      app.post('/api/v1/auth/signin', {
        json: { email: 'ada@example.com', password: 'the password of ada' },
      }),
      app.post('/api/v1/auth/password-reset', { json: { email: 'ada@example.com' } }),
      app.post('/api/v1/invitations', by({ email: 'linus@example.com', role: 'member' })),
      app.post('/api/v1/api-keys', by({ name: 'a key of the unlogged', scopes: ['read'] })),
      app.post('/api/v1/tasks', by({ title: 'Unlogged title', description: 'An unlogged description' })),
      app.post('/api/v1/tasks', by({ title: 'Keyed title' }, { 'idempotency-key': 'an-unlogged-key' })),
      app.post('/api/v1/projects', by({ name: 'An unlogged project' })),
      app.post('/api/v1/events', { key, json: event }),
      app.put('/api/v1/people/unlogged@example.com', { key, json: { name: 'Unlogged Person' } }),
      app.post('/api/v1/events/import', {
        key,
        headers: { 'content-type': 'text/csv' },
        body: 'id,person,occurred_at,verb\ni-1,unlogged person,2026-11-19T09:00:00Z,call\n',
      }),
    ])
    return answers.map(({ status }) => status)
  }

  test('is the statement and the shape of its values, and no secret, address or text', async () => {
    await using app = await testApp(engine, env)
    const ada = await signUp(app, 'ada')
    const key = await apiKey(app, ada, 'admin')
    await refuseWrites(app)
    const statuses = await writeEverywhere(app, { token: ada.token, key })
    expect(statuses.filter((status) => status >= 500).length).toBeGreaterThan(8)
    await app.context.cron.run('clean_up')
    await app.context.mailer[Symbol.asyncDispose]()
    const logged = app.secrets.logged()
    expect(logged).toMatch(/insert into \W*users\W.* with .*text of \d+/)
    expect(logged).toContain('somebody at example.com was not sent')
    expect(logged).not.toMatch(/\$argon2|unlogged/i)
    // What was sent and given out is looked for when the application ends.
    expect([...app.secrets.collected]).toEqual(
      expect.arrayContaining([ada.token, key, 'the password of grace', 'An unlogged description']),
    )
  })
})

test('A secret that is logged fails the test whose secret it is', async () => {
  const app = await testApp('sqlite')
  await signUp(app, 'ada')
  app.context.accessLog.add({
    at: 0,
    method: 'GET',
    path: '/the password of ada',
    status: 200,
    duration_us: 1,
    correlation: { correlation_id: '', request_id: '', parent_correlation_id: null, chain_depth: 0 },
    organization_id: undefined,
  })
  const ending = app[Symbol.asyncDispose]()
  expect(ending).rejects.toThrow('The log shows the password of ada')
  await ending.catch(() => {})
})
