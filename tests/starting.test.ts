/** Servers that cannot start: one line, an exit code, and nothing left running. */
import { afterAll, describe, expect, test } from 'bun:test'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ENGINES, type Engine } from './app.ts'
import { start } from './command-line.ts'
import { outsider } from './db/database.ts'
import { postgresServer } from './postgres-server.ts'
import { runAlmanac, startServer } from './server-process.ts'

const root = mkdtempSync(join(tmpdir(), 'almanac-starting-'))
const databases: string[] = []
const taken = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data() {} } })
afterAll(async () => {
  taken.stop(true)
  for (const url of databases) await (await postgresServer()).dropDatabase(url)
  rmSync(root, { recursive: true, force: true })
})

async function environment(engine: Engine): Promise<Record<string, string>> {
  const DATA_DIR = mkdtempSync(join(root, 'd-'))
  const env = { DATA_DIR, PORT: '0', HOST: '127.0.0.1' }
  if (engine === 'sqlite') return env
  const DATABASE_URL = await (await postgresServer()).createDatabase()
  databases.push(DATABASE_URL)
  return { ...env, DATABASE_URL }
}

type Case = [title: string, engines: readonly Engine[], change: Change, code: number, says: RegExp]
type Change = (env: Record<string, string>) => Record<string, string> | Promise<Record<string, string>>

const CASES: Case[] = [
  ['whose port is in use', ENGINES, () => ({ PORT: `${taken.port}` }), 1, /^PORT: \d+ is in use/],
  [
    'whose address is not its own',
    ENGINES,
    () => ({ HOST: '203.0.113.1' }),
    1,
    /^HOST: "203\.0\.113\.1" is no/,
  ],
  [
    'whose address is a name that nothing knows',
    ['sqlite'],
    () => ({ HOST: 'nowhere.invalid' }),
    1,
    /^HOST: .* is no address/,
  ],
  [
    'whose log has no place',
    ['sqlite'],
    () => ({ LOG_DIR: '/dev/null/logs' }),
    1,
    /^LOG_DIR: \/dev\/null\/logs /,
  ],
  [
    // It started, and each backup failed.
    'whose backups have no place',
    ['sqlite'],
    () => ({ BACKUP_DIR: '/dev/null/backups' }),
    1,
    /^BACKUP_DIR: \/dev\/null\/backups /,
  ],
  [
    'whose data has no place',
    ENGINES,
    () => ({ DATA_DIR: '/dev/null/data' }),
    1,
    /^DATA_DIR: \/dev\/null\/data /,
  ],
  [
    'whose file is none',
    ['sqlite'],
    ({ DATA_DIR = '' }) => {
      writeFileSync(join(DATA_DIR, 'almanac.sqlite'), 'buy milk\n'.repeat(1000))
      return {}
    },
    1,
    /^DATA_DIR: \S+almanac\.sqlite is no SQLite database/,
  ],
  [
    'whose secret is a folder',
    ['sqlite'],
    ({ DATA_DIR = '' }) => {
      mkdirSync(join(DATA_DIR, 'app-secret'))
      return {}
    },
    1,
    /^DATA_DIR: \S+app-secret /,
  ],
  [
    'whose address is in quotes',
    ['postgres'],
    ({ DATABASE_URL }) => ({ DATABASE_URL: `"${DATABASE_URL}"` }),
    2,
    /^DATABASE_URL is in quotes/,
  ],
  [
    'whose password is not encoded',
    ['postgres'],
    () => ({ DATABASE_URL: 'postgres://me:hid/den@127.0.0.1/x' }),
    2,
    /^DATABASE_URL: .*percent-encoded/,
  ],
  [
    // It listened all the same, answered that it lives, and everything else with 503.
    'whose login may have two connections, in a database that is migrated',
    ['postgres'],
    async ({ DATABASE_URL = '' }) => {
      const url = new URL(DATABASE_URL)
      url.username = `${url.pathname.slice(1)}_few`
      await using outside = await outsider(DATABASE_URL)
      await outside.query(`create role ${url.username} login superuser`)
      const migrated = await runAlmanac(['migrate'], { env: { DATA_DIR: root, DATABASE_URL: url.href } })
      expect(migrated.exitCode).toBe(0)
      await outside.query(`alter role ${url.username} nosuperuser connection limit 2`)
      return { DATABASE_URL: url.href }
    },
    1,
    /^DATABASE_URL: .*needs 11 connections.*may have 2/,
  ],
]

describe('A server', () => {
  for (const [title, engines, change, code, says] of CASES) {
    for (const engine of engines) {
      test.concurrent(`${title} ends with one line [${engine}]`, async () => {
        const env = await environment(engine)
        const options = { env: { ...env, ...(await change(env)) }, kill_after_ms: 30_000 }
        const { exitCode, stdout, stderr } = await runAlmanac(['serve'], options)
        expect({ exitCode, stdout, stderr }).toEqual({
          exitCode: code,
          stdout: '',
          stderr: expect.stringMatching(/^[^\n]+\n$/),
        })
        expect(stderr).toMatch(says)
        expect(stderr).not.toContain('hid')
      })
    }
  }

  for (const engine of ENGINES) {
    test.concurrent(`whose secret is another is refused, until it is replaced on purpose [${engine}]`, async () => {
      const env = { ...(await environment(engine)), APP_SECRET: 'the secret that it has begun with' }
      expect((await runAlmanac(['secret', 'replace'], { env })).exitCode).toBe(0)
      const changed = { ...env, APP_SECRET: 'the secret that it is to go on with' }
      const refused = await runAlmanac(['serve'], { env: changed, kill_after_ms: 30_000 })
      expect(refused).toMatchObject({ exitCode: 1, stdout: '' })
      expect(refused.stderr).toMatch(/^APP_SECRET is not the secret[^\n]+almanac secret replace\.\n$/)
      const replaced = await runAlmanac(['secret', 'replace'], { env: changed })
      expect(replaced).toMatchObject({
        exitCode: 0,
        stdout: expect.stringContaining('nobody is\nsigned out'),
      })
      await using server = await startServer({ env: changed })
      expect((await fetch(`${server.url}/api/v1/health/ready`)).status).toBe(200)
    })
  }

  test.concurrent('that waits for its database obeys the first signal', async () => {
    const { promise: asked, resolve: ask } = Promise.withResolvers<void>()
    const silent = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { open: () => ask(), data() {} } })
    const env = { ...(await environment('sqlite')), DATABASE_URL: `postgres://me@127.0.0.1:${silent.port}/x` }
    const child = start(['serve'], env, root)
    await asked
    child.kill('SIGTERM')
    expect(await child.exited).toBe(143)
    silent.stop(true)
  })

  test.concurrent('on every address greets with one that can be opened', async () => {
    await using server = await startServer({ env: { ...(await environment('sqlite')), HOST: '::' } })
    expect(server.url).toMatch(/^http:\/\/localhost:\d+$/)
    expect((await fetch(`${server.url}/api/v1/health/live`)).status).toBe(200)
  })
})
