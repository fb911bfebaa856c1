/** Who listens in tests: over a real socket, as browsers do. */
import type { Credential } from './authorization/expectations.ts'

export interface Told {
  event: string
  /** `null` where it has none. */
  id: number | null
  data: any
}

export interface Listening extends Disposable {
  status: number
  headers: Headers
  /** Of a refusal. */
  problem: any
  /** The next of what is told; `null` at the end. Beats are passed over. */
  next(): Promise<Told | null>
  /** The next change. */
  change(): Promise<string>
  /** What comes until this event, which is the last. */
  until(event: string): Promise<Told[]>
}

export const LIVE = '/api/v1/live'

/** @param after The number to go on from, as a browser says it that comes again. */
export async function listen(
  url: string,
  { token, key }: Credential,
  after?: number,
  headers: Record<string, string> = {},
): Promise<Listening> {
  const leaving = new AbortController()
  const answer = await fetch(url + LIVE, {
    signal: leaving.signal,
    headers: {
      accept: 'text/event-stream',
      ...(token && { authorization: `Bearer ${token}` }),
      ...(key && { 'x-api-key': key }),
      ...(after !== undefined && { 'last-event-id': `${after}` }),
      ...headers,
    },
  })
  const problem = answer.ok ? null : await answer.json()
  const events = answer.ok ? eventsOf(answer) : null
  const next = async () => (await events?.next())?.value ?? null
  const until = async (event: string) => {
    const told: Told[] = []
    for (let one = await next(); one; one = await next()) {
      told.push(one)
      if (one.event === event) break
    }
    return told
  }
  return {
    ...{ status: answer.status, headers: answer.headers, problem, next, until },
    change: async () => {
      const { data } = (await until('change')).at(-1) ?? {}
      return `${data?.kind} ${data?.verb}`
    },
    [Symbol.dispose]: () => leaving.abort(),
  }
}

async function* eventsOf(answer: Response): AsyncGenerator<Told, void> {
  let text = ''
  const decoder = new TextDecoder()
  try {
    for await (const chunk of answer.body ?? []) {
      text += decoder.decode(chunk, { stream: true })
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const fields = new Map(
          block
            .split('\n')
            .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
        )
        const [event, id, data] = [fields.get('event'), fields.get('id'), fields.get('data')]
        if (event) yield { event, id: id === undefined ? null : Number(id), data: JSON.parse(data ?? 'null') }
      }
    }
  } catch {
    // The connection broke.
  }
}

export interface OpenSocket extends Disposable {
  /** The next message; `null` once it is closed. Beats are passed over. */
  next(): Promise<any>
  /** With which code it was closed. */
  closed: Promise<number>
  send(text: string): void
}

/** The same by a WebSocket. */
export function openSocket(url: string, headers: Record<string, string>, query = ''): OpenSocket {
  const socket = new WebSocket(url.replace('http', 'ws') + LIVE + query, { headers } as any)
  const messages: any[] = []
  let wake = () => {}
  let isClosed = false
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data)
    if (message.event !== 'beat') messages.push(message)
    wake()
  }
  const closed = new Promise<number>((resolve) => {
    socket.onclose = ({ code }) => {
      isClosed = true
      resolve(code)
      wake()
    }
  })
  return {
    closed,
    async next() {
      while (messages.length === 0 && !isClosed) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      return messages.shift() ?? null
    },
    send: (text) => socket.send(text),
    [Symbol.dispose]: () => socket.close(),
  }
}
