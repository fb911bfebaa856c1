/**
 * S4: a search among ten thousand tasks, and among a million in the same database (`--few`: a hundred
 * thousand), for somebody who sees all of them and for somebody who sees a tenth, on both engines
 * (`--sqlite`, `--postgres`: on one); beside it FTS5 alone, on the same texts and words.
 */
import { postgresServer, stopPostgresServer } from '../tests/postgres-server.ts'
import { reference } from './machine.ts'
import { megabytes, milliseconds, printTable } from './measure.ts'
import type { Measured } from './references/searches.ts'

export default async function search(options: ReadonlySet<string>): Promise<void> {
  const sizes = [10_000, options.has('--few') ? 100_000 : 1_000_000]
  if (!options.has('--postgres')) {
    print('SQLite', await reference<Measured>('searches.ts', { sizes, env: {}, bare: true }))
  }
  if (options.has('--sqlite')) return
  const DATABASE_URL = await (await postgresServer()).createDatabase()
  print('Postgres', await reference<Measured>('searches.ts', { sizes, env: { DATABASE_URL }, bare: false }))
  await stopPostgresServer()
}

function print(engine: string, { searches, indexed, bytes }: Measured): void {
  printTable(
    `search: the best 50 on ${engine}, without HTTP`,
    ['tasks', 'words', 'who', 'p50', 'p99', 'best', 'bare FTS5, newest 50', 'ranked'],
    searches.map(({ size, words, who, p50, p99, best, bare }) => [
      size.toLocaleString('en'),
      `\`${words}\``,
      who,
      ...[p50, p99, best].map(milliseconds),
      bare ? milliseconds(bare.newest) : '',
      bare ? milliseconds(bare.ranked) : '',
    ]),
  )
  console.log(`\n${Math.round(indexed).toLocaleString('en')} texts a second put into the index,`)
  console.log(`which takes ${megabytes(bytes)}.`)
}
