/**
 * Takes an organization in, whole or not at all, while the server goes on.
 *
 *   the whole file is read ─► staged in a scratch file ─► conflicts? ─► asked ─┬─► events, page by page,
 *   └────────────── nothing is touched until here ─────────────────────────────┘   which nobody sees
 *                                                         one transaction: looked again, the rest put in,
 *                                                                          read again, compared ◄─┘
 *
 * A restore needs the database for itself, since it replaces what a server remembers. Here nobody
 * remembers anything of what comes: it is new, and the others' rows stay as they are. So it is a write
 * like any other, and whoever runs on the database hears of it with the commit. SQLite has one writer,
 * so that what is most goes in before, and others write in between: see early-rows.ts.
 */
import type { Base } from '../../base.ts'
import { auditInstance } from '../../db/audit-log.ts'
import { UniqueViolationError } from '../../db/errors.ts'
import type { InstanceWrite, Write } from '../../db/handle.ts'
import { organizationTables } from '../../db/rows/organization-tables.ts'
import { asWhole } from '../../db/time-limits.ts'
import { rebuildRollups } from '../../metrics/rebuild/rebuild-rollups.ts'
import { ROLLUP_VERSION } from '../../metrics/rebuild/rollup-version.ts'
import { isUnclaimed } from '../../modules/auth/accounts.ts'
import type { StoredFiles } from '../../modules/files/stored-files.ts'
import { indexWaiting, relyOnQueue } from '../../modules/search/index-texts.ts'
import type { Resource } from '../../resources/resource.ts'
import { ArchiveError, type Manifest } from '../backups/archive/format.ts'
import { areComparable, hashDashboard } from '../backups/dashboards.ts'
import { IMPORT_LOCK } from '../backups/scratch-file.ts'
import type { ShowProgress } from '../backups/write-backup.ts'
import { compareRows, EARLY_TABLES, forgetUnfinished, putInEarly, removeUnfinished } from './early-rows.ts'
import { ImportConflictError, ImportRunningError } from './errors.ts'
import { OwnRows } from './own-rows.ts'
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
  staged: Staged,
  wanted: OrganizationImport,
  show: ShowProgress,
): Promise<string> {
  const { rows, contents } = staged
  const unknown = wanted.withPasswords ? null : await unknownPassword()
  const put = async () => {
    await removeUnfinished({ db })
    try {
      await putInEarly({ db }, rows, (share, text) => show(share * EARLY_SHARE, text))
      return await db.instance.write((instance) => putInRest(instance, staged, wanted, unknown, show))
    } catch (error) {
      // Where that fails, too, the clean-up does it.
      await removeUnfinished({ db }).catch(() => {})
      throw error
    }
  }
  return asWhole(() => contents.keep(files, rows.head.id, put)).catch((error) => {
    throw error instanceof UniqueViolationError ? new ImportConflictError([CAME_MEANWHILE]) : error
  })
}

/** @returns In words, what was compared. */
async function putInRest(
  instance: InstanceWrite,
  { rows, manifest }: Staged,
  wanted: OrganizationImport,
  unknown: string | null,
  show: ShowProgress,
): Promise<string> {
  const { id } = rows.head
  // Since it was asked, somebody may have come.
  const plan = await planImport(instance, rows, wanted)
  if (plan.conflicts.length > 0) throw new ImportConflictError(plan.conflicts)
  const tx = instance.within(id)
  // What a process counted for it after it was deleted here.
  while ((await tx.can.deleteSomeRows(tx, ROWS_AT_ONCE, EARLY_TABLES)) > 0);
  const own = new OwnRows(rows, plan, unknown)
  const tables = organizationTables().filter(({ name }) => !EARLY_TABLES.includes(name))
  for (const [i, table] of tables.entries()) {
    show(EARLY_SHARE + (i / tables.length) * (1 - EARLY_SHARE), table.name)
    for await (const lines of own.rowsOf(table)) await tx.can.insertRows(tx, table, lines)
  }
  await relyOnQueue(tx)
  // Accounts that were here are among its members, too.
  for (const table of tables) if (table.name !== 'users') await compareRows(tx, table, own.rowsOf(table))
  const checked = await compareDashboard(tx, manifest)
  await forgetUnfinished(instance)
  const audited = { after: { archive: manifest.name, slug: plan.slug, joined: plan.joined.length } }
  const taken = { kind: 'organization', id, verb: 'imported' }
  await tx.record(taken, audited)
  auditInstance(instance, taken, audited)
  return checked
}

const ROWS_AT_ONCE = 1_000
const EARLY_SHARE = 0.7

const CAME_MEANWHILE = {
  code: 'came_meanwhile',
  detail: 'Something of it has come here since it was looked at: --dry-run says what.',
} as const

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
