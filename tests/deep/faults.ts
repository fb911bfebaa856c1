/**
 * Plays every fault on both engines for minutes, under load with keys and retries, and counts.
 *
 *   bun run test:deep faults               all of them, 30 s each
 *   FAULT_SECONDS=5 bun run test:deep faults sqlite kill
 *
 * Prints for each: what was acknowledged, what of it is stored, stored twice or lost, and the longest
 * that anybody waited for an answer. Ends with 1 where something was lost, twice, late or unsound.
 */

import { ENGINES, type Engine } from '../app.ts'
import { postgresServer, stopPostgresServer } from '../postgres-server.ts'
import { makeSqliteTemplate } from '../sqlite-template.ts'
import { FAULTS, type Fault } from './fault-kinds.ts'
import { startPlace } from './place.ts'
import { type Tally, Workload } from './workload.ts'

const SECONDS = Number(process.env.FAULT_SECONDS ?? 30)
/** Nobody waits longer for an answer; a little more than promised, for a machine that does much else. */
const LONGEST_WAIT_MS = 12_000

process.exitCode = await run(process.argv.slice(2))

async function run(words: string[]): Promise<number> {
  const unknown = words.filter((word) => !(ENGINES as readonly string[]).includes(word) && !(word in FAULTS))
  if (unknown.length > 0) {
    console.error(
      `There is no ${unknown.join(', ')}. There are: ${[...ENGINES, ...Object.keys(FAULTS)].join(', ')}.`,
    )
    return 2
  }
  process.env.NODE_ENV = 'test'
  process.env.TEST_SQLITE_TEMPLATE = makeSqliteTemplate()
  await postgresServer()
  let isGood = true
  console.log('engine    fault      acknowledged   stored    twice     lost   longest wait   rollups')
  try {
    for (const engine of ENGINES.filter((one) => isAsked(words, ENGINES, one))) {
      for (const [name, fault] of Object.entries(FAULTS)) {
        if (!isAsked(words, Object.keys(FAULTS), name)) continue
        if (!fault.engines.includes(engine)) continue
        isGood = (await play(engine, name, fault)) && isGood
      }
    }
  } finally {
    await stopPostgresServer()
  }
  return isGood ? 0 : 1
}

function isAsked(words: string[], all: readonly string[], one: string): boolean {
  const named = words.filter((word) => all.includes(word))
  return named.length === 0 || named.includes(one)
}

async function play(engine: Engine, name: string, fault: Fault): Promise<boolean> {
  const reason = await fault.missing?.()
  if (reason) {
    console.log(`${engine.padEnd(10)}${name.padEnd(11)}skipped: ${reason}`)
    return true
  }
  await using place = await startPlace(engine, fault)
  const workload = await Workload.start(place)
  const until = performance.now() + SECONDS * 1000
  while (performance.now() < until) await fault.strike(place)
  await place.mend()
  await workload.finish()
  const tally = await workload.tally()
  const isSound = await place.isSound()
  console.log(lineOf(engine, name, tally, isSound))
  for (const note of tally.notes) console.log(`          ${note}`)
  return (
    isSound &&
    tally.twice === 0 &&
    tally.lost === 0 &&
    tally.stuck === 0 &&
    tally.longest_ms <= LONGEST_WAIT_MS
  )
}

function lineOf(engine: Engine, name: string, tally: Tally, isSound: boolean): string {
  const numbers = [tally.acknowledged, tally.stored, tally.twice, tally.lost].map((n) =>
    String(n).padStart(8),
  )
  const wait = `${(tally.longest_ms / 1000).toFixed(1)} s`.padStart(12)
  return `${engine.padEnd(10)}${name.padEnd(11)}${numbers.join(' ')}   ${wait}   ${isSound ? 'sound' : 'UNSOUND'}`
}
