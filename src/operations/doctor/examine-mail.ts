import { createTransport } from 'nodemailer'
import type { Config } from '../../config/env.ts'
import { endsWithin } from '../../lib/ends-within.ts'
import type { Finding } from '../health/check.ts'

const PATIENCE_MS = 8_000

/** Whether the server takes us; nothing is sent. */
export async function examineMail({ smtp_url, mail_from, environment }: Config): Promise<Finding> {
  if (smtp_url === undefined) {
    return {
      state: environment === 'production' ? 'warning' : 'ok',
      detail: 'SMTP_URL is not set: links to reset a password and invitations go to the log.',
    }
  }
  const transport = createTransport(smtp_url)
  try {
    const verifying = transport.verify()
    if (!(await endsWithin(PATIENCE_MS, verifying))) throw new Error('it does not answer')
    await verifying
  } catch (error) {
    // What the server said may repeat whom it was told.
    const { code = 'no answer' } = error as { code?: string }
    const { host } = new URL(smtp_url)
    return {
      state: 'failed',
      detail: `The mail server at ${host} does not take us (${code}). Check SMTP_URL: host, port, smtps or smtp, user and password.`,
    }
  } finally {
    transport.close()
  }
  const isLocal = /@localhost>?$/.test(mail_from)
  if (isLocal) return { state: 'warning', detail: `MAIL_FROM is ${mail_from}, which others refuse. Set it.` }
  return { state: 'ok', detail: 'The mail server takes us.' }
}
