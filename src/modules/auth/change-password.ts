import type { SessionPrincipal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import { assertPasswordsTaken, WrongPasswordError } from './errors.ts'
import { endLinks, OF_A_PASSWORD } from './one-time-links.ts'
import { type ProvesOwners, proveOwner } from './owner-proof.ts'
import { newPassword, type PasswordHashes } from './passwords.ts'
import { updatePassword } from './queries.ts'
import type { ChangePassword } from './schema.ts'
import { deleteSessionsBut } from './session-queries.ts'
import { recordPasswordChange } from './sessions.ts'

/**
 * Changes the password and ends the user's other sessions.
 *
 * @throws PasswordsOffError
 * @throws As `proveOwner` and what it asserts.
 */
export async function changePassword(
  context: ProvesOwners & Pick<Base, 'config'> & { passwordHashes: PasswordHashes },
  { user_id, session_id }: SessionPrincipal,
  { new_password, ...given }: ChangePassword,
): Promise<void> {
  assertPasswordsTaken(context)
  const owner = await proveOwner(context, user_id, given)
  const password_hash = owner.isPasswordRight
    ? await context.passwordHashes.make(newPassword('new_password', new_password))
    : null
  await context.db.instance.write(async (instance) => {
    await owner.assert(instance)
    if (password_hash === null) throw new WrongPasswordError()
    await updatePassword(instance, user_id, password_hash)
    await deleteSessionsBut(instance, user_id, session_id)
    await endLinks(instance, user_id, OF_A_PASSWORD)
    await recordPasswordChange(instance, user_id)
  })
}
