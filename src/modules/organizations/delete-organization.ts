import type { Base } from '../../base.ts'
import { auditInstance } from '../../db/audit-log.ts'
import type { FileStore } from '../../files/file-store.ts'
import {
  closeMemberships,
  deleteInvitations,
  deleteKeys,
  deleteOrganizationRow,
  deleteSessionsIn,
} from './queries.ts'

const ROWS_AT_ONCE = 500
/** Longer than another process that wants to write looks away (see db/write-queue.ts): it gets its turn in between. */
const PAUSE_MS = 6

/**
 * Deletes an organization for good, with everything in it. It is closed at once, so that nobody sees it in
 * part, and then deleted in short transactions, so that nobody waits for it. Interrupted, it stays
 * closed, and goes on where this is called again.
 *
 * @param show Called with how many rows have been deleted.
 */
export async function deleteOrganization(
  { db, files }: Pick<Base, 'db'> & { files: { store: Pick<FileStore, 'removeAll'> } },
  id: string,
  show: (rows: number) => void = () => {},
): Promise<void> {
  await close({ db }, id)
  const here = db.for(id)
  for (let done = 0; ; ) {
    const some = await here.write((tx) => tx.can.deleteSomeRows(tx, ROWS_AT_ONCE))
    if (some === 0) break
    done += some
    show(done)
    await Bun.sleep(PAUSE_MS)
  }
  // While the organization can still be named, should this be interrupted.
  await files.store.removeAll(id)
  await db.instance.write(async (instance) => {
    const tx = instance.within(id)
    // What has come in since the last look, and what only an instance may delete: its audit log.
    while ((await tx.can.deleteSomeRows(tx, ROWS_AT_ONCE)) > 0);
    const name = await deleteOrganizationRow(instance, id)
    await tx.record({ type: 'organization_deleted' })
    if (name === null) return
    // Its own entries are gone with it.
    const deleted = { kind: 'organization', id, verb: 'deleted' }
    auditInstance(instance, deleted, { before: { name } })
  })
}

/** Whoever was in it is out, with this commit. */
async function close({ db }: Pick<Base, 'db'>, id: string): Promise<void> {
  await db.instance.write(async (instance) => {
    await closeMemberships(instance, { id })
    await deleteKeys(instance, { id })
    await deleteInvitations(instance, { id })
    await deleteSessionsIn(instance, { id })
    await instance.within(id).record({ type: 'organization_deleted' })
  })
}
