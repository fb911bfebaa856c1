/** Each row of each contender once a round, in turns, and what it costs the process that answers. */
import { cpuTime } from '../cpu.ts'
import { privateMemory } from '../machine.ts'
import type { Answered, Row } from './ask.ts'
import type { Contender } from './contenders.ts'

const ROUNDS = 3

export interface Measured extends Omit<Answered, 'count' | 'errors'> {
  errors: number
  /** Milliseconds a request, of the thread that answers and of the others. */
  main_ms: number
  others_ms: number
}

export interface Results {
  /** By the name of the row, for each contender its rounds; empty where it has no such row. */
  rows: ReadonlyMap<string, Measured[][]>
  /** Bytes of memory of each contender after all rows that are not to come last. */
  afterReads: number[]
}

export async function measureInTurns(contenders: Contender[]): Promise<Results> {
  const rows = new Map<string, Measured[][]>()
  for (const { name } of contenders.flatMap((one) => one.rows)) {
    rows.set(
      name,
      contenders.map(() => []),
    )
  }
  await measureThose(contenders, rows, ({ last }) => !last)
  const afterReads = contenders.map(({ pid }) => privateMemory(pid))
  await measureThose(contenders, rows, ({ last }) => last === true)
  return { rows, afterReads }
}

async function measureThose(
  contenders: Contender[],
  results: ReadonlyMap<string, Measured[][]>,
  wanted: (row: Row) => boolean,
): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { renew } of contenders) await renew?.()
    for (const [name, rounds] of results) {
      for (const [i, { pid, rows }] of contenders.entries()) {
        const row = rows.find((one) => one.name === name && wanted(one))
        if (row) rounds[i]?.push(await costOf(pid, row))
      }
    }
  }
}

async function costOf(pid: number, { run }: Row): Promise<Measured> {
  const before = cpuTime(pid)
  const { count, rate, p50_ms, p99_ms, errors = 0 } = await run()
  const after = cpuTime(pid)
  return {
    ...{ rate, p50_ms, p99_ms, errors },
    main_ms: (after.main - before.main) / count,
    others_ms: Math.max(0, after.others - before.others) / count,
  }
}
