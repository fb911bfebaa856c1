/**
 * Copies all that an instance holds into an empty database of the same or the other engine.
 *
 *   both alone ─► empty? ─► rows read, put in, read again and compared ─► committed ─► dashboards compared
 *
 * What was is only read. A failure leaves the target as empty as it was; a server that ran meanwhile
 * would write what does not come along, so none may.
 */
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Base } from '../../base.ts'
import { databaseUrlOf } from '../../config/database-url.ts'
import { openAlone, takeAlone } from '../../db/alone.ts'
import { auditInstance } from '../../db/audit-log.ts'
import type { Database } from '../../db/database.ts'
import { findUpgrade } from '../../db/find-upgrade.ts'
import type { InstanceRead } from '../../db/handle.ts'
import { newestSchema } from '../../db/migrate.ts'
import { MIGRATIONS } from '../../db/migration-files.ts'
import { isPostgres, sqlitePath } from '../../db/open.ts'
import { archivedTables } from '../../db/rows/archived-tables.ts'
import { PostgresLoader } from '../../db/rows/postgres-loader.ts'
import { SqliteReplacement } from '../../db/rows/replace-sqlite.ts'
import type { RowLoader } from '../../db/rows/row-loader.ts'
import { asWhole } from '../../db/time-limits.ts'
import { RowsHash } from '../../lib/rows-hash.ts'
import { StartError } from '../../lib/start-error.ts'
import { makeFolder } from '../../lib/writable-folder.ts'
import type { DashboardHashes } from '../backups/archive/format.ts'
import { compareDashboards, hashDashboards } from '../backups/dashboards.ts'
import { type CopiedTable, fillFromRows } from '../backups/fill-from-rows.ts'
import type { ShowProgress } from '../backups/write-backup.ts'
import { assertEmptyTarget } from './empty-target.ts'

export interface Move {
  /** As in DATABASE_URL. */
  to: string
  /** Reads and checks everything, and writes nothing. */
  isDryRun: boolean
}

export interface Moved {
  /** With the number of rows and the hash of each, equal on both sides. */
  tables: CopiedTable[]
  rows: number
  /** What was compared besides, in words; `null` in a dry run. */
  checked: string | null
}

/** @throws StartError, InUseError, UnequalTableError, UnfitRowsError: nothing was moved. */
export function moveDatabase(
  { config, clock }: Pick<Base, 'config' | 'clock'>,
  { to, isDryRun }: Move,
  show: ShowProgress,
): Promise<Moved> {
  return asWhole(async () => {
    const from = databaseUrlOf(config)
    assertThereAndOther(from, to)
    await assertEmptyTarget(to)
    await using _source = await takeAlone(from)
    await assertOfThisSchema(from)
    await using source = await openAlone(from)
    if (isDryRun) return source.instance.snapshot((q) => readAll(q, show))
    if (!isPostgres(to)) makeFolder('--to', dirname(sqlitePath(to)))
    await using _target = await takeAlone(to)
    return copyAll(source, to, clock.now(), show)
  })
}

function assertThereAndOther(from: string, to: string): void {
  if (!isPostgres(from) && !existsSync(sqlitePath(from))) {
    throw new StartError(`There is nothing to move: ${sqlitePath(from)} does not exist.`)
  }
  if (placeOf(from) === placeOf(to)) throw new StartError('--to names the database that is moved.')
}

/** To open it would bring it to the schema of this version, and what is moved from stays as it was. */
async function assertOfThisSchema(from: string): Promise<void> {
  const pending = await findUpgrade(from, 'DATABASE_URL', MIGRATIONS)
  if (!pending) return
  throw new StartError(
    `What is to be moved has the schema ${pending.from.name}, and this version ${pending.to.name}. Bring it there first: almanac migrate.`,
  )
}

function placeOf(url: string): string {
  return isPostgres(url) ? url : resolve(sqlitePath(url))
}

async function readAll(q: InstanceRead, show: ShowProgress): Promise<Moved> {
  const expected = await q.can.countRoughly(q)
  const tables: CopiedTable[] = []
  let rows = 0
  for (const table of archivedTables()) {
    const hash = new RowsHash()
    for await (const lines of q.can.rowsOf(q, table)) {
      hash.add(lines)
      show(Math.min(1, (rows + hash.rows) / Math.max(1, expected)), table.name)
    }
    rows += hash.rows
    tables.push({ name: table.name, rows: hash.rows, hash: hash.hex() })
  }
  return { tables, rows, checked: null }
}

async function copyAll(source: Database, to: string, at: number, show: ShowProgress): Promise<Moved> {
  const { tables, dashboards } = await source.instance.snapshot(async (q) => {
    const dashboards = await hashDashboards(q, at)
    await using loader = await loaderOf(to)
    const expected = await q.can.countRoughly(q)
    const tables = await fillFromRows(loader, (table) => q.can.rowsOf(q, table), expected, show)
    await loader.commit()
    return { tables, dashboards }
  })
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  return { tables, rows, checked: await lookAt(to, dashboards, { from: source.engine, rows }) }
}

async function loaderOf(to: string): Promise<RowLoader> {
  if (!isPostgres(to)) return new SqliteReplacement(sqlitePath(to), newestSchema().number + 1, null)
  await (await openAlone(to, '--to'))[Symbol.asyncDispose]()
  return PostgresLoader.open(to)
}

/** That it was moved stands in the log of the copy alone: what it was moved from stays as it was. */
async function lookAt(
  to: string,
  dashboards: DashboardHashes,
  moved: { from: Database['engine']; rows: number },
): Promise<string> {
  await using db = await openAlone(to, '--to')
  await db.check()
  const act = { kind: 'instance', verb: 'moved' }
  await db.instance.write(async (tx) => auditInstance(tx, act, { after: { ...moved, to: db.engine } }))
  return compareDashboards({ db }, { dashboards })
}
