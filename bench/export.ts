/**
 * S6: a million events as a download, in each format: how fast, in how much memory, and what others
 * notice of it. The workbook is then read by another program, where Python has openpyxl.
 */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { dayToDate } from '../src/lib/time/local-days.ts'
import { postgresServer, stopPostgresServer } from '../tests/postgres-server.ts'
import type { Downloaded } from './load/export.ts'
import {
  LOAD_CORE,
  load,
  reference,
  residentMemory,
  runOn,
  startAlmanac,
  startLoad,
  temporaryFolder,
} from './machine.ts'
import { megabytes, milliseconds, perSecond, printTable } from './measure.ts'
import { PASSWORD, signInOften } from './people.ts'
import type { Filled } from './references/fill-activity.ts'

const EVENTS = 1_000_000
const FEW_EVENTS = 100_000
const DAY_MS = 86_400_000
const QUIET_SECONDS = 10
const MEMORY_EVERY_MS = 50
const FORMATS = ['xlsx', 'csv', 'json'] as const
const EMAIL = 'ada@example.com'

interface Latency {
  p50_ms: number
  p99_ms: number
  max_ms: number
}

/** `--few` makes a tenth; `--postgres` keeps it there. */
export default async function exportBenchmark(options: ReadonlySet<string>): Promise<void> {
  const events = options.has('--few') ? FEW_EVENTS : EVENTS
  using folder = temporaryFolder()
  const today = Math.floor(Date.now() / DAY_MS)
  const shape = { events, people: 2000, days: 360, until: today * DAY_MS }
  const onPostgres = options.has('--postgres')
  const DATABASE_URL = onPostgres ? await (await postgresServer()).createDatabase() : ''
  const env = { DATA_DIR: folder.path, DATABASE_URL }
  const filled = await reference<Filled>('fill-activity.ts', {
    env,
    account: { email: EMAIL, password: PASSWORD },
    shape,
  })
  const rows = await measure(folder.path, env, today, filled)
  if (onPostgres) await stopPostgresServer()
  printTable(
    `export: ${events.toLocaleString('en')} events on ${onPostgres ? 'Postgres' : 'SQLite'}, and others meanwhile (p50 / p99 / longest)`,
    ['', 'rows', 'size', 'memory at most', 'live', 'dashboard'],
    rows,
  )
}

async function measure(folder: string, env: Record<string, string>, today: number, filled: Filled) {
  await using almanac = await startAlmanac(env)
  const [token = ''] = await signInOften(almanac.url, { email: EMAIL }, 1)
  // The founder signed up, and has signed in now.
  const expected = { ...filled, events: filled.events + 1, verbs: { ...filled.verbs, sign_in: 2 } }
  const range = { from: dayToDate(today - 361), to: dayToDate(today + (hasBegun(today) ? 0 : -1)) }
  const url = `${almanac.url}/api/v1/metrics/export`
  const quiet = await startProbe(almanac.url, token)
  await Bun.sleep(QUIET_SECONDS * 1000)
  const idle = residentMemory(almanac.pid)
  const rows = [['none', '', '', megabytes(idle), ...words(await quiet.end())]]
  for (const format of FORMATS) {
    const file = join(folder, `activity.${format}`)
    const body = { format, ...range, metric_types: ['activity'] }
    const probe = await startProbe(almanac.url, token)
    const memory = watchMemory(almanac.pid)
    const got = await load<Downloaded>('export.ts', { url, token, body, file })
    const peak = memory.end()
    rows.push([
      format,
      perSecond(got.total_rows / got.seconds),
      megabytes(got.bytes),
      `${megabytes(idle)} + ${megabytes(peak - idle)}`,
      ...words(await probe.end()),
    ])
    await expectWhole(format, file, expected, got)
  }
  return rows
}

/** Whether the day of UTC has begun in Denver, too. */
function hasBegun(today: number): boolean {
  return Date.now() >= today * DAY_MS + 7 * 3_600_000
}

function watchMemory(pid: number) {
  let peak = 0
  const look = () => {
    peak = Math.max(peak, residentMemory(pid))
  }
  const timer = setInterval(look, MEMORY_EVERY_MS)
  return {
    end() {
      clearInterval(timer)
      look()
      return peak
    },
  }
}

async function startProbe(url: string, token: string) {
  const targets = ['/api/v1/health/live', '/api/v1/metrics/dashboard'].map((path) => url + path)
  const probe = startLoad('probe.ts', { token, targets })
  return {
    async end(): Promise<Latency[]> {
      await probe.stdin.end()
      return Object.values(JSON.parse(await new Response(probe.stdout).text()))
    },
  }
}

function words(latencies: Latency[]): string[] {
  return latencies.map(({ p50_ms, p99_ms, max_ms }) => [p50_ms, p99_ms, max_ms].map(milliseconds).join(' / '))
}

/** @throws Error where the file is not what was put in. */
async function expectWhole(
  format: (typeof FORMATS)[number],
  file: string,
  { events, core, verbs }: Filled,
  { total_rows, bytes }: Downloaded,
): Promise<void> {
  const wrong = (found: unknown) => new Error(`${format} holds ${JSON.stringify(found)} instead of ${events}`)
  if (total_rows !== events || statSync(file).size !== bytes) throw wrong({ total_rows, bytes })
  if (format !== 'xlsx') {
    const lines = Number((await runOn(LOAD_CORE, ['wc', '-l', file])).split(' ')[0])
    // Besides the rows: a header, or two lines before them (and the last row ends with the document).
    const besides = format === 'csv' ? 1 : 2
    if (lines !== events + besides) throw wrong({ lines })
    return
  }
  if (!hasOpenpyxl()) return console.log('There is no Python with openpyxl to read the workbook.')
  const script = join(import.meta.dir, 'load/read-workbook.py')
  const found: Filled = JSON.parse(await runOn(LOAD_CORE, ['python3', script, file]))
  const same = Bun.deepEquals([found.events, found.core, found.verbs], [events, core, verbs])
  if (!same) throw wrong(found)
  console.log(`openpyxl reads the same from the workbook: ${JSON.stringify(found)}`)
}

function hasOpenpyxl(): boolean {
  return Bun.spawnSync(['python3', '-c', 'import openpyxl']).exitCode === 0
}
