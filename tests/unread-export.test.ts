/** What the server holds for clients that ask for an export and do not read it. */
import { expect, test } from 'bun:test'
import { connect, type Socket } from 'node:net'
import { FORMATS } from '../src/metrics/export/formats.ts'
import type { Row, Table } from '../src/metrics/export/table.ts'
import { onEachEngine, sharedApp } from './app.ts'
import { listening } from './listening.ts'
import { type Member, signUp } from './people.ts'

const EVENTS = 1_600
/** As long as they may be: beside them, what the system keeps for a socket is little. */
const properties = { words: 'x'.repeat(16_000) }
const DAY = '2026-11-05'

onEachEngine('An export that nobody reads', (engine) => {
  const app = sharedApp(engine)

  test('is made no further than the system takes it, and goes on when somebody reads', async () => {
    const ada = await signUp(await app(), 'unread-ada')
    const lines = Array.from({ length: EVENTS }, (_, i) =>
      JSON.stringify({ id: `${i}`, person: 'p', verb: 'v', occurred_at: `${DAY}T12:00:00Z`, properties }),
    )
    await (await app()).post('/api/v1/events/import?format=ndjson', {
      token: ada.token,
      body: lines.join('\n'),
    })
    const { stats } = (await app()).context.db
    const server = listening(await app())
    const before = stats.count
    const socket = await asked(server.port, ada)
    const unread = (await standsStill(() => stats.count)) - before
    let received = 0
    socket.on('data', (data) => {
      received += data.length
    })
    socket.resume()
    await new Promise((resolve) => socket.on('close', resolve))
    expect(received).toBeGreaterThan(EVENTS * 16_000)
    // A page is half a megabyte, and the system takes a few.
    expect(unread).toBeLessThan((stats.count - before) / 2)
    await server.stop()
  })
})

// Eight clients that wait would else hold eight pages, of half a megabyte each.
test('An export that waits holds none of the rows that it was made of, in any format', async () => {
  for (const { write } of Object.values(FORMATS)) {
    const pages: Row[][] = Array.from({ length: 3 }, (_, page) => [[page, `page ${page}`]])
    const begun: Row[][] = []
    const table: Table = {
      name: 'activity',
      columns: [
        { name: 'at', kind: 'instant', width: 1 },
        { name: 'id', kind: 'text', width: 1 },
      ],
      pages: (async function* () {
        for (const page of pages) {
          begun.push(page)
          yield page
        }
      })(),
    }
    for await (const part of write(exportOf(table))) {
      expect(part.length).toBeGreaterThan(0)
      expect(begun.flat()).toEqual([])
    }
    expect(begun).toHaveLength(3)
  }
})

function exportOf(table: Table) {
  const head = {
    organization_id: 'o',
    time_zone: 'UTC',
    from: DAY,
    to: DAY,
    generated_at: `${DAY}T00:00:00.000Z`,
    metric_version: 1,
    partial: false,
  }
  return { head, organization: { name: 'roses', slug: 'roses' }, tables: [table], total_rows: 3 }
}

/** A socket on which an export was asked for, and nothing is read of it but the beginning. */
async function asked(port: number, { token }: Member): Promise<Socket> {
  const body = JSON.stringify({ format: 'csv', from: DAY, to: DAY, metric_types: ['activity'] })
  const head = [
    'POST /api/v1/metrics/export HTTP/1.1',
    'Host: localhost',
    'Connection: close',
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    `Authorization: Bearer ${token}`,
  ]
  const socket = connect(port, '127.0.0.1', () => socket.write(`${head.join('\r\n')}\r\n\r\n${body}`))
  await new Promise((resolve) => socket.once('data', resolve))
  socket.pause()
  return socket
}

/** Asks until it is the same for a while. */
async function standsStill(read: () => number): Promise<number> {
  for (let last = read(); ; last = read()) {
    await Bun.sleep(300)
    if (read() === last) return last
  }
}
