import type { SessionPrincipal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import { NotFoundError } from '../../lib/app-error.ts'
import { listMemberships } from './queries.ts'
import type { Account } from './schema.ts'
import { updateActiveOrganization } from './session-queries.ts'
import { accountWithin } from './sessions.ts'

/**
 * Lets the session work in another of the user's organizations. Its access tokens stay as they
 * are: they name the session, not the organization.
 *
 * @throws NotFoundError for an organization that is not the user's, as for one that is not.
 */
export async function switchOrganization(
  { db }: Pick<Base, 'db'>,
  principal: SessionPrincipal,
  organizationId: string,
): Promise<Account> {
  const { user_id, session_id, organization_id } = principal
  return db.instance.write(async (instance) => {
    const memberships = await listMemberships(instance, user_id)
    const membership = memberships.find((one) => one.organization_id === organizationId)
    if (!membership) throw new NotFoundError('organization', 'You belong to no organization with this id.')
    await updateActiveOrganization(instance, { id: session_id, active_organization_id: organizationId })
    // Where the session was, and is remembered.
    await instance.within(organization_id).record({ kind: 'session', id: session_id, verb: 'switched' })
    return accountWithin(instance.within(organizationId), membership.id)
  })
}
