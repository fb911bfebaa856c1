/**
 * Signs in whom the provider names:
 *
 *   known by issuer and subject ─────────────────────────────► their account
 *   else an account has the address ─┬─ verified on both sides ► linked, and told by mail
 *                                    └─ else, and where it has   ► refused: an address alone proves nothing
 *                                       a second factor
 *   else                              ─────────────────────────► a new account, as OIDC_ORGANIZATION or SIGNUP says
 *
 * The second factor is the provider's: none of ours is asked for.
 */
import type { AccessTokens } from '../../../access/access-tokens.ts'
import type { Base } from '../../../base.ts'
import { UniqueViolationError } from '../../../db/errors.ts'
import type { InstanceWrite } from '../../../db/handle.ts'
import type { Identity } from '../../../lib/oidc/provider.ts'
import type { Mailer } from '../../../operations/mailer.ts'
import { recordMemberActivity } from '../../events/record-activity.ts'
import { acceptInvitation, acceptWaitingInvitation } from '../../invitations/accept-invitation.ts'
import { beginMembership } from '../../members/membership.ts'
import { EmailTakenError, SignUpClosedError } from '../errors.ts'
import type { PasswordHashes } from '../passwords.ts'
import {
  findOrganizationBySlug,
  findUserByEmail,
  holdUser,
  insertUser,
  markEmailVerified,
} from '../queries.ts'
import type { SignedIn } from '../schema.ts'
import { findSecondFactor } from '../second-factor/queries.ts'
import { answerSignedIn, type Device, openSession } from '../sessions.ts'
import { auditRefusal, membershipAt } from '../sign-in.ts'
import { foundOrganization, isFirstOfAll } from '../sign-up.ts'
import { newSecret } from '../tokens.ts'
import { sendVerification } from '../verify-email.ts'
import {
  AccountNotLinkedError,
  EmailMissingError,
  LinkedOtherwiseError,
  NoAccountError,
  NoOrganizationError,
} from './errors.ts'
import { addIdentity, tellOfLink } from './identities.ts'
import { findIdentity, listIdentities, updateIdentity } from './queries.ts'
import type { Purpose, SignOns } from './sign-ons.ts'

export type NeedsOfSignOn = Pick<Base, 'db' | 'clock' | 'newId' | 'config'> & {
  tokens: AccessTokens
  mailer: Mailer
  passwordHashes: PasswordHashes
  signOns: SignOns | null
}

type Wish = Extract<Purpose, { kind: 'sign_in' }>

interface Account {
  id: string
  email: string
  name: string
  email_verified_at: number | null
}

export interface SignedInAs {
  signedIn: SignedIn
  /** Whether the account was made for it. */
  isNew: boolean
}

/** Whose sign-in it is, and where they come in. */
interface Found {
  user: Account
  membership: { organization_id: string; member_id: string }
  isNew: boolean
}

/**
 * @throws AccountNotLinkedError @throws LinkedOtherwiseError
 * @throws NoAccountError @throws SignUpClosedError @throws EmailMissingError
 * @throws ForbiddenError for whoever belongs to no organization: suspended, removed.
 * @throws InvalidInvitationError and what else accepting an invitation throws.
 */
export async function signInAs(
  context: NeedsOfSignOn,
  identity: Identity,
  wish: Wish,
  device: Device,
): Promise<SignedInAs> {
  const { db, clock, newId } = context
  const now = clock.now()
  // One that nobody knows, until they set one by a link.
  const password_hash = await context.passwordHashes.make(newSecret())
  const signedIn = db.instance.write(async (instance) => {
    // Of two first sign-ins of one person at once one makes the account.
    await instance.can.holdName(instance, `identity:${identity.issuer} ${identity.subject}`)
    const { user, membership, isNew } =
      (await findKnown(context, instance, identity, wish)) ??
      (await findByEmail(context, instance, identity, wish)) ??
      (await makeAccount(context, instance, identity, { wish, password_hash }))
    const { organization_id, member_id } = membership
    if (user.email_verified_at === null && isProved(identity, user.email)) {
      await markEmailVerified(instance, user.id, user.email, now)
    }
    const activity = { id: newId(), member_id, verb: 'sign_in', core: false, now }
    await recordMemberActivity(instance.within(organization_id), activity)
    const opened = await openSession(
      instance,
      { user_id: user.id, organization_id },
      { id: newId(), now, device, issuer: identity.issuer },
    )
    return { ...opened, organization_id, member_id, user, isNew }
  })
  const session = await signedIn.catch((error) => {
    if (error instanceof AccountNotLinkedError && identity.email !== null) {
      auditRefusal(context, identity.email, 'identity_not_linked')
    }
    throw error instanceof UniqueViolationError && error.isAbout('email') ? new EmailTakenError() : error
  })
  const { user, isNew } = session
  if (isNew && !isProved(identity, user.email)) await sendVerification(context, user)
  return { signedIn: await answerSignedIn(context, session), isNew }
}

/** By what never changes. */
async function findKnown(
  { clock, newId }: NeedsOfSignOn,
  instance: InstanceWrite,
  identity: Identity,
  { invitation }: Wish,
): Promise<Found | null> {
  const found = await findIdentity(instance, identity)
  const user = found && (await holdUser(instance, found.user_id))
  // Once more: it may have been unlinked while others held the user.
  const known = await findIdentity(instance, identity)
  if (!user || known?.user_id !== user.id) return null
  const now = clock.now()
  const membership = await membershipAt(instance, user, invitation, { newId, now })
  instance.actAs(`member:${membership.member_id}`)
  await updateIdentity(instance, { id: known.id, email: identity.email, last_used_at: now })
  return { user, membership, isNew: false }
}

/** By an address that both sides know to be theirs. */
async function findByEmail(
  context: NeedsOfSignOn,
  instance: InstanceWrite,
  identity: Identity,
  { invitation }: Wish,
): Promise<Found | null> {
  const there = identity.email === null ? null : await findUserByEmail(instance, identity.email)
  const user = there && (await holdUser(instance, there.id))
  if (!user) return null
  if (!identity.email_verified) throw new AccountNotLinkedError('provider')
  if (user.email_verified_at === null) throw new AccountNotLinkedError('account')
  const factor = await findSecondFactor(instance, user.id)
  if (factor && factor.enabled_at !== null) throw new AccountNotLinkedError('second_factor')
  const others = await listIdentities(instance, user.id)
  // An address that was given to somebody else since brings nobody into the account of who had it before.
  if (others.some(({ issuer }) => issuer === identity.issuer)) throw new LinkedOtherwiseError()
  const { newId } = context
  const membership = await membershipAt(instance, user, invitation, { newId, now: context.clock.now() })
  instance.actAs(`member:${membership.member_id}`)
  await addIdentity(context, instance, user.id, identity)
  tellOfLink(context, instance, user.email)
  return { user, membership, isNew: false }
}

async function makeAccount(
  context: NeedsOfSignOn,
  instance: InstanceWrite,
  identity: Identity,
  { wish, password_hash }: { wish: Wish; password_hash: string },
): Promise<Found> {
  if (identity.email === null) throw new EmailMissingError()
  const { config, clock, newId } = context
  const now = clock.now()
  const isFirst = await isFirstOfAll(instance)
  const { email } = identity
  const user = {
    id: newId(),
    email,
    name: identity.name ?? email.replace(/@.*/, ''),
    email_verified_at: null,
  }
  const isWelcome = isFirst || config.oidc_organization !== undefined || config.signup !== 'closed'
  if (!isWelcome) throw new SignUpClosedError('closed')
  const account = { id: user.id, email, name: user.name, password_hash, created_at: now }
  await insertUser(instance, { ...account, is_instance_admin: isFirst })
  const membership = await membershipOf(context, instance, { identity, user, wish, isFirst })
  instance.actAs(`member:${membership.member_id}`)
  await addIdentity(context, instance, user.id, identity)
  return { user, membership, isNew: true }
}

/** That of the invitation, of the organization that all join, or of the one that they found. */
async function membershipOf(
  { config, clock, newId }: NeedsOfSignOn,
  instance: InstanceWrite,
  { identity, user, wish, isFirst }: { identity: Identity; user: Account; wish: Wish; isFirst: boolean },
): Promise<Found['membership']> {
  const now = clock.now()
  if (wish.invitation !== undefined) {
    return acceptInvitation(instance, { token: wish.invitation, field: 'invitation', user, now, newId })
  }
  const isOpen = isFirst || config.signup === 'open'
  if (wish.organization && isOpen) return foundOrganization(instance, wish.organization, user, { now, newId })
  // Whoever reads the address reads the invitation: the provider has made sure of that.
  const waiting = identity.email_verified
    ? await acceptWaitingInvitation(instance, { user, now, newId })
    : null
  if (waiting) return waiting
  if (config.oidc_organization !== undefined && !isFirst) {
    return joinOrganization(instance, config.oidc_organization, user, { now, id: newId() })
  }
  throw isOpen ? new NoAccountError() : new SignUpClosedError('invite')
}

/** That of all who come by the provider. */
async function joinOrganization(
  instance: InstanceWrite,
  slug: string,
  user: Account,
  { now, id }: { now: number; id: string },
): Promise<Found['membership']> {
  const organization_id = await findOrganizationBySlug(instance, slug)
  if (organization_id === null) throw new NoOrganizationError()
  const tx = instance.within(organization_id)
  await tx.can.lockOrganization(tx)
  await beginMembership(tx, { id, user, role: 'member', now })
  return { organization_id, member_id: id }
}

function isProved(identity: Identity, email: string): boolean {
  return identity.email_verified && identity.email === email
}
