/** What the doctor finds, says, and leaves as it was. */
import { afterAll, describe, expect, test } from 'bun:test'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../src/config/env.ts'
import { examine } from '../src/operations/doctor/examine.ts'
import { onEachEngine, testApp } from './app.ts'
import { collector } from './collector.ts'
import { almanac } from './command-line.ts'
import { outsider, temporaryFolder } from './db/database.ts'
import { openMailbox } from './mailbox.ts'
import { openObjectStore } from './object-store.ts'
import { OidcProvider } from './oidc-provider.ts'
import { copySqliteTemplate } from './sqlite-template.ts'

const root = mkdtempSync(join(tmpdir(), 'almanac-doctor-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Nothing listens there. */
const NOWHERE = { PORT: '1', HOST: '127.0.0.1' }
const GOOD = { ...NOWHERE, ENVIRONMENT: 'production', PUBLIC_URL: 'https://a.example', SIGNUP: 'invite' }

function folder(): string {
  return mkdtempSync(join(root, 'dir-'))
}

/** What it says of one thing, by the environment. */
async function said(check: string, env: Record<string, string>) {
  const config = readConfig({ DATA_DIR: folder(), ...NOWHERE, ...env })
  const found = (await examine(config, async () => [])).filter((one) => one.check === check)
  return found.map(({ state, detail }) => `${state}: ${detail}`).join('\n')
}

onEachEngine('The doctor', (engine) => {
  test('finds a sound instance sound, says so in JSON, and ends with 0', async () => {
    await using app = await testApp(engine)
    // The command goes by the clock on the wall.
    app.clock.at = Date.now()
    await app.context.cron.run('clean_up')
    const { data_dir, database_url = '' } = app.config
    const env = { ...GOOD, DATA_DIR: data_dir, ...(database_url && { DATABASE_URL: database_url }) }
    const { code, out, err } = await almanac(['doctor', '--json'], env)
    expect([code, err]).toEqual([0, ''])
    const { status, findings } = JSON.parse(out)
    const states = Object.fromEntries(
      findings.map(({ check, state }: { check: string; state: string }) => [check, state]),
    )
    expect(status).not.toBe('failed')
    expect(states).toMatchObject({
      database: 'ok',
      migrations: 'ok',
      clock: 'ok',
      permissions: 'ok',
      jobs: 'ok',
    })
    for (const check of [
      'configuration',
      'disk',
      'limits',
      'proxies',
      'mail',
      'server',
      'secret',
      'backups',
    ]) {
      expect(states).toHaveProperty(check)
    }
  })

  test('finds that migrations are missing, and applies none', async () => {
    await using app = await testApp(engine)
    const { data_dir, database_url } = app.config
    const url = database_url ?? join(data_dir, 'almanac.sqlite')
    await using database = await outsider(url)
    const journal = engine === 'sqlite' ? '__drizzle_migrations' : 'drizzle.__drizzle_migrations'
    await database.query(`delete from ${journal} where created_at = (select max(created_at) from ${journal})`)
    const env = { DATA_DIR: data_dir, ...(database_url && { DATABASE_URL: database_url }) }
    expect(await said('migrations', env)).toStartWith('warning: 1 are missing.')
    const [counted] = await database.query(`select count(*) as count from ${journal}`)
    await database.query(`insert into ${journal} (hash, created_at) values ('x', 1), ('y', 9999999999999)`)
    expect(await said('migrations', env)).toStartWith('failed: A newer version has been here: 2')
    expect(Number(counted?.count)).toBeGreaterThan(20)
  })
})

describe('The doctor', () => {
  test('makes nothing where nothing is', async () => {
    const data = join(folder(), 'data')
    const { code, out } = await almanac(['doctor'], { DATA_DIR: data, ...NOWHERE })
    expect([code, out]).toEqual([0, expect.stringContaining('unknown  database       There is none yet')])
    expect(() => readdirSync(data)).toThrow()
  })

  test('finds a damaged database, and ends with 1', async () => {
    const data = folder()
    writeFileSync(
      join(data, 'almanac.sqlite'),
      'no database at all, though it is long enough for one'.repeat(40),
    )
    const { code, out } = await almanac(['doctor'], { DATA_DIR: data, ...NOWHERE })
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(/^failed {3}database +DATA_DIR: .* is no SQLite database/m),
    ])
  })

  test('finds rows that lost what they belong to', async () => {
    const data = folder()
    const path = join(data, 'almanac.sqlite')
    copySqliteTemplate(path)
    await using database = await outsider(path)
    await database.query('pragma foreign_keys = off')
    await database.query(
      "insert into members (organization_id, id, user_id, role, status, joined_at) values ('o', 'm', 'u', 'owner', 'active', 1)",
    )
    expect(await said('database', { DATA_DIR: data })).toMatch(/damaged: a row of members without its/)
  })

  test('finds that the secret is missing, and makes none', async () => {
    const data = folder()
    copySqliteTemplate(join(data, 'almanac.sqlite'))
    const { code, out } = await almanac(['doctor'], { DATA_DIR: data, ...NOWHERE })
    expect([code, out]).toEqual([1, expect.stringMatching(/^failed {3}secret .*app-secret is missing/m)])
    expect(readdirSync(data)).not.toContain('app-secret')
  })

  test('finds a secret and a database that others may read', async () => {
    for (const name of ['app-secret', 'almanac.sqlite']) {
      const data = folder()
      writeFileSync(join(data, name), name === 'app-secret' ? 'x'.repeat(43) : '')
      chmodSync(join(data, name), 0o644)
      const found = await said('permissions', { DATA_DIR: data })
      expect(found).toMatch(/^warning: Others may read .*chmod 600/)
      expect(found).toEndWith(name)
    }
  })

  const CASES: [check: string, env: Record<string, string>, says: string][] = [
    ['configuration', GOOD, 'ok: Every option has a value that can be.'],
    [
      'configuration',
      { ...GOOD, PUBLIC_URL: 'http://localhost:3000' },
      'warning: PUBLIC_URL is http://localhost',
    ],
    [
      'configuration',
      { ...GOOD, PUBLIC_URL: 'http://a.example' },
      'warning: PUBLIC_URL is http: passwords travel',
    ],
    ['configuration', { ...GOOD, SIGNUP: 'open' }, 'warning: SIGNUP is open'],
    ['configuration', { ...GOOD, MIGRATION_BACKUP: 'off' }, 'warning: MIGRATION_BACKUP is off'],
    ['limits', { ...GOOD, RATE_LIMITS: 'off' }, 'warning: RATE_LIMITS is off'],
    ['proxies', GOOD, 'warning: PUBLIC_URL is https, so something stands in front'],
    [
      'proxies',
      { ...GOOD, TRUSTED_PROXIES: '10.0.0.0/8' },
      'ok: Forwarded addresses are believed from 10.0.0.0/8.',
    ],
    ['mail', GOOD, 'warning: SMTP_URL is not set'],
    [
      'mail',
      { ...GOOD, SMTP_URL: 'smtp://u:hushhush@127.0.0.1:1' },
      'failed: The mail server at 127.0.0.1:1',
    ],
    ['server', GOOD, 'unknown: None answers at http://127.0.0.1:1.'],
    ['clock', GOOD, 'ok: It is 20'],
    ['disk', GOOD, ''],
  ]
  for (const [check, env, says] of CASES) {
    test(`says of ${check}, ${JSON.stringify(env)}: "${says}"`, async () => {
      const text = await said(check, env)
      expect(text).toStartWith(says)
      expect(text).not.toContain('hushhush')
    })
  }

  test('asks the provider of single sign-on, and whether it takes our secret', async () => {
    using provider = new OidcProvider()
    const env = { ...GOOD, ...provider.env }
    expect(await said('sign-on', env)).toStartWith(
      'ok: Keys & Co answers and takes our secret. It has to allow',
    )
    expect(await said('sign-on', { ...env, OIDC_CLIENT_SECRET: 'another' })).toBe(
      'failed: Nobody signs in by Keys & Co, because it gives no tokens for a code (401, invalid_client). Check OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.',
    )
    provider.answers.set('/.well-known/openid-configuration', () => new Response('', { status: 404 }))
    expect(await said('sign-on', env)).toContain('it answers 404 at http://127.0.0.1')
    provider.goAway()
    expect(await said('sign-on', env)).toContain('cannot be asked: the connection was refused')
  })

  test('asks the mail server, and sends nothing', async () => {
    const mailbox = await openMailbox()
    const env = { ...GOOD, SMTP_URL: mailbox.url, MAIL_FROM: 'almanac@a.example' }
    expect(await said('mail', env)).toBe('ok: The mail server takes us.')
    expect(mailbox.count('almanac@a.example')).toBe(0)
    await mailbox.stop()
  })

  // Nobody heard of a wrong key before the first backup of the night.
  test('asks the collector of traces, where there is one, and sends it none', async () => {
    using told = collector()
    expect(await said('traces', GOOD)).toBe('')
    const env = { ...GOOD, OTEL_EXPORTER_OTLP_ENDPOINT: told.url }
    expect(await said('traces', env)).toBe(`ok: ${told.url}/v1/traces takes traces.`)
    expect(told.spans()).toEqual([])
    told.answer(() => new Response('', { status: 401 }))
    expect(await said('traces', env)).toStartWith(
      `failed: ${told.url}/v1/traces takes no traces: it answers 401. Check OTEL_EXPORTER_OTLP_ENDPOINT`,
    )
  })

  test('asks the object stores, and says of each whether it can be used', async () => {
    const objects = openObjectStore()
    const store = (name: string) => ({
      [`${name}_BUCKET`]: 'kept',
      [`${name}_ENDPOINT`]: objects.url,
      [`${name}_ACCESS_KEY_ID`]: 'id',
      [`${name}_SECRET_ACCESS_KEY`]: 'hushhush',
    })
    const env = { ...GOOD, ...store('FILES_S3'), ...store('BACKUP_S3') }
    expect(await said('stores', env)).toBe(
      'ok: The store of FILES_S3_BUCKET answers.\nok: The store of BACKUP_S3_BUCKET answers.',
    )
    expect(objects.objects.size).toBe(0)
    objects.fault = () => new Response(null, { status: 403 })
    const refused = (await said('stores', env)).split('\n')
    await objects.stop()
    const away = (await said('stores', env)).split('\n')
    for (const lines of [refused, away]) {
      expect(lines).toEqual([
        expect.stringMatching(/^failed: The store of FILES_S3_BUCKET cannot be used .*FILES_S3_ENDPOINT/),
        expect.stringMatching(/^failed: The store of BACKUP_S3_BUCKET cannot be used .*BACKUP_S3_ENDPOINT/),
      ])
      expect(lines.join()).not.toContain('hushhush')
    }
    expect(await said('stores', GOOD)).toBe('')
  })

  test('finds a folder that cannot be written', async () => {
    if (process.getuid?.() === 0) return
    using place = temporaryFolder()
    mkdirSync(join(place.path, 'data'), { mode: 0o500 })
    expect(await said('permissions', { DATA_DIR: join(place.path, 'data') })).toStartWith('failed: DATA_DIR:')
  })
})
