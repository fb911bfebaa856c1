/**
 * S4: 50 tasks of ten thousand and of a million, filtered and sorted, for an owner and for members who
 * see a tenth of them or twenty; and 500 changed at once. On both engines.
 */
import { postgresServer, stopPostgresServer } from '../tests/postgres-server.ts'
import { reference } from './machine.ts'
import { milliseconds, printTable } from './measure.ts'
import type { Took } from './references/tasks.ts'

const SIZES = [10_000, 1_000_000]

export default async function tasks(options: ReadonlySet<string>): Promise<void> {
  const sizes = options.has('--few') ? SIZES.map((size) => size / 10) : SIZES
  if (!options.has('--postgres')) print('SQLite', sizes, await reference<Took>('tasks.ts', { sizes }))
  if (options.has('--sqlite')) return
  const url = await (await postgresServer()).createDatabase()
  print('Postgres', sizes, await reference<Took>('tasks.ts', { sizes, url }))
  await stopPostgresServer()
}

function print(engine: string, sizes: number[], took: Took): void {
  const [bare = []] = Object.values(took)
  printTable(
    `tasks: on ${engine}, for one call`,
    ['', ...sizes.map((size) => `of ${size.toLocaleString('en')}`), 'times the smaller', 'times bare'],
    Object.entries(took).map(([name, all]) => {
      const [smaller = Number.NaN, larger = Number.NaN] = all
      const times = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)}×`
      return [
        name,
        ...all.map(milliseconds),
        times(larger / smaller),
        times(larger / (bare[1] ?? Number.NaN)),
      ]
    }),
  )
}
