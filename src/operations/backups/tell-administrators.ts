/** Tells those who administer the instance, where it can send mail: the log goes unread more often. */
import type { Base } from '../../base.ts'
import type { Mailer } from '../mailer.ts'
import { listAdministrators } from './queries.ts'

export type TellingNeeds = Pick<Base, 'db' | 'config'> & { mailer: Mailer }

export async function tellAdministrators(
  { db, config, mailer }: TellingNeeds,
  subject: string,
  text: string,
): Promise<void> {
  if (config.smtp_url === undefined) return
  const administrators = await db.instance.read((q) => listAdministrators(q))
  for (const { email } of administrators) mailer.send({ to: email, subject, text })
}
