import { Elysia } from 'elysia'
import { access } from '../http/access.ts'
import { streamedAnswer } from '../http/documented-answers.ts'
import { correlationIdOf } from '../http/request-info.ts'
import { InvalidRequestError } from '../http/request-shape.ts'
import { eventStream, noEventStream } from './event-stream.ts'
import type { Live } from './live.ts'
import { LiveChanges, LiveQuery } from './schema.ts'
import { openSocket, type Upgrader, wantsSocket } from './socket.ts'

/** Bun looks every few seconds who is over it. */
const HANG_UP_S = 1

/** @param server Bun's, while it listens. */
export function liveRoutes({ live }: { live: Live }, server: () => Upgrader | null) {
  return new Elysia({ prefix: '/api/v1/live', tags: ['Live'] }).use(access).get(
    '',
    async ({ request, query, principal }): Promise<Response | LiveChanges> => {
      const after = lastSeen(request.headers) ?? query.after ?? null
      if (wantsSocket(request.headers) && request.method === 'GET') {
        const headers = { 'x-correlation-id': correlationIdOf(request) }
        return openSocket(live.open(principal, after), request, server(), headers)
      }
      if (wantsEvents(request.headers)) {
        if (request.method === 'HEAD') return noEventStream()
        return eventStream(live.open(principal, after), () => server()?.timeout(request, HANG_UP_S))
      }
      const { told, seq, isLast, isGone } = await live.read(principal, after)
      const changes = told.map(({ actor: _, at: __, ...change }) => change)
      return { changes, seq, is_last: isLast, is_gone: isGone }
    },
    {
      requires: 'changes.read',
      refuses: [400],
      streamsAnswer: true,
      query: LiveQuery,
      detail: {
        summary: 'What happens, as it happens',
        description:
          'With `Accept: text/event-stream`, or as a WebSocket, a stream of signals of what you see, which goes on until one side ends it; else what has happened since a number, at once. docs/live.md describes the signals.',
        responses: answers(),
      },
    },
  )
}

function answers() {
  const { 200: page } = streamedAnswer('application/json', LiveChanges)
  const events = { schema: { type: 'string' as const, description: 'Server-Sent Events.' } }
  return { 200: { ...page, content: { ...page.content, 'text/event-stream': events } } }
}

function wantsEvents(headers: Headers): boolean {
  return /\btext\/event-stream\b/i.test(headers.get('accept') ?? '')
}

/** What a browser that comes again has had last. @throws InvalidRequestError */
function lastSeen(headers: Headers): number | null {
  const id = headers.get('last-event-id')
  if (id === null || id === '') return null
  if (!/^\d{1,15}$/.test(id)) throw new InvalidRequestError({ 'Last-Event-ID': 'is no number of ours' })
  return Number(id)
}
