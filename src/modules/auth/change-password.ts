import type { SessionPrincipal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import { WrongPasswordError } from './errors.ts'
import { endLinks, OF_A_PASSWORD } from './one-time-links.ts'
import type { PasswordChecks } from './password-checks.ts'
import { newPassword, type PasswordHashes } from './passwords.ts'
import { findUser, holdUser, updatePassword } from './queries.ts'
import type { ChangePassword } from './schema.ts'
import { deleteSessionsBut } from './session-queries.ts'
import { recordPasswordChange } from './sessions.ts'

/**
 * Changes the password and ends the user's other sessions.
 *
 * @throws WrongPasswordError
 * @throws TooManyFailuresError: guessing here is guessing, too.
 */
export async function changePassword(
  {
    db,
    passwords,
    passwordHashes,
  }: Pick<Base, 'db'> & { passwords: PasswordChecks; passwordHashes: PasswordHashes },
  principal: SessionPrincipal,
  { current_password, new_password }: ChangePassword,
): Promise<void> {
  const { user_id, session_id } = principal
  const find = () => db.instance.read((q) => findUser(q, user_id))
  const email = (await find())?.email ?? ''
  const user = await passwords.check(email, current_password, find)
  const password_hash = user && (await passwordHashes.make(newPassword('new_password', new_password)))
  await db.instance.write(async (instance) => {
    // In here: sent again with its key, what was right before its first run is so no longer.
    if (!user || password_hash === null) throw new WrongPasswordError()
    // Another change, or a reset, may have come first: what was right then is not any more.
    const present = await holdUser(instance, user_id)
    if (present?.password_hash !== user.password_hash) throw new WrongPasswordError()
    await updatePassword(instance, user_id, password_hash)
    await deleteSessionsBut(instance, user_id, session_id)
    await endLinks(instance, user_id, OF_A_PASSWORD)
    await recordPasswordChange(instance, user_id)
  })
}
