/** The carrier that browsers call an EventSource: Server-Sent Events. */
import type { Connection } from './connection.ts'
import { contentOf, type Signal, seqOf } from './signals.ts'

/** How long a client may take nothing: beats come more often than that. */
const UNREAD_MS = 60_000
/** How long an EventSource waits before it comes again. */
const RETRY_MS = 2_000

const HEADERS = {
  'content-type': 'text/event-stream',
  // Nor should it be packed on the way, which waits for more.
  'cache-control': 'no-store, no-transform',
  // nginx would collect the answer before it sends it.
  'x-accel-buffering': 'no',
}

/** @param hangUp Closes what the stream is sent on: an error of the stream waits until what was sent is taken. */
export function eventStream(connection: Connection, hangUp: () => void): Response {
  return new Response(streamOf(connection, UNREAD_MS, hangUp), { headers: HEADERS })
}

/** What HEAD is told of it. */
export function noEventStream(): Response {
  return new Response(null, { headers: HEADERS })
}

/** Each signal is made when the one before has gone. Who leaves, or takes nothing for so long, is let go. */
export function streamOf(
  connection: Connection,
  unread_ms = UNREAD_MS,
  hangUp = () => {},
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const signals = connection.signals()
  let unread: Timer | undefined
  const leave = () => {
    clearTimeout(unread)
    connection.close()
    void signals.return()
  }
  return new ReadableStream(
    {
      start(controller) {
        connection.carriedBy(() => {
          leave()
          hangUp()
          controller.error(new Error('Nobody takes what is told.'))
        })
      },
      async pull(controller) {
        clearTimeout(unread)
        const { value, done } = await signals.next()
        if (done) return closed(controller)
        controller.enqueue(encoder.encode(framed(value)))
        unread = setTimeout(() => connection.cutOff(), unread_ms)
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  )
}

/** Who has left has closed it already. */
function closed(controller: ReadableStreamDefaultController): void {
  try {
    controller.close()
  } catch {}
}

/** A beat moves the number, and is no event. */
function framed(signal: Signal): string {
  const [content, seq] = [contentOf(signal), seqOf(signal)]
  const id = seq === null ? '' : `id: ${seq}\n`
  if (content === null) return `: beat\n${id}\n`
  const retry = signal.event === 'ready' ? `retry: ${RETRY_MS}\n` : ''
  return `${retry}event: ${signal.event}\n${id}data: ${JSON.stringify(content)}\n\n`
}
