import type { SessionPrincipal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import type { Mailer } from '../../operations/mailer.ts'
import { sendLink, takeLink } from './one-time-links.ts'
import { findUser, markEmailVerified } from './queries.ts'

type Sends = Pick<Base, 'db' | 'clock' | 'config'> & { mailer: Mailer }

/** Sends the link again, if the address is not verified yet. */
export async function requestVerification(context: Sends, principal: SessionPrincipal): Promise<void> {
  const user = await context.db.instance.read((q) => findUser(q, principal.user_id))
  if (user && user.email_verified_at === null) await sendVerification(context, user)
}

export async function sendVerification(context: Sends, user: { id: string; email: string }): Promise<void> {
  await sendLink(context, 'email_verification', user, (link) => ({
    subject: 'Verify your e-mail address',
    text: `Open this link to say that this address is yours:\n\n${link}\n\nIt works once, for three days.`,
  }))
}

/** @throws InvalidLinkError */
export async function verifyEmail({ db, clock }: Pick<Base, 'db' | 'clock'>, token: string): Promise<void> {
  const now = clock.now()
  await db.instance.write(async (instance) => {
    const { user_id, email } = await takeLink(instance, 'email_verification', token, now)
    await markEmailVerified(instance, user_id, email, now)
  })
}
