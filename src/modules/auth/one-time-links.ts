/**
 * Links that prove that somebody reads an address: to reset a password, to verify the address.
 * Each works once and not for long, and only its hash is kept. Where it leads is configured and
 * never taken from a request, whose Host header anybody may write.
 */
import type { Base } from '../../base.ts'
import type { InstanceWrite } from '../../db/handle.ts'
import type { Mail, Mailer } from '../../operations/mailer.ts'
import { InvalidLinkError } from './errors.ts'
import {
  deleteOneTimeTokens,
  findOneTimeToken,
  insertOneTimeToken,
  takeOneTimeToken,
} from './link-queries.ts'
import { holdUser } from './queries.ts'
import { hashSecret, newSecret } from './tokens.ts'

export type Purpose = 'password_reset' | 'email_verification'

const LIFETIME_MS: Record<Purpose, number> = { password_reset: 3_600_000, email_verification: 3 * 86_400_000 }
const PAGES: Record<Purpose, string> = {
  password_reset: 'reset-password',
  email_verification: 'verify-email',
}

/** Mails a link. Earlier links of the user for the same purpose no longer work. */
export async function sendLink(
  { db, clock, config, mailer }: Pick<Base, 'db' | 'clock' | 'config'> & { mailer: Mailer },
  purpose: Purpose,
  user: { id: string; email: string },
  letterWith: (link: string) => Pick<Mail, 'subject' | 'text'>,
): Promise<void> {
  const token = newSecret()
  const now = clock.now()
  // Behind the #: browsers do not send it to servers, so it stands in no log.
  const link = `${config.public_url}/#/${PAGES[purpose]}?token=${token}`
  await db.instance.write(async (instance) => {
    // Else two that are asked for at once would both work.
    await holdUser(instance, user.id)
    await deleteOneTimeTokens(instance, user.id, purpose)
    await insertOneTimeToken(instance, {
      token_hash: hashSecret(token),
      purpose,
      user_id: user.id,
      email: user.email,
      created_at: now,
      expires_at: now + LIFETIME_MS[purpose],
    })
    // Not waited for: how long a mail takes would tell whether there is such an account.
    instance.afterCommit(() => mailer.send({ to: user.email, ...letterWith(link) }))
  })
}

/**
 * Uses the token up, inside the transaction of what it is for.
 *
 * @throws InvalidLinkError for one that is unknown, used, over or for something else.
 */
export async function takeLink(instance: InstanceWrite, purpose: Purpose, token: string, now: number) {
  const owner = await findOneTimeToken(instance, hashSecret(token))
  // First, as everywhere: who waits for a user must hold nothing that another wants.
  if (owner) await holdUser(instance, owner.user_id)
  const found = await takeOneTimeToken(instance, hashSecret(token), purpose, now)
  if (!found) throw new InvalidLinkError()
  return found
}
