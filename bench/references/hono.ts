/** The same work on Hono and Bun, as its documentation has it: middlewares around a handler. */
import { Hono } from 'hono'
import { body, callerOf, etag, headersOf, logLine, take } from './work.ts'

const app = new Hono<{ Variables: { session: string } }>()
app.use(async (c, next) => {
  const startedAt = performance.now()
  await next()
  const headers = headersOf(c.req.header('x-correlation-id'), startedAt)
  for (const [name, value] of Object.entries(headers)) c.header(name, value)
  console.log(JSON.stringify(logLine(c.res.status, headers, c.get('session'))))
})
app.use(async (c, next) => {
  const caller = callerOf(c.req.header('authorization'))
  if (!caller) return c.json({ code: 'not_signed_in' }, 401)
  if (!take(caller)) return c.json({ code: 'too_many' }, 429)
  c.set('session', caller.session)
  return next()
})
app.get('/api/v1/metrics/dashboard', (c) =>
  c.req.header('if-none-match') === etag ? c.body(null, 304) : c.body(body),
)
const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: app.fetch })
console.log(`ready: http://127.0.0.1:${server.port}`)
