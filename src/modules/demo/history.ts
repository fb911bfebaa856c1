/**
 * Who worked when in five open-source teams, from their public version-control logs, moved by whole
 * weeks so that it goes on until now: weekdays and times of the day stay what they were.
 */
import { join } from 'node:path'
import { ROOT } from '../../lib/root.ts'
import type { LocalDays } from '../../lib/time/local-days.ts'
import { Chance } from './chance.ts'
import type { Story } from './story.ts'

const FOLDER = join(ROOT, 'demo')
const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const LINES_AT_ONCE = 500

export interface PastEvent {
  id: string
  person: string
  /** Epoch ms. */
  at: number
  verb: string
}

/** The oldest first. */
export async function readPast(story: Story, days: LocalDays, now: number): Promise<PastEvent[]> {
  const packed = await Bun.file(join(FOLDER, `${story.team}.csv.gz`)).bytes()
  const text = new TextDecoder().decode(Bun.gunzipSync(packed))
  const events = text.trim().split('\n').slice(1).map(eventOf)
  const last = Math.max(...events.map(({ at }) => days.dayOf(at)))
  const weeks = Math.ceil((days.dayOf(now) - last) / 7)
  return [
    ...events.map((event) => ({ ...event, at: movedBy(weeks * 7, event.at, days) })),
    ...unusualDay(story, days, now),
    ...newcomers(story, now),
  ]
    .filter(({ at }) => at < now)
    .sort((a, b) => a.at - b.at)
}

/** As a file that can be imported, with instants in milliseconds. @param nameOf Who somebody is here. */
export async function* asCsv(
  events: readonly PastEvent[],
  nameOf: (person: string) => string,
  show: (done: number) => void,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  yield encoder.encode('id,person,occurred_at,verb\n')
  for (let from = 0; from < events.length; from += LINES_AT_ONCE) {
    const lines = events
      .slice(from, from + LINES_AT_ONCE)
      .map(({ id, person, at, verb }) => `${id},${nameOf(person)},${at},${verb}\n`)
    yield encoder.encode(lines.join(''))
    show(from)
  }
}

function eventOf(line: string): PastEvent {
  const [id = '', person = '', seconds = '', verb = ''] = line.split(',')
  return { id, person, at: Number(seconds) * 1000, verb }
}

/** The same time on the clock so many days later, also where the clock was set in between. */
function movedBy(daysLater: number, at: number, days: LocalDays): number {
  const onTheClock = at + days.offsetAt(at) + daysLater * DAY_MS
  const about = onTheClock - days.offsetAt(onTheClock - days.offsetAt(at))
  return onTheClock - days.offsetAt(about)
}

/** Many come who were never there before, each for an hour or two. */
function unusualDay({ team, unusual }: Story, days: LocalDays, now: number): PastEvent[] {
  const chance = new Chance(`${team}: an unusual day`)
  const begin = days.startOf(days.dayOf(now) - unusual.days_ago) + 10 * HOUR_MS
  return Array.from({ length: unusual.people }, (_, i) => {
    const first = begin + chance.between(0, 7) * HOUR_MS
    return Array.from({ length: 2 + Math.floor(chance.next() * 3) }, (_, j) => ({
      id: `unusual-${i}-${j}`,
      person: `${team}-guest-${String(i + 1).padStart(2, '0')}`,
      at: Math.round(first + j * chance.between(5, 25) * 60_000),
      verb: unusual.verb,
    }))
  }).flat()
}

/** So that somebody is new today, too. */
function newcomers({ team, unusual }: Story, now: number): PastEvent[] {
  const chance = new Chance(`${team}: newcomers`)
  return [1, 2].flatMap((guest) => {
    const first = now - chance.between(20, 160) * 60_000
    return [0, 1].map((j) => ({
      id: `new-${guest}-${j}`,
      person: `${team}-new-${guest}`,
      at: Math.round(first + j * 9 * 60_000),
      verb: unusual.verb,
    }))
  })
}
