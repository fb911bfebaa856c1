/** The same work on Fastify and Node, with Fastify's own logger. Bundled before Node runs it. */
import fastify, { LogController } from 'fastify'
import { body, callerOf, etag, headersOf, logLine, take } from './work.ts'

const app = fastify({
  logger: true,
  logController: new LogController({ disableRequestLogging: true }),
})
app.decorateRequest('session', '')
app.decorateRequest('startedAt', 0)
app.addHook('onRequest', async (request, reply) => {
  request.startedAt = performance.now()
  const caller = callerOf(request.headers.authorization)
  if (!caller) return reply.code(401).send({ code: 'not_signed_in' })
  if (!take(caller)) return reply.code(429).send({ code: 'too_many' })
  request.session = caller.session
})
app.addHook('onSend', async (request, reply) => {
  const given = request.headers['x-correlation-id']
  const headers = headersOf(typeof given === 'string' ? given : undefined, request.startedAt)
  reply.headers(headers)
  request.log.info(logLine(reply.statusCode, headers, request.session))
})
app.get('/api/v1/metrics/dashboard', async (request, reply) =>
  request.headers['if-none-match'] === etag ? reply.code(304).send() : reply.send(body),
)
const address = await app.listen({ port: 0, host: '127.0.0.1' })
console.log(`ready: ${address}`)

declare module 'fastify' {
  interface FastifyRequest {
    session: string
    startedAt: number
  }
}
