/**
 * Takes an organization in, whole or not at all, while the server goes on.
 *
 *   the whole file is read ─► staged in a scratch file ─► conflicts? ─► asked ─┬─► one transaction:
 *   └────────────── nothing is touched until here ─────────────────────────────┘   looked again, put in,
 *                                                                                  read again, compared
 *
 * A restore needs the database for itself, since it replaces what a server remembers. Here nobody
 * remembers anything of what comes: it is new, and the others' rows stay as they are. So it is a write
 * like any other, and whoever runs on the database hears of it with the commit. On Postgres nobody
 * waits for it; SQLite has one writer, and who writes meanwhile waits, or is told to come again.
 */
import type { Base } from '../../base.ts'
import { auditInstance } from '../../db/audit-log.ts'
import { UniqueViolationError } from '../../db/errors.ts'
import type { Write } from '../../db/handle.ts'
import { organizationTables } from '../../db/rows/organization-tables.ts'
import { type RowValue, readRows } from '../../db/rows/row-lines.ts'
import type { StagedOrganization } from '../../db/rows/staged-organization.ts'
import type { ArchivedTable } from '../../db/rows/table-shape.ts'
import { asWhole } from '../../db/time-limits.ts'
import { RowsHash } from '../../lib/rows-hash.ts'
import { rebuildRollups } from '../../metrics/rebuild/rebuild-rollups.ts'
import { ROLLUP_VERSION } from '../../metrics/rebuild/rollup-version.ts'
import { isUnclaimed } from '../../modules/auth/accounts.ts'
import type { StoredFiles } from '../../modules/hiring/applications/files/stored-files.ts'
import { indexWaiting, relyOnQueue } from '../../modules/search/index-texts.ts'
import type { Resource } from '../../resources/resource.ts'
import { ArchiveError, type Manifest } from '../backups/archive/format.ts'
import { areComparable, hashDashboard } from '../backups/dashboards.ts'
import { IMPORT_LOCK } from '../backups/scratch-file.ts'
import type { ShowProgress } from '../backups/write-backup.ts'
import { ImportConflictError, ImportRunningError } from './errors.ts'
import { type ImportOptions, type ImportPlan, planImport } from './plan-import.ts'
import { type Staged, stageArchive } from './stage-archive.ts'
import { unknownPassword } from './write-organization.ts'

type Needs = Pick<Base, 'db' | 'config'> & {
  resources: readonly Resource[]
  files: StoredFiles
}

export interface OrganizationImport extends ImportOptions {
  path: string
  /** Whether accounts that are made can sign in with their passwords, and their addresses are believed. */
  withPasswords: boolean
  /** Reads and checks everything, and writes nothing. */
  isDryRun: boolean
  /** Asked when nothing stands in the way, and before anything is written. */
  confirm(proposal: Proposal): Promise<boolean>
}

/** What would come. */
export interface Proposal {
  manifest: Manifest
  organization: { id: string; name: string; slug: string; time_zone: string; plan: string }
  rows: number
  plan: ImportPlan
}

export interface Imported {
  proposal: Proposal
  /** `null` where nothing was written. */
  outcome: Outcome | null
}

interface Outcome {
  /** How many were put into the index of the search. */
  texts: number
  /** What was compared, in words. */
  checked: string
  /** What whoever runs this has to do. */
  notes: string[]
}

/**
 * @throws ImportRunningError, ImportConflictError, ArchiveError, UnfitRowsError, NoRoomError, StartError:
 *   nothing was changed.
 */
export async function importOrganization(
  context: Needs,
  wanted: OrganizationImport,
  show: ShowProgress,
): Promise<Imported> {
  const done = await context.db.exclusively(IMPORT_LOCK, async () => {
    await using staged = await stageArchive(context.config, wanted.path, show)
    return await takeIn(context, staged, wanted, show)
  })
  if (!done) throw new ImportRunningError()
  return done
}

async function takeIn(
  context: Needs,
  staged: Staged,
  wanted: OrganizationImport,
  show: ShowProgress,
): Promise<Imported> {
  const { db } = context
  const { rows, manifest } = staged
  const { id, name, time_zone, plan: limits } = rows.head
  const plan = await db.instance.read((q) => planImport(q, rows, wanted))
  const organization = { id, name, slug: plan.slug, time_zone, plan: limits }
  const proposal = { manifest, organization, rows: rows.countRows(), plan }
  if (wanted.isDryRun) return { proposal, outcome: null }
  if (plan.conflicts.length > 0) throw new ImportConflictError(plan.conflicts)
  if (!(await wanted.confirm(proposal))) return { proposal, outcome: null }
  const checked = await putIn(context, staged, wanted, (share, text) => show(share, `putting in ${text}`))
  if (rows.head.rollup_version < ROLLUP_VERSION)
    await rebuildRollups(context, id, (share) => show(share, 'building its numbers anew'))
  const texts = await indexWaiting(context, id, (share) => show(share, 'indexing its texts'))
  await db.refreshStatistics()
  const notes = (await isUnclaimed(context)) ? [NO_ADMINISTRATOR] : []
  const { missing } = staged.contents
  if (missing > 0)
    notes.push(
      `The contents of ${missing} files are not in the archive: they were missing where it was made.`,
    )
  return { proposal, outcome: { texts, checked, notes } }
}

const NO_ADMINISTRATOR = 'Nobody administers this instance yet: almanac user admin EMAIL makes somebody so.'

/** @returns In words, what was compared. */
async function putIn(
  { db, files }: Needs,
  { rows, manifest, contents }: Staged,
  wanted: OrganizationImport,
  show: ShowProgress,
): Promise<string> {
  const { id } = rows.head
  const unknown = wanted.withPasswords ? null : await unknownPassword()
  const put = () =>
    db.instance.write(async (instance) => {
      // Since it was asked, somebody may have come.
      const plan = await planImport(instance, rows, wanted)
      if (plan.conflicts.length > 0) throw new ImportConflictError(plan.conflicts)
      const tx = instance.within(id)
      // What a process counted for it after it was deleted here.
      while ((await tx.can.deleteSomeRows(tx, ROWS_AT_ONCE)) > 0);
      const own = new OwnRows(rows, plan, unknown)
      const tables = organizationTables()
      for (const [i, table] of tables.entries()) {
        show(i / tables.length, table.name)
        for await (const lines of own.rowsOf(table)) await tx.can.insertRows(tx, table, lines)
      }
      await relyOnQueue(tx)
      for (const table of tables) await compare(tx, table, own)
      const checked = await compareDashboard(tx, manifest)
      const audited = { after: { archive: manifest.name, slug: plan.slug, joined: plan.joined.length } }
      const taken = { kind: 'organization', id, verb: 'imported' }
      await tx.record(taken, audited)
      auditInstance(instance, taken, audited)
      return checked
    })
  return asWhole(() => contents.keep(files, id, put)).catch((error) => {
    throw error instanceof UniqueViolationError ? new ImportConflictError([CAME_MEANWHILE]) : error
  })
}

const ROWS_AT_ONCE = 1_000

const CAME_MEANWHILE = {
  code: 'came_meanwhile',
  detail: 'Something of it has come here since it was looked at: --dry-run says what.',
} as const

/** The archive's rows as they are to be here. */
class OwnRows {
  readonly #made: ReadonlySet<string>
  readonly #joined: ReadonlyMap<string, string>

  constructor(
    readonly rows: StagedOrganization,
    readonly plan: ImportPlan,
    /** In the place of all passwords, where these do not come along. */
    readonly passwordHash: string | null,
  ) {
    this.#made = new Set(plan.made.map(({ id }) => id))
    this.#joined = new Map(plan.joined.map(({ staged_id, id }) => [staged_id, id]))
  }

  async *rowsOf(table: ArchivedTable): AsyncGenerator<Uint8Array> {
    const change = this.#changes[table.name]
    if (!change) return yield* this.rows.rowsOf(table)
    const names = table.columns.map(({ name }) => name)
    for await (const lines of this.rows.rowsOf(table)) {
      const changed = readRows(lines, table.columns).flatMap((row) => {
        const found = Object.fromEntries(row.map((value, i) => [names[i] ?? '', value]))
        const values = change(found)
        return values === null ? [] : [`${JSON.stringify(names.map((name) => values[name] ?? null))}\n`]
      })
      yield Buffer.from(changed.join(''))
    }
  }

  /** By table; `null` for a row that does not come. */
  readonly #changes: Record<string, (row: Row) => Row | null> = {
    organizations: (row) => ({ ...row, slug: this.plan.slug }),
    users: (row) => (this.#made.has(`${row.id}`) ? this.#account(row) : null),
    members: (row) => ({ ...row, user_id: this.#joined.get(`${row.user_id}`) ?? row.user_id ?? null }),
  }

  /** Nobody administers an instance because an archive says so. */
  #account(row: Row): Row {
    if (this.passwordHash === null) return { ...row, is_instance_admin: false }
    return { ...row, is_instance_admin: false, password_hash: this.passwordHash, email_verified_at: null }
  }
}

type Row = Record<string, RowValue>

/** Nothing is believed because it was written without a word. @throws ArchiveError */
async function compare(tx: Write, table: ArchivedTable, own: OwnRows): Promise<void> {
  // Accounts that were here are among its members, too.
  if (table.name === 'users') return
  const [wanted, there] = [new RowsHash(), new RowsHash()]
  for await (const lines of own.rowsOf(table)) wanted.add(lines)
  for await (const lines of tx.can.rowsOf(tx, table)) there.add(lines)
  if (wanted.rows === there.rows && wanted.hex() === there.hex()) return
  throw new ArchiveError('damaged', `What was put into ${table.name} is not what was archived.`)
}

/** @returns In words, what was compared. @throws ArchiveError */
async function compareDashboard(tx: Write, { dashboards }: Manifest): Promise<string> {
  const wanted = dashboards?.sha256[tx.organization_id]
  if (!dashboards || wanted === undefined)
    return 'Its rows are what they were; its dashboard was not archived.'
  const { sha256 } = await hashDashboard(tx, Date.parse(dashboards.at), dashboards.numbers)
  if (!areComparable(dashboards)) {
    return 'Its rows are what they were; its dashboard is computed by other formulas now, and was not compared.'
  }
  if (sha256[tx.organization_id] !== wanted)
    throw new ArchiveError('damaged', 'Its dashboard is not what it was.')
  return 'Its rows are what they were, and so is its dashboard.'
}
