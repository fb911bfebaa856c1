/**
 * Sends e-mail by SMTP where it is configured. Where it is not, the text goes to the log, so that
 * whoever runs the instance can pass a link on.
 */
import { getLogger } from '@logtape/logtape'
import type { Transporter } from 'nodemailer'
import type { Config } from '../config/env.ts'
import { inSpan } from '../lib/tracing/in-span.ts'

const log = getLogger(['almanac', 'mail'])

export interface Mail {
  to: string
  subject: string
  text: string
}

export class Mailer implements AsyncDisposable {
  readonly #url: string | undefined
  /** Opened by the first mail: its package is as large as a quarter of ours, and many an instance never sends one. */
  #transport: Promise<Transporter> | null = null
  readonly #from: string
  readonly #sending = new Set<Promise<unknown>>()

  constructor({ smtp_url, mail_from }: Pick<Config, 'smtp_url' | 'mail_from'>) {
    this.#url = smtp_url
    this.#from = mail_from
  }

  /** Does not wait. A mail that cannot be sent is logged, without its text and its reader. */
  send({ to, subject, text }: Mail): void {
    if (this.#url === undefined) {
      log.info('SMTP_URL is not set. A mail to {to} would say: {text}', { to, subject, text })
      return
    }
    const sending = this.#sendBy(this.#url, { to, subject, text })
      .catch((error) => {
        const server = to.slice(to.lastIndexOf('@') + 1)
        log.error('The mail "{subject}" to somebody at {server} was not sent: {error}', {
          subject,
          server,
          error,
        })
      })
      .finally(() => this.#sending.delete(sending))
    this.#sending.add(sending)
  }

  /** Waits for what is being sent. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled(this.#sending)
    const transport = await this.#transport?.catch(() => null)
    transport?.close()
  }

  #sendBy(url: string, mail: Mail): Promise<unknown> {
    const { hostname, port } = new URL(url)
    const server = { 'server.address': hostname, ...(port !== '' && { 'server.port': Number(port) }) }
    return inSpan('send mail', 'client', server, async () => {
      const transport = await this.#open(url)
      return transport.sendMail({ from: this.#from, ...mail })
    })
  }

  #open(url: string): Promise<Transporter> {
    this.#transport ??= import('nodemailer').then(({ createTransport }) => createTransport(url))
    return this.#transport
  }
}
