/**
 * What others can make the server hold: bodies that do not end, from nobody and from somebody, and
 * exports that are not read. Limits are off: with them, most of this would be refused before.
 *
 * Memory is what the process alone has, idle and at most. What the system keeps in its sockets is not
 * counted.
 */
import { connect, type Socket } from 'node:net'
import { dayToDate } from '../src/lib/time/local-days.ts'
import { privateMemory, reference, startAlmanac, temporaryFolder } from './machine.ts'
import { megabytes, printTable } from './measure.ts'
import { PASSWORD, signInOften } from './people.ts'
import type { Filled } from './references/fill-activity.ts'

const BODIES = 500
const EXPORTS = 100
const BODY = Buffer.alloc(3.9 * 2 ** 20, 'a')
const PIECE = 2 ** 16
const EVENTS = 100_000
const DAY_MS = 86_400_000
const WATCHED_MS = 10_000
const SETTLED_MS = 2_000
const EMAIL = 'ada@example.com'

/** `--few` is for a look: a tenth of all. */
export default async function memoryBenchmark(options: ReadonlySet<string>): Promise<void> {
  const part = options.has('--few') ? 0.1 : 1
  using folder = temporaryFolder()
  const env = { DATA_DIR: folder.path, RATE_LIMITS: 'off' }
  const today = Math.floor(Date.now() / DAY_MS)
  await reference<Filled>('fill-activity.ts', {
    env,
    account: { email: EMAIL, password: PASSWORD },
    shape: { events: EVENTS, people: 500, days: 360, until: today * DAY_MS },
  })
  await using almanac = await startAlmanac(env)
  const [token = ''] = await signInOften(almanac.url, { email: EMAIL }, 1)
  const keys = await Promise.all(Array.from({ length: 25 }, () => keyOf(almanac.url, token)))
  const range = { from: dayToDate(today - 361), to: dayToDate(today - 1), metric_types: ['activity'] }
  const exportAs = (format: string) => (i: number) => {
    const body = JSON.stringify({ format, ...range })
    const head = headOf(
      '/api/v1/metrics/export',
      `content-length: ${body.length}`,
      `x-api-key: ${keys[i % 25]}`,
    )
    return [Buffer.from(head + body)]
  }
  const declared = `content-length: ${4 * 2 ** 20}`
  const chunked = [Buffer.from(`${BODY.length.toString(16)}\r\n`), BODY]
  const cases: [name: string, count: number, partsOf: (i: number) => Buffer[]][] = [
    ['bodies from nobody', BODIES, () => [Buffer.from(headOf('/api/v1/auth/signin', declared)), BODY]],
    [
      'bodies from nobody, of no declared length',
      BODIES,
      () => [Buffer.from(headOf('/api/v1/auth/signin', 'transfer-encoding: chunked')), ...chunked],
    ],
    [
      'bodies from 25 keys',
      BODIES,
      (i) => [Buffer.from(headOf('/api/v1/events', declared, `x-api-key: ${keys[i % 25]}`)), BODY],
    ],
    ['exports as csv, unread', EXPORTS, exportAs('csv')],
    ['exports as xlsx, unread', EXPORTS, exportAs('xlsx')],
    ['exports as json, unread', EXPORTS, exportAs('json')],
  ]
  const rows: string[][] = []
  for (const [name, count, partsOf] of cases) {
    rows.push(await measure(almanac, name, Math.ceil(count * part), partsOf))
  }
  printTable('memory: what is held for others', ['', 'at once', 'idle', 'at most', 'answers'], rows)
}

function headOf(path: string, ...headers: string[]): string {
  const all = [`POST ${path} HTTP/1.1`, 'host: localhost', 'content-type: application/json', ...headers]
  return `${all.join('\r\n')}\r\n\r\n`
}

async function measure(
  { url, pid }: { url: string; pid: number },
  name: string,
  count: number,
  partsOf: (i: number) => Buffer[],
): Promise<string[]> {
  await Bun.sleep(SETTLED_MS)
  const idle = privateMemory(pid)
  const statuses = new Map<string, number>()
  const sockets = Array.from({ length: count }, (_, i) =>
    open(Number(new URL(url).port), partsOf(i), statuses),
  )
  const until = performance.now() + WATCHED_MS
  let most = idle
  while (performance.now() < until) {
    most = Math.max(most, privateMemory(pid))
    await Bun.sleep(50)
  }
  for (const socket of sockets) socket.destroy()
  const answers = [...statuses].map(([status, times]) => `${times} × ${status}`).join(', ')
  return [name, `${count}`, megabytes(idle), `+ ${megabytes(most - idle)}`, answers || 'none']
}

/** Reads the first line of the answer, and no more. */
function open(port: number, parts: Buffer[], statuses: Map<string, number>): Socket {
  const socket = connect(port, '127.0.0.1', () => send(socket, parts))
  socket.once('data', (data: Buffer) => {
    const status = data.toString('latin1').slice(9, 12)
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
    if (status === '200') socket.pause()
  })
  socket.on('error', () => {})
  return socket
}

/** Bit by bit, as the other side takes it: all at once would be copied for each socket. */
function send(socket: Socket, [first, ...more]: Buffer[]): void {
  if (!first) return
  const rest = first.length > PIECE ? [first.subarray(PIECE), ...more] : more
  if (socket.write(first.subarray(0, PIECE))) send(socket, rest)
  else socket.once('drain', () => send(socket, rest))
}

async function keyOf(url: string, token: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/api-keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'a key', scopes: ['admin'] }),
  })
  // The route answers so, or not at all.
  return ((await answer.json()) as { key: string }).key
}
