import type { Mail } from '../../../operations/mailer.ts'

interface Receipt {
  to: string
  title: string
  organization: string
}

/**
 * Nothing of it was written by whoever applied: an address may be another's, and the board would be a
 * way to send them anything.
 */
export function mailOfReceipt({ to, title, organization }: Receipt): Mail {
  const job = title.replaceAll(/\s+/g, ' ')
  const text = [
    'Hello,',
    `your application for "${job}" has arrived. Those who hire at ${organization} will read it and write to you.`,
    'If you have not applied, somebody has used your address by mistake, and you need do nothing.',
  ]
  return { to, subject: `Your application: ${job}`, text: `${text.join('\n\n')}\n` }
}
