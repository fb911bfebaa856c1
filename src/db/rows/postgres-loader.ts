/**
 * Replaces all rows of a Postgres database in one transaction, by `COPY`. Nobody can read or write
 * meanwhile, and whatever fails leaves everything as it was.
 *
 * Row-level security, which binds the tables' owner too, takes no `COPY`: within the transaction the
 * owner is let off. Triggers that queue texts for the index rest for as long.
 */
import { getTableName, type Table } from 'drizzle-orm'
import { EVERY_ORGANIZATION } from '../database.ts'
import { connectPostgres, limitTime, type PostgresClient } from '../postgres-client.ts'
import type { Reserved } from '../postgres-connection.ts'
import { tenantTables } from '../row-security.ts'
import { postgresTables } from '../schema-postgres.ts'
import { WHOLE } from '../time-limits.ts'
import { archivedTables } from './archived-tables.ts'
import { CARRIED, carryOver } from './carried-over.ts'
import { postgresCursor, postgresRows } from './read-postgres.ts'
import { quoted, type RowValue, readRows } from './row-lines.ts'
import { FORGET_SEARCH_INDEX, type RowLoader } from './row-loader.ts'
import type { ArchivedTable } from './table-shape.ts'

const GOODBYE_SECONDS = 1
const BEFORE = 'before_'

export class PostgresLoader implements RowLoader {
  readonly tables = archivedTables()
  readonly #client: PostgresClient
  readonly #sql: Reserved
  #isOver = false
  #wasUsed = false

  private constructor(client: PostgresClient, sql: Reserved) {
    this.#client = client
    this.#sql = sql
  }

  /**
   * Takes all rows out, and waits for whoever reads or writes.
   *
   * @param url Of a database with the schema of this version.
   */
  static async open(url: string): Promise<PostgresLoader> {
    const client = await connectPostgres(url)
    try {
      await limitTime(client, WHOLE)
      const loader = new PostgresLoader(client, await client.reserve())
      await loader.#begin()
      return loader
    } catch (error) {
      await client.end({ timeout: GOODBYE_SECONDS })
      throw error
    }
  }

  async #begin(): Promise<void> {
    await this.#sql.unsafe('begin')
    await this.#sql`select set_config('app.organization_id', ${EVERY_ORGANIZATION}, true)`
    await this.#all([`lock table ${emptied().map(quoted).join(', ')} in access exclusive mode`])
    const [used] = await this.#sql`select 1 from users limit 1`
    this.#wasUsed = used !== undefined
    const filled = await this.#filled()
    const carried = this.#wasUsed ? CARRIED : []
    await this.#all([
      ...carried.map((table) => `create temporary table ${BEFORE}${table} on commit drop as table ${table}`),
      ...(filled.length > 0 ? [`truncate ${filled.map(quoted).join(', ')}`] : []),
      ...tenantTables().map(({ table }) => `alter table ${table} no force row level security`),
      ...this.tables.map(({ name }) => `alter table ${quoted(name)} disable trigger user`),
    ])
  }

  /**
   * Of those that are emptied, which may have rows, and which refer to them, as `truncate` wants it. Each is
   * given new files, and that takes long for all of a database that was made just now.
   */
  async #filled(): Promise<string[]> {
    const found = await this.#sql<{ name: string }[]>`
      with recursive ours as (
        select oid, relname as name from pg_class
        where relnamespace = 'public'::regnamespace and relname = any(${emptied()})
      ), filled (oid) as (
        select oid from ours where pg_relation_size(oid) > 0
        union select conrelid from pg_constraint join filled on confrelid = filled.oid where contype = 'f'
      ) select name from ours where oid in (select oid from filled)`
    return found.map(({ name }) => name)
  }

  /** In one round trip. */
  async #all(texts: string[]): Promise<void> {
    await this.#sql.unsafe(texts.join(';\n'))
  }

  async load(table: ArchivedTable, lines: Uint8Array): Promise<void> {
    const text = readRows(lines, table.columns).map(copyLine).join('')
    const names = table.columns.map(({ name }) => quoted(name)).join(', ')
    const copy = this.#sql.unsafe(`copy ${quoted(table.name)} (${names}) from stdin`)
    const stream = await copy.writable()
    await new Promise<void>((resolve, reject) => {
      stream.on('error', reject)
      stream.on('finish', () => resolve())
      stream.end(text)
    })
  }

  /** Foreign keys were held to with every row. */
  async complete(): Promise<void> {
    await this.#all([
      ...this.tables.map(({ name }) => `alter table ${quoted(name)} enable trigger user`),
      ...tenantTables().map(({ table }) => `alter table ${table} force row level security`),
    ])
  }

  rowsOf(table: ArchivedTable): AsyncGenerator<Uint8Array> {
    return postgresRows(
      postgresCursor(table),
      async (text) => (await this.#sql.unsafe<{ line: string }[]>(text)) as { line: string }[],
    )
  }

  async commit(): Promise<void> {
    await this.#all([...(this.#wasUsed ? carryOver(BEFORE) : []), FORGET_SEARCH_INDEX])
    await this.#sql.unsafe('commit')
    this.#isOver = true
    const filled = await this.#filled()
    if (filled.length > 0) await this.#sql.unsafe(`analyze ${filled.map(quoted).join(', ')}`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isOver) await this.#sql.unsafe('rollback').catch(() => {})
    this.#sql.release()
    await this.#client.end({ timeout: GOODBYE_SECONDS })
  }
}

/** All but those that belong to the place. */
function emptied(): string[] {
  const names = Object.values(postgresTables()).map((table) => getTableName(table as Table))
  return names.filter((name) => name !== 'backups')
}

function copyLine(row: RowValue[]): string {
  return `${row.map(copyValue).join('\t')}\n`
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function copyValue(value: RowValue): string {
  if (value === null) return '\\N'
  return typeof value === 'string'
    ? value.replace(/[\\\n\r\t]/g, (sign) => ESCAPES[sign] ?? sign)
    : `${value}`
}
