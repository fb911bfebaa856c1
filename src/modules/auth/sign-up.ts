import type { AccessTokens } from '../../access/access-tokens.ts'
import type { Base } from '../../base.ts'
import type { Config } from '../../config/env.ts'
import { UniqueViolationError } from '../../db/errors.ts'
import type { InstanceWrite } from '../../db/handle.ts'
import { InvalidValueError } from '../../lib/app-error.ts'
import type { NewId } from '../../lib/ids.ts'
import { slugOf } from '../../lib/slug.ts'
import { timeZoneNamed } from '../../lib/time/local-days.ts'
import type { Mailer } from '../../operations/mailer.ts'
import { recordMemberActivity } from '../events/record-activity.ts'
import { acceptInvitation } from '../invitations/accept-invitation.ts'
import { addMemberAsPerson } from '../people/people.ts'
import { assertPasswordsTaken, EmailTakenError, SignUpClosedError } from './errors.ts'
import { newPassword, type PasswordHashes } from './passwords.ts'
import { findSlugs, hasAdministrators, insertMember, insertOrganization, insertUser } from './queries.ts'
import type { NewOrganization, SignedIn, SignUp } from './schema.ts'
import { answerSignedIn, type Device, openSession } from './sessions.ts'
import { sendVerification } from './verify-email.ts'

type Needs = Pick<Base, 'db' | 'clock' | 'newId' | 'config'> & {
  tokens: AccessTokens
  mailer: Mailer
  passwordHashes: PasswordHashes
}

/**
 * Makes a user and an organization that the user owns, or accepts an invitation, and signs in. The
 * first to sign up is the instance's administrator, and may do so whatever SIGNUP says.
 *
 * @throws PasswordsOffError
 * @throws EmailTakenError
 * @throws SignUpClosedError
 * @throws InvalidValueError for a time zone that does not exist, or a password with control characters.
 */
export async function signUp(context: Needs, request: SignUp, device: Device): Promise<SignedIn> {
  const { db, clock, newId } = context
  assertPasswordsTaken(context)
  const wish = wishOf(request)
  const password_hash = await context.passwordHashes.make(newPassword('password', request.password))
  const now = clock.now()
  const user = { id: newId(), email: request.email.toLowerCase(), name: request.name.trim() }
  const session = await db.instance
    .write(async (instance) => {
      const isFirst = await isFirstOfAll(instance)
      if (!isFirst) refuseWhereClosed(context.config.signup, wish)
      await insertUser(instance, { ...user, password_hash, is_instance_admin: isFirst, created_at: now })
      const membership =
        'invitation' in wish
          ? await acceptInvitation(instance, {
              token: wish.invitation,
              field: 'invitation',
              user,
              now,
              newId,
            })
          : await foundOrganization(instance, wish.organization, user, { now, newId })
      const { organization_id, member_id } = membership
      instance.actAs(`member:${member_id}`)
      const activity = { id: newId(), member_id, verb: 'sign_in', core: false, now }
      await recordMemberActivity(instance.within(organization_id), activity)
      const opened = await openSession(
        instance,
        { user_id: user.id, organization_id },
        { id: newId(), now, device },
      )
      return { ...opened, ...membership }
    })
    .catch((error) => {
      throw error instanceof UniqueViolationError && error.isAbout('email') ? new EmailTakenError() : error
    })
  await sendVerification(context, user)
  return answerSignedIn(context, session)
}

/** Of several who come at once one is the first: the others wait here until that one is there. */
export async function isFirstOfAll(instance: InstanceWrite): Promise<boolean> {
  if (await hasAdministrators(instance)) return false
  await instance.can.holdName(instance, 'first user')
  return !(await hasAdministrators(instance))
}

type Wish = { organization: NewOrganization } | { invitation: string }

/** @throws InvalidValueError unless it is one of the two. */
function wishOf({ organization, invitation }: SignUp): Wish {
  if (invitation !== undefined && organization === undefined) return { invitation }
  if (organization === undefined || invitation !== undefined) {
    throw new InvalidValueError('organization', 'give either an organization to found or an invitation')
  }
  return { organization: checkedOrganization(organization) }
}

/** With its time zone as it is written. @throws InvalidValueError for one that does not exist. */
export function checkedOrganization({ name, time_zone }: NewOrganization): NewOrganization {
  const known = timeZoneNamed(time_zone)
  if (known === null) {
    throw new InvalidValueError(
      'organization.time_zone',
      `"${time_zone}" is not an IANA time zone such as Europe/Berlin`,
    )
  }
  return { name, time_zone: known }
}

function refuseWhereClosed(mode: Config['signup'], wish: Wish): void {
  if (mode === 'closed') throw new SignUpClosedError(mode)
  if (mode === 'invite' && !('invitation' in wish)) throw new SignUpClosedError(mode)
}

/** Makes an organization that the user owns, inside the caller's transaction. */
export async function foundOrganization(
  instance: InstanceWrite,
  { name, time_zone }: NewOrganization,
  user: { id: string; name: string },
  { now, newId }: { now: number; newId: NewId },
): Promise<{ organization_id: string; member_id: string }> {
  const organization_id = newId()
  const member_id = newId()
  const slug = await freeSlug(instance, name)
  await insertOrganization(instance, {
    id: organization_id,
    name: name.trim(),
    slug,
    time_zone,
    created_at: now,
  })
  const tx = instance.within(organization_id)
  await addMemberAsPerson(tx, { id: member_id, name: user.name, created_at: now })
  await insertMember(tx, { id: member_id, user_id: user.id, role: 'owner', status: 'active', joined_at: now })
  const founded = { kind: 'organization', id: organization_id, verb: 'founded' }
  await tx.record(founded, { after: { name: name.trim(), time_zone } })
  const joined = { type: 'membership_changed', member_id, verb: 'joined', at: now } as const
  await tx.record(joined, { after: { role: 'owner' } })
  return { organization_id, member_id }
}

/** A readable name for the command line and links: `bluebird`, then `bluebird-2`. */
async function freeSlug(instance: InstanceWrite, name: string): Promise<string> {
  const base = slugOf(name) || 'organization'
  // Else two who found one of the same name at once would take the same.
  await instance.can.holdName(instance, 'slugs')
  for (let from = 1; ; from += 20) {
    const candidates = Array.from({ length: 20 }, (_, i) => (from + i === 1 ? base : `${base}-${from + i}`))
    const taken = await findSlugs(instance, candidates)
    const free = candidates.find((candidate) => !taken.has(candidate))
    if (free) return free
  }
}
