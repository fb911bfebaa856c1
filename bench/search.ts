/**
 * S4: a search among ten thousand tasks, and among a million in the same database (`--few`: a hundred
 * thousand), for somebody who sees all of them and for somebody who sees a tenth, on both engines;
 * beside it FTS5 alone, on the same texts and words.
 */
import { postgresServer, stopPostgresServer } from '../tests/postgres-server.ts'
import { reference } from './machine.ts'
import { milliseconds, printTable } from './measure.ts'
import type { Measured } from './references/searches.ts'

export default async function search(options: ReadonlySet<string>): Promise<void> {
  const sizes = [10_000, options.has('--few') ? 100_000 : 1_000_000]
  const sqlite = await reference<Measured>('searches.ts', { sizes, env: {}, bare: true })
  const DATABASE_URL = await (await postgresServer()).createDatabase()
  const postgres = await reference<Measured>('searches.ts', { sizes, env: { DATABASE_URL }, bare: false })
  await stopPostgresServer()
  printTable(
    'search: the best 50, without HTTP',
    ['tasks', 'words', 'who', 'SQLite', 'p99', 'Postgres', 'p99', 'bare FTS5', 'ranked'],
    sqlite.searches.map(({ size, words, who, p50, p99, bare }, i) => [
      size.toLocaleString('en'),
      `\`${words}\``,
      who,
      milliseconds(p50),
      milliseconds(p99),
      milliseconds(postgres.searches[i]?.p50 ?? Number.NaN),
      milliseconds(postgres.searches[i]?.p99 ?? Number.NaN),
      bare ? milliseconds(bare.newest) : '',
      bare ? milliseconds(bare.ranked) : '',
    ]),
  )
  for (const [engine, { indexed }] of Object.entries({ SQLite: sqlite, Postgres: postgres })) {
    console.log(`${engine}: ${Math.round(indexed).toLocaleString('en')} texts a second put into the index.`)
  }
}
