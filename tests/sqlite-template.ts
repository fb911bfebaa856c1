/**
 * A migrated SQLite file for the tests to copy, since migrating one takes a hundred times as long.
 * `TEST_SQLITE_TEMPLATE` names one that the processes of a run share (see scripts/test.ts).
 */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { migrateSqlite } from '../src/db/migrate.ts'
import { makePrivateFile } from '../src/db/private-file.ts'
import { textSources } from '../src/resources/resource.ts'
import { RESOURCES } from '../src/resources.ts'

let template: string | undefined = process.env.TEST_SQLITE_TEMPLATE

/** Puts a migrated database where nothing is yet. */
export function copySqliteTemplate(path: string): void {
  template ??= makeSqliteTemplate()
  copyFileSync(template, path)
}

/** @returns Its path. It is gone when this process ends. */
export function makeSqliteTemplate(): string {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-template-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'template.sqlite')
  // With the rights that a database is made with; copies have them, too.
  makePrivateFile(path)
  const db = new Sqlite(path)
  try {
    db.pragma('journal_mode = WAL')
    migrateSqlite(db, undefined, undefined, textSources(RESOURCES))
  } finally {
    db.close()
  }
  return path
}
