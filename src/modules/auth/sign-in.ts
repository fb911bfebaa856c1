import type { Context } from '../../context.ts'
import { recordMemberActivity } from '../events/record-activity.ts'
import { NoMembershipError, WrongCredentialsError } from './errors.ts'
import { passwordMatches } from './passwords.ts'
import { findUserByEmail, listMemberships } from './queries.ts'
import type { SignedIn, SignIn } from './schema.ts'
import { answerSignedIn, openSession } from './sessions.ts'

type Needs = Pick<Context, 'db' | 'clock' | 'newId' | 'tokens'>

/**
 * Opens a session in the organization that the user joined first.
 *
 * @throws WrongCredentialsError, in the same words and time for an unknown address.
 */
export async function signIn(context: Needs, { email, password }: SignIn): Promise<SignedIn> {
  const { db, clock, newId } = context
  const user = await db.instance.read((q) => findUserByEmail(q, email.toLowerCase()))
  if (!(await passwordMatches(password, user?.password_hash ?? null)) || !user)
    throw new WrongCredentialsError()
  const [membership] = await db.instance.read((q) => listMemberships(q, user.id))
  if (!membership) throw new NoMembershipError()
  const { organization_id, id: member_id } = membership
  const now = clock.now()
  const session_id = await db.instance.write(async (instance) => {
    const activity = { id: newId(), member_id, verb: 'sign_in', core: false, now }
    await recordMemberActivity(instance.within(organization_id), activity)
    return openSession(instance, { id: newId(), user_id: user.id, organization_id, now })
  })
  return answerSignedIn(context, { session_id, organization_id, member_id })
}
