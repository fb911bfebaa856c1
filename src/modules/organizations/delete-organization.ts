import type { Base } from '../../base.ts'
import { EVERY_ORGANIZATION } from '../../db/database.ts'
import { nextTurn } from '../../lib/next-turn.ts'
import { deleteOrganizationRow } from './queries.ts'

const ROWS_AT_ONCE = 500

/**
 * Deletes an organization for good, with everything in it. In short transactions, so that nobody waits
 * for it: in between it is there in part. Interrupted, it goes on where it was called again.
 */
export async function deleteOrganization({ db }: Pick<Base, 'db'>, id: string): Promise<void> {
  const here = db.for(id)
  while ((await here.write((tx) => tx.can.deleteSomeRows(tx, ROWS_AT_ONCE))) > 0) await nextTurn()
  await db.instance.write(async (instance) => {
    const tx = instance.within(id)
    // What has come in since the last look.
    while ((await tx.can.deleteSomeRows(tx, ROWS_AT_ONCE)) > 0);
    const name = await deleteOrganizationRow(instance, id)
    await tx.record({ type: 'organization_deleted' })
    if (name === null) return
    // Its own entries are gone with it.
    const deleted = { kind: 'organization', id, verb: 'deleted' }
    instance.within(EVERY_ORGANIZATION).audit(deleted, { before: { name } })
  })
}
