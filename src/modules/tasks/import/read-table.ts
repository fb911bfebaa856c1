/** The lines of a CSV file that came as a whole. */
import { InvalidValueError } from '../../../lib/app-error.ts'
import { type CsvFields, readCsv } from '../../../lib/csv-records.ts'
import { unescapeFormula } from '../../../lib/csv-row.ts'
import { nextTurn } from '../../../lib/next-turn.ts'
import type { ReceivedFile } from '../../../lib/received-file.ts'
import { shortened } from '../../../lib/text.ts'
import { type Column, columnsOf, type Field } from './columns.ts'

/** They are written in one transaction, for which others wait. */
export const MOST_TASKS = 2_000
/** A description of 100,000 characters with all that is beside it. */
const LONGEST_LINE = 2 ** 20
/** Programs that write a column for each label or comment have hundreds. */
const MOST_COLUMNS = 1_000
/** Read in one turn of the loop. */
const AT_ONCE = 2 ** 15

export interface TableLine {
  number: number
  /** What its columns of a field say, but those that are empty. */
  of(field: Field): string[]
  /** What is wrong with it as a line; `null` where nothing is. */
  problem: string | null
}

export interface Table {
  columns: Column[]
  lines: TableLine[]
}

/** @throws InvalidValueError where it is no table of tasks. */
export async function readTable(file: ReceivedFile): Promise<Table> {
  let columns: Column[] | null = null
  let places: Places = new Map()
  const lines: TableLine[] = []
  for await (const records of readCsv(partsOf(file.content), LONGEST_LINE)) {
    for (const record of records) {
      if (columns === null) {
        columns = headerOf(record)
        places = placesOf(columns)
      } else if (isSaid(record)) lines.push(lineOf(columns.length, places, record))
    }
    if (lines.length > MOST_TASKS) {
      throw new InvalidValueError(
        'file',
        `has more than ${MOST_TASKS.toLocaleString('en')} tasks: send it in parts, each with the header`,
      )
    }
  }
  if (columns === null) throw new InvalidValueError('file', 'is empty')
  if (lines.length === 0) throw new InvalidValueError('file', 'has a header, and no tasks')
  return { columns, lines }
}

async function* partsOf(content: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += AT_ONCE) {
    yield content.subarray(at, at + AT_ONCE)
    await nextTurn()
  }
}

function headerOf({ fields, problem, code }: CsvFields): Column[] {
  if (code === 'no_utf8') {
    throw new InvalidValueError('file', 'is not UTF-8: save it as CSV in UTF-8, and send it again')
  }
  if (fields === null) throw new InvalidValueError('file', `has a header that cannot be read: ${problem}`)
  if (fields.length > MOST_COLUMNS) {
    throw new InvalidValueError('file', `has more than ${MOST_COLUMNS.toLocaleString('en')} columns`)
  }
  const columns = columnsOf(fields)
  if (columns.some(({ field }) => field === 'title')) return columns
  const names = columns.map(({ column }) => column).join(', ')
  throw new InvalidValueError(
    'file',
    `has no column with the titles of tasks: its first line names ${shortened(names, 300)}. Call one of them title`,
  )
}

function isSaid({ fields }: CsvFields): boolean {
  return fields === null || fields.some((text) => text.trim() !== '')
}

/** In which columns a field is said. */
type Places = ReadonlyMap<Field, number[]>

function placesOf(columns: readonly Column[]): Places {
  const places = new Map<Field, number[]>()
  for (const [place, { field }] of columns.entries()) {
    if (field !== null) places.set(field, [...(places.get(field) ?? []), place])
  }
  return places
}

function lineOf(width: number, places: Places, { number, fields, problem }: CsvFields): TableLine {
  const texts = fields ?? []
  const isLonger = texts.slice(width).some((text) => text.trim() !== '')
  return {
    number,
    of: (field) =>
      (places.get(field) ?? []).flatMap((place) => {
        const text = unescapeFormula(texts[place] ?? '').trim()
        return text === '' ? [] : [text]
      }),
    problem: problem ?? (isLonger ? 'has more fields than the header' : null),
  }
}
