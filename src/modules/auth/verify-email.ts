import type { Context } from '../../context.ts'
import { makeLink, takeLink } from './one-time-links.ts'
import type { SessionPrincipal } from './principal.ts'
import { findUser, markEmailVerified } from './queries.ts'

type Sends = Pick<Context, 'db' | 'clock' | 'config' | 'mailer'>

/** Sends the link again, if the address is not verified yet. */
export async function requestVerification(context: Sends, principal: SessionPrincipal): Promise<void> {
  const user = await context.db.instance.read((q) => findUser(q, principal.user_id))
  if (user && user.email_verified_at === null) await sendVerification(context, user)
}

export async function sendVerification(context: Sends, user: { id: string; email: string }): Promise<void> {
  const link = await makeLink(context, 'email_verification', user)
  context.mailer.send({
    to: user.email,
    subject: 'Verify your e-mail address',
    text: `Open this link to say that this address is yours:\n\n${link}\n\nIt works once, for three days.`,
  })
}

/** @throws InvalidLinkError */
export async function verifyEmail(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  token: string,
): Promise<void> {
  const now = clock.now()
  await db.instance.write(async (instance) => {
    const { user_id, email } = await takeLink(instance, 'email_verification', token, now)
    await markEmailVerified(instance, user_id, email, now)
  })
}
