/** Which columns of a CSV say what of an event, by the names in its header. */
import { unescapeFormula } from '../../lib/csv-row.ts'
import { InexactNumberError, parseJson } from '../../lib/json.ts'
import { shortened } from '../../lib/text.ts'
import type { RawEvent } from './check-event.ts'
import { refusalOf } from './event-refusal.ts'

/** What the header names is read; other columns may stand between, and are ignored. */
export interface CsvColumns {
  /** How many there are. */
  count: number
  /** @throws EventRefusal */
  read(fields: readonly string[]): RawEvent
}

/**
 * As in our own exports of activity, somebody may be named in two columns: by the external id, or
 * by the id where there is none, as of members.
 */
const PERSON = ['person', 'person_external_id', 'external_id', 'person_id']
const VERB = ['verb', 'kind']
const REQUIRED = { id: ['id'], person: PERSON, occurred_at: ['occurred_at'], 'verb (or kind)': VERB }
const KNOWN = ['id', ...PERSON, 'occurred_at', ...VERB, 'core', 'properties']
const FLAGS = new Map([
  ...['true', 't', '1'].map((text) => [text, true] as const),
  ...['false', 'f', '0'].map((text) => [text, false] as const),
])

/** @returns The columns, or what is wrong with the header. */
export function csvColumns(header: readonly string[]): CsvColumns | string {
  const names = header.map((name) => name.trim().toLowerCase())
  const missing = Object.entries(REQUIRED).filter(([, any]) => !any.some((name) => names.includes(name)))
  if (missing.length > 0) {
    const lacking = missing.map(([what]) => what).join(', ')
    return `the header lacks ${lacking}; it names ${shortened(names.slice(0, 20).join(', '), 500)}`
  }
  const twice = KNOWN.find((name) => names.indexOf(name) !== names.lastIndexOf(name))
  if (twice !== undefined) return `the header names ${twice} twice: which of the two counts?`
  const [id, occurredAt] = [names.indexOf('id'), names.indexOf('occurred_at')]
  const [core, properties] = [names.indexOf('core'), names.indexOf('properties')]
  const [person, verb] = [placesOf(names, PERSON), placesOf(names, VERB)]
  return {
    count: names.length,
    read: (fields) => ({
      id: textAt(fields, id),
      person: firstText(fields, person),
      verb: firstText(fields, verb),
      occurred_at: fields[occurredAt],
      core: readFlag(fields[core]),
      properties: readJson(fields[properties]),
    }),
  }
}

function placesOf(names: readonly string[], wanted: readonly string[]): number[] {
  return wanted.map((name) => names.indexOf(name)).filter((place) => place !== -1)
}

function firstText(fields: readonly string[], places: readonly number[]): string {
  const place = places.find((place) => fields[place] !== '') ?? -1
  return textAt(fields, place)
}

function textAt(fields: readonly string[], place: number): string {
  return unescapeFormula(fields[place] ?? '')
}

/** What is no flag is left to be refused. */
function readFlag(field = ''): unknown {
  return field === '' ? undefined : (FLAGS.get(field.toLowerCase()) ?? field)
}

function readJson(field = ''): unknown {
  if (field === '') return undefined
  try {
    return parseJson(field)
  } catch (error) {
    if (!(error instanceof InexactNumberError))
      throw refusalOf('properties', 'no_object', 'must be a JSON object')
    throw refusalOf(`properties.${error.path}`, 'inexact_number', error.problem)
  }
}
