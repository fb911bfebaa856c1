import type { Context } from '../../context.ts'
import { recordMemberActivity } from '../events/record-activity.ts'
import { NoMembershipError, WrongCredentialsError } from './errors.ts'
import { forgetFailures, recordFailure, refuseLocked } from './lockout.ts'
import { passwordMatches } from './passwords.ts'
import { findUserByEmail, listMemberships } from './queries.ts'
import type { SignedIn, SignIn } from './schema.ts'
import { answerSignedIn, type Device, openSession } from './sessions.ts'

type Needs = Pick<Context, 'db' | 'clock' | 'newId' | 'tokens'>

/**
 * Opens a session in the organization that the user joined first.
 *
 * @throws WrongCredentialsError, in the same words and time for an unknown address.
 * @throws TooManyFailuresError
 */
export async function signIn(context: Needs, credentials: SignIn, device: Device): Promise<SignedIn> {
  const { db, clock, newId } = context
  const email = credentials.email.toLowerCase()
  const user = await db.instance.read(async (q) => {
    await refuseLocked(q, email, clock.now())
    return findUserByEmail(q, email)
  })
  if (!(await passwordMatches(credentials.password, user?.password_hash ?? null)) || !user) {
    await recordFailure(context, email)
    throw new WrongCredentialsError()
  }
  const [membership] = await db.instance.read((q) => listMemberships(q, user.id))
  if (!membership) throw new NoMembershipError()
  const { organization_id, id: member_id } = membership
  const now = clock.now()
  const session = await db.instance.write(async (instance) => {
    await forgetFailures(instance, email)
    const activity = { id: newId(), member_id, verb: 'sign_in', core: false, now }
    await recordMemberActivity(instance.within(organization_id), activity)
    return openSession(instance, { user_id: user.id, organization_id }, { id: newId(), now, device })
  })
  return answerSignedIn(context, { ...session, organization_id, member_id })
}
