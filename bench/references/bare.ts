/** The ceiling: `Bun.serve` that answers the same constant bytes and does nothing else. */
import { readFileSync } from 'node:fs'

const body = readFileSync(process.env.BODY ?? '', 'utf8')
const init = { headers: { 'content-type': 'application/json' } }
const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Response(body, init) })
console.log(`ready: http://127.0.0.1:${server.port}`)
