/** Databases of somebody, and migrations that this version does not have. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { MIGRATIONS } from '../src/db/migration-files.ts'
import { connectPostgres } from '../src/db/postgres-client.ts'
import { postgresCursor, postgresRows } from '../src/db/rows/read-postgres.ts'
import { rowsInFile } from '../src/db/rows/read-sqlite.ts'
import type { ArchivedTable } from '../src/db/rows/table-shape.ts'
import { RowsHash } from '../src/lib/rows-hash.ts'
import { ENGINES } from './app.ts'
import { temporaryFolder } from './db/database.ts'

const BREAK = '\n--> statement-breakpoint\n'

/** The migrations of both engines, to which more can be added behind the last. */
export function moreMigrations() {
  const { path, [Symbol.dispose]: dispose } = temporaryFolder()
  cpSync(MIGRATIONS, path, { recursive: true })
  const journalOf = (engine: string) => join(path, engine, 'meta/_journal.json')
  return {
    path,
    /** In the place of what was added before. @param statements The same for both. */
    add(name: string, ...statements: string[]): void {
      for (const engine of ENGINES) {
        const journal = JSON.parse(readFileSync(join(MIGRATIONS, engine, 'meta/_journal.json'), 'utf8'))
        const last = journal.entries.at(-1)
        const tag = `${String(last.idx + 1).padStart(4, '0')}_${name}`
        journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag })
        writeFileSync(join(path, engine, `${tag}.sql`), statements.join(BREAK))
        writeFileSync(journalOf(engine), JSON.stringify(journal))
      }
    },
    [Symbol.dispose]: dispose,
  }
}

/** Of each of the tables, by an outsider, how many rows it has and which: see lib/rows-hash.ts. */
export async function hashTables(
  url: string,
  tables: readonly ArchivedTable[],
): Promise<Record<string, string>> {
  return url.startsWith('postgres') ? hashOnPostgres(url, tables) : hashOnSqlite(url, tables)
}

async function hashOnSqlite(path: string, tables: readonly ArchivedTable[]) {
  const db = new Sqlite(path)
  try {
    return await hashed(tables, (table) => rowsInFile(db, table))
  } finally {
    db.close()
  }
}

/** @param url Of a login that sees every row. */
async function hashOnPostgres(url: string, tables: readonly ArchivedTable[]) {
  const client = await connectPostgres(url)
  try {
    await client.unsafe(`begin; set local app.organization_id = '*'`)
    return await hashed(tables, (table) =>
      postgresRows(postgresCursor(table), async (text) => [
        ...(await client.unsafe<{ line: string }[]>(text)),
      ]),
    )
  } finally {
    await client.end()
  }
}

async function hashed(
  tables: readonly ArchivedTable[],
  rowsOf: (table: ArchivedTable) => AsyncGenerator<Uint8Array>,
) {
  const hashes: Record<string, string> = {}
  for (const table of tables) {
    const hash = new RowsHash()
    for await (const lines of rowsOf(table)) hash.add(lines)
    hashes[table.name] = `${hash.rows} ${hash.hex()}`
  }
  return hashes
}
