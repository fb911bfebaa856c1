/**
 * One line of CSV (RFC 4180) into its fields. A quoted field may hold commas and doubled
 * quotes, but no line break: every line stands alone, so that one broken quote is an error of
 * its own line and cannot swallow the lines after it. That is why no CSV library is used here:
 * they recover from a missing quote by dropping whatever follows.
 *
 * @throws CsvLineError that says what is wrong with the line.
 */
export class CsvLineError extends Error {}

export function parseCsvLine(line: string): string[] {
  if (!line.includes('"')) return line.split(',')
  const fields: string[] = []
  let at = 0
  for (;;) {
    const [field, end] = line[at] === '"' ? quotedField(line, at) : plainField(line, at)
    fields.push(field)
    if (end === line.length) return fields
    if (line[end] !== ',') throw new CsvLineError(`unexpected text after the quoted field ${fields.length}`)
    at = end + 1
  }
}

function quotedField(line: string, start: number): [field: string, end: number] {
  let field = ''
  let from = start + 1
  for (;;) {
    const quote = line.indexOf('"', from)
    if (quote === -1) throw new CsvLineError('a quoted field is not closed on its line')
    field += line.slice(from, quote)
    if (line[quote + 1] !== '"') return [field, quote + 1]
    field += '"'
    from = quote + 2
  }
}

function plainField(line: string, start: number): [field: string, end: number] {
  const comma = line.indexOf(',', start)
  const end = comma === -1 ? line.length : comma
  const field = line.slice(start, end)
  if (field.includes('"')) throw new CsvLineError('a quote inside a field that is not quoted')
  return [field, end]
}
