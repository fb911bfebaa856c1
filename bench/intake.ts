/**
 * S3: events through HTTP with every rollup kept, acknowledged when they are on disk, on SQLite,
 * against a bare insert loop that is as durable. Two ways: batches of 1,000 on a few connections,
 * and one event per request on 64.
 */
import { load, reference, startAlmanac } from './machine.ts'
import { medianOf, milliseconds, perSecond, printTable, share, takeTurns } from './measure.ts'
import { signUp } from './people.ts'

const SECONDS = 4
const PEOPLE = 1000

interface Rate {
  rate: number
  p50_ms: number
  p99_ms: number
}

export default async function intake(): Promise<void> {
  await using almanac = await startAlmanac()
  const { token } = await signUp(almanac.url)
  const url = `${almanac.url}/api/v1/events`
  const report = (batch: number, connections: number) => () =>
    load<Rate>('intake.ts', { url, token, connections, batch, people: PEOPLE, seconds: SECONDS })
  const bare = (batch: number) => () =>
    reference<Rate>('insert-loop.ts', { batch, people: PEOPLE, seconds: SECONDS })
  const results = await takeTurns({
    'bare loop, 1,000 in a transaction': bare(1000),
    'Almanac, 1,000 in a request, 4 connections': report(1000, 4),
    'bare loop, one by one': bare(1),
    'Almanac, one in a request, 64 connections': report(1, 64),
    'Almanac, one in a request, 1 connection': report(1, 1),
  })
  print(results)
}

function print(results: Record<string, Rate[]>): void {
  let bare: Rate[] = []
  const rows = Object.entries(results).map(([name, rounds]) => {
    if (name.startsWith('bare')) bare = rounds
    return [
      name,
      perSecond(medianOf(rounds, ({ rate }) => rate)),
      share(medianOf(rounds, ({ rate }, round) => rate / (bare[round]?.rate ?? Number.NaN))),
      milliseconds(medianOf(rounds, ({ p50_ms }) => p50_ms)),
      milliseconds(medianOf(rounds, ({ p99_ms }) => p99_ms)),
    ]
  })
  printTable(
    `intake: ${PEOPLE.toLocaleString('en')} people, SQLite, synchronous=FULL`,
    ['what', 'events', 'share of bare', 'p50', 'p99'],
    rows,
  )
}
