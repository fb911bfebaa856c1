/**
 * Runs the test files in parallel, in one process more than there are cores, on one Postgres that they
 * share.
 *
 *   bun scripts/test.ts                 all of them
 *   bun scripts/test.ts golden -t DAU   what `bun test golden -t DAU` would run
 *
 * The files that take longest begin first: tests/timings.json says which (`--update-timings` writes
 * it anew). The files of a process share its modules: to load and compile the application anew for each
 * took two fifths of the time. What they write lies in memory where there is room: on a disk, a third of
 * it is waiting. Ends with the exit code of `bun test`.
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { availableParallelism, freemem, tmpdir } from 'node:os'
import { join } from 'node:path'
import { freshBundle, makeBundle } from '../bin/bundle.ts'
import { postgresServer, stopPostgresServer } from '../tests/postgres-server.ts'
import { makeSqliteTemplate } from '../tests/sqlite-template.ts'

const ROOT = join(import.meta.dir, '..')
const TIMEOUT_MS = 60_000
/** A fifth of a test's time is waiting, which another has for itself. */
const PROCESSES = availableParallelism() + 1
const MEMORY = '/dev/shm'
const NAME = 'almanac-tests-'
/** Several times what the databases and logs of a run come to. */
const ROOM_BYTES = 4 * 2 ** 30

process.exitCode = await run(process.argv.slice(2))

async function run(words: string[]): Promise<number> {
  // As `bun test` sets it for its own process; the server behaves differently for benchmarks.
  process.env.NODE_ENV = 'test'
  const folder = ownFolder()
  process.env.TMPDIR = folder
  const [{ url, template }, main] = await Promise.all([postgresServer(), freshBundle() ?? makeBundle()])
  const shared = {
    TEST_DATABASE_URL: url,
    TEST_DATABASE_TEMPLATE: template,
    TEST_SQLITE_TEMPLATE: makeSqliteTemplate(),
    TEST_MAIN: main,
  }
  try {
    const tests = Bun.spawn(
      [
        process.execPath,
        'test',
        `--parallel=${PROCESSES}`,
        '--no-isolate',
        `--timeout=${TIMEOUT_MS}`,
        '--timings=tests/timings.json',
        ...words,
      ],
      {
        cwd: ROOT,
        env: { ...process.env, ...shared },
        stdio: ['inherit', 'inherit', 'inherit'],
      },
    )
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => tests.kill(signal))
    return await tests.exited
  } finally {
    await stopPostgresServer()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Gone with the next run, at the latest. */
function ownFolder(): string {
  const place = hasRoomInMemory() ? MEMORY : tmpdir()
  for (const name of readdirSync(place)) {
    const pid = new RegExp(`^${NAME}(\\d+)$`).exec(name)?.[1]
    if (pid && !existsSync(`/proc/${pid}`)) rmSync(join(place, name), { recursive: true, force: true })
  }
  const folder = join(place, `${NAME}${process.pid}`)
  mkdirSync(folder)
  // Postgres may run as somebody else, who has to come by.
  chmodSync(folder, 0o755)
  return folder
}

/** Where containers are given little of it, as by default, there is none. */
function hasRoomInMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    return Math.min(bavail * bsize, freemem()) >= ROOM_BYTES
  } catch {
    return false
  }
}
