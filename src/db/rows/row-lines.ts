/**
 * Rows as lines of JSON, one array a row, in the order of the columns. Both engines write the same
 * bytes for the same row, as `JSON.stringify` would:
 *
 *   text   a string
 *   json   a string with the JSON as it is kept, to the letter
 *   int    a number; beyond ±(2⁵³ − 1), where readers of JSON would round it, a string of its digits
 *   bool   true or false
 *   null   null
 *
 * The databases write the lines themselves: that is exact, and several times faster than to hand over
 * every value.
 */
import type { ArchivedColumn, ArchivedTable } from './table-shape.ts'

const SAFE = Number.MAX_SAFE_INTEGER

export type RowValue = string | number | bigint | boolean | null

/** @returns An expression of SQLite. */
export function sqliteLine({ columns }: ArchivedTable): string {
  return `json_array(${columns.map(sqliteValue).join(', ')})`
}

/** @returns An expression of Postgres. */
export function postgresLine({ columns }: ArchivedTable): string {
  return `'[' || ${columns.map(postgresValue).join(` || ',' || `)} || ']'`
}

function sqliteValue({ name, kind }: ArchivedColumn): string {
  const column = quoted(name)
  if (kind === 'int') return `iif(${column} between -${SAFE} and ${SAFE}, ${column}, cast(${column} as text))`
  if (kind !== 'bool') return column
  return `json(case when ${column} is null then 'null' when ${column} then 'true' else 'false' end)`
}

function postgresValue({ name, kind }: ArchivedColumn): string {
  const column = quoted(name)
  const text = `cast(${column} as text)`
  if (kind === 'bool') return `coalesce(${text}, 'null')`
  if (kind !== 'int') return `coalesce(cast(to_json(${text}) as text), 'null')`
  return `coalesce(case when ${column} between -${SAFE} and ${SAFE} then ${text} else '"' || ${text} || '"' end, 'null')`
}

export class RowError extends Error {}

/**
 * @param lines Whole lines.
 * @throws RowError where they are no rows of these columns.
 */
export function readRows(lines: Uint8Array, columns: readonly ArchivedColumn[]): RowValue[][] {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(lines)
  const rows: unknown = JSON.parse(`[${text.trimEnd().replaceAll('\n', ',')}]`)
  // It was written as a list.
  return (rows as unknown[]).map((row) => readRow(row, columns))
}

function readRow(row: unknown, columns: readonly ArchivedColumn[]): RowValue[] {
  if (!Array.isArray(row) || row.length !== columns.length) {
    throw new RowError(`is no list of ${columns.length} values`)
  }
  return columns.map((column, i) => readValue(row[i], column))
}

function readValue(value: unknown, { name, kind }: ArchivedColumn): RowValue {
  if (value === null) return null
  if (kind === 'int') {
    if (Number.isSafeInteger(value)) return value as number
    if (typeof value === 'string' && /^-?\d{16,19}$/.test(value)) return BigInt(value)
  } else if (typeof value === (kind === 'bool' ? 'boolean' : 'string')) {
    return value as string | boolean
  }
  throw new RowError(`holds something else than ${kind} in ${name}`)
}

/** @throws RowError where it is no name of ours. */
export function quoted(name: string): string {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name))
    throw new RowError(`"${name.slice(0, 80)}" is no name of a table or column`)
  return `"${name}"`
}
