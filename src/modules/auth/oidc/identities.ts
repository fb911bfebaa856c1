/** Who an account is at the provider: what is linked, linking by whoever is signed in, and unlinking. */

import { NotSignedInError } from '../../../access/errors.ts'
import type { SessionPrincipal } from '../../../access/principal.ts'
import type { Base } from '../../../base.ts'
import type { InstanceWrite } from '../../../db/handle.ts'
import { NotFoundError } from '../../../lib/app-error.ts'
import type { Identity } from '../../../lib/oidc/provider.ts'
import type { Mailer } from '../../../operations/mailer.ts'
import { type ProvesOwners, proveOwner } from '../owner-proof.ts'
import { findLiveSession, holdUser, markEmailVerified } from '../queries.ts'
import { recordOfUser } from '../sessions.ts'
import { IdentityTakenError, LastWayInError, LinkedOtherwiseError, VerifyEmailFirstError } from './errors.ts'
import { linkedLetter } from './letters.ts'
import { deleteIdentity, findIdentity, insertIdentity, listIdentities } from './queries.ts'
import type { ProveIdentityOwner, UserIdentity } from './schema.ts'
import type { Purpose, SignOns } from './sign-ons.ts'

export async function listOwnIdentities(
  { db }: Pick<Base, 'db'>,
  { user_id }: SessionPrincipal,
): Promise<UserIdentity[]> {
  const rows = await db.instance.read((q) => listIdentities(q, user_id))
  return rows.map(({ id, issuer, email, created_at, last_used_at }) => ({
    ...{ id, issuer, email },
    created_at: new Date(created_at).toISOString(),
    last_used_at: last_used_at === null ? null : new Date(last_used_at).toISOString(),
  }))
}

type Tells = Pick<Base, 'config'> & { mailer: Mailer; signOns: SignOns | null }

/**
 * Links who somebody is at the provider to the account whose session has asked for it, which must be there
 * still. What is linked already is so afterwards.
 *
 * @throws NotSignedInError
 * @throws IdentityTakenError @throws LinkedOtherwiseError
 * @throws VerifyEmailFirstError
 */
export async function linkIdentity(
  context: Tells & Pick<Base, 'db' | 'clock' | 'newId'>,
  identity: Identity,
  { user_id, session_id }: Extract<Purpose, { kind: 'link' }>,
): Promise<void> {
  const now = context.clock.now()
  await context.db.instance.write(async (instance) => {
    await instance.can.holdName(instance, `identity:${identity.issuer} ${identity.subject}`)
    const user = await holdUser(instance, user_id)
    const [session] = await instance.all(findLiveSession, { session_id, now })
    if (!user || session?.user_id !== user_id) throw new NotSignedInError()
    const known = await findIdentity(instance, identity)
    if (known?.user_id === user_id) return
    if (known) throw new IdentityTakenError()
    const others = await listIdentities(instance, user_id)
    if (others.some(({ issuer }) => issuer === identity.issuer)) throw new LinkedOtherwiseError()
    const isProved = identity.email_verified && identity.email === user.email
    if (user.email_verified_at === null && !isProved) throw new VerifyEmailFirstError()
    if (isProved) await markEmailVerified(instance, user_id, user.email, now)
    instance.actAs(`user:${user_id}`)
    await addIdentity(context, instance, user_id, identity)
    tellOfLink(context, instance, user.email)
  })
}

export async function addIdentity(
  { clock, newId }: Pick<Base, 'clock' | 'newId'>,
  instance: InstanceWrite,
  user_id: string,
  { issuer, subject, email }: Identity,
): Promise<void> {
  const now = clock.now()
  const row = { id: newId(), user_id, issuer, subject, email, created_at: now, last_used_at: now }
  await insertIdentity(instance, row)
  await recordOfUser(instance, user_id, 'identity_linked', { after: { issuer, email } })
}

/** By mail, once it is so: it is a way in that stays. */
export function tellOfLink({ mailer, config, signOns }: Tells, instance: InstanceWrite, to: string): void {
  const letter = linkedLetter(to, signOns?.name ?? 'A provider', `${config.public_url}/#/account`)
  instance.afterCommit(() => mailer.send(letter))
}

/**
 * By who proves to be the owner, with the password, which is then the way in that is left.
 *
 * @throws NotFoundError for another user's, as for one that never was.
 * @throws LastWayInError where passwords are no way in.
 * @throws As `proveOwner` and what it asserts.
 */
export async function unlinkIdentity(
  context: ProvesOwners & Pick<Base, 'config'>,
  { user_id }: SessionPrincipal,
  id: string,
  given: ProveIdentityOwner,
): Promise<void> {
  if (context.config.password_sign_in === 'off') throw new LastWayInError()
  const owner = await proveOwner(context, user_id, given)
  await context.db.instance.write(async (instance) => {
    await owner.assert(instance)
    // In here: sent again with its key, it is gone after the first run.
    const identity = (await listIdentities(instance, user_id)).find((one) => one.id === id)
    if (!identity) throw new NotFoundError('identity', 'Nothing with this id is linked to your account.')
    await deleteIdentity(instance, { id })
    const { issuer, email } = identity
    await recordOfUser(instance, user_id, 'identity_unlinked', { before: { issuer, email } })
  })
}

/** All that is linked to an account that the caller holds. @returns How much that was. */
export async function endIdentities(instance: InstanceWrite, user_id: string): Promise<number> {
  const identities = await listIdentities(instance, user_id)
  for (const { id, issuer, email } of identities) {
    await deleteIdentity(instance, { id })
    await recordOfUser(instance, user_id, 'identity_unlinked', { before: { issuer, email } })
  }
  return identities.length
}
