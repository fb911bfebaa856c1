/** The generated migrations of a folder, and which of them a database lacks. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { version } from '../../package.json'
import { ROOT } from '../lib/root.ts'
import { StartError } from '../lib/start-error.ts'
import type { DatabaseState } from './database-state.ts'

/** One for each engine is in it. */
export const MIGRATIONS = join(ROOT, 'drizzle')

/** Of the migration that made it: its number, and its name with the number. */
export interface SchemaName {
  number: number
  name: string
}

/** What it says is read when it is asked for: most starts find that none is missing. */
export class Migration {
  readonly #path: string

  /** @param folderMillis When it was made, by which a database remembers it. */
  constructor(
    folder: string,
    readonly name: string,
    readonly folderMillis: number,
  ) {
    this.#path = join(folder, `${name}.sql`)
  }

  /** Its statements. */
  get sql(): string[] {
    return this.#text().split('--> statement-breakpoint')
  }

  get hash(): string {
    return new Bun.CryptoHasher('sha256').update(this.#text()).digest('hex')
  }

  #text(): string {
    return readFileSync(this.#path, 'utf8')
  }
}

/** In their order. */
export function readMigrations(folder: string): Migration[] {
  const journal = JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')) as {
    entries: { tag: string; when: number }[]
  }
  return journal.entries.map(({ tag, when }) => new Migration(folder, tag, when))
}

/** What so many migrations make. */
export function schemaOf(migrations: readonly Migration[]): SchemaName {
  return { number: migrations.length - 1, name: migrations.at(-1)?.name ?? '' }
}

/** @param upTo How many of them there are to be; all, where left out. @throws NewerDatabaseError */
export function missingFrom(
  migrations: readonly Migration[],
  state: DatabaseState,
  upTo = migrations.length,
): Migration[] {
  const known = new Set(migrations.map(({ folderMillis }) => folderMillis))
  if (!state.applied.every((at) => known.has(at))) throw new NewerDatabaseError(migrations, state)
  const last = Math.max(...state.applied)
  return migrations.slice(0, upTo).filter(({ folderMillis }) => folderMillis > last)
}

/** It holds what this version does not know, and would misread or spoil. */
export class NewerDatabaseError extends StartError {
  constructor(known: readonly Migration[], { applied, program }: DatabaseState) {
    const theirs = `${program ?? 'a later one'}, schema ${applied.length - 1}`
    super(
      `The database belongs to a newer version of Almanac (${theirs}). This is ${version}, which knows schemas up to ${schemaOf(known).name}: nothing was changed. Start ${program ?? 'the version that was last used with it'}, or restore a backup from before it into an empty place.`,
    )
  }
}
