/**
 * `kill -9` in the middle of imports and writes. `KILL_ROUNDS=100 bun test tests/journeys/kill.test.ts`
 * for more of it.
 */
import { afterAll, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Engine, onEachEngine } from '../app.ts'
import { HEADER } from '../histories.ts'
import { postgresServer } from '../postgres-server.ts'
import { runAlmanac, type ServerProcess, startServer } from '../server-process.ts'

const ROUNDS = Number(process.env.KILL_ROUNDS ?? 3)
const LINES = 40_000
const PEOPLE = 300
const DAY_SECONDS = 86_400

onEachEngine('Killed with kill -9', (engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-kill-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('nothing that was acknowledged is lost, and every number is still exact', async () => {
    const env = { DATA_DIR: folder, RATE_LIMITS: 'off', ...(await databaseOf(engine)) }
    const lines = history()
    let server = await startServer({ env })
    const token = await signUp(server)
    const acknowledged = new Set<string>()
    for (let round = 0; round < ROUNDS; round += 1) {
      const [importing, posting] = [
        importUntilKilled(server, token, lines),
        postUntilKilled(server, token, acknowledged),
      ]
      await Bun.sleep(100 + Math.random() * 700)
      await server.end('SIGKILL')
      const read = await importing
      await posting
      server = await startServer({ env })
      const fresh = await signIn(server)
      // What a progress line counted is there: taken again, all of it is known.
      if (read > 0)
        expect(await importAll(server, fresh, lines.slice(0, read))).toMatchObject({
          accepted: 0,
          rejected: 0,
        })
      for (const id of acknowledged) expect(await post(server, fresh, id)).toBe('duplicate')
      const check = await runAlmanac(['rollups', 'check', '--json'], { env })
      expect(check.stderr + check.stdout).toContain(' 0 differ')
      expect(check.exitCode).toBe(0)
    }
    const end = await importAll(server, await signIn(server), lines)
    expect(end.accepted + end.duplicates).toBe(LINES)
    expect(acknowledged.size).toBeGreaterThan(0)
    await server.end('SIGTERM')
  })
})

async function databaseOf(engine: Engine): Promise<Record<string, string>> {
  return engine === 'postgres' ? { DATABASE_URL: await (await postgresServer()).createDatabase() } : {}
}

/** Lines of a history in no order at all. */
function history(): string[] {
  return Array.from({ length: LINES }, (_, i) => {
    const at = 1_700_000_000 + ((i * 7_919) % LINES) * 97 + (i % 3) * DAY_SECONDS
    return `event-${i},person-${(i * 31) % PEOPLE},${at},did`
  })
}

const ACCOUNT = { email: 'ada@example.com', password: 'the password of ada' }

async function signUp({ url }: ServerProcess): Promise<string> {
  const json = { ...ACCOUNT, name: 'ada', organization: { name: 'Bluebird', time_zone: 'Europe/Berlin' } }
  return (await call(`${url}/api/v1/auth/signup`, json)).access_token
}

async function signIn({ url }: ServerProcess): Promise<string> {
  return (await call(`${url}/api/v1/auth/signin`, ACCOUNT)).access_token
}

async function call(url: string, json: unknown, token?: string): Promise<any> {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
  return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(json) })).json()
}

async function post({ url }: ServerProcess, token: string, id: string): Promise<string> {
  const event = { id, person: 'somebody', verb: 'did', occurred_at: '2026-01-01T00:00:00Z' }
  return (await call(`${url}/api/v1/events`, event, token)).results[0].status
}

/** Sends event after event, and remembers those that were answered. */
async function postUntilKilled(
  server: ServerProcess,
  token: string,
  acknowledged: Set<string>,
): Promise<void> {
  const sender = async () => {
    for (;;) {
      const id = crypto.randomUUID()
      await post(server, token, id)
      acknowledged.add(id)
    }
  }
  await Promise.allSettled(Array.from({ length: 4 }, sender))
}

function sendHistory({ url }: ServerProcess, token: string, lines: string[]): Promise<Response> {
  return fetch(`${url}/api/v1/events/import?time=s&core=true`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: [HEADER, ...lines, ''].join('\n'),
  })
}

/** @returns How many lines the last progress that arrived said were done. */
async function importUntilKilled(server: ServerProcess, token: string, lines: string[]): Promise<number> {
  let text = ''
  try {
    const response = await sendHistory(server, token, lines)
    const decoder = new TextDecoder()
    for await (const part of response.body ?? []) text += decoder.decode(part, { stream: true })
  } catch {
    // The connection went with the process.
  }
  const whole = text.slice(0, text.lastIndexOf('\n') + 1).trim()
  if (whole === '') return 0
  const last = JSON.parse(whole.split('\n').at(-1) ?? '')
  return last.accepted + last.duplicates
}

async function importAll(server: ServerProcess, token: string, lines: string[]) {
  const text = await (await sendHistory(server, token, lines)).text()
  return JSON.parse(text.trim().split('\n').at(-1) ?? '')
}
