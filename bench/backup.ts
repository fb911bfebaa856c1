/**
 * S5: a backup while the server answers and takes events in: how long it takes to make and to prove, what
 * others wait meanwhile, and in how much memory. Then, with the server stopped, a restore.
 */
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { postgresServer, stopPostgresServer } from '../tests/postgres-server.ts'
import { runAlmanac } from '../tests/server-process.ts'
import { reference, residentMemory, startAlmanac, startLoad, temporaryFolder } from './machine.ts'
import { megabytes, milliseconds, printTable } from './measure.ts'
import { PASSWORD, signInOften } from './people.ts'
import type { Filled } from './references/fill-activity.ts'

/** About a gigabyte in a file of SQLite. */
const EVENTS = 3_000_000
const FEW_EVENTS = 200_000
const DAY_MS = 86_400_000
const QUIET_SECONDS = 10
const MEMORY_EVERY_MS = 50
const WRITE_EVERY_MS = 50
const EMAIL = 'ada@example.com'

interface Latency {
  p50_ms: number
  p99_ms: number
  max_ms: number
}

/** `--few` is for a look; `--postgres` keeps it there. */
export default async function backupBenchmark(options: ReadonlySet<string>): Promise<void> {
  const events = options.has('--few') ? FEW_EVENTS : EVENTS
  using folder = temporaryFolder()
  const onPostgres = options.has('--postgres')
  const DATABASE_URL = onPostgres ? await (await postgresServer()).createDatabase() : ''
  const env = { DATA_DIR: folder.path, DATABASE_URL, BACKUP_SCHEDULE: 'off' }
  const until = Math.floor(Date.now() / DAY_MS) * DAY_MS
  const shape = { events, people: 2000, days: 360, until }
  await reference<Filled>('fill-activity.ts', { env, account: { email: EMAIL, password: PASSWORD }, shape })
  const file = join(folder.path, 'almanac.sqlite')
  const size = existsSync(file) && !onPostgres ? megabytes(statSync(file).size) : 'Postgres'
  const { rows, name } = await measure(env)
  const begun = performance.now()
  const restored = await runAlmanac(['backup', 'restore', name, '--yes', '--json'], { env })
  if (restored.exitCode !== 0) throw new Error(restored.stderr)
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  if (onPostgres) await stopPostgresServer()
  printTable(
    `backup: ${events.toLocaleString('en')} events (${size}), and others meanwhile (p50 / p99 / longest)`,
    ['', 'seconds', 'size', 'memory at most', 'live', 'dashboard', 'events sent'],
    [...rows, ['restored, safety backup included', seconds, '', '', '', '', '']],
  )
}

async function measure(env: Record<string, string>) {
  await using almanac = await startAlmanac(env)
  const [token = ''] = await signInOften(almanac.url, { email: EMAIL }, 1)
  const quiet = await watched(almanac, token, () => Bun.sleep(QUIET_SECONDS * 1000))
  const busy = await watched(almanac, token, () => create(almanac.url, token))
  const { name, size_bytes, proof } = busy.result
  if (proof.outcome !== 'proved') throw new Error(proof.detail)
  const memory = `${megabytes(quiet.memory)} + ${megabytes(busy.memory - quiet.memory)}`
  return {
    name,
    rows: [
      ['none', '', '', megabytes(quiet.memory), ...quiet.words],
      ['made and proved', busy.seconds, megabytes(size_bytes), memory, ...busy.words],
    ],
  }
}

interface Made {
  name: string
  size_bytes: number
  proof: { outcome: string; detail: string }
}

async function create(url: string, token: string): Promise<Made> {
  const answer = await fetch(`${url}/api/v1/operations/backups`, {
    method: 'POST',
    headers: headersOf(token),
  })
  if (answer.status !== 201) throw new Error(await answer.text())
  // The route answers so, or not at all.
  return (await answer.json()) as Made
}

/** Others ask two hundred times a second, and send events, while `work` goes on. */
async function watched<T>({ url, pid }: { url: string; pid: number }, token: string, work: () => Promise<T>) {
  const probe = startLoad('probe.ts', {
    token,
    targets: ['/api/v1/health/live', '/api/v1/metrics/dashboard'].map((path) => url + path),
  })
  const writes: number[] = []
  const writer = setInterval(() => void send(url, token, writes), WRITE_EVERY_MS)
  let memory = 0
  const watch = setInterval(() => {
    memory = Math.max(memory, residentMemory(pid))
  }, MEMORY_EVERY_MS)
  const begun = performance.now()
  const result = await work()
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  for (const timer of [writer, watch]) clearInterval(timer)
  await probe.stdin.end()
  const asked: Latency[] = Object.values(JSON.parse(await new Response(probe.stdout).text()))
  return { result, seconds, memory, words: [...asked, summaryOf(writes)].map(inWords) }
}

async function send(url: string, token: string, writes: number[]): Promise<void> {
  const body = JSON.stringify({ id: crypto.randomUUID(), person: 'p1', verb: 'document.viewed' })
  const begun = performance.now()
  const answer = await fetch(`${url}/api/v1/events`, { method: 'POST', headers: headersOf(token), body })
  if (answer.status !== 200) throw new Error(await answer.text())
  writes.push(performance.now() - begun)
}

function summaryOf(ms: number[]): Latency {
  ms.sort((a, b) => a - b)
  const at = (share: number) => ms[Math.ceil(share * ms.length) - 1] ?? 0
  return { p50_ms: at(0.5), p99_ms: at(0.99), max_ms: at(1) }
}

function inWords({ p50_ms, p99_ms, max_ms }: Latency): string {
  return [p50_ms, p99_ms, max_ms].map(milliseconds).join(' / ')
}

function headersOf(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
}
