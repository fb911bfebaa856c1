/** What an event must be before it is taken. A reason names the field. */

import { unknown } from '../../http/request-shape.ts'
import { jsonObjectFault, MAX_LEVELS, wordsOf } from '../../lib/json-object.ts'
import { nearestName } from '../../lib/nearest-name.ts'
import { textProblem } from '../../lib/text.ts'
import { instantProblem, parseInstant } from '../../lib/time/instant.ts'
import { MAX_EXTERNAL_ID, MAX_PROPERTIES } from '../people/people.ts'
import { EventRefusal, refusalOf } from './event-refusal.ts'

export const MAX_EVENT_ID = 200
const MAX_VERB = 100
/** How far ahead a sender's clock may be. */
const FUTURE_TOLERANCE_MS = 5 * 60_000
/**
 * Milliseconds before this (1970-04-26) are seconds that were taken for milliseconds: as seconds they
 * reach to the year 2286.
 */
const FIRST_PLAUSIBLE_MS = 10_000_000_000

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

const FIELDS: Record<keyof RawEvent, true> = {
  id: true,
  person: true,
  verb: true,
  core: true,
  occurred_at: true,
  properties: true,
}
const MOST = { no_object: {}, too_deep: { most: MAX_LEVELS }, too_long: { most: MAX_PROPERTIES } }
const KNOWN_FIELDS: ReadonlyMap<string, unknown> = new Map(Object.entries(FIELDS))
/** Of a name that is given back. */
const LONGEST_NAME = 200

/** Why something is no event, whatever its values are: what it is, or a field that no event has. `null` when it may be one. */
export function shapeProblem(given: unknown): EventRefusal | null {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return new EventRefusal('no_object', 'must be a JSON object')
  }
  for (const name in given) {
    if (KNOWN_FIELDS.has(name)) continue
    const nearest = nearestName(name, KNOWN_FIELDS.keys())
    const field = name.slice(0, LONGEST_NAME)
    return refusalOf(field, 'unknown_field', unknown(name, KNOWN_FIELDS), nearest === null ? {} : { nearest })
  }
  return null
}

/** @returns The event, or why it is not taken. */
export function checkEvent(raw: RawEvent, time: TimeFormat, receivedAt: number): CheckedEvent | EventRefusal {
  const { id, person, verb, core = false } = raw
  for (const [name, value, most] of [
    ['id', id, MAX_EVENT_ID],
    ['person', person, MAX_EXTERNAL_ID],
    ['verb', verb, MAX_VERB],
  ] as const) {
    if (typeof value !== 'string') return refusalOf(name, 'no_text', 'must be a text')
    const problem = textProblem(value, most)
    if (problem) return textRefusal(name, value, most, problem)
  }
  if (typeof core !== 'boolean') return refusalOf('core', 'no_flag', 'must be true or false')
  const occurred_at = readInstant(raw.occurred_at, time, receivedAt)
  if (typeof occurred_at !== 'number') return occurred_at
  const given = raw.properties ?? null
  const fault = given && jsonObjectFault(given, MAX_PROPERTIES)
  if (fault) {
    return refusalOf('properties', fault, wordsOf(fault, MAX_PROPERTIES), MOST[fault])
  }
  const properties = given && JSON.stringify(given)
  // The loop above has found all three to be texts.
  return { id: id as string, person: person as string, verb: verb as string, core, occurred_at, properties }
}

function textRefusal(name: string, value: string, most: number, problem: string): EventRefusal {
  if (value.trim() === '') return refusalOf(name, 'empty', problem)
  return value.length > most
    ? refusalOf(name, 'too_long', problem, { most })
    : refusalOf(name, 'not_storable', problem)
}

/** @returns Epoch milliseconds, or what is wrong. */
function readInstant(value: unknown, time: TimeFormat, receivedAt: number): number | EventRefusal {
  if (value === undefined) return receivedAt
  const at = time === 'iso' ? readIso(value) : readUnix(value, time)
  if (typeof at !== 'number') return at
  if (at < 0) return refusalOf('occurred_at', 'before_1970', 'is before 1970')
  if (at > receivedAt + FUTURE_TOLERANCE_MS) {
    return refusalOf('occurred_at', 'in_the_future', 'is in the future')
  }
  if (time === 'ms' && at < FIRST_PLAUSIBLE_MS) {
    const problem = 'is in the first days of 1970: is it seconds? Say time=s'
    return refusalOf('occurred_at', 'seconds_as_milliseconds', problem)
  }
  return at
}

function readIso(value: unknown): number | EventRefusal {
  const written = typeof value === 'string' ? value : ''
  return parseInstant(written) ?? refusalOf('occurred_at', 'no_instant', instantProblem(written))
}

function readUnix(value: unknown, time: 's' | 'ms'): number | EventRefusal {
  const isWritten = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)
  const at =
    isWritten || typeof value === 'number' ? Math.round(Number(value) * (time === 's' ? 1000 : 1)) : NaN
  if (Number.isSafeInteger(at)) return at
  const unit = time === 's' ? 'seconds' : 'milliseconds'
  return refusalOf('occurred_at', 'no_number', `must be a number of ${unit} since 1970`, { unit })
}
