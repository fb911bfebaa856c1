/** A real SMTP server for the tests, and what it received. */
import { SMTPServer } from 'smtp-server'

export interface Mailbox {
  url: string
  /** Waits for the next mail to this address. */
  next(to: string): Promise<string>
  count(to: string): number
  stop(): Promise<void>
}

export async function openMailbox(): Promise<Mailbox> {
  const mails: { to: string; text: string }[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8').replaceAll('=\r\n', '').replaceAll('=3D', '=')
        for (const { address } of session.envelope.rcptTo) mails.push({ to: address, text })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as { port: number }
  return {
    url: `smtp://127.0.0.1:${port}`,
    async next(to) {
      for (let attempt = 0; attempt < 200; attempt += 1) {
        const mail = mails.find((one) => one.to === to)
        if (mail) {
          mails.splice(mails.indexOf(mail), 1)
          return mail.text
        }
        await Bun.sleep(10)
      }
      throw new Error(`no mail came to ${to}`)
    },
    count: (to) => mails.filter((mail) => mail.to === to).length,
    stop: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** The secret of the link in a mail. */
export function tokenIn(mail: string): string {
  const token = /token=([\w-]+)/.exec(mail)?.[1]
  if (!token) throw new Error(`no link in: ${mail}`)
  return token
}
