import { expect, test } from 'bun:test'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exampleEnv, options, providerOf, readConfig } from '../src/config/env.ts'
import { ConfigError } from '../src/config/option-readers.ts'
import { appSecret } from '../src/config/secret.ts'

const ROOT = join(import.meta.dir, '..')

const BAD: Record<string, string[]> = {
  PORT: ['-1', '65536', '3.5', '1e3', '0x50', 'http', '30 00'],
  ENVIRONMENT: ['staging', 'Production'],
  DATABASE_URL: [
    'mysql://localhost/almanac',
    'Postgres://localhost/almanac',
    'https://example.com',
    'sqlite+x://a',
    '"postgres://me:secret@here/almanac"',
    '"postgres://me:secret@here/almanac',
    'postgres:/me:secret@here/almanac',
    'postgres:me:secret@here/almanac',
    'jdbc:postgresql://here/almanac',
    'me:secret@here:5432/almanac',
    'localhost:5432/almanac',
    'host=here dbname=almanac password=secret',
    'postgres://me:secret@here/almanac # the new one',
    'postgres://me:sec/ret@here/almanac',
    'postgres://me:1/secret@here/almanac',
    'postgres://me:secret@/x@here/almanac',
    'postgres://me:sec#ret@here/almanac',
    'postgres://me:sec?ret@here/almanac',
    'postgres://me:secret%zz@here/almanac',
    'postgres://me:secret@here:port/almanac',
    'postgres://me:secret@here/almanac?schema=app',
    'postgres://me:secret@here/almanac?pgbouncer=true',
    'postgres://me:$' + '{SECRET}@here/almanac',
    'sqlite:./here.sqlite',
    'file:./here.sqlite?connection_limit=1',
    ':memory:',
    '~/almanac.sqlite',
    './data/',
    'the database',
    'undefined',
    'null',
    'postgres',
    'db.example.com',
    'here/almanac',
  ],
  DATABASE_READ_URL: [
    './replica.sqlite',
    'mysql://replica/almanac',
    'postgres://me:sec/ret@replica/almanac',
    // Of a database of SQLite.
    'postgres://me:secret@replica/almanac',
  ],
  DATA_DIR: ['~/data', '$' + '{HOME}/data', 'postgres://here/almanac', '"./data"'],
  LOG_DIR: ['~/logs', "'/var/log/almanac'"],
  APP_SECRET: ['short', 'x'.repeat(31), `"${'x'.repeat(32)}"`],
  PUBLIC_URL: [
    'almanac.example',
    'ftp://almanac.example',
    'javascript:alert(1)',
    'https://almanac.example/?a=b',
    'https://almanac.example/#a',
    'https://me:secret@almanac.example',
  ],
  TZ: ['Mars/X', ':Europe/Berln'],
  MAIL_FROM: ['almanac', 'Almanac', 'Almanac <almanac>', '<@example.com>', 'a@b.example, c@d.example'],
  SIGNUP: ['yes', 'Open'],
  SMTP_URL: [
    'mail.example',
    'https://mail.example',
    'smtps://me:sec/ret@here:465',
    'smtp://me:1/secret@here',
    'smtp://',
  ],
  ALLOWED_ORIGINS: ['*', 'https://*.example', 'https://app.example/path', 'app.example', 'null'],
  OUTBOUND_ALLOW: ['http://hooks.internal', 'hooks.internal:8080', '*', '10.0.0', '10.0.0.0/33'],
  TRUSTED_PROXIES: ['everybody', '10.0.0.0/33', '10.0.0'],
  RATE_LIMITS: ['maybe', 'read=0/min', 'read=5', 'read=5/day', 'nothing=5/min'],
  LOG_LEVEL: ['loud', 'warn', 'INFO'],
  FILES_MAX_BYTES: ['999', '10MB', '33554433'],
  FILES_S3_BUCKET: ['https://s3.example.com/bucket', 'a bucket'],
  FILES_S3_ENDPOINT: ['s3.example.com', 'ftp://s3.example.com'],
  FILES_S3_REGION: ['us east'],
  FILES_PER_APPLICATION: ['0', '101', 'many'],
  FILES_PER_TASK: ['0', '101', 'many'],
  BACKUP_SCHEDULE: ['daily', '0 2 * *', '60 2 * * *', 'on'],
  BACKUP_KEEP_DAYS: ['0', '-1', '7d', '1.5'],
  AUDIT_KEEP_DAYS: ['0', 'ever', '1.5'],
  BACKUP_DIR: ['~/backups', 's3://bucket/backups'],
  BACKUP_S3_BUCKET: ['https://s3.example.com/bucket', 'a bucket'],
  BACKUP_S3_ENDPOINT: ['s3.example.com', 'ftp://s3.example.com'],
  BACKUP_S3_REGION: ['us east'],
  BACKUP_S3_KEEP_DAYS: ['0', 'ever'],
  MIGRATION_BACKUP: ['no', 'On', 'true'],
  LOG_MAX_BYTES: ['65535', '10MB', '-1'],
  LOG_KEEP_DAYS: ['0', 'ever', '1.5'],
  METRICS_TOKEN: ['short', 'x'.repeat(15), 'a token with spaces in it'],
  OTEL_EXPORTER_OTLP_ENDPOINT: [
    'localhost:4318',
    'grpc://localhost:4317',
    'https://me:secret@collector.example',
    'https://collector.example/?key=secret@x',
    'collector',
  ],
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: ['tempo.example/v1/traces'],
  OTEL_EXPORTER_OTLP_HEADERS: [
    'secret@x',
    '=secret@x',
    'x-key=secret%zz',
    'x key=secret@x',
    'x-key=secret@x%0d%0ax-other: 1',
    'Content-Type=secret@x',
  ],
  OTEL_EXPORTER_OTLP_PROTOCOL: ['grpc', 'http/protobuf'],
  OTEL_EXPORTER_OTLP_COMPRESSION: ['zstd', 'GZIP'],
  OTEL_EXPORTER_OTLP_TIMEOUT: ['0', '10s', '300001'],
  OTEL_TRACES_SAMPLER: ['jaeger_remote', 'AlwaysOn'],
  OTEL_TRACES_SAMPLER_ARG: ['2', '-1', '10%', '1e-3', '.'],
  OTEL_TRACES_EXPORTER: ['console', 'jaeger'],
  OTEL_RESOURCE_ATTRIBUTES: ['garden', '=x', 'a=%'],
  OTEL_SDK_DISABLED: ['1', 'yes'],
  OIDC_ISSUER: [
    'id.example.com',
    'ftp://id.example.com',
    'https://me:secret@id.example.com',
    'https://id.example.com/?realm=team',
    'https://id.example.com/.well-known/openid-configuration',
    'https://id_of_team/',
  ],
  OIDC_NAME: ['x'.repeat(41)],
  OIDC_ORGANIZATION: ['Bluebird', 'blue bird', '-x'],
  PASSWORD_SIGN_IN: ['no', 'false'],
  SERVICE_NAME: ['two words', 'x'.repeat(65), 'almanac\r\nX-Evil: 1', 'ü'],
}
/** Any text is good for these. */
const FREE = [
  'HOST',
  'BACKUP_S3_ACCESS_KEY_ID',
  'BACKUP_S3_SECRET_ACCESS_KEY',
  'BACKUP_S3_PREFIX',
  'FILES_S3_ACCESS_KEY_ID',
  'FILES_S3_SECRET_ACCESS_KEY',
  'FILES_S3_PREFIX',
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET',
  'OTEL_SERVICE_NAME',
]

test('every option is checked, or takes any text', () => {
  const names = Object.values(options).map(({ name }) => name)
  expect(names.toSorted()).toEqual([...Object.keys(BAD), ...FREE].sort())
})

for (const [name, values] of Object.entries(BAD)) {
  for (const value of values) {
    test(`${name}=${JSON.stringify(value)} is refused with one line that names it`, () => {
      const error = complaint({ [name]: value })
      expect(error).toBeInstanceOf(ConfigError)
      expect(error?.message).toMatch(new RegExp(`^${name}[ :]`))
      expect(error?.message).not.toContain('\n')
      expect(error?.message).not.toMatch(/secret@|sec.?ret|x{31}/)
    })
  }
}

test('a bucket for backups takes a key, and its secret', () => {
  const bucket = { BACKUP_S3_BUCKET: 'backups', BACKUP_S3_ACCESS_KEY_ID: 'id' }
  expect(complaint(bucket)?.message).toMatch(/^BACKUP_S3_SECRET_ACCESS_KEY is missing/)
  expect(complaint({ ...bucket, BACKUP_S3_SECRET_ACCESS_KEY: 'key' })).toBeUndefined()
})

test('what belongs to a bucket is refused where no bucket is named, and not left idle', () => {
  for (const kept of ['BACKUP', 'FILES']) {
    for (const option of ['ENDPOINT', 'ACCESS_KEY_ID', 'SECRET_ACCESS_KEY', 'PREFIX']) {
      const error = complaint({ [`${kept}_S3_${option}`]: 'https://s3.example.com' })
      expect(error?.message).toStartWith(`${kept}_S3_BUCKET is missing: ${kept}_S3_${option} is set`)
    }
  }
})

test('single sign-on is set whole or not at all, and its secret travels by TLS', () => {
  const whole = {
    ...{ OIDC_ISSUER: 'https://id.example.com/', OIDC_CLIENT_ID: 'almanac', OIDC_CLIENT_SECRET: 's' },
  }
  expect(complaint(whole)).toBeUndefined()
  expect(providerOf(readConfig({ ...whole, PUBLIC_URL: 'https://a.example/' }))).toMatchObject({
    ...{ name: 'id.example.com', redirect_uri: 'https://a.example/sso' },
  })
  for (const name of Object.keys(whole)) {
    expect(complaint({ ...whole, [name]: '' })?.message).toStartWith(`${name} is missing: single sign-on`)
  }
  expect(complaint({ OIDC_NAME: 'Keys' })?.message).toStartWith('OIDC_ISSUER is missing')
  expect(complaint({ PASSWORD_SIGN_IN: 'off' })?.message).toStartWith('PASSWORD_SIGN_IN is off and')
  expect(complaint({ ...whole, PASSWORD_SIGN_IN: 'off' })).toBeUndefined()
  const plain = { ...whole, OIDC_ISSUER: 'http://[::1]:8080/realms/team' }
  expect(complaint(plain)?.message).toBe(
    'OIDC_ISSUER must begin with https://, or its host be named in OUTBOUND_ALLOW (::1), which allows http:// to try it out.',
  )
  expect(complaint({ ...plain, OUTBOUND_ALLOW: '::1' })).toBeUndefined()
})

test('the zone of the process may be said in every way that the system takes', () => {
  for (const TZ of [
    'Europe/Berlin',
    ':America/Argentina/Ushuaia',
    'UTC',
    'EST5EDT',
    ':/etc/localtime',
    'Etc/GMT-3',
  ])
    expect(readConfig({ TZ }).time_zone).toBe(TZ)
})

test('the sender of mails is an address, with or without a name', () => {
  for (const MAIL_FROM of ['a@b.example', '"A, B" <a@b.example>', 'Ä <a@localhost>']) {
    expect(readConfig({ MAIL_FROM }).mail_from).toBe(MAIL_FROM)
  }
})

test('what is empty or blank is as if it were not set', () => {
  const names = Object.values(options).map(({ name }) => name)
  for (const blank of ['', '  ']) {
    expect(readConfig(Object.fromEntries(names.map((name) => [name, blank])))).toEqual(readConfig({}))
  }
})

test('links lead to the port where it listens, unless it is said how people reach it', () => {
  expect(readConfig({ PORT: '8080' }).public_url).toBe('http://localhost:8080')
  expect(readConfig({ PORT: '8080', PUBLIC_URL: 'https://a.example/' }).public_url).toBe('https://a.example')
})

test('good values are taken, without the space around them', () => {
  const secret = 'x'.repeat(32)
  const given = { PORT: ' 0 ', DATABASE_URL: 'postgresql://me@here:5432/almanac', APP_SECRET: secret }
  expect(readConfig({ ...given, LOG_LEVEL: 'fatal', DATA_DIR: '/var/lib/almanac' })).toMatchObject({
    ...{ port: 0, database_url: 'postgresql://me@here:5432/almanac', app_secret: secret },
    ...{ log_level: 'fatal', data_dir: '/var/lib/almanac', environment: 'development' },
  })
  for (const path of [
    './here.sqlite',
    'here.sqlite',
    'data/here.db',
    './here',
    '/srv/my data/ü.sqlite',
    'file:///srv/here.sqlite',
  ]) {
    expect(readConfig({ DATABASE_URL: path }).database_url).toBe(path)
  }
  for (const address of [
    'postgres://me:p%2Fq@one:1,two:2/almanac?sslmode=require',
    'postgres://me@[::1]/x',
  ]) {
    expect(readConfig({ DATABASE_URL: address }).database_url).toBe(address)
  }
})

test('.env.example is made from the options: "bun scripts/env-example.ts" writes it', () => {
  expect(readFileSync(join(ROOT, '.env.example'), 'utf8')).toBe(exampleEnv())
})

test('the README explains every option in the same words', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
  for (const { name, help } of Object.values(options)) {
    const row = readme.split('\n').find((line) => line.startsWith(`| \`${name}\` |`))
    expect(row).toEndWith(`| ${help} |`)
  }
})

test('.env.example shows the defaults, and every option with its help', () => {
  const lines = exampleEnv()
    .split('\n')
    .filter((line) => /^# [A-Z0-9_]+=/.test(line))
  const shown = Object.fromEntries(lines.map((line) => line.slice(2).split('=') as [string, string]))
  expect(Object.keys(shown)).toEqual(Object.values(options).map(({ name }) => name))
  expect(readConfig(shown)).toEqual(readConfig({}))
  for (const { help } of Object.values(options)) expect(exampleEnv()).toContain(`# ${help}\n`)
})

test('the process ends with exit code 2 and that one line', async () => {
  const almanac = Bun.spawn([process.execPath, 'src/main.ts', 'migrate'], {
    cwd: ROOT,
    env: { PORT: 'many' },
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [stdout, stderr] = await Promise.all([
    new Response(almanac.stdout).text(),
    new Response(almanac.stderr).text(),
  ])
  expect(stderr).toBe('PORT must be a whole number from 0 to 65535, not "many".\n')
  expect(stdout).toBe('')
  expect(await almanac.exited).toBe(2)
})

test('the secret is made once, for nobody else to read, and kept', () => {
  using folder = dataFolder()
  const config = { app_secret: undefined, data_dir: join(folder.path, 'made/on/the/way') }
  const made = appSecret(config)
  expect(made.length).toBeGreaterThanOrEqual(32)
  const file = join(config.data_dir, 'app-secret')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readFileSync(file, 'utf8')).toBe(made)
  expect(appSecret(config)).toBe(made)
  using another = dataFolder()
  expect(appSecret({ app_secret: undefined, data_dir: another.path })).not.toBe(made)
})

test('a secret that is set is used, and none is kept', () => {
  using folder = dataFolder()
  const app_secret = 'set by whoever runs this, long enough'
  expect(appSecret({ app_secret, data_dir: folder.path })).toBe(app_secret)
  expect(readdirSync(folder.path)).toEqual([])
})

test('a kept secret that is not whole is refused', () => {
  using folder = dataFolder()
  for (const broken of ['', '\n', 'half of it']) {
    writeFileSync(join(folder.path, 'app-secret'), broken)
    expect(() => appSecret({ app_secret: undefined, data_dir: folder.path })).toThrow(ConfigError)
  }
})

function complaint(env: Record<string, string>): Error | undefined {
  try {
    readConfig(env)
    return undefined
  } catch (error) {
    return error as Error
  }
}

function dataFolder() {
  const path = mkdtempSync(join(tmpdir(), 'almanac-test-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}
