/**
 * Nothing that was acknowledged is lost, however the process ends. By hand, for longer:
 *
 *   KILL_ROUNDS=200 bun test --timeout 3600000 tests/journeys/kill.test.ts
 */
import { expect, test } from 'bun:test'
import { onEachEngine } from '../app.ts'
import type { ServerProcess } from '../server-process.ts'
import { type Account, importAll, importing, report, signIn, signUp } from './client.ts'
import { DailyLoad } from './daily-load.ts'
import { installation } from './installation.ts'

const ROUNDS = Number(process.env.KILL_ROUNDS ?? 1)
const KILLED_WITHIN_MS = 1200
const LONG_LOAD_MS = 8_000
/** Enough to be in the middle of them when the end comes. */
const LINES = { sqlite: 6_000, postgres: 3_000 }
const PEOPLE = 200
const WRITERS = 8

onEachEngine('Under write load', (engine) => {
  test('kill -9 at any moment loses nothing that was acknowledged', async () => {
    await using place = await installation(engine)
    let account: Account | undefined
    const daily = new DailyLoad()
    let acknowledged = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      const lines = madeUpLines(`round ${round}`, LINES[engine])
      let before: Acknowledged
      {
        await using server = await place.start()
        // A token lives for a quarter of an hour, and rounds go on for longer.
        account = account
          ? await signIn(server.url, account.email, 'the password of ada')
          : await signUp(server.url, 'ada', 'America/New_York')
        const besides = daily.run(server.url, account, round)
        before = await loadUntil(server, account, `single ${round}`, lines, async ({ singles }) => {
          await Promise.race([until(() => singles.length > 0), Bun.sleep(KILLED_WITHIN_MS * 10)])
          // Now and then long enough for a backup to be made and proved.
          const within_ms = round % 5 === 4 ? LONG_LOAD_MS : KILLED_WITHIN_MS
          await Bun.sleep(Math.random() * within_ms)
          expect(await server.end('SIGKILL')).toBe(137)
        })
        await besides.catch(() => {})
      }
      acknowledged += before.lines + before.singles.length
      await place.expectSound()
      await using server = await place.start()
      await expectKept(server, account, before, lines)
      const { accepted, duplicates, rejected } = await importAll(server.url, account, lines)
      expect({ all: accepted + duplicates, rejected }).toEqual({ all: lines.length, rejected: 0 })
      await daily.expectKept(place, server.url, account, ROUNDS > 1)
      await place.expectSound()
    }
    expect(acknowledged).toBeGreaterThan(0)
    if (ROUNDS > 1)
      process.stderr.write(
        `${engine}: ${ROUNDS} rounds, ${acknowledged} events, ${daily.inWords()} acknowledged, all kept.\n`,
      )
  })

  test('SIGTERM lets those in flight finish, and ends with 0', async () => {
    await using place = await installation(engine)
    const lines = madeUpLines('stopped', LINES[engine])
    let account: Account
    let before: Acknowledged
    {
      await using server = await place.start()
      account = await signUp(server.url, 'ada')
      before = await loadUntil(server, account, 'single', lines, async () => {
        await Bun.sleep(300)
        expect({ code: await server.end('SIGTERM'), errors: server.output() }).toEqual({
          code: 0,
          errors: expect.not.stringContaining('Error'),
        })
      })
    }
    expect(before.lines).toBe(lines.length)
    await place.expectSound()
    await using server = await place.start()
    await expectKept(server, account, before, lines)
  })
})

interface Acknowledged {
  /** Lines of the import that a progress line has counted. */
  lines: number
  /** Single events that were answered. */
  singles: object[]
}

/** Imports and reports single events until `end` has ended the server. */
async function loadUntil(
  server: ServerProcess,
  account: Account,
  prefix: string,
  lines: string[],
  end: (acknowledged: Acknowledged) => Promise<void>,
): Promise<Acknowledged> {
  const acknowledged: Acknowledged = { lines: 0, singles: [] }
  const upload = async () => {
    for await (const progress of importing(server.url, account, lines)) {
      acknowledged.lines = progress.accepted + progress.duplicates
    }
  }
  const write = async (writer: number) => {
    for (let i = 0; ; i += 1) {
      const event = {
        id: `${prefix}, ${writer}, ${i}`,
        person: `person ${i % PEOPLE}`,
        verb: 'edit',
        core: true,
      }
      expect(await report(server.url, account, event)).toEqual({ accepted: 1, duplicates: 0 })
      acknowledged.singles.push(event)
    }
  }
  const load = Promise.allSettled([upload(), ...Array.from({ length: WRITERS }, (_, i) => write(i))])
  await end(acknowledged)
  await load
  return acknowledged
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await Bun.sleep(5)
}

/** Sends again what was acknowledged: all of it must be known. */
async function expectKept(
  server: ServerProcess,
  account: Account,
  { lines, singles }: Acknowledged,
  sent: string[],
): Promise<void> {
  for (let from = 0; from < singles.length; from += 1000) {
    const part = singles.slice(from, from + 1000)
    expect(await report(server.url, account, part)).toEqual({ accepted: 0, duplicates: part.length })
  }
  if (lines === 0) return
  const again = await importAll(server.url, account, sent.slice(0, lines))
  expect(again).toMatchObject({ accepted: 0, duplicates: lines, rejected: 0 })
}

/** A year of a team, in no order at all. */
function madeUpLines(prefix: string, count: number): string[] {
  const from = Date.parse('2025-11-01T00:00:00Z') / 1000
  const step = (365 * 86_400) / count
  return Array.from({ length: count }, (_, line) => {
    const i = (line * 7919) % count
    const person = Math.floor(i / 10 + (i % 3) * 17) % PEOPLE
    return `${prefix}-${i},person ${person},${Math.floor(from + i * step)},edit`
  })
}
