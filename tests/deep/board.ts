/**
 * The public board asked by ten thousand addresses through a trusted proxy, on both engines: limits count
 * for each address by itself, memory stays as it is, and no answer is wrong, late or another's.
 *
 *   bun run test:deep board                      3 rounds of 10,000 addresses
 *   BOARD_ROUNDS=50 BOARD_ADDRESSES=2000 bun run test:deep board sqlite
 *
 * Ends with 1 where an answer was not what it had to be, or memory grew.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ENGINES, type Engine } from '../app.ts'
import { postgresServer, stopPostgresServer } from '../postgres-server.ts'
import { startServer } from '../server-process.ts'
import { Crowd } from './crowd.ts'

const ROUNDS = Number(process.env.BOARD_ROUNDS ?? 3)
const ADDRESSES = Number(process.env.BOARD_ADDRESSES ?? 10_000)
/**
 * What a process may have more at the end than after the first round, in which it takes hold of what it
 * needs: in each round others ask, and of the last 50,000 addresses it knows what they took.
 */
const MOST_GROWTH = 128 * 2 ** 20

process.exitCode = await run(process.argv.slice(2))

async function run(words: string[]): Promise<number> {
  const unknown = words.filter((word) => !(ENGINES as readonly string[]).includes(word))
  if (unknown.length > 0) {
    console.error(`There is no ${unknown.join(', ')}. There are: ${ENGINES.join(', ')}.`)
    return 2
  }
  let isGood = true
  console.log('engine    round    answers   per second   longest   refused   memory')
  try {
    for (const engine of ENGINES.filter((one) => words.length === 0 || words.includes(one))) {
      isGood = (await play(engine)) && isGood
    }
  } finally {
    await stopPostgresServer()
  }
  return isGood ? 0 : 1
}

async function play(engine: Engine): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-board-'))
  const database = engine === 'postgres' ? await (await postgresServer()).createDatabase() : undefined
  const env = { DATA_DIR: folder, TRUSTED_PROXIES: '127.0.0.1', ...(database && { DATABASE_URL: database }) }
  try {
    await using server = await startServer({ env })
    const crowd = await Crowd.at(server.url)
    const memory: number[] = []
    for (let round = 1; round <= ROUNDS; round += 1) {
      const { answers, seconds, longest_ms, refused } = await crowd.ask(round, ADDRESSES)
      memory.push(memoryOf(server.pid))
      const cells = [engine.padEnd(8), `${round}`.padStart(7), `${answers}`.padStart(10)]
      cells.push(`${Math.round(answers / seconds)}`.padStart(12), `${Math.round(longest_ms)} ms`.padStart(9))
      cells.push(`${refused}`.padStart(9), `${Math.round((memory.at(-1) ?? 0) / 2 ** 20)} MiB`.padStart(8))
      console.log(cells.join(' '))
    }
    await crowd.count()
    for (const [what, times] of crowd.wrong) console.log(`          wrong, ${times} times: ${what}`)
    const growth = (memory.at(-1) ?? 0) - (memory[0] ?? 0)
    if (growth > MOST_GROWTH) console.log(`          memory grew by ${Math.round(growth / 2 ** 20)} MiB`)
    return crowd.wrong.size === 0 && growth <= MOST_GROWTH
  } finally {
    if (database) await (await postgresServer()).dropDatabase(database)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What a process has in memory, in bytes. */
function memoryOf(pid: number): number {
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}
