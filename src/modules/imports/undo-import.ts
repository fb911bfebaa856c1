/**
 * Takes an import back: all of its events, and with them what they have added to any number. Those
 * that somebody else has sent as well, before or after, under the same ids, are stored once and belong
 * to who brought them first.
 *
 * Promises: each transaction leaves every number right for what is left. Interrupted, it goes on where
 * it stopped when it is asked again, or by a job. Two who ask at once do it together.
 */
import type { Base } from '../../base.ts'
import type { Read, Write } from '../../db/handle.ts'
import { asPart } from '../../db/time-limits.ts'
import { NotInOrganizationError } from '../../lib/app-error.ts'
import {
  addRemoved,
  beginUndo,
  deleteEvents,
  endUndo,
  findImport,
  holdUndoing,
  listEventsOfImport,
} from './queries.ts'

export interface UndoReport {
  import_id: string
  /** Events taken out, also by those who began it. */
  removed: number
  /** Those that it has brought, some of which may have been taken back one by one. */
  accepted: number
}

/**
 * Yields after each transaction, and ends when nothing is left of the import.
 *
 * @throws NotInOrganizationError
 */
export async function* undoImport(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  organizationId: string,
  id: string,
): AsyncGenerator<UndoReport> {
  const organization = db.for(organizationId)
  const report = () => asPart(() => organization.read((q) => reportOf(q, id)))
  const takeOut = () => asPart(() => organization.write((tx) => takeSomeOut(tx, id, clock.now())))
  await asPart(() => organization.write((tx) => tx.all(beginUndo, { id, now: clock.now() })))
  for (let isOver = false; !isOver; ) {
    yield await report()
    isOver = await takeOut()
    // Between two transactions others have their turn.
    await Bun.sleep(0)
  }
  yield await report()
}

async function reportOf(q: Read, id: string): Promise<UndoReport> {
  const found = await findImport(q, id)
  if (!found) throw new NotInOrganizationError('import')
  return { import_id: id, removed: found.removed, accepted: found.accepted }
}

/** @returns Whether nothing is left. */
async function takeSomeOut(tx: Write, id: string, now: number): Promise<boolean> {
  const [held] = await tx.all(holdUndoing, { id, now })
  if (!held) return true
  const rows = await tx.all(listEventsOfImport, { number: held.number })
  if (rows.length === 0) {
    await tx.all(endUndo, { id, now })
    const { file_name, accepted, removed } = (await findImport(tx, id)) ?? {}
    await tx.record(
      { kind: 'import', id, verb: 'undone' },
      { before: { file_name, accepted }, after: { removed } },
    )
    return true
  }
  const gone = await tx.each(deleteEvents, rows)
  const activities = gone.map(({ core, ...activity }) => ({ ...activity, core: Boolean(core) }))
  if (activities.length > 0) await tx.record({ type: 'activities_deleted', activities })
  await tx.all(addRemoved, { id, removed: gone.length })
  return false
}
