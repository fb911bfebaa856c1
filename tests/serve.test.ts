import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { start } from './command-line.ts'
import { listen } from './live.ts'

/** How long requests in flight have: nothing that ends at once takes that long, on however slow a machine. */
const GRACE_MS = 8_000
const root = mkdtempSync(join(tmpdir(), 'almanac-serve-'))
const children: { kill(signal: NodeJS.Signals): void }[] = []
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(root, { recursive: true, force: true })
})

/** A server of its own, as an operator starts it. */
async function serve() {
  const folder = mkdtempSync(join(root, 'd-'))
  const child = start(['serve'], { DATA_DIR: folder, PORT: '0', HOST: '127.0.0.1' }, folder)
  children.push(child)
  let greeting = ''
  for await (const chunk of child.stdout) {
    greeting += Buffer.from(chunk).toString()
    if (greeting.includes('ready')) break
  }
  const url = /http:\/\/[^\s]+?:\d+/.exec(greeting)?.[0] ?? ''
  return { child, url, port: Number(new URL(url).port) }
}

async function signedUp(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/auth/signup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      email: 'ada@example.com',
      password: 'the password of ada',
      name: 'ada',
      organization: { name: 'ada', time_zone: 'UTC' },
    }),
  })
  return ((await answer.json()) as { access_token: string }).access_token
}

/** An import that takes its time: `pieces` of 100 events, one each 20 ms. */
function slowImport(url: string, token: string, pieces: number) {
  let sent = 0
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await Bun.sleep(20)
      if (sent === pieces) return controller.close()
      sent += 1
      const lines = Array.from({ length: 100 }, (_, i) =>
        JSON.stringify({ id: `${sent}-${i}`, person: 'p', verb: 'v', occurred_at: '2026-11-01T00:00:00Z' }),
      )
      controller.enqueue(Buffer.from(`${lines.join('\n')}\n`))
    },
  })
  // Read to its end: a client that drops the answer would end the import by itself.
  const text = fetch(`${url}/api/v1/events/import?format=ndjson`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body,
  }).then((answer) => answer.text())
  // Where the test lets the server die, nobody waits for this.
  text.catch(() => {})
  return { text, hasBegun: () => sent > 5 }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await Bun.sleep(10)
}

describe('A server that is asked to stop', () => {
  let cutOff: ReturnType<typeof stopDuringLongImport>
  // Nobody works during the grace: the other tests run meanwhile.
  beforeAll(() => {
    cutOff = stopDuringLongImport()
  })

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    test(`by ${signal} ends at once with 0 when nothing is in flight`, async () => {
      const { child } = await serve()
      const asked = performance.now()
      child.kill(signal)
      expect(await child.exited).toBe(0)
      expect(performance.now() - asked).toBeLessThan(GRACE_MS)
    })
  }

  test('closes the connections that only wait, and tells those who listen', async () => {
    const { child, port, url } = await serve()
    using listening = await listen(url, { token: await signedUp(url) })
    const socket = connect(port, '127.0.0.1')
    const closed = new Promise((resolve) => socket.once('close', resolve))
    const answered = new Promise((resolve) => socket.once('data', resolve))
    socket.write('GET /api/v1/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n')
    await answered
    const asked = performance.now()
    child.kill('SIGTERM')
    await closed
    expect((await listening.until('end')).at(-1)?.data).toEqual({ reason: 'stopping' })
    expect(await listening.next()).toBeNull()
    expect(await child.exited).toBe(0)
    expect(performance.now() - asked).toBeLessThan(GRACE_MS)
  })

  test('lets an import in flight finish, and takes no new request', async () => {
    const { child, url } = await serve()
    const { text, hasBegun } = slowImport(url, await signedUp(url), 60)
    await until(hasBegun)
    child.kill('SIGTERM')
    await Bun.sleep(100)
    await expect(fetch(`${url}/api/v1/health/live`)).rejects.toThrow()
    const lines = (await text).trim().split('\n')
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ done: true, accepted: 6_000, rejected: 0 })
    expect(await child.exited).toBe(0)
  })

  // As by ^C in a terminal under `bun run`, or by `timeout`: both the group and its first process are told.
  test('by one signal that comes twice lets what is in flight finish', async () => {
    const { child, url } = await serve()
    const { text, hasBegun } = slowImport(url, await signedUp(url), 20)
    await until(hasBegun)
    child.kill('SIGINT')
    child.kill('SIGINT')
    await Bun.sleep(20)
    child.kill('SIGINT')
    expect((await text).trim().split('\n').at(-1)).toContain('"done":true')
    expect(await child.exited).toBe(0)
  })

  test('twice ends at once, whatever is in flight', async () => {
    const { child, url } = await serve()
    const { hasBegun } = slowImport(url, await signedUp(url), 5_000)
    await until(hasBegun)
    child.kill('SIGTERM')
    await Bun.sleep(200)
    child.kill('SIGTERM')
    // Who waits for what is in flight ends with 0.
    expect(await child.exited).toBe(143)
  })

  test('cuts off what takes longer than the grace, and ends with 0', async () => {
    const { code, took_ms, outcome } = await cutOff
    expect(code).toBe(0)
    expect(took_ms).toBeGreaterThan(7_000)
    expect(took_ms).toBeLessThan(10_000)
    expect(outcome).toBe('cut off')
  }, 60_000)
})

/** With an import in flight that would take longer than it is waited for. */
async function stopDuringLongImport() {
  const { child, url } = await serve()
  const { text, hasBegun } = slowImport(url, await signedUp(url), 5_000)
  const outcome = text.then(
    () => 'whole',
    () => 'cut off',
  )
  await until(hasBegun)
  const asked = performance.now()
  child.kill('SIGTERM')
  const code = await child.exited
  return { code, took_ms: performance.now() - asked, outcome: await outcome }
}
