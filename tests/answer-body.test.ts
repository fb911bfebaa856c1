/** How answers travel, by a client that asks its system how many packets came. */
import { dlopen, ptr } from 'bun:ffi'
import { expect, test } from 'bun:test'
import { onEachEngine, sharedApp } from './app.ts'
import { listening } from './listening.ts'
import { signUp } from './people.ts'

const TASKS = '/api/v1/tasks'
/** More than Bun's buffer holds. */
const MANY = { tasks: Array.from({ length: 50 }, (_, i) => ({ title: `${i}: blühende Rosen 🌹` })) }
/** Where each header is sent by itself, there are more than forty. */
const MOST_PACKETS = 5

onEachEngine('A long answer', (engine) => {
  const app = sharedApp(engine)

  test('leaves in few packets and with its length, however late', async () => {
    const { token } = await signUp(await app(), 'ada')
    const server = listening(await app())
    const ask = (line: string, body = '') => exchange(server.port, requestOf(line, token, body))
    try {
      const answers = [
        await ask(`POST ${TASKS}/bulk`, JSON.stringify(MANY)),
        await ask(`GET ${TASKS}?limit=50`),
        // Kept, and without the router.
        await ask(`GET ${TASKS}?limit=50`),
        await ask(`GET ${TASKS}?limit=50&sort=due`),
      ]
      for (const { head, body, packets } of answers) {
        expect(head).toMatch(/^HTTP\/1.1 20[01] /)
        expect(body.toString().match(/\d: blühende Rosen 🌹/g)).toHaveLength(50)
        expect(lengthIn(head)).toBe(body.length)
        expect(packets).toBeLessThanOrEqual(MOST_PACKETS)
      }
      const { head, body } = await ask(`HEAD ${TASKS}?limit=50`)
      expect([lengthIn(head), body.length]).toEqual([answers[1]?.body.length ?? 0, 0])
      // Fewer characters than that, and more bytes.
      await ask(`POST ${TASKS}/bulk`, JSON.stringify({ tasks: Array(15).fill({ title: '庭'.repeat(200) }) }))
      const dense = await ask(`GET ${TASKS}?limit=15&sort=-created_at`)
      expect(dense.body.toString().length).toBeLessThan(15_000)
      expect(lengthIn(dense.head)).toBe(dense.body.length)
      expect(dense.packets).toBeLessThanOrEqual(MOST_PACKETS)
    } finally {
      await server.stop()
    }
  })
})

function requestOf(line: string, token: string, body: string): string {
  const headers = [
    ...['host: localhost', 'connection: close', `authorization: Bearer ${token}`],
    ...(body ? ['content-type: application/json', `content-length: ${Buffer.byteLength(body)}`] : []),
  ]
  return [`${line} HTTP/1.1`, ...headers, '', body].join('\r\n')
}

function lengthIn(head: string): number {
  return Number(/^content-length: (\d+)\r?$/im.exec(head)?.[1])
}

const libc = dlopen('libc.so.6', {
  getsockopt: { args: ['i32', 'i32', 'i32', 'ptr', 'ptr'], returns: 'i32' },
})
const [IPPROTO_TCP, TCP_INFO] = [6, 11]
/** Of `struct tcp_info` in Linux's `tcp.h`. */
const DATA_SEGS_IN = 152

/** @returns What came until its length was there, and in how many packets. */
async function exchange(port: number, request: string) {
  const { promise: whole, resolve, reject } = Promise.withResolvers<Buffer>()
  const parts: Buffer[] = []
  let packets = 0
  const socket = await Bun.connect({
    hostname: '127.0.0.1',
    port,
    socket: {
      open: (opened) => void opened.write(request),
      data(from, part) {
        parts.push(Buffer.from(part))
        // Bun's types lack it.
        packets = packetsTo((from as typeof from & { fd: number }).fd)
      },
      close: () => resolve(Buffer.concat(parts)),
      error: (_, error) => reject(error),
    },
  })
  const answer = await whole
  socket.end()
  const end = answer.indexOf('\r\n\r\n')
  return { head: answer.subarray(0, end).toString('latin1'), body: answer.subarray(end + 4), packets }
}

function packetsTo(socket: number): number {
  const info = new Uint8Array(256)
  const size = new Uint32Array([info.length])
  if (libc.symbols.getsockopt(socket, IPPROTO_TCP, TCP_INFO, ptr(info), ptr(size)) !== 0) {
    throw new Error('The system does not tell how many packets came.')
  }
  return new DataView(info.buffer).getUint32(DATA_SEGS_IN, true)
}
