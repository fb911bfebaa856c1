/**
 * S2: the dashboard computed anew: what the database takes with 10 thousand events in the
 * organization and with a million (`--largest`: and ten million), on both engines.
 */
import { postgresServer, stopPostgresServer } from '../tests/postgres-server.ts'
import { reference } from './machine.ts'
import { milliseconds, printTable } from './measure.ts'

const PEOPLE = 1000

/** The same pace for longer, or the same year with more in it. */
const SHAPES = [
  { events: 10_000, people: PEOPLE, days: 30, words: 'a month' },
  { events: 1_000_000, people: PEOPLE, days: 3000, words: 'the same pace for eight years' },
  { events: 10_000, people: PEOPLE, days: 365, words: 'a year' },
  { events: 1_000_000, people: PEOPLE, days: 365, words: 'the same year, a hundred times denser' },
]
const LARGEST = { events: 10_000_000, people: PEOPLE, days: 365, words: 'a thousand times denser' }

export default async function dashboardUncached(options: ReadonlySet<string>): Promise<void> {
  const shapes = options.has('--largest') ? [...SHAPES, LARGEST] : SHAPES
  const sqlite = await reference<number[]>('dashboards.ts', { shapes, env: {} })
  const DATABASE_URL = await (await postgresServer()).createDatabase()
  const postgres = await reference<number[]>('dashboards.ts', { shapes, env: { DATABASE_URL } })
  await stopPostgresServer()
  printTable(
    'dashboard-uncached: in the database, for one dashboard',
    ['events', 'SQLite', 'times the smaller', 'Postgres', 'times the smaller'],
    shapes.map(({ events, words }, i) => {
      const smaller = words.startsWith('the same pace') ? 0 : 2
      const cells = [sqlite, postgres].flatMap((took) => [
        milliseconds(took[i]!),
        i % 2 === 0 && i < 4 ? '' : `${(took[i]! / took[smaller]!).toFixed(2)}×`,
      ])
      return [`${events.toLocaleString('en')}, ${words}`, ...cells]
    }),
  )
}
