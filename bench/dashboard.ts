/**
 * S1: the cached dashboard through everything that a request passes, against bare `Bun.serve` with
 * the same bytes, and against other servers that do the same work. 64 connections, 1,000 tokens.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SERVER_CORE, startAlmanac, startReference, temporaryFolder } from './machine.ts'
import { medianOf, milliseconds, perSecond, printTable, share, takeTurns } from './measure.ts'
import { signInOften, signUp } from './people.ts'
import { type WrkResult, wrk } from './wrk.ts'

const TOKENS = 1000
const CONNECTIONS = 64
const SECONDS = 3
const PATH = '/api/v1/metrics/dashboard'
const SECRET = 'a secret that only benchmarks know'

export default async function dashboard(): Promise<void> {
  using folder = temporaryFolder()
  const files = { body: join(folder.path, 'body'), tokens: join(folder.path, 'tokens') }
  await using almanac = await startAlmanac({ APP_SECRET: SECRET })
  const kept = await prepare(almanac.url, files)
  const env = { BODY: files.body, SECRET }
  await using bare = await startReference([process.execPath, referencePath('bare')], env)
  await using hono = await startReference([process.execPath, referencePath('hono')], env)
  await using fastify = await startReference(['node', await bundledForNode(folder.path)], env)
  const asks = (server: { url: string }, condition?: string) => () =>
    wrk({
      url: server.url + PATH,
      connections: CONNECTIONS,
      seconds: SECONDS,
      tokens: files.tokens,
      ...(condition && { condition }),
    })
  const results = await takeTurns({
    'bare `Bun.serve`': asks(bare),
    Almanac: asks(almanac),
    'Almanac, 304': asks(almanac, kept.etag),
    'Hono on Bun, same work': asks(hono),
    'Fastify on Node, same work': asks(fastify),
  })
  print(results, kept.bytes)
}

/** Signs in often, and asks for the dashboard until it is kept. */
async function prepare(url: string, files: { body: string; tokens: string }) {
  const account = await signUp(url)
  const tokens = await signInOften(url, account, TOKENS)
  writeFileSync(files.tokens, tokens.join('\n'))
  const ask = () => fetch(url + PATH, { headers: { authorization: `Bearer ${tokens[0]}` } })
  await (await ask()).text()
  const answer = await ask()
  const body = await answer.text()
  if (!body.includes('"cache_hit":true')) throw new Error(`The dashboard is not kept: ${body}`)
  writeFileSync(files.body, body)
  return { etag: answer.headers.get('etag') ?? '', bytes: body.length }
}

function referencePath(name: string): string {
  return join(import.meta.dir, 'references', `${name}.ts`)
}

async function bundledForNode(folder: string): Promise<string> {
  const built = await Bun.build({
    entrypoints: [referencePath('fastify')],
    target: 'node',
    outdir: folder,
    naming: 'fastify.mjs',
  })
  if (!built.success) throw new AggregateError(built.logs, 'The Fastify reference does not build.')
  return join(folder, 'fastify.mjs')
}

function print(results: Record<string, WrkResult[]>, bytes: number): void {
  const ceiling = results['bare `Bun.serve`'] ?? []
  const rows = Object.entries(results).map(([name, rounds]) => [
    name,
    perSecond(medianOf(rounds, ({ rate }) => rate)),
    share(medianOf(rounds, ({ rate }, round) => rate / (ceiling[round]?.rate ?? Number.NaN))),
    milliseconds(medianOf(rounds, ({ p50_ms }) => p50_ms)),
    milliseconds(medianOf(rounds, ({ p99_ms }) => p99_ms)),
  ])
  printTable(
    `dashboard: cached, ${bytes} bytes, ${CONNECTIONS} connections, ${TOKENS.toLocaleString('en')} tokens, server on ${SERVER_CORE.join(' ')}`,
    ['server', 'rate', 'share of bare', 'p50', 'p99'],
    rows,
  )
}
