import { getLogger } from '@logtape/logtape'
import type { AccessTokens } from '../../access/access-tokens.ts'
import type { Base } from '../../base.ts'
import type { InstanceWrite } from '../../db/handle.ts'
import { ForbiddenError } from '../../lib/app-error.ts'
import type { NewId } from '../../lib/ids.ts'
import { recordMemberActivity } from '../events/record-activity.ts'
import { acceptInvitation } from '../invitations/accept-invitation.ts'
import { assertPasswordsTaken, WrongCodeError, WrongCredentialsError } from './errors.ts'
import { TooManyFailuresError } from './failed-attempts.ts'
import type { PasswordChecks } from './password-checks.ts'
import { findUserByEmail, holdUser, listMemberships } from './queries.ts'
import type { SignedIn, SignIn } from './schema.ts'
import type { SecondFactorCodes } from './second-factor/codes.ts'
import { answerSignedIn, type Device, openSession } from './sessions.ts'

const log = getLogger(['almanac', 'auth'])

type Needs = Pick<Base, 'db' | 'clock' | 'newId' | 'config'> & {
  tokens: AccessTokens
  passwords: PasswordChecks
  secondFactorCodes: SecondFactorCodes
}

/**
 * Opens a session in the organization that the user joined first, or in the one of an invitation,
 * which is accepted with it: whoever is in no organization could not sign in to accept it.
 *
 * @throws PasswordsOffError
 * @throws WrongCredentialsError, in the same words and time for an unknown address.
 * @throws TooManyFailuresError
 * @throws SecondFactorRequiredError, and the other refusals of a code, once the password was right.
 */
export async function signIn(context: Needs, credentials: SignIn, device: Device): Promise<SignedIn> {
  const { db, clock, newId, passwords, secondFactorCodes } = context
  assertPasswordsTaken(context)
  const email = credentials.email.toLowerCase()
  const find = () => db.instance.read((q) => findUserByEmail(q, email))
  const refused = (error: unknown): never => {
    // Once for each lock: who goes on guessing would fill the log.
    if (error instanceof TooManyFailuresError && error.lock.isFirst) auditRefusal(context, email, 'locked')
    if (error instanceof WrongCodeError) auditRefusal(context, email, 'wrong_code')
    throw error
  }
  const user = await passwords.check(email, credentials.password, find).catch(refused)
  if (!user) {
    auditRefusal(context, email, 'wrong_password')
    throw new WrongCredentialsError()
  }
  await secondFactorCodes.count({ user_id: user.id, code: credentials.code }).catch(refused)
  const now = clock.now()
  const opening = db.instance.write(async (instance) => {
    // A password that was changed since must not open a session that the change would have ended.
    const present = await holdUser(instance, user.id)
    if (present?.password_hash !== user.password_hash) throw new WrongCredentialsError()
    // First: without a code nothing else is told of the account.
    await secondFactorCodes.use(instance, present, credentials.code, 401)
    const { organization_id, member_id } = await membershipAt(instance, user, credentials.invitation, {
      newId,
      now,
    })
    instance.actAs(`member:${member_id}`)
    const activity = { id: newId(), member_id, verb: 'sign_in', core: false, now }
    await recordMemberActivity(instance.within(organization_id), activity)
    const opened = await openSession(
      instance,
      { user_id: user.id, organization_id },
      { id: newId(), now, device },
    )
    return { ...opened, organization_id, member_id }
  })
  return answerSignedIn(context, await opening.catch(refused))
}

/**
 * In each organization of the account, where there is one. Not waited for: how long it takes would tell
 * whether there is.
 */
export function auditRefusal(
  { db }: Pick<Base, 'db'>,
  email: string,
  reason: 'wrong_password' | 'wrong_code' | 'locked' | 'identity_not_linked',
): void {
  db.instance
    .write(async (instance) => {
      const user = await findUserByEmail(instance, email)
      for (const { organization_id } of user ? await listMemberships(instance, user.id) : []) {
        const refused = { kind: 'session', verb: 'refused' }
        instance.within(organization_id).audit(refused, { after: { user_id: user?.id, reason } })
      }
    })
    .catch((error) => log.error('That a sign-in was refused could not be noted: {error}', { error }))
}

/** The membership that an invitation gives, or the user's oldest. */
export async function membershipAt(
  instance: InstanceWrite,
  user: { id: string; email: string; name: string },
  invitation: string | undefined,
  { newId, now }: { newId: NewId; now: number },
): Promise<{ organization_id: string; member_id: string }> {
  if (invitation !== undefined) {
    return acceptInvitation(instance, { token: invitation, field: 'invitation', user, now, newId })
  }
  const [oldest] = await listMemberships(instance, user.id)
  if (!oldest) {
    throw new ForbiddenError(
      'no_membership',
      'This account belongs to no organization: ask an owner or admin for an invitation, or to reinstate you.',
    )
  }
  return { organization_id: oldest.organization_id, member_id: oldest.id }
}
