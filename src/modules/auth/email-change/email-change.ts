/**
 * Another e-mail address for one's account. It changes when the link that went to the new address is
 * opened, and not before:
 *
 *   password, new address ─► a link to the new ─► opened ─► changed, verified, other links are dead
 *                         └► a warning to the old        └► a notice to the old
 *
 * Where the new address has an account, its owner is told so by mail, and who asked is answered and
 * shown the same as otherwise: nothing tells them which addresses there are.
 */
import type { SessionPrincipal } from '../../../access/principal.ts'
import type { Base } from '../../../base.ts'
import { UniqueViolationError } from '../../../db/errors.ts'
import type { InstanceWrite } from '../../../db/handle.ts'
import { InvalidValueError } from '../../../lib/app-error.ts'
import type { Mailer } from '../../../operations/mailer.ts'
import { moveAccount } from '../accounts.ts'
import { EmailTakenError } from '../errors.ts'
import { forgetFailures } from '../failed-attempts.ts'
import { deleteOneTimeTokens, findWaiting } from '../link-queries.ts'
import { makeLink, takeLink } from '../one-time-links.ts'
import { type ProvesOwners, proveOwner } from '../owner-proof.ts'
import { findUserByEmail, holdUser } from '../queries.ts'
import { confirmation, notice, taken, warning } from './letters.ts'
import type { EmailChange, RequestEmailChange } from './schema.ts'

type Sends = Pick<Base, 'db' | 'clock' | 'config'> & { mailer: Mailer }

/**
 * @throws As `proveOwner` and what it asserts.
 * @throws InvalidValueError for the address that they have.
 */
export async function requestEmailChange(
  context: Sends & ProvesOwners,
  { user_id }: SessionPrincipal,
  { new_email, ...given }: RequestEmailChange,
): Promise<EmailChange> {
  const { db, config, mailer } = context
  const owner = await proveOwner(context, user_id, given)
  return db.instance.write(async (instance) => {
    const user = await owner.assert(instance)
    const wanted = new_email.toLowerCase()
    if (wanted === user.email) throw new InvalidValueError('new_email', 'is your address already')
    instance.afterCommit(() => mailer.send(warning(user.email, wanted, `${config.public_url}/#/account`)))
    return sendChange(context, instance, { id: user.id, email: wanted })
  })
}

/** Sends the link again; the one before no longer works. Nothing happens where nothing waits. */
export async function resendEmailChange(context: Sends, { user_id }: SessionPrincipal): Promise<EmailChange> {
  const { db, clock } = context
  return db.instance.write(async (instance) => {
    await holdUser(instance, user_id)
    const waiting = await findWaiting(instance, { user_id, purpose: 'email_change', now: clock.now() })
    return waiting ? sendChange(context, instance, { id: user_id, email: waiting.email }) : wireOf(null)
  })
}

export async function readEmailChange(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  { user_id }: SessionPrincipal,
): Promise<EmailChange> {
  const asked = { user_id, purpose: 'email_change', now: clock.now() }
  return wireOf(await db.instance.read((q) => findWaiting(q, asked)))
}

export async function cancelEmailChange(
  { db }: Pick<Base, 'db'>,
  { user_id }: SessionPrincipal,
): Promise<void> {
  await db.instance.write(async (instance) => {
    await holdUser(instance, user_id)
    await deleteOneTimeTokens(instance, user_id, 'email_change')
  })
}

/**
 * Signs nobody in or out, and gives nobody back what was suspended.
 *
 * @throws InvalidLinkError
 * @throws EmailTakenError where somebody else took the address first.
 */
export async function confirmEmailChange(
  { db, clock, mailer }: Pick<Base, 'db' | 'clock'> & { mailer: Mailer },
  token: string,
): Promise<void> {
  const now = clock.now()
  const changed = db.instance.write(async (instance) => {
    const { user_id, email } = await takeLink(instance, 'email_change', token, now)
    instance.actAs(`user:${user_id}`)
    const before = await moveAccount(instance, { user_id, email, email_verified_at: now })
    instance.afterCommit(() => mailer.send(notice(before, email)))
    await forgetFailures(instance, { passwordOf: email })
  })
  await changed.catch((error) => {
    if (!(error instanceof UniqueViolationError) || !error.isAbout('email')) throw error
    throw new EmailTakenError({ token: 'is of an address that is taken' })
  })
}

/** The same rows and the same time, whether the address has an account or not. */
async function sendChange(
  context: Sends,
  instance: InstanceWrite,
  { id, email }: { id: string; email: string },
): Promise<EmailChange> {
  const { link, expires_at } = await makeLink(context, instance, 'email_change', { id, email })
  const owner = await findUserByEmail(instance, email)
  instance.afterCommit(() => context.mailer.send(owner ? taken(email) : confirmation(email, link)))
  return wireOf({ email, expires_at })
}

function wireOf(waiting: { email: string; expires_at: number } | null): EmailChange {
  if (!waiting) return { new_email: null, expires_at: null }
  return { new_email: waiting.email, expires_at: new Date(waiting.expires_at).toISOString() }
}
