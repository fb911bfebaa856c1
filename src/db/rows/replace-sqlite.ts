/**
 * Replaces a SQLite database by a new file, which is built beside it and renamed over it: whatever happens,
 * there is the one or the other, whole.
 *
 *   build beside ─► carry over ─► on disk ─► the old one into one file ─► rename
 */
import { chmodSync, existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { ownLike } from '../../lib/own-like.ts'
import { syncFolder } from '../../lib/sync-folder.ts'
import type { RowLoader } from './row-loader.ts'
import { SqliteLoader } from './sqlite-loader.ts'
import type { ArchivedTable } from './table-shape.ts'

const PARTS = ['-wal', '-shm']

export class SqliteReplacement implements RowLoader {
  readonly #path: string
  readonly #new: string
  readonly #loader: SqliteLoader
  readonly #aside: string | null

  /**
   * @param path Of the database, which nobody else uses, or where one is to be.
   * @param migrations How many of them make the schema of what is put in.
   * @param aside Where the old file goes that cannot be read; `null` where it can.
   */
  constructor(path: string, migrations: number, aside: string | null) {
    this.#path = path
    this.#new = `${path}.restoring`
    this.#aside = aside
    this.#remove()
    this.#loader = new SqliteLoader(this.#new, migrations)
  }

  get tables(): readonly ArchivedTable[] {
    return this.#loader.tables
  }

  load(table: ArchivedTable, lines: Uint8Array): Promise<void> {
    return this.#loader.load(table, lines)
  }

  complete(): Promise<void> {
    return this.#loader.complete()
  }

  rowsOf(table: ArchivedTable): AsyncGenerator<Uint8Array> {
    return this.#loader.rowsOf(table)
  }

  async commit(): Promise<void> {
    this.#loader.upgrade()
    if (existsSync(this.#path) && this.#aside === null) this.#loader.carryOver(this.#path)
    await this.#loader.commit()
    this.#takeRights()
    if (existsSync(this.#path)) this.#settleOld()
    renameSync(this.#new, this.#path)
    await syncFolder(dirname(this.#path))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#loader[Symbol.asyncDispose]()
    this.#remove()
  }

  /** Those of the old file, so that the same server may write it. */
  #takeRights(): void {
    const isThere = existsSync(this.#path)
    ownLike(this.#new, isThere ? this.#path : dirname(this.#path))
    if (isThere) chmodSync(this.#new, statSync(this.#path).mode)
  }

  /** A log that stays behind would be taken for that of the new file. */
  #settleOld(): void {
    if (this.#aside !== null) {
      linkSync(this.#path, this.#aside)
      for (const part of PARTS) {
        if (existsSync(this.#path + part)) renameSync(this.#path + part, this.#aside + part)
      }
      return
    }
    const old = new Sqlite(this.#path)
    try {
      old.pragma('wal_checkpoint(TRUNCATE)')
      old.pragma('journal_mode = DELETE')
    } finally {
      old.close()
    }
  }

  #remove(): void {
    for (const part of ['', ...PARTS, '-journal']) rmSync(this.#new + part, { force: true })
  }
}
