/**
 * What an organization that is taken in has most of goes in before the rest, in short transactions, so that
 * others write in between: its events, and what is counted of them.
 *
 *   noted ─► a page ─► a page ─► … ─► compared ─► the rest, in one transaction, which forgets the note
 *
 * Promises: nobody sees any of it before the last transaction, for these tables are read of organizations
 * alone, and until then there is none. What is left of an import that failed or died is deleted, by itself,
 * by the next one or by the clean-up: the note says that there is something, and of whom.
 *
 * The other tables come in the last transaction: their rows refer to the organization's, their texts are
 * queued for the search, jobs look through them for all organizations together, and a key opens as soon as
 * it is there.
 */
import { eq } from 'drizzle-orm'
import type { Base } from '../../base.ts'
import type { InstanceWrite, Read } from '../../db/handle.ts'
import { instanceMutation, instanceQuery, type Slots } from '../../db/query.ts'
import { organizationTables } from '../../db/rows/organization-tables.ts'
import type { StagedOrganization } from '../../db/rows/staged-organization.ts'
import type { ArchivedTable } from '../../db/rows/table-shape.ts'
import { RowsHash } from '../../lib/rows-hash.ts'
import { ArchiveError } from '../backups/archive/format.ts'
import { IMPORT_LOCK } from '../backups/scratch-file.ts'
import type { ShowProgress } from '../backups/write-backup.ts'
import { findPlaces } from './queries.ts'

export const EARLY_TABLES: readonly string[] = [
  ...['activity_events', 'person_states', 'person_days', 'person_sessions', 'person_message_days'],
  ...[
    'last_active',
    'organization_days',
    'stock_days',
    'task_times',
    'cohort_cells',
    'organization_counters',
    'day_snapshots',
  ],
]

const ROWS_AT_ONCE = 1_000
/** Longer than another process that wants to write looks away (see db/write-queue.ts): it gets its turn in between. */
const PAUSE_MS = 6

/** @throws ArchiveError where something else is there afterwards. */
export async function putInEarly(
  { db }: Pick<Base, 'db'>,
  rows: StagedOrganization,
  show: ShowProgress,
): Promise<void> {
  const { id } = rows.head
  const here = db.for(id)
  await db.instance.write((instance) => noteUnfinished(instance, { id }))
  const tables = organizationTables().filter(({ name }) => EARLY_TABLES.includes(name))
  for (const [i, table] of tables.entries()) {
    for await (const lines of rows.rowsOf(table)) {
      show(i / tables.length, table.name)
      await here.write((tx) => tx.can.insertRows(tx, table, lines))
      await Bun.sleep(PAUSE_MS)
    }
  }
  show(1, 'what was put in')
  await here.snapshot(async (q) => {
    for (const table of tables) await compareRows(q, table, rows.rowsOf(table))
  })
}

/** Nothing is believed because it was written without a word. @throws ArchiveError */
export async function compareRows(
  q: Read,
  table: ArchivedTable,
  wantedRows: AsyncIterable<Uint8Array>,
): Promise<void> {
  const [wanted, there] = [new RowsHash(), new RowsHash()]
  for await (const lines of wantedRows) wanted.add(lines)
  for await (const lines of q.can.rowsOf(q, table)) there.add(lines)
  if (wanted.rows === there.rows && wanted.hex() === there.hex()) return
  throw new ArchiveError('damaged', `What was put into ${table.name} is not what was archived.`)
}

/** Within the last transaction: from now on it is an organization like any other. */
export const forgetUnfinished = instanceMutation((q) => {
  const { instance_settings } = q.tables
  return q.delete(instance_settings).where(eq(instance_settings.key, NOTE))
})

/**
 * What an import has left that did not come to its end. Nothing while one goes on.
 *
 * @returns How many rows.
 */
export async function removeUnfinishedImport(context: Pick<Base, 'db'>): Promise<number> {
  return (await context.db.exclusively(IMPORT_LOCK, () => removeUnfinished(context))) ?? 0
}

/** The same for whoever holds the lock. */
export async function removeUnfinished({ db }: Pick<Base, 'db'>): Promise<number> {
  const [note] = await db.instance.read((q) => findUnfinished(q))
  if (!note) return 0
  let rows = 0
  for (let some = -1; some !== 0; rows += Math.max(0, some)) {
    some = await db.instance.write((instance) => deleteSome(instance, note.id))
    await Bun.sleep(PAUSE_MS)
  }
  await db.instance.write((instance) => forgetUnfinished(instance))
  return rows
}

/** Of an organization that is there nothing is left behind. */
async function deleteSome(instance: InstanceWrite, id: string): Promise<number> {
  if ((await findPlaces(instance, { id, slug: '' })).length > 0) return 0
  const tx = instance.within(id)
  return tx.can.deleteSomeRows(tx, ROWS_AT_ONCE)
}

const NOTE = 'unfinished_import'

const noteUnfinished = instanceMutation((q, { id }: Slots<{ id: string }>) => {
  const { instance_settings } = q.tables
  return q
    .insert(instance_settings)
    .values({ key: NOTE, value: id })
    .onConflictDoUpdate({ target: instance_settings.key, set: { value: id } })
})

const findUnfinished = instanceQuery((q) => {
  const { instance_settings } = q.tables
  return q
    .select({ id: instance_settings.value })
    .from(instance_settings)
    .where(eq(instance_settings.key, NOTE))
})
