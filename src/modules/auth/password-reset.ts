import type { Base } from '../../base.ts'
import type { Mailer } from '../../operations/mailer.ts'
import { assertPasswordsTaken } from './errors.ts'
import { forgetFailures } from './failed-attempts.ts'
import { endIdentities } from './oidc/identities.ts'
import { endLinks, OF_A_PASSWORD, sendLink, takeLink } from './one-time-links.ts'
import { newPassword, type PasswordHashes } from './passwords.ts'
import { findUser, findUserByEmail, markEmailVerified, updatePassword } from './queries.ts'
import type { ResetPassword } from './schema.ts'
import { deleteSessionsBut } from './session-queries.ts'
import { recordPasswordChange } from './sessions.ts'

/** Sends a link, if there is such an account; the answer does not tell. @throws PasswordsOffError */
export async function requestPasswordReset(
  context: Pick<Base, 'db' | 'clock' | 'config'> & { mailer: Mailer },
  email: string,
): Promise<void> {
  assertPasswordsTaken(context)
  const user = await context.db.instance.read((q) => findUserByEmail(q, email.toLowerCase()))
  if (!user) return
  await sendLink(context, 'password_reset', user, (link) => ({
    subject: 'Reset your password',
    text: `Somebody, we hope you, asked to reset the password of this account.\n\n${link}\n\nThe link works once, for an hour. If it was not you, there is nothing to do.`,
  }))
}

/**
 * Sets a new password by a link, and ends every session of the user. Signs nobody in, and gives
 * nobody back what was suspended.
 *
 * @throws PasswordsOffError
 * @throws InvalidLinkError
 */
export async function resetPassword(
  {
    db,
    clock,
    config,
    passwordHashes,
  }: Pick<Base, 'db' | 'clock' | 'config'> & { passwordHashes: PasswordHashes },
  { token, new_password }: ResetPassword,
): Promise<void> {
  assertPasswordsTaken({ config })
  const password_hash = await passwordHashes.make(newPassword('new_password', new_password))
  const now = clock.now()
  await db.instance.write(async (instance) => {
    const { user_id, email } = await takeLink(instance, 'password_reset', token, now)
    instance.actAs(`user:${user_id}`)
    await updatePassword(instance, user_id, password_hash)
    await deleteSessionsBut(instance, user_id, null)
    await endLinks(instance, user_id, OF_A_PASSWORD)
    await forgetFailures(instance, { passwordOf: email })
    // Who made the account was perhaps not who reads the address, and keeps no way in.
    if ((await findUser(instance, user_id))?.email_verified_at === null)
      await endIdentities(instance, user_id)
    // Whoever has the link reads the address.
    await markEmailVerified(instance, user_id, email, now)
    await recordPasswordChange(instance, user_id)
  })
}
