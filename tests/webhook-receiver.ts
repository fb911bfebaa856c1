/** Who listens to webhooks: a web server on loopback that verifies what comes, in a few lines of its own. */
import { createHmac, timingSafeEqual } from 'node:crypto'

export interface Told {
  path: string
  id: string
  timestamp: number
  signatures: string[]
  text: string
  body: { type: string; timestamp: string; data: Record<string, any> }
}

type Answering = (told: Told) => Response | Promise<Response>

export class Receiver implements Disposable {
  readonly told: Told[] = []
  answer: Answering = () => new Response()
  readonly #server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch: async (request) => {
      const text = await request.text()
      const told = {
        path: new URL(request.url).pathname,
        id: request.headers.get('webhook-id') ?? '',
        timestamp: Number(request.headers.get('webhook-timestamp')),
        signatures: (request.headers.get('webhook-signature') ?? '').split(' '),
        ...{ text, body: JSON.parse(text) },
      }
      this.told.push(told)
      return this.answer(told)
    },
  })

  get url(): string {
    return `http://127.0.0.1:${this.#server.port}/hooks`
  }

  get types(): string[] {
    return this.told.map(({ body }) => body.type)
  }

  [Symbol.dispose](): void {
    void this.#server.stop(true)
  }
}

/** Which of its signatures is by this secret. */
export function isSigned({ id, timestamp, signatures, text }: Told, secret: string): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${text}`).digest()
  return signatures.some((one) => {
    const given = Buffer.from(one.replace('v1,', ''), 'base64')
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}
