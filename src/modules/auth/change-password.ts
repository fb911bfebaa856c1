import type { Context } from '../../context.ts'
import { WrongPasswordError } from './errors.ts'
import { recordFailure, refuseLocked } from './lockout.ts'
import { hashPassword, passwordMatches } from './passwords.ts'
import type { SessionPrincipal } from './principal.ts'
import { deleteOneTimeTokens, deleteSessionsBut, findUser, updatePassword } from './queries.ts'
import type { ChangePassword } from './schema.ts'

/**
 * Changes the password and ends the user's other sessions.
 *
 * @throws WrongPasswordError
 * @throws TooManyFailuresError: guessing here is guessing, too.
 */
export async function changePassword(
  context: Pick<Context, 'db' | 'clock'>,
  principal: SessionPrincipal,
  { current_password, new_password }: ChangePassword,
): Promise<void> {
  const { db, clock } = context
  const { user_id, session_id, organization_id } = principal
  const user = await db.instance.read((q) => findUser(q, user_id))
  if (!user) throw new WrongPasswordError()
  await db.instance.read((q) => refuseLocked(q, user.email, clock.now()))
  if (!(await passwordMatches(current_password, user.password_hash))) {
    await recordFailure(context, user.email)
    throw new WrongPasswordError()
  }
  const password_hash = await hashPassword(new_password)
  await db.instance.write(async (instance) => {
    await updatePassword(instance, user_id, password_hash)
    await deleteSessionsBut(instance, user_id, session_id)
    await deleteOneTimeTokens(instance, user_id, 'password_reset')
    await instance.within(organization_id).record({ type: 'access_changed', user_id })
  })
}
