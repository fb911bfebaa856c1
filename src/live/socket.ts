/** The carrier for who would rather have a WebSocket: the same signals, each a text of JSON. */
import { AppError } from '../lib/app-error.ts'
import type { Connection } from './connection.ts'
import { contentOf, type EndReason, type Signal, seqOf } from './signals.ts'

/** How long a client may take nothing. */
const UNREAD_MS = 60_000

/** By RFC 6455 and the registry of its codes. */
const CLOSE_CODES: Record<EndReason, number> = {
  not_signed_in: 1008,
  not_allowed: 1008,
  nothing_to_send: 1008,
  stopping: 1012,
  busy: 1013,
}

/** What is received is refused: whatever has more is refused before it is read. */
export const SOCKET_SETTINGS = { maxPayloadLength: 1_024, perMessageDeflate: false, idleTimeout: 60 }

/** As much of Bun's as is used. */
export interface Socket {
  /** @returns 0 where it was lost, -1 where it waits for the client to take what came before. */
  send(text: string): number
  close(code?: number, reason?: string): void
  terminate(): void
}

/** As much of Bun's server as is used: what becomes of the socket is told to `data`. */
export interface Upgrader {
  upgrade(request: Request, options: { data: SocketTeller; headers: Record<string, string> }): boolean
  /** How long the request's connection may be silent from now on. */
  timeout(request: Request, seconds: number): void
}

export class NoHandshakeError extends AppError {
  constructor() {
    super(
      400,
      'no_handshake',
      'This is no handshake of a WebSocket: version 13, over HTTP/1.1, is spoken here.',
    )
  }
}

export function wantsSocket(headers: Headers): boolean {
  return headers.get('upgrade')?.toLowerCase() === 'websocket'
}

/** @throws NoHandshakeError */
export function openSocket(
  connection: Connection,
  request: Request,
  server: Upgrader | null,
  headers: Record<string, string>,
): Response {
  if (server?.upgrade(request, { data: new SocketTeller(connection), headers }))
    return new Response(null, { status: 101 })
  connection.close()
  throw new NoHandshakeError()
}

export class SocketTeller {
  readonly #connection: Connection
  readonly #unread_ms: number
  #goOn: () => void = () => {}

  constructor(connection: Connection, unread_ms = UNREAD_MS) {
    this.#connection = connection
    this.#unread_ms = unread_ms
  }

  open(socket: Socket): void {
    this.#connection.carriedBy(() => {
      socket.terminate()
      this.#goOn()
    })
    void this.#tell(socket)
  }

  /** Whoever listens has nothing to say. */
  message(): void {
    this.#connection.end('nothing_to_send')
  }

  drain(): void {
    this.#goOn()
  }

  close(): void {
    this.#connection.close()
    this.#goOn()
  }

  async #tell(socket: Socket): Promise<void> {
    let reason: EndReason | undefined
    for await (const signal of this.#connection.signals()) {
      if (socket.send(textOf(signal)) < 1) await this.#untilTaken()
      if (signal.event === 'end') reason = signal.reason
    }
    socket.close(reason ? CLOSE_CODES[reason] : 1_000, reason)
  }

  /** Who takes nothing for so long is let go. */
  async #untilTaken(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#goOn = resolve
    const unread = setTimeout(() => this.#connection.cutOff(), this.#unread_ms)
    await promise
    clearTimeout(unread)
  }
}

function textOf(signal: Signal): string {
  return JSON.stringify({ event: signal.event, ...(contentOf(signal) ?? { seq: seqOf(signal) }) })
}
