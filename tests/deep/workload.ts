/** Writers that send each thing with a key until it is acknowledged, whatever happens meanwhile. */
import type { Place } from './place.ts'

const WRITERS = 12
/** Nobody waits longer by themselves: this tells a hang from a wait. */
const PATIENCE_MS = 30_000
const PAUSE_MS = 100
/** Once everything works again, what was begun is taken within this time. */
const FINISHED_WITHIN_MS = 60_000
const PASSWORD = 'the password of ada'

export interface Tally {
  acknowledged: number
  stored: number
  twice: number
  lost: number
  longest_ms: number
  /** Never acknowledged, though everything worked again. */
  stuck: number
  /** What was seen besides, such as answers that were not expected. */
  notes: string[]
}

export class Workload {
  readonly #place: Place
  readonly #token: string
  readonly #acknowledged = new Map<string, string>()
  readonly #odd = new Map<string, number>()
  readonly #writers: Promise<void>[]
  #isOver = false
  #endsAt = Number.POSITIVE_INFINITY
  #longest_ms = 0
  #different = 0
  #stuck = 0

  private constructor(place: Place, token: string) {
    this.#place = place
    this.#token = token
    this.#writers = Array.from({ length: WRITERS }, (_, writer) => this.#write(writer))
  }

  static async start(place: Place): Promise<Workload> {
    const answer = await fetch(`${place.servers[0]?.url}/api/v1/auth/signup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        email: 'ada@example.com',
        password: PASSWORD,
        name: 'ada',
        organization: { name: 'roses', time_zone: 'UTC' },
      }),
    })
    if (answer.status !== 201) throw new Error(`sign-up: ${answer.status} ${await answer.text()}`)
    const { access_token } = (await answer.json()) as { access_token: string }
    const key = await fetch(`${place.servers[0]?.url}/api/v1/api-keys`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${access_token}` },
      body: JSON.stringify({ name: 'the load', scopes: ['admin'] }),
    })
    return new Workload(place, ((await key.json()) as { key: string }).key)
  }

  /** Lets everybody end what they have begun. */
  async finish(): Promise<void> {
    this.#isOver = true
    this.#endsAt = performance.now() + FINISHED_WITHIN_MS
    await Promise.all(this.#writers)
  }

  /** Asks a server that is well what there is of all that was acknowledged. */
  async tally(): Promise<Tally> {
    const counts = new Map<string, number>()
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await this.#ask('GET', `/tasks?limit=200${cursor && `&cursor=${cursor}`}`)
      for (const { title } of body.items) counts.set(title, (counts.get(title) ?? 0) + 1)
      cursor = body.next_cursor
    }
    const titles = [...this.#acknowledged.keys()]
    return {
      acknowledged: titles.length,
      stored: titles.filter((title) => counts.has(title)).length,
      twice: [...counts.values()].filter((count) => count > 1).length,
      lost: titles.filter((title) => !counts.has(title)).length,
      longest_ms: this.#longest_ms,
      stuck: this.#stuck,
      notes: [
        ...(this.#different > 0 ? [`${this.#different} answers differ from the first to the same key`] : []),
        ...[...this.#odd].map(([what, times]) => `${times} × ${what}`),
      ],
    }
  }

  async #write(writer: number): Promise<void> {
    for (let i = 0; !this.#isOver; i += 1) {
      const title = `task ${writer}-${i}`
      const first = await this.#untilTaken(title)
      if (first === null) return
      this.#acknowledged.set(title, first)
      // Now and then it is sent once more, as a client does that lost the answer.
      if (i % 5 === 0 && (await this.#untilTaken(title)) !== first) this.#different += 1
    }
  }

  /** @returns The text of the answer; `null` where it is not taken though everything works again. */
  async #untilTaken(title: string): Promise<string | null> {
    let last = ''
    while (performance.now() < this.#endsAt) {
      try {
        const { status, text } = await this.#ask('POST', '/tasks', { title }, title)
        if (status === 201) return text
        last = `${status} ${text.slice(0, 120)}`
        if (status !== 503 && status !== 409) this.#note(last)
      } catch (error) {
        if ((error as Error).name === 'TimeoutError') this.#note(`no answer within ${PATIENCE_MS / 1000} s`)
      }
      await Bun.sleep(PAUSE_MS * (1 + Math.random()))
    }
    this.#stuck += 1
    this.#note(`never taken: ${last}`)
    return null
  }

  async #ask(method: string, path: string, json?: object, key?: string) {
    const { servers } = this.#place
    const server = servers[Math.floor(Math.random() * servers.length)]
    const startedAt = performance.now()
    try {
      const answer = await fetch(`${server?.url}/api/v1${path}`, {
        method,
        headers: {
          'x-api-key': this.#token,
          ...(json && { 'content-type': 'application/json' }),
          ...(key && { 'idempotency-key': key.replaceAll(' ', '-') }),
        },
        ...(json && { body: JSON.stringify(json) }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
      const text = await answer.text()
      return { status: answer.status, text, body: method === 'GET' ? JSON.parse(text) : null }
    } finally {
      this.#longest_ms = Math.max(this.#longest_ms, performance.now() - startedAt)
    }
  }

  #note(what: string): void {
    this.#odd.set(what, (this.#odd.get(what) ?? 0) + 1)
  }
}
