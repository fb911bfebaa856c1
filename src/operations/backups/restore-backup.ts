/**
 * Puts an archive in the place of what an instance holds: all of it, or nothing.
 *
 *   alone? ─► the whole file is read ─► asked ─► safety backup ─► filled and compared ─► in place ─► looked at
 *   └────────────── nothing is touched until here ──────────────────────────────────┘
 *
 * No server may run on the database meanwhile: it would go on with what it remembers, and whoever writes
 * to what is being replaced would lose it. One could be told to drain and to open anew, but not one that
 * hangs, nor one of before; so it is refused, and stopped by whoever runs it.
 */
import { existsSync } from 'node:fs'
import type { Base } from '../../base.ts'
import { databaseUrlOf, databaseVariableOf } from '../../config/database-url.ts'
import { openAlone, takeAlone } from '../../db/alone.ts'
import { auditInstance } from '../../db/audit-log.ts'
import { newestSchema } from '../../db/migrate.ts'
import { MIGRATIONS } from '../../db/migration-files.ts'
import { isPostgres, sqlitePath } from '../../db/open.ts'
import type { archivedTables } from '../../db/rows/archived-tables.ts'
import { PostgresLoader } from '../../db/rows/postgres-loader.ts'
import { SqliteReplacement } from '../../db/rows/replace-sqlite.ts'
import { SqliteLoader } from '../../db/rows/sqlite-loader.ts'
import { asWhole } from '../../db/time-limits.ts'
import { openFileStore } from '../../files/open-store.ts'
import { describeError, errorLine } from '../../lib/describe-error.ts'
import { StartError } from '../../lib/start-error.ts'
import { makeFolder } from '../../lib/writable-folder.ts'
import { assertSameSecret } from '../instance-secret.ts'
import { UpgradeSafety } from '../upgrading/prepare-upgrade.ts'
import type { Manifest } from './archive/format.ts'
import { ArchiveReader } from './archive/read-archive.ts'
import { validateArchive } from './archive/validate-archive.ts'
import { workHere } from './backup-work.ts'
import { compareDashboards } from './dashboards.ts'
import { type ArchivedFile, fillFromArchive, type KeepContent } from './fill-from-archive.ts'
import { fillFromRows } from './fill-from-rows.ts'
import { backupPath } from './folder.ts'
import { makeBackup } from './make-backup.ts'
import { layOutSecret, placeSecret, takeSecretBack } from './place-secret.ts'
import { findAnyUser } from './queries.ts'
import { assertRoom, makeScratchFile } from './scratch-file.ts'
import type { ShowProgress } from './write-backup.ts'

type Needs = Pick<Base, 'clock' | 'config'>

export interface Restore {
  /** Of the archive. */
  path: string
  /** Whether to go on where no safety backup can be made of what there is. */
  withoutSafety: boolean
  /** Asked when the archive is known to be good, and before anything is touched. */
  confirm(manifest: Manifest): Promise<boolean>
}

export interface Restored {
  manifest: Manifest
  /** The name of the backup that was made before; `null` where there was nothing, or it could not be read. */
  safety: string | null
  /** Where the file is that could not be read. */
  aside: string | null
  /** What was seen when it was looked at afterwards, and in words. */
  isSound: boolean
  checked: string
  /** What whoever runs this has to do. */
  notes: string[]
}

/**
 * @returns `null` where it was not confirmed.
 * @throws InUseError, ArchiveError, StartError, NoRoomError: nothing was changed.
 */
export async function restoreBackup(
  context: Needs,
  restore: Restore,
  show: ShowProgress,
): Promise<Restored | null> {
  return asWhole(async () => {
    const url = databaseUrlOf(context.config)
    if (!isPostgres(url)) makeFolder('DATA_DIR', context.config.data_dir)
    await using _alone = await takeAlone(url)
    const manifest = await validateArchive(restore.path, (share, text) => show(share, `reading ${text}`))
    if (manifest.kind !== 'backup') {
      throw new StartError('This archive holds one organization: almanac organization import takes it in.')
    }
    if (!(await restore.confirm(manifest))) return null
    const before = await keepBefore(context, restore, show)
    await replace(context, restore.path, manifest, before.aside, (share, text) =>
      show(share, `restoring ${text}`),
    )
    return { manifest, ...before, ...(await lookAfterwards(context, manifest)) }
  })
}

type Before = Pick<Restored, 'safety' | 'aside'>
type Afterwards = Pick<Restored, 'isSound' | 'checked' | 'notes'>

/** What there is, as a backup, or as the file that it is where that cannot be read. */
async function keepBefore(context: Needs, restore: Restore, show: ShowProgress): Promise<Before> {
  const { clock, config } = context
  const url = databaseUrlOf(config)
  if (!isPostgres(url) && !existsSync(sqlitePath(url))) return { safety: null, aside: null }
  try {
    const needsOfUpgrade = { clock, config, texts: [], folder: MIGRATIONS }
    const upgrade = new UpgradeSafety(needsOfUpgrade, { show, say: () => {} })
    await using db = await openAlone(url, databaseVariableOf(config), upgrade.before)
    if ((await db.instance.read((q) => findAnyUser(q))).length === 0) return { safety: null, aside: null }
    const needs = { db, clock, config, work: workHere({ db, config }) }
    const { name } = await makeBackup(needs, { reason: 'safety' }, (share, text) =>
      show(share, `safety backup: ${text}`),
    )
    await validateArchive(backupPath(config, name), (share, text) => show(share, `reading it: ${text}`))
    return { safety: name, aside: null }
  } catch (error) {
    if (!restore.withoutSafety) throw new StartError(withoutSafety(error), { cause: error })
    if (isPostgres(url)) return { safety: null, aside: null }
    const at = new Date(clock.now()).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')
    return { safety: null, aside: `${sqlitePath(url)}.before-${at}` }
  }
}

function withoutSafety(error: unknown): string {
  const reason = error instanceof Error ? error.message : 'it cannot be read'
  return `No safety backup can be made of what there is: ${reason} Nothing was changed. To restore all the same, say --without-safety (a SQLite file is then kept beside the new one).`
}

async function replace(
  { config }: Needs,
  path: string,
  manifest: Manifest,
  aside: string | null,
  show: ShowProgress,
): Promise<void> {
  const url = databaseUrlOf(config)
  const fill = isPostgres(url) ? fillPostgres : fillSqlite
  assertRoom(config.data_dir, isPostgres(url) ? 0 : manifest.body.bytes)
  await using filled = await fill(config, { url, path, manifest, aside }, show)
  try {
    await layOutSecret(config, filled.files)
    await filled.commit()
  } catch (error) {
    // Whether Postgres has committed may be unknown: then it is decided at the next start.
    if (!isPostgres(url)) takeSecretBack(config)
    throw error
  }
  await placeSecret(config)
}

interface Filled extends AsyncDisposable {
  files: ArchivedFile[]
  commit(): Promise<void>
}

interface Filling {
  url: string
  path: string
  manifest: Manifest
  aside: string | null
}

async function fillSqlite(
  config: Needs['config'],
  { url, path, manifest, aside }: Filling,
  show: ShowProgress,
): Promise<Filled> {
  await using stack = new AsyncDisposableStack()
  const loader = stack.use(new SqliteReplacement(sqlitePath(url), manifest.schema.number + 1, aside))
  await using archive = await ArchiveReader.open(path)
  const files = await fillFromArchive(loader, archive, show, keepIn(config))
  return asFilled(stack.move(), loader, files)
}

/** Rows of an older schema go through a file of SQLite, in which they are brought to this one. */
async function fillPostgres(
  config: Needs['config'],
  { url, path, manifest }: Filling,
  show: ShowProgress,
): Promise<Filled> {
  await using stack = new AsyncDisposableStack()
  await using archive = await ArchiveReader.open(path)
  if (manifest.schema.number === newestSchema().number) {
    await (await openAlone(url))[Symbol.asyncDispose]()
    const loader = stack.use(await PostgresLoader.open(url))
    const files = await fillFromArchive(loader, archive, show, keepIn(config))
    return asFilled(stack.move(), loader, files)
  }
  const file = stack.use(makeScratchFile(config.data_dir, manifest.body.bytes))
  const older = stack.use(new SqliteLoader(file.path, manifest.schema.number + 1, false))
  const files = await fillFromArchive(older, archive, (share, text) => show(share / 2, text), keepIn(config))
  older.upgrade()
  await (await openAlone(url))[Symbol.asyncDispose]()
  const loader = stack.use(await PostgresLoader.open(url))
  const rowsOf = (table: ReturnType<typeof archivedTables>[number]) => older.rowsOf(table)
  await fillFromRows(loader, rowsOf, manifest.rows, (share, text) => show(0.5 + share / 2, text))
  return asFilled(stack.move(), loader, files)
}

/**
 * The contents of files go into the store before the rows are in place: what lies there without a row is
 * nobody's, and is swept away where this comes to nothing.
 */
function keepIn(config: Needs['config']): KeepContent {
  const store = openFileStore(config)
  return (key, content) => store.put(key, content)
}

function asFilled(
  held: AsyncDisposableStack,
  loader: { commit(): Promise<void> },
  files: ArchivedFile[],
): Filled {
  return { files, commit: () => loader.commit(), [Symbol.asyncDispose]: () => held.disposeAsync() }
}

async function lookAfterwards({ config }: Needs, manifest: Manifest): Promise<Afterwards> {
  await using db = await openAlone(databaseUrlOf(config), databaseVariableOf(config))
  await db.check()
  const { name, created_at, tables, rows } = manifest
  const restored = { kind: 'backup', verb: 'restored' }
  await db.instance.write(async (tx) => auditInstance(tx, restored, { after: { name, created_at } }))
  const counts = `${tables.length} tables and ${rows.toLocaleString('en')} rows are what they were`
  const notes = await assertSameSecret({ db, config }).then(
    () => [],
    (error: Error) => [error.message],
  )
  try {
    return { isSound: true, checked: `${counts}, ${await compareDashboards({ db }, manifest)}.`, notes }
  } catch (error) {
    return { isSound: false, checked: `${counts}, but: ${errorLine(describeError(error))}`, notes }
  }
}
