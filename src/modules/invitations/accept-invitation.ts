import type { Act } from '../../access/act.ts'
import { NotSignedInError } from '../../access/errors.ts'
import type { SessionPrincipal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import type { InstanceWrite } from '../../db/handle.ts'
import { ForbiddenError } from '../../lib/app-error.ts'
import type { NewId } from '../../lib/ids.ts'
import { hashSecret } from '../auth/tokens.ts'
import { findFormerMember } from '../members/members.ts'
import { beginMembership, changeMembership } from '../members/membership.ts'
import { notify } from '../notifications/notify.ts'
import { InvalidInvitationError } from './errors.ts'
import { findOrganizationOfToken, findUser, findWaitingInvitation, takeInvitation } from './queries.ts'
import type { Membership } from './schema.ts'

interface Acceptance {
  token: string
  /** Of the request, in which the token came. */
  field: 'token' | 'invitation'
  user: { id: string; email: string; name: string }
  now: number
  newId: NewId
}

/**
 * Makes the user a member of the organization that invited them, inside the caller's transaction,
 * and uses the invitation up. One who was a member before is that member again.
 *
 * Comes before anything that the transaction records about that organization: it locks it.
 *
 * @throws InvalidInvitationError
 * @throws ForbiddenError for a user with another address; the invitation stays.
 * @throws AlreadyMemberError
 * @throws MemberSuspendedError: an invitation is no way round a suspension.
 */
export async function acceptInvitation(
  instance: InstanceWrite,
  { token, field, user, now, newId }: Acceptance,
): Promise<Membership> {
  const token_hash = hashSecret(token)
  const organization_id = await findOrganizationOfToken(instance, token_hash)
  if (organization_id === null) throw new InvalidInvitationError(field)
  return acceptIn(instance, { organization_id, token_hash }, { field, user, now, newId })
}

/**
 * The same for the newest invitation to an address that somebody has proved to be theirs, without its token,
 * which only proves that, too.
 *
 * @returns `null` where none waits.
 */
export async function acceptWaitingInvitation(
  instance: InstanceWrite,
  { user, now, newId }: Pick<Acceptance, 'user' | 'now' | 'newId'>,
): Promise<Membership | null> {
  const waiting = await findWaitingInvitation(instance, user.email, now)
  return waiting && acceptIn(instance, waiting, { field: 'invitation', user, now, newId })
}

async function acceptIn(
  instance: InstanceWrite,
  { organization_id, token_hash }: { organization_id: string; token_hash: string },
  { field, user, now, newId }: Omit<Acceptance, 'token'>,
): Promise<Membership> {
  const tx = instance.within(organization_id)
  await tx.can.lockOrganization(tx)
  const invitation = await takeInvitation(tx, token_hash, now)
  if (!invitation) throw new InvalidInvitationError(field)
  const { role, invited_by } = invitation
  if (invitation.email !== user.email)
    throw new ForbiddenError(
      'invitation_for_another',
      'This invitation was made for another e-mail address. Sign in with that one.',
    )
  const accepted = { kind: 'invitation', id: invitation.id, verb: 'accepted' }
  await tx.record(accepted, { before: { email: user.email, role } })
  const former = await findFormerMember(tx, user.id)
  if (former) {
    await changeMembership(tx, former, { role, status: 'active' }, now)
    await tellInviter({ tx, newId, now }, former.id, invited_by)
    return { organization_id, member_id: former.id, role }
  }
  const member_id = newId()
  await beginMembership(tx, { id: member_id, user, role, now })
  await tellInviter({ tx, newId, now }, member_id, invited_by)
  return { organization_id, member_id, role }
}

/** A key that invited is no member, and is told nothing. */
async function tellInviter(act: Omit<Act, 'principal'>, member_id: string, invited_by: string) {
  const principal = { kind: 'session' as const, member_id }
  await notify({ ...act, principal }, [{ kind: 'invitation_accepted', to: [invited_by] }])
}

/** By one who is signed in, in whatever organization. Their session stays where it is. */
export async function acceptAsUser(
  { db, clock, newId }: Pick<Base, 'db' | 'clock' | 'newId'>,
  principal: SessionPrincipal,
  token: string,
): Promise<Membership> {
  const now = clock.now()
  return db.instance.write(async (instance) => {
    const user = await findUser(instance, principal.user_id)
    if (!user) throw new NotSignedInError()
    const membership = await acceptInvitation(instance, { token, field: 'token', user, now, newId })
    instance.actAs(`member:${membership.member_id}`)
    return membership
  })
}
