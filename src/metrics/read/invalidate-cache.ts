import type { Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'

/** Forgets what is kept of an organization, in every process: by a fact, as any other change. */
export async function invalidateCache(
  { db }: Pick<Base, 'db'>,
  { organization_id }: Principal,
): Promise<void> {
  await db
    .for(organization_id)
    .write((tx) => tx.record({ kind: 'organization', id: organization_id, verb: 'cache_invalidated' }))
}
