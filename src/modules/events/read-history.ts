/**
 * A history file, CSV or NDJSON, as a stream of events with their line numbers. Any length in
 * constant memory; a broken line is reported and the next one is read as if nothing had happened.
 */
import { AppError } from '../../lib/app-error.ts'
import { CsvLineError, parseCsvLine } from '../../lib/csv-line.ts'
import { type Line, readLines } from '../../lib/lines.ts'
import { type CheckedEvent, checkEvent, type RawEvent, type TimeFormat } from './check-event.ts'

export const MAX_LINE_BYTES = 64 * 1024

export interface HistoryFormat {
  format: 'csv' | 'ndjson'
  core: boolean
  time: TimeFormat
}

export interface HistoryLine {
  number: number
  event: CheckedEvent | null
  /** Why the line is not taken; names the field. */
  problem: string | null
}

export class HistoryHeaderError extends AppError {
  constructor(problem: string) {
    super(422, 'invalid_header', `line 1: ${problem}`, { fields: { 'line 1': problem } })
  }
}

/** @throws HistoryHeaderError when the first line of a CSV does not name the columns. */
export async function* readHistory(
  stream: AsyncIterable<Uint8Array>,
  { format, core, time }: HistoryFormat,
  now: () => number,
): AsyncGenerator<HistoryLine[]> {
  let toRaw: ((text: string) => RawEvent) | null = format === 'ndjson' ? rawFromJson : null
  for await (const lines of readLines(stream, MAX_LINE_BYTES)) {
    const receivedAt = now()
    const taken: HistoryLine[] = []
    for (const line of lines) {
      if (line.text === '') continue
      if (!toRaw) toRaw = rawFromCsv(line)
      else taken.push(readLine(line, toRaw, core, time, receivedAt))
    }
    if (taken.length > 0) yield taken
  }
  if (!toRaw) throw new HistoryHeaderError('there is no header')
}

function readLine(
  { number, text, problem = '' }: Line,
  toRaw: (text: string) => RawEvent,
  core: boolean,
  time: TimeFormat,
  receivedAt: number,
): HistoryLine {
  if (text === null) return { number, event: null, problem: `is ${problem}` }
  try {
    const raw = toRaw(text)
    if ((raw.occurred_at ?? '') === '') {
      return { number, event: null, problem: 'occurred_at is missing' }
    }
    const event = checkEvent({ ...raw, core: raw.core ?? core }, time, receivedAt)
    return typeof event === 'string'
      ? { number, event: null, problem: event }
      : { number, event, problem: null }
  } catch (error) {
    if (error instanceof CsvLineError || error instanceof SyntaxError) {
      return { number, event: null, problem: error.message }
    }
    throw error
  }
}

function rawFromJson(text: string): RawEvent {
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SyntaxError('must be a JSON object')
  }
  const { kind, verb = kind, ...rest } = value as RawEvent & { kind?: unknown }
  return { ...rest, verb }
}

/** Reads the header line, and gives back how to read the others. */
function rawFromCsv({ text, problem }: Line): (text: string) => RawEvent {
  if (text === null) throw new HistoryHeaderError(`is ${problem}`)
  const columns = headerColumns(text)
  const at = (...names: string[]) => columns.findIndex((column) => names.includes(column))
  const [id, person, occurredAt, verb] = [at('id'), at('person'), at('occurred_at'), at('verb', 'kind')]
  const missing = [
    id < 0 && 'id',
    person < 0 && 'person',
    occurredAt < 0 && 'occurred_at',
    verb < 0 && 'verb (or kind)',
  ].filter(Boolean)
  if (missing.length > 0) {
    throw new HistoryHeaderError(
      `the header lacks ${missing.join(', ')}; it names ${columns.slice(0, 20).join(', ')}`,
    )
  }
  return (line) => {
    const fields = parseCsvLine(line)
    if (fields.length !== columns.length) {
      throw new CsvLineError(`has ${fields.length} columns instead of ${columns.length}`)
    }
    return { id: fields[id], person: fields[person], occurred_at: fields[occurredAt], verb: fields[verb] }
  }
}

function headerColumns(text: string): string[] {
  try {
    return parseCsvLine(text).map((name) => name.trim().toLowerCase())
  } catch (error) {
    throw new HistoryHeaderError((error as Error).message)
  }
}
