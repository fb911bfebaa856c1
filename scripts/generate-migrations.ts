/**
 * Writes what the schema has and the migrations lack, for both engines under one number and name, and then
 * the file of each that says what all of them come to (scripts/schema-file.ts).
 *
 *   bun run migrations add-teams      writes 0003_add-teams on both
 *   bun run migrations                once more, where one that is not released was changed by hand
 *   bun run migrations --check        writes nothing; fails when something is missing
 *
 * A renamed column is asked about, which needs a terminal.
 */
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import postgresConfig from '../drizzle.postgres.config.ts'
import sqliteConfig from '../drizzle.sqlite.config.ts'
import { MIGRATIONS } from '../src/db/migration-files.ts'
import { SCHEMA_FILE } from '../src/db/schema-file.ts'
import { isSchemaFileFresh, writeSchemaFiles } from './schema-file.ts'

const ROOT = join(import.meta.dir, '..')
const CONFIGS = { sqlite: sqliteConfig, postgres: postgresConfig } as const
export type Engine = keyof typeof CONFIGS
const ENGINES = Object.keys(CONFIGS) as Engine[]
const NOTHING_NEW = 'No schema changes'

if (import.meta.main) process.exitCode = await run(process.argv[2] ?? 'change')

async function run(name: string): Promise<number> {
  if (name !== '--check') {
    if (!/^[a-z0-9][a-z0-9_-]*$/.test(name))
      return failed(`"${name}" is no name for a file: write it-like-this.`)
    for (const engine of ENGINES) {
      generate(engine, join('drizzle', engine), name, 'inherit')
      deleteOldSnapshots(engine)
    }
    await writeSchemaFiles()
  }
  const wrong = complaint()
  if (wrong) return failed(wrong)
  console.log(listsOfBoth(MIGRATIONS).join('\n'))
  return 0
}

/** @param folder Of the migrations, one for each engine in it. @returns `null` where all is as it should be. */
export function complaint(folder = MIGRATIONS): string | null {
  if (listMigrations('sqlite', folder).join() !== listMigrations('postgres', folder).join()) {
    return `The migrations are out of step.\n${listsOfBoth(folder).join('\n')}\nGive the engine that lacks one an empty one, with drizzle-kit generate --custom --name, or begin again.`
  }
  for (const engine of ENGINES) {
    if (!isSchemaFileFresh(join(folder, engine)))
      return `drizzle/${engine}/${SCHEMA_FILE} is not what the migrations come to. Write it anew: bun run migrations`
  }
  for (const engine of ENGINES) {
    const missing = findUnmigrated(engine, folder)
    if (missing) return `The ${engine} schema has what no migration makes:\n${missing}`
  }
  return null
}

function listsOfBoth(folder: string): string[] {
  return ENGINES.map((engine) => `${engine}: ${listMigrations(engine, folder).join(' ')}`)
}

/** The generator compares the schema with the last snapshot, and needs no other. */
function deleteOldSnapshots(engine: Engine): void {
  const folder = join(ROOT, 'drizzle', engine, 'meta')
  const snapshots = readdirSync(folder).filter((file) => file.endsWith('_snapshot.json'))
  for (const old of snapshots.sort().slice(0, -1)) rmSync(join(folder, old))
}

/** The names of an engine's migrations, in their order. */
export function listMigrations(engine: Engine, folder = MIGRATIONS): string[] {
  return readdirSync(join(folder, engine))
    .filter((file) => file.endsWith('.sql') && file !== SCHEMA_FILE)
    .map((file) => file.replace(/\.sql$/, ''))
    .sort()
}

/**
 * Lets the generator write into a copy.
 *
 * @returns What it said, if it would write something or ask; `null` when the migrations are complete.
 */
export function findUnmigrated(engine: Engine, folder = MIGRATIONS): string | null {
  const copy = mkdtempSync(join(tmpdir(), 'almanac-migrations-'))
  try {
    cpSync(join(folder, engine), copy, { recursive: true })
    const before = readdirSync(copy).length
    const said = generate(engine, relative(ROOT, copy), 'missing', 'pipe')
    // Without a terminal it ends well, and writes nothing, when it wanted to ask.
    return said.includes(NOTHING_NEW) && readdirSync(copy).length === before ? null : said.trim()
  } finally {
    rmSync(copy, { recursive: true })
  }
}

/** @param folder Relative to the root: the generator puts `./` before it. */
function generate(engine: Engine, folder: string, name: string, output: 'inherit' | 'pipe'): string {
  const { dialect, schema } = CONFIGS[engine]
  const options = [`--dialect=${dialect}`, `--schema=${schema}`, `--out=${folder}`, `--name=${name}`]
  const { stdout, stderr } = Bun.spawnSync(
    [process.execPath, '--bun', 'drizzle-kit', 'generate', ...options],
    {
      cwd: ROOT,
      stdin: output === 'inherit' ? 'inherit' : 'ignore',
      stdout: output,
      stderr: output,
    },
  )
  return `${stdout ?? ''}${stderr ?? ''}`
}

function failed(message: string): number {
  console.error(message)
  return 1
}
