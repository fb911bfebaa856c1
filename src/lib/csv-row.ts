/**
 * Rows of CSV (RFC 4180, lines end in CRLF) that a spreadsheet opens without running them.
 *
 * A text that begins like a formula gets an apostrophe in front; a number never does, so that
 * negative numbers stay numbers. So does one that begins with apostrophes and then like a formula: what
 * is written has one text that it comes from. Spaces at the ends are quoted, since readers take them away.
 */
export const BYTE_ORDER_MARK = '\ufeff'

/** Full-width signs, too: where they are typed, spreadsheets take them for the others. */
const LIKE_A_FORMULA = /^'*[=+\-@＝＋－＠\t\r\n]/
const ESCAPED_FORMULA = /^'+[=+\-@＝＋－＠\t\r\n]/
const TO_BE_QUOTED = /[",\r\n]|^\s|\s$/

/** `null` is an empty cell. */
export function csvRow(cells: readonly (string | number | boolean | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

/** One of its cells. */
export function csvCell(cell: string | number | boolean | null): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const text = LIKE_A_FORMULA.test(cell) ? `'${cell}` : cell
  return TO_BE_QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** The text that a cell was written for. */
export function unescapeFormula(cell: string): string {
  return ESCAPED_FORMULA.test(cell) ? cell.slice(1) : cell
}
