/**
 * A history file, CSV or NDJSON, as a stream of events with their line numbers. Any length in
 * constant memory; a broken record is reported and the next one is read as if nothing had happened.
 */
import { AppError } from '../../lib/app-error.ts'
import { type CsvFields, readCsv } from '../../lib/csv-records.ts'
import { InexactNumberError, NotJsonError, parseJson } from '../../lib/json.ts'
import { type Line, NOT_UTF8, readLines } from '../../lib/lines.ts'
import { inSlices } from '../../lib/slices.ts'
import { type CheckedEvent, checkEvent, type RawEvent, shapeProblem, type TimeFormat } from './check-event.ts'
import { type CsvColumns, csvColumns } from './csv-columns.ts'
import { EventRefusal, type RefusalCode, refusalOf } from './event-refusal.ts'

/** More than the longest record of our own exports. */
export const MAX_RECORD_BYTES = 64 * 1024
/** Some hundred records, which are read in a millisecond or two. */
const SLICE_BYTES = 32 * 1024

/** By what they are called, where they cannot well be written. */
export const SEPARATORS = new Map([
  ['comma', ','],
  ['semicolon', ';'],
  ['tab', '\t'],
  ['pipe', '|'],
])

export function separatorNamed(nameOrSelf: string): string {
  return SEPARATORS.get(nameOrSelf) ?? nameOrSelf
}

export interface HistoryFormat {
  format: 'csv' | 'ndjson'
  core: boolean
  time: TimeFormat
  /** Of a CSV; found from its header when left out. */
  separator?: string | undefined
}

export interface HistoryLine {
  number: number
  event: CheckedEvent | null
  /** Why the record is not taken. */
  refusal: EventRefusal | null
  /** Lines after it that are not taken either, since a quote before them is not closed. */
  lost: number
}

export class HistoryHeaderError extends AppError {
  constructor(problem: string) {
    super(422, 'invalid_header', `line 1: ${problem}`, { fields: { 'line 1': problem } })
  }
}

type Check = (raw: RawEvent, receivedAt: number) => CheckedEvent | EventRefusal

/** @throws HistoryHeaderError when it is no text, or the first line of a CSV does not name the columns. */
export function readHistory(
  stream: AsyncIterable<Uint8Array>,
  { format, core, time, separator }: HistoryFormat,
  now: () => number,
): AsyncGenerator<HistoryLine[]> {
  const text = inSlices(refusingOtherFiles(stream), SLICE_BYTES)
  const check: Check = (raw, receivedAt) => {
    if ((raw.occurred_at ?? '') === '') return refusalOf('occurred_at', 'missing', 'is missing')
    return checkEvent({ ...raw, core: raw.core ?? core }, time, receivedAt)
  }
  return format === 'csv' ? readCsvHistory(text, separator, check, now) : readJsonHistory(text, check, now)
}

async function* readCsvHistory(
  stream: AsyncIterable<Uint8Array>,
  separator: string | undefined,
  check: Check,
  now: () => number,
): AsyncGenerator<HistoryLine[]> {
  let columns: CsvColumns | undefined
  for await (const records of readCsv(stream, MAX_RECORD_BYTES, separator)) {
    const receivedAt = now()
    const taken: HistoryLine[] = []
    for (const record of records) {
      if (!columns) columns = readHeader(record)
      else taken.push(historyLine(record, rawFromCsv, columns, check, receivedAt))
    }
    if (taken.length > 0) yield taken
  }
  if (!columns) throw new HistoryHeaderError('there is no header')
}

async function* readJsonHistory(
  stream: AsyncIterable<Uint8Array>,
  check: Check,
  now: () => number,
): AsyncGenerator<HistoryLine[]> {
  for await (const lines of readLines(stream, MAX_RECORD_BYTES)) {
    const receivedAt = now()
    const taken = lines
      .filter(({ text }) => text !== '')
      .map((line) => historyLine(line, rawFromJson, undefined, check, receivedAt))
    if (taken.length > 0) yield taken
  }
}

/** @param toRaw Throws EventRefusal. */
function historyLine<Given extends { number: number; lost?: number }, Columns>(
  given: Given,
  toRaw: (given: Given, columns: Columns) => RawEvent,
  columns: Columns,
  check: Check,
  receivedAt: number,
): HistoryLine {
  const { number, lost = 0 } = given
  try {
    const event = check(toRaw(given, columns), receivedAt)
    return event instanceof EventRefusal
      ? { number, event: null, refusal: event, lost }
      : { number, event, refusal: null, lost }
  } catch (error) {
    if (error instanceof EventRefusal) return { number, event: null, refusal: error, lost }
    throw error
  }
}

function readHeader({ fields, problem }: CsvFields): CsvColumns {
  if (fields === null) throw new HistoryHeaderError(problem ?? '')
  const columns = csvColumns(fields)
  if (typeof columns === 'string') throw new HistoryHeaderError(columns)
  return columns
}

function rawFromCsv({ fields, problem, code, lost }: CsvFields, columns: CsvColumns): RawEvent {
  if (fields === null) throw unreadable(code ?? 'columns', problem ?? '', lost)
  const [found, expected] = [fields.length, columns.count]
  if (found !== expected) {
    throw new EventRefusal('columns', `has ${found} columns instead of ${expected}`, { found, expected })
  }
  return columns.read(fields)
}

function rawFromJson({ text, problem }: Line): RawEvent {
  if (text === null) throw unreadable(problem === NOT_UTF8 ? 'no_utf8' : 'line_too_long', `is ${problem}`)
  const event = withVerb(parsedJson(text))
  const shape = shapeProblem(event)
  if (shape !== null) throw shape
  // An object, as was found: of its values nothing is known.
  return event as RawEvent
}

/** `kind` may stand for `verb`; beside one it is a field that no event has. */
function withVerb(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('kind' in value) || 'verb' in value) return value
  const { kind, ...rest } = value
  return { ...rest, verb: kind }
}

function parsedJson(text: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof InexactNumberError) throw refusalOf(error.path, 'inexact_number', error.problem)
    if (!(error instanceof NotJsonError)) throw error
    throw new EventRefusal('no_json', 'is not JSON: each line is an object of its own')
  }
}

function unreadable(code: RefusalCode, problem: string, lost = 0): EventRefusal {
  if (code === 'line_too_long') return new EventRefusal(code, problem, { most: MAX_RECORD_BYTES })
  return new EventRefusal(code, problem, code === 'open_quote' ? { lost } : {})
}

/** How files begin that are no text in UTF-8. */
const OTHER_FILES: [start: number[], what: string][] = [
  [[0xff, 0xfe], 'is UTF-16: save the file as UTF-8'],
  [[0xfe, 0xff], 'is UTF-16: save the file as UTF-8'],
  [[0x1f, 0x8b], 'is packed: say Content-Encoding: gzip, or on the command line name the file .gz'],
  [[0x50, 0x4b, 0x03, 0x04], 'is a workbook or another archive: save it as CSV'],
]

/** @throws HistoryHeaderError */
async function* refusingOtherFiles(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isFirst = true
  for await (const chunk of stream) {
    if (isFirst) refuseOtherFile(chunk)
    isFirst = false
    yield chunk
  }
}

function refuseOtherFile(chunk: Uint8Array): void {
  const known = OTHER_FILES.find(([start]) => start.every((byte, i) => chunk[i] === byte))
  if (known) throw new HistoryHeaderError(known[1])
  // Without a mark: of plain letters each has one byte of zeros.
  if ((chunk[0] === 0) !== (chunk[1] === 0)) throw new HistoryHeaderError('is UTF-16: save the file as UTF-8')
}
