/**
 * What the migrations of a folder come to, in a file beside them: a database that is empty is made by it at
 * once, in a fraction of the time.
 *
 * Promises: it stands for just those migrations of which it was made, as they are now. A file that was
 * forgotten when one of them was changed, or that was changed by hand, is as good as none, and
 * `bun run migrations --check` complains of it.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseState } from './database-state.ts'
import { type Migration, missingFrom } from './migration-files.ts'

export const SCHEMA_FILE = 'schema.sql'
const END_OF_HEAD = '\n\n'

/** A migration, or the file that stands for many. */
export interface Step {
  /** For complaints: which of the two, and its name. */
  name: string
  sql: readonly string[]
  /** What the database has then. */
  applies: readonly Migration[]
  /** Whether the tables that it makes have their row-level security. */
  isSecured: boolean
}

interface Target {
  folder: string
  /** Of the folder. */
  migrations: readonly Migration[]
  /** How many of them there are to be; all, where left out. */
  upTo?: number | undefined
}

/** @throws NewerDatabaseError */
export function stepsFrom(state: DatabaseState, { folder, migrations, upTo }: Target): Step[] {
  const missing = missingFrom(migrations, state, upTo)
  const file = state.applied.length === 0 ? readSchemaFile(folder, migrations) : null
  if (!file || file.applies.length > missing.length) return missing.map(asStep)
  return [file, ...missing.slice(file.applies.length).map(asStep)]
}

function asStep(migration: Migration): Step {
  const { name, sql } = migration
  return { name: `migration ${name}`, sql, applies: [migration], isSecured: false }
}

/** @returns `null` where the folder has none that is of its migrations. */
export function readSchemaFile(folder: string, migrations: readonly Migration[]): Step | null {
  const path = join(folder, SCHEMA_FILE)
  if (!existsSync(path)) return null
  const text = readFileSync(path, 'utf8')
  const applies = migrations.slice(0, Number(/^-- Of (\d+) migrations/m.exec(text)?.[1] ?? 0))
  const sql = text.slice(text.indexOf(END_OF_HEAD) + END_OF_HEAD.length)
  if (text !== schemaFile(applies, sql)) return null
  return { name: `file ${SCHEMA_FILE}`, sql: [sql], applies, isSecured: true }
}

/** @param sql Makes what the migrations make. */
export function schemaFile(migrations: readonly Migration[], sql: string): string {
  const hash = new Bun.CryptoHasher('sha256')
  for (const migration of migrations) hash.update(`${migration.hash}\n`)
  const sha256 = hash.update(sql).digest('hex')
  return `-- What the migrations beside it come to: an empty database is made by this. See src/db/schema-file.ts.
-- Written by "bun run migrations", and never by hand.
-- Of ${migrations.length} migrations, the last of which is ${migrations.at(-1)?.name}: ${sha256}${END_OF_HEAD}${sql}`
}
