/**
 * How what a request costs grows with what there is, over HTTP, signed in, on both engines (`--sqlite`,
 * `--postgres`: one of them): with 10⁴, 10⁵ and 10⁶ tasks, and with 10⁴ to 10⁷ events in a year (`--few`:
 * up to 10⁵; `--tasks`, `--events`: one of the two). One connection asks, one request after the other:
 * milliseconds of the process, all its threads (the lower quartile of twenty), and of the whole request (the
 * median). Servers with events take turns; the one with tasks grows.
 */
import postgres from 'postgres'
import { postgresServer, stopPostgresServer } from '../tests/postgres-server.ts'
import type { Cost } from './growth/cost.ts'
import { eventsGrow } from './growth/events.ts'
import { tasksGrow } from './growth/tasks.ts'
import { milliseconds, printTable } from './measure.ts'

const TASKS = [10_000, 100_000, 1_000_000]
const EVENTS = [...TASKS, 10_000_000]
const FEW = 100_000

interface Engine {
  name: string
  /** A new one. */
  database: () => Promise<Record<string, string>>
}

export default async function growth(options: ReadonlySet<string>): Promise<void> {
  if (!options.has('--postgres')) await measure({ name: 'SQLite', database: async () => ({}) }, options)
  if (options.has('--sqlite')) return
  const server = await postgresServer()
  const database = async () => ({ DATABASE_URL: await server.createEmptyDatabase() })
  await measure({ name: 'Postgres', database }, options)
  await stopPostgresServer()
}

async function measure({ name, database }: Engine, options: ReadonlySet<string>): Promise<void> {
  const sizes = (all: number[]) => (options.has('--few') ? all.filter((size) => size <= FEW) : all)
  if (!options.has('--events')) {
    const env = await database()
    print(`tasks on ${name}`, sizes(TASKS), await tasksGrow(env, sizes(TASKS), () => analyze(env)))
  }
  if (!options.has('--tasks')) {
    print(`events on ${name}`, sizes(EVENTS), await eventsGrow(database, sizes(EVENTS), analyze))
  }
}

/** What Postgres does by itself, a minute later. */
async function analyze({ DATABASE_URL }: Record<string, string>): Promise<void> {
  if (!DATABASE_URL) return
  const sql = postgres(DATABASE_URL, { max: 1 })
  await sql`vacuum analyze`
  await sql.end()
}

function print(what: string, sizes: number[], costs: ReadonlyMap<string, Cost[]>): void {
  printTable(
    `growth: ${what}; of the process (and of the request)`,
    ['', ...sizes.map((size) => size.toLocaleString('en')), 'times the smallest'],
    [...costs].map(([name, all]) => [
      name,
      ...all.map(({ cpu, p50 }) => `${milliseconds(cpu)} (${milliseconds(p50)})`),
      `${((all.at(-1)?.cpu ?? Number.NaN) / (all[0]?.cpu ?? Number.NaN)).toFixed(1)}×`,
    ]),
  )
}
