/** What an event must be before it is taken. A reason names the field. */
import { jsonObjectProblem } from '../../lib/json-object.ts'
import { textProblem } from '../../lib/text.ts'
import { dateToDay } from '../../metrics/local-days.ts'
import { MAX_EXTERNAL_ID, MAX_PROPERTIES } from '../people/people.ts'

export const MAX_EVENT_ID = 200
const MAX_VERB = 100
/** How far ahead a sender's clock may be. */
const FUTURE_TOLERANCE_MS = 5 * 60_000
/** ISO 8601, with seconds and fractions optional and the zone not. */
const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/i

export interface CheckedEvent {
  id: string
  person: string
  verb: string
  core: boolean
  /** Epoch milliseconds. */
  occurred_at: number
  properties: string | null
}

export interface RawEvent {
  id: unknown
  person: unknown
  verb: unknown
  core?: unknown
  /** `undefined` for the time of receipt. */
  occurred_at?: unknown
  properties?: unknown
}

export type TimeFormat = 'iso' | 's' | 'ms'

/** @returns The event, or why it is not taken. */
export function checkEvent(raw: RawEvent, time: TimeFormat, receivedAt: number): CheckedEvent | string {
  const { id, person, verb, core = false } = raw
  for (const [name, value, most] of [
    ['id', id, MAX_EVENT_ID],
    ['person', person, MAX_EXTERNAL_ID],
    ['verb', verb, MAX_VERB],
  ] as const) {
    if (typeof value !== 'string') return `${name} must be a text`
    const problem = textProblem(value, most)
    if (problem) return `${name} ${problem}`
  }
  if (typeof core !== 'boolean') return 'core must be true or false'
  const occurred_at = readInstant(raw.occurred_at, time, receivedAt)
  if (typeof occurred_at === 'string') return `occurred_at ${occurred_at}`
  const given = raw.properties ?? null
  const problem = given && jsonObjectProblem(given, MAX_PROPERTIES)
  if (problem) return `properties ${problem}`
  const properties = given && JSON.stringify(given)
  // The loop above has found all three to be texts.
  return { id: id as string, person: person as string, verb: verb as string, core, occurred_at, properties }
}

/** @returns Epoch milliseconds, or what is wrong. */
function readInstant(value: unknown, time: TimeFormat, receivedAt: number): number | string {
  if (value === undefined) return receivedAt
  const at = time === 'iso' ? readIso(value) : readUnix(value, time)
  if (at === null) {
    return time === 'iso'
      ? 'must be ISO 8601 with a zone, such as 2026-03-08T12:00:00Z'
      : `must be a number of ${time === 's' ? 'seconds' : 'milliseconds'} since 1970`
  }
  if (at < 0) return 'is before 1970'
  if (at > receivedAt + FUTURE_TOLERANCE_MS) return 'is in the future'
  return at
}

function readIso(value: unknown): number | null {
  if (typeof value !== 'string' || !ISO_INSTANT.test(value)) return null
  // Date.parse takes the 30th of February for the 2nd of March.
  if (dateToDay(value.slice(0, 10)) === null) return null
  const at = Date.parse(value.replace(' ', 'T'))
  return Number.isNaN(at) ? null : at
}

function readUnix(value: unknown, time: 's' | 'ms'): number | null {
  if (typeof value === 'string' && !/^-?\d+(\.\d+)?$/.test(value)) return null
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const at = Math.round(Number(value) * (time === 's' ? 1000 : 1))
  return Number.isSafeInteger(at) ? at : null
}
