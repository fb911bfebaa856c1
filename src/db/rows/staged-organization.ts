/**
 * The rows of an archive of one organization in a scratch file, looked at before any of them goes among
 * the rows of others. Whoever made the archive may have meant harm: what a whole instance would take
 * as its own must here be of one organization, and what its columns hold.
 */
import Sqlite from 'better-sqlite3'
import { FILE_TABLES, type FileTable } from '../file-tables.ts'
import { organizationTables } from './organization-tables.ts'
import { rowsInFile } from './read-sqlite.ts'
import { quoted } from './row-lines.ts'
import { UnfitRowsError } from './row-loader.ts'
import type { ArchivedColumn, ArchivedTable } from './table-shape.ts'

export interface StagedHead {
  id: string
  name: string
  slug: string
  time_zone: string
  plan: string
  created_at: number
  /** See metrics/rebuild/rollup-version.ts. */
  rollup_version: number
}

export interface StagedAccount {
  id: string
  email: string
  name: string
  password_hash: string
}

/** What must be another in each organization, since it is looked up before that is known. */
export interface StagedSecrets {
  key_ids: string[]
  key_hashes: string[]
  token_hashes: string[]
}

/** What rows say of a content. */
export interface StagedFile {
  table: FileTable
  sha256: string
  media_type: string
}

export class StagedOrganization implements Disposable {
  readonly #db: Sqlite.Database
  readonly head: StagedHead
  readonly accounts: readonly StagedAccount[]
  readonly secrets: StagedSecrets
  readonly files: readonly StagedFile[]

  /**
   * @param path Of a SQLite file with the schema of this version.
   * @throws UnfitRowsError
   */
  constructor(path: string) {
    this.#db = new Sqlite(path, { readonly: true })
    try {
      this.head = this.#onlyOne()
      for (const table of organizationTables()) this.#assertFits(table)
      this.accounts = this.#db
        .prepare('select id, email, name, password_hash from users order by email')
        .all() as StagedAccount[]
      this.files = FILE_TABLES.flatMap((table) => this.#filesIn(table))
      this.secrets = {
        key_ids: this.#column('select id from api_keys'),
        key_hashes: this.#column('select key_hash from api_keys'),
        token_hashes: this.#column('select token_hash from invitations'),
      }
    } catch (error) {
      this.#db.close()
      throw error
    }
  }

  countRows(): number {
    const counts = organizationTables().map(({ name }) => `(select count(*) from ${quoted(name)})`)
    return this.#db
      .prepare(`select ${counts.join(' + ')}`)
      .pluck()
      .get() as number
  }

  rowsOf(table: ArchivedTable): AsyncGenerator<Uint8Array> {
    return rowsInFile(this.#db, table)
  }

  [Symbol.dispose](): void {
    this.#db.close()
  }

  #filesIn(table: FileTable): StagedFile[] {
    const rows = this.#db.prepare(`select distinct sha256, media_type from ${table}`).all()
    return (rows as Omit<StagedFile, 'table'>[]).map((row) => ({ table, ...row }))
  }

  #column(sql: string): string[] {
    return this.#db.prepare(sql).pluck().all() as string[]
  }

  #onlyOne(): StagedHead {
    const found = this.#db.prepare('select * from organizations limit 2').all() as StagedHead[]
    const [head] = found
    if (!head || found.length > 1) throw new UnfitRowsError('It does not hold exactly one organization.')
    return head
  }

  #assertFits(table: ArchivedTable): void {
    const name = quoted(table.name)
    const fits = table.columns.map(holdsItsKind).join(' and ')
    if (this.#db.prepare(`select 1 from ${name} where not (${fits}) limit 1`).get() !== undefined) {
      throw new UnfitRowsError(`A row of ${table.name} holds something else than its columns do.`)
    }
    const isOwn = ownership(table)
    if (this.#db.prepare(`select 1 from ${name} where not (${isOwn}) limit 1`).get({ id: this.head.id })) {
      throw new UnfitRowsError(`Rows of ${table.name} belong to somebody else than its organization.`)
    }
  }
}

/** From the year 0 to 9999, as instants can be said and read again. */
const INSTANTS = 'between -62167219200000 and 253402300799999'
/** Jobs go through days one after the other: more than these would never end. */
const DAYS = 'between -1000000 and 1000000'

function holdsItsKind({ name, kind }: ArchivedColumn): string {
  const column = quoted(name)
  const typed = (type: string) => `typeof(${column}) in ('${type}', 'null')`
  if (kind === 'bool') return `coalesce(${column}, 0) in (0, 1) and ${typed('integer')}`
  // Postgres takes no NUL.
  if (kind !== 'int')
    return `${typed('text')} and instr(coalesce(${column}, ''), char(0)) = 0${asJson(column, kind)}`
  if (/(^|_)at$/.test(name)) return `${typed('integer')} and coalesce(${column}, 0) ${INSTANTS}`
  if (/^(first_|start_)?day$/.test(name)) return `${typed('integer')} and coalesce(${column}, 0) ${DAYS}`
  return typed('integer')
}

function asJson(column: string, kind: ArchivedColumn['kind']): string {
  return kind === 'json' ? ` and coalesce(json_valid(${column}), 1)` : ''
}

function ownership({ name }: ArchivedTable): string {
  if (name === 'organizations') return 'id = :id'
  return name === 'users'
    ? 'id in (select user_id from members where organization_id = :id)'
    : 'organization_id = :id'
}
