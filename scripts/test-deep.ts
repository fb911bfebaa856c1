/**
 * The deep and long tests, each by its name: what CI runs a small part of, for minutes and hours.
 *
 *   bun run test:deep                  what there is
 *   bun run test:deep kill             for its usual length
 *   KILL_ROUNDS=2000 bun run test:deep kill
 */
import { join } from 'node:path'

const ROOT = join(import.meta.dir, '..')
const RANDOM = { FAST_CHECK_SEED: 'random' }

interface Deep {
  what: string
  program?: string
  files?: string[]
  env?: Record<string, string>
}

const DEEP: Record<string, Deep> = {
  faults: {
    what: 'kills, stopped processes, frozen clocks, lost connections, locks, full disks: nothing lost, twice or late',
    program: 'tests/deep/faults.ts',
  },
  kill: {
    what: 'kill -9 under imports, events, texts, applications, backups and jobs, 200 rounds (KILL_ROUNDS)',
    files: ['tests/journeys/kill.test.ts'],
    env: { KILL_ROUNDS: '200' },
  },
  keys: {
    what: 'kills and lost connections under requests with an Idempotency-Key, 300 rounds (FAULT_ROUNDS)',
    files: ['tests/idempotency-faults.test.ts'],
    env: { FAULT_ROUNDS: '300' },
  },
  restore: {
    what: 'kill -9 in the middle of a restore, 200 rounds for each engine (RESTORE_KILLS)',
    files: ['tests/restore-kills.test.ts'],
    env: { RESTORE_KILLS: '200' },
  },
  organizations: {
    what: 'kill -9 while an organization is taken in, or deleted, 100 rounds for each engine (ORGANIZATION_KILLS)',
    files: ['tests/organization-kills.test.ts'],
    env: { ORGANIZATION_KILLS: '100' },
  },
  hostile: {
    what: '100,000 random and hostile requests for each engine (HOSTILE_REQUESTS)',
    files: ['tests/hostile.test.ts'],
    env: { HOSTILE_REQUESTS: '100000', ...RANDOM },
  },
  board: {
    what: 'ten thousand addresses that ask the public board through a proxy, 3 rounds (BOARD_ROUNDS, BOARD_ADDRESSES)',
    program: 'tests/deep/board.ts',
  },
  writers: {
    what: '500 who write tasks at once (WRITERS)',
    files: ['tests/task-writers.test.ts'],
    env: { WRITERS: '500' },
  },
  page: {
    what: 'every view of the page in each language: axe in light, dark and past, six widths, text of 200 %, forced colours, no motion, nothing that moves by itself; words choose among them (page de tasks)',
    program: 'tests/deep/page.ts',
  },
  cdnow: {
    what: "the cohorts and the dashboard of all of CDNOW's 23,570 customers, as they were published (CDNOW_EVERY)",
    files: ['tests/cohorts.test.ts', '-t', 'CDNOW'],
    env: { CDNOW_EVERY: '1' },
  },
  properties: {
    what: 'every property with new random cases, ten times as many (PROPERTY_TIMES)',
    files: ['property.test', 'undo-import', 'notifications', 'kept-lists'],
    env: { PROPERTY_TIMES: '10', ...RANDOM },
  },
  zones: {
    what: 'the length of each local day of every zone from 1990 to 2037 (LOCAL_DAY_YEARS)',
    files: ['local-days'],
    env: { LOCAL_DAY_YEARS: '1990-2037' },
  },
}

process.exitCode = await run(process.argv.slice(2))

async function run([name = '', ...words]: string[]): Promise<number> {
  const deep = Object.hasOwn(DEEP, name) ? DEEP[name] : undefined
  if (!deep) {
    const lines = Object.entries(DEEP).map(([one, { what }]) => `  ${one.padEnd(14)}${what}`)
    console.log(`Usage: bun run test:deep NAME\n\n${lines.join('\n')}`)
    return name === '' ? 0 : 2
  }
  const { program, files = [], env = {} } = deep
  const command = program ? [program, ...words] : ['test', '--timeout', '86400000', ...files, ...words]
  const child = Bun.spawn([process.execPath, ...command], {
    cwd: ROOT,
    env: { ...env, ...process.env },
    stdio: ['inherit', 'inherit', 'inherit'],
  })
  return child.exited
}
