/**
 * Links that prove that somebody reads an address: to reset a password, to verify the address, to
 * change to it.
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

export type Purpose = 'password_reset' | 'email_verification' | 'email_change'

const HOUR_MS = 3_600_000
const LIFETIME_MS: Record<Purpose, number> = {
  password_reset: HOUR_MS,
  email_verification: 72 * HOUR_MS,
  email_change: 24 * HOUR_MS,
}
/** What whoever knew the password before may have asked for: it ends with that password. */
export const OF_A_PASSWORD: readonly Purpose[] = ['password_reset', 'email_change']

const PAGES: Record<Purpose, string> = {
  password_reset: 'reset-password',
  email_verification: 'verify-email',
  email_change: 'change-email',
}

/** Mails a link to the address of an account. Earlier ones for the same purpose no longer work. */
export async function sendLink(
  context: Pick<Base, 'db' | 'clock' | 'config'> & { mailer: Mailer },
  purpose: Purpose,
  user: { id: string; email: string },
  letterWith: (link: string) => Pick<Mail, 'subject' | 'text'>,
): Promise<void> {
  await context.db.instance.write(async (instance) => {
    // Else two that are asked for at once would both work.
    await holdUser(instance, user.id)
    const { link } = await makeLink(context, instance, purpose, user)
    // Not waited for: how long a mail takes would tell whether there is such an account.
    instance.afterCommit(() => context.mailer.send({ to: user.email, ...letterWith(link) }))
  })
}

/**
 * A link for somebody whom the caller holds, in the place of earlier ones for the same purpose.
 *
 * @param user Whose it is, and the address that it proves.
 */
export async function makeLink(
  { clock, config }: Pick<Base, 'clock' | 'config'>,
  instance: InstanceWrite,
  purpose: Purpose,
  { id, email }: { id: string; email: string },
): Promise<{ link: string; expires_at: number }> {
  const token = newSecret()
  const created_at = clock.now()
  const expires_at = created_at + LIFETIME_MS[purpose]
  await deleteOneTimeTokens(instance, id, purpose)
  const row = { token_hash: hashSecret(token), purpose, user_id: id, email, created_at, expires_at }
  await insertOneTimeToken(instance, row)
  // Behind the #: browsers do not send it to servers, so it stands in no log.
  return { link: `${config.public_url}/#/${PAGES[purpose]}?token=${token}`, expires_at }
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

/** Of links that were sent none works any more, or none of some purposes. */
export async function endLinks(
  instance: InstanceWrite,
  userId: string,
  purposes: readonly Purpose[] = ['password_reset', 'email_verification', 'email_change'],
): Promise<void> {
  for (const purpose of purposes) await deleteOneTimeTokens(instance, userId, purpose)
}
