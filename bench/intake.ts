/**
 * S3: events through HTTP with every rollup kept, acknowledged when they are on disk, on SQLite,
 * against a bare insert loop that is as durable. Two ways: batches of 1,000 on a few connections,
 * and one event per request on 64. What counts on a busy machine is what an event costs the server's
 * process of its core. `--against=FOLDER` measures another version in turns with this one, and no bare
 * loop; `--postgres`: there.
 */
import { join } from 'node:path'
import { postgresServer, stopPostgresServer } from '../tests/postgres-server.ts'
import { cpuTime } from './cpu.ts'
import { load, reference, startAlmanac } from './machine.ts'
import { medianOf, milliseconds, perSecond, printTable, share, takeTurns } from './measure.ts'
import { signUp } from './people.ts'

const SECONDS = 4
const PEOPLE = 1000

interface Rate {
  rate: number
  p50_ms: number
  p99_ms: number
  /** Of the thread that answers, and of the others; of the bare loop it is not known. */
  main_us?: number
  others_us?: number
}

type Sent = Rate & { accepted: number }
type Contenders = Record<string, () => Promise<Rate>>

export default async function intake(options: ReadonlySet<string>): Promise<void> {
  const isPostgres = options.has('--postgres')
  const server = isPostgres ? await postgresServer() : null
  const other = [...options].find((option) => option.startsWith('--against='))?.slice('--against='.length)
  await using stack = new AsyncDisposableStack()
  const start = async (version: string, main?: string): Promise<Contenders> => {
    const env = server ? { DATABASE_URL: await server.createEmptyDatabase() } : {}
    const almanac = stack.use(await startAlmanac(env as Record<string, string>, main))
    const { token } = await signUp(almanac.url)
    const report = (batch: number, connections: number) => () =>
      costOf(almanac.pid, () =>
        load<Sent>('intake.ts', {
          ...{ url: `${almanac.url}/api/v1/events`, token, connections, batch },
          ...{ people: PEOPLE, seconds: SECONDS },
        }),
      )
    return {
      [`${version}, 1,000 in a request, 4 connections`]: report(1000, 4),
      [`${version}, one in a request, 64 connections`]: report(1, 64),
      [`${version}, one in a request, 1 connection`]: report(1, 1),
    }
  }
  const bare = (batch: number) => () =>
    reference<Rate>('insert-loop.ts', { batch, people: PEOPLE, seconds: SECONDS })
  const before = other ? await start(other, join(other, 'src/main.ts')) : {}
  const own = await start('Almanac')
  const bares = { 'bare loop, 1,000 in a transaction': bare(1000), 'bare loop, one by one': bare(1) }
  const contenders = other || isPostgres ? { ...before, ...own } : beside(bares, own)
  print(isPostgres ? 'Postgres' : 'SQLite, synchronous=FULL', await takeTurns(contenders))
  await stack.disposeAsync()
  if (server) await stopPostgresServer()
}

/** Each bare loop before what is to be compared with it. */
function beside(bares: Contenders, own: Contenders): Contenders {
  const [many, single] = Object.entries(bares)
  const [batch, ...singles] = Object.entries(own)
  return Object.fromEntries([many, batch, single, ...singles].filter((one) => one !== undefined))
}

async function costOf(pid: number, run: () => Promise<Sent>): Promise<Rate> {
  const from = cpuTime(pid)
  const { accepted, ...rate } = await run()
  const until = cpuTime(pid)
  return {
    ...rate,
    main_us: ((until.main - from.main) * 1000) / accepted,
    others_us: (Math.max(0, until.others - from.others) * 1000) / accepted,
  }
}

function print(engine: string, results: Record<string, Rate[]>): void {
  let bare: Rate[] | undefined
  const rows = Object.entries(results).map(([name, rounds]) => {
    if (name.startsWith('bare')) bare = rounds
    const middle = (value: (one: Rate) => number | undefined) => medianOf(rounds, (one) => value(one) ?? 0)
    const ofBare = bare && medianOf(rounds, ({ rate }, round) => rate / (bare?.[round]?.rate ?? Number.NaN))
    return [
      name,
      perSecond(middle(({ rate }) => rate)),
      ofBare ? share(ofBare) : '',
      rounds === bare
        ? ''
        : `${middle((one) => one.main_us).toFixed(1)} + ${middle((one) => one.others_us).toFixed(1)} µs`,
      milliseconds(middle(({ p50_ms }) => p50_ms)),
      milliseconds(middle(({ p99_ms }) => p99_ms)),
    ]
  })
  printTable(
    `intake: ${PEOPLE.toLocaleString('en')} people, ${engine}`,
    ['what', 'events', 'share of bare', 'of its core, an event', 'p50', 'p99'],
    rows,
  )
}
