/**
 * From the start of the process to its first answer, on a database that is there, on one core: the one file
 * that people run, the sources, and a bare `Bun.serve`. And what each has in memory when nothing is asked
 * of it.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MAIN } from '../tests/main.ts'
import { cpuTime } from './cpu.ts'
import { SERVER_CORE, startAlmanac, temporaryFolder } from './machine.ts'
import { medianOf, megabytes, milliseconds, printTable, takeTurns } from './measure.ts'

const ROUNDS = 11
const PORT = '38417'
/** Until the collector has tidied up after the start. */
const SETTLED_MS = 2_000

export default async function start(): Promise<void> {
  using folder = temporaryFolder()
  // Makes the database.
  await (await startAlmanac({ DATA_DIR: folder.path }))[Symbol.asyncDispose]()
  const body = join(folder.path, 'body')
  writeFileSync(body, '{}')
  const env = { DATA_DIR: folder.path, PORT, HOST: '127.0.0.1', BODY: body }
  const of = (...words: string[]) => ({
    answers: () => started(words, env, 0),
    settles: () => started(words, env, SETTLED_MS),
  })
  const contenders = {
    Almanac: of(MAIN, 'serve'),
    'Almanac, from its sources': of(join(import.meta.dir, '../src/main.ts'), 'serve'),
    'bare `Bun.serve`': of(join(import.meta.dir, 'references/bare.ts')),
  }
  const each = <T>(fn: (one: ReturnType<typeof of>) => () => Promise<T>) =>
    Object.fromEntries(Object.entries(contenders).map(([name, one]) => [name, fn(one)]))
  const answered = await takeTurns(
    each((one) => one.answers),
    ROUNDS,
  )
  const settled = await takeTurns(each((one) => one.settles))
  printTable(
    `start: on an existing SQLite file, server on ${SERVER_CORE.join(' ')}`,
    ['', 'first answer after', 'CPU until then', 'resident when idle', 'its own'],
    Object.keys(contenders).map((name) => [
      name,
      milliseconds(medianOf(answered[name] ?? [], ({ ms }) => ms)),
      milliseconds(medianOf(answered[name] ?? [], ({ cpu }) => cpu)),
      megabytes(medianOf(settled[name] ?? [], ({ resident }) => resident)),
      megabytes(medianOf(settled[name] ?? [], ({ own }) => own)),
    ]),
  )
}

async function started(words: string[], env: Record<string, string>, rest_ms: number) {
  const begunAt = performance.now()
  const child = Bun.spawn([...SERVER_CORE, process.execPath, ...words], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await addressOf(child.stdout)
  await (await fetch(`${url}/api/v1/health/ready`)).text()
  const ms = performance.now() - begunAt
  const { main, others } = cpuTime(child.pid)
  if (rest_ms > 0) await Bun.sleep(rest_ms)
  const memory = memoryOf(child.pid)
  child.kill('SIGTERM')
  await child.exited
  return { ms, cpu: main + others, ...memory }
}

/** What it says when it is ready. */
async function addressOf(output: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const piece of output) {
    text += decoder.decode(piece, { stream: true })
    const [address] = /http:\S+/.exec(text) ?? []
    if (address) return address
  }
  throw new Error(`It is not ready: ${text}`)
}

/** In bytes. What is its own, no other process has in memory as well. */
function memoryOf(pid: number) {
  const lines = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').split('\n')
  const sum = (start: string) =>
    lines
      .filter((line) => line.startsWith(start))
      .reduce((total, line) => total + Number(line.split(/\s+/)[1]) * 1024, 0)
  return { resident: sum('Rss:'), own: sum('Private_') }
}
