/**
 * Runs the test files in parallel, a process for each core, on one Postgres that they share.
 *
 *   bun scripts/test.ts                 all of them
 *   bun scripts/test.ts golden -t DAU   what `bun test golden -t DAU` would run
 *
 * The files that take longest begin first: tests/timings.json says which (`--update-timings` writes
 * it anew). Ends with the exit code of `bun test`.
 */
import { join } from 'node:path'
import { postgresServer, stopPostgresServer } from '../tests/postgres-server.ts'
import { makeSqliteTemplate } from '../tests/sqlite-template.ts'

const ROOT = join(import.meta.dir, '..')
const TIMEOUT_MS = 60_000

process.exitCode = await run(process.argv.slice(2))

async function run(words: string[]): Promise<number> {
  // As `bun test` sets it for its own process; the server behaves differently for benchmarks.
  process.env.NODE_ENV = 'test'
  const { url, template } = await postgresServer()
  const shared = {
    TEST_DATABASE_URL: url,
    TEST_DATABASE_TEMPLATE: template,
    TEST_SQLITE_TEMPLATE: makeSqliteTemplate(),
  }
  try {
    const tests = Bun.spawn(
      [
        process.execPath,
        'test',
        '--parallel',
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
  }
}
