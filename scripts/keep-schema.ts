/**
 * Keeps a schema that was released, for the tests to upgrade from: the rows of a story that was told to
 * its version, and what that version's dashboards showed.
 *
 *   bun scripts/keep-schema.ts             of this version
 *   bun scripts/keep-schema.ts FOLDER      of another, in a worktree with its packages installed
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import Sqlite from 'better-sqlite3'
import { readSqliteState } from '../src/db/database-state.ts'
import { MIGRATIONS, readMigrations } from '../src/db/migration-files.ts'
import { readAsTheyAre } from '../src/db/rows/as-they-are.ts'
import { ArchiveWriter } from '../src/operations/backups/archive/write-archive.ts'
import { BEGINS_AT } from '../tests/fixtures/story.ts'

const ROOT = join(import.meta.dir, '..')
export const SCHEMAS = join(ROOT, 'tests/fixtures/schemas')
export const ROWS = 'rows.almanac.zst'
export const DASHBOARDS = 'dashboards.json.zst'
const LEVEL = 19

if (import.meta.main) await keep(resolve(process.argv[2] ?? ROOT))

async function keep(program: string): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'almanac-schema-'))
  try {
    const dashboards = tell(program, data)
    const database = join(data, 'almanac.sqlite')
    const { applied } = stateOf(database)
    const all = readMigrations(join(MIGRATIONS, 'sqlite'))
    const last = all[applied.length - 1]
    if (!last) throw new Error('That version has migrations that this one does not know.')
    const folder = join(SCHEMAS, last.name)
    mkdirSync(folder, { recursive: true })
    await Bun.write(join(folder, DASHBOARDS), await Bun.zstdCompress(dashboards, { level: LEVEL }))
    await write(join(folder, ROWS), database, { number: applied.length - 1, name: last.name })
    console.log(`Kept ${folder}`)
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

/** @returns What its dashboards show. */
function tell(program: string, data: string): string {
  const words = [join(ROOT, 'tests/fixtures/story.ts'), program, data]
  const told = Bun.spawnSync([process.execPath, ...words], { stderr: 'inherit' })
  if (told.exitCode !== 0) throw new Error('The story could not be told to its end.')
  return told.stdout.toString()
}

function stateOf(database: string) {
  const db = new Sqlite(database, { readonly: true })
  try {
    return readSqliteState(db)
  } finally {
    db.close()
  }
}

async function write(path: string, database: string, schema: { number: number; name: string }) {
  await using writer = await ArchiveWriter.create(path)
  await using source = await readAsTheyAre(database, { folder: MIGRATIONS, migrations: schema.number + 1 })
  for (const table of source.tables) await writer.addTable(table, source.rowsOf(table))
  const kind = 'backup' as const
  const created_at = new Date(BEGINS_AT).toISOString()
  await writer.finish({
    kind,
    name: schema.name,
    created_at,
    engine: 'sqlite',
    program: '0.1.0',
    schema,
    dashboards: null,
  })
}
