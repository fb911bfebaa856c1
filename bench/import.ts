/**
 * S3 and S5: a long history through HTTP, on both engines: how fast, in how much memory, and what
 * others notice of it.
 */
import { join } from 'node:path'
import { postgresServer, stopPostgresServer } from '../tests/postgres-server.ts'
import { cpuTime } from './cpu.ts'
import { writeHistory } from './history.ts'
import { residentMemory, startAlmanac, startLoad, temporaryFolder } from './machine.ts'
import { megabytes, milliseconds, perSecond, printTable } from './measure.ts'
import { type Account, signUp } from './people.ts'

const EVENTS = 1_000_000
const FEW_EVENTS = 100_000
const IDLE_SECONDS = 5
const DAY_MS = 86_400_000

interface Latency {
  p50_ms: number
  p99_ms: number
  max_ms: number
}

type Latencies = Record<string, Latency>

/** `--few` sends a tenth. */
export default async function importBenchmark(options: ReadonlySet<string>): Promise<void> {
  const events = options.has('--few') ? FEW_EVENTS : EVENTS
  using folder = temporaryFolder()
  const file = join(folder.path, 'history.csv')
  const until = Math.floor(Date.now() / DAY_MS) * DAY_MS
  await writeHistory(file, { events, people: 2000, days: 365, until })
  const sqlite = await measure(file, events, {})
  const database_url = await (await postgresServer()).createDatabase()
  const postgres = await measure(file, events, { DATABASE_URL: database_url })
  await stopPostgresServer()
  print(events, { SQLite: sqlite, Postgres: postgres })
}

type Measured = Awaited<ReturnType<typeof measure>>

async function measure(file: string, events: number, env: Record<string, string>) {
  await using almanac = await startAlmanac(env)
  const account = await signUp(almanac.url)
  const idle = await startProbe(almanac.url, account)
  await Bun.sleep(IDLE_SECONDS * 1000)
  const atIdle = await idle.end()
  const probe = await startProbe(almanac.url, account)
  const startedAt = performance.now()
  const before = cpuTime(almanac.pid)
  const memory = [residentMemory(almanac.pid)]
  await sendHistory(almanac.url, account, file, ({ lines }) => {
    if (lines >= (events / 4) * memory.length) memory.push(residentMemory(almanac.pid))
  })
  const seconds = (performance.now() - startedAt) / 1000
  const after = cpuTime(almanac.pid)
  const main_us = ((after.main - before.main) * 1000) / events
  return { rate: events / seconds, main_us, memory, idle: atIdle, during: await probe.end() }
}

async function startProbe(url: string, { token }: Account) {
  const targets = ['/api/v1/health/live', '/api/v1/metrics/dashboard'].map((path) => url + path)
  const probe = startLoad('probe.ts', { token, targets })
  return {
    async end(): Promise<Latencies> {
      await probe.stdin.end()
      return JSON.parse(await new Response(probe.stdout).text())
    },
  }
}

interface ProgressLine {
  done: boolean
  lines: number
  accepted: number
}

async function sendHistory(
  server: string,
  { token }: Account,
  file: string,
  onProgress: (line: ProgressLine) => void,
): Promise<void> {
  const url = `${server}/api/v1/events/import?format=csv&time=ms&core=true`
  const sending = startLoad('import.ts', { url, token, file })
  let rest = ''
  let last: ProgressLine | undefined
  for await (const chunk of sending.stdout.pipeThrough(new TextDecoderStream() as never)) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      last = JSON.parse(line) as ProgressLine
      onProgress(last)
    }
  }
  if (!last?.done || last.accepted !== last.lines)
    throw new Error(`The import ended with ${JSON.stringify(last)}`)
}

function print(events: number, results: Record<string, Measured>): void {
  printTable(
    `import: ${events.toLocaleString('en')} events of 2,000 people through HTTP`,
    [
      '',
      'events',
      'main thread, an event',
      'memory at the start',
      'a quarter',
      'half',
      'three quarters',
      'the end',
    ],
    Object.entries(results).map(([name, { rate, main_us, memory }]) => [
      name,
      perSecond(rate),
      `${main_us.toFixed(1)} µs`,
      ...memory.map(megabytes),
    ]),
  )
  printTable(
    'others meanwhile: p50 / p99 / longest',
    ['', 'idle', 'during the import'],
    Object.entries(results).flatMap(([name, { idle, during }]) =>
      Object.keys(idle).map((url) => [
        `${name}, ${new URL(url).pathname}`,
        ...[idle, during].map((latencies) => words(latencies[url])),
      ]),
    ),
  )
}

function words(latency: Latency | undefined): string {
  if (!latency) return '–'
  return [latency.p50_ms, latency.p99_ms, latency.max_ms].map(milliseconds).join(' / ')
}
