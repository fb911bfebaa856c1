/**
 * The records of a CSV stream of any length (RFC 4180), in constant memory.
 *
 * A record ends with the first line break that is not quoted. Promises:
 *
 * - What stands between the quotes of a field is never read as a record, however long it is. A
 *   record of more than `maxBytes` is reported as too long and followed to its end.
 * - A quote that is not closed is reported with the line on which it stands. That it is not closed
 *   shows in one of two ways:
 *
 *       1,ada,"Rang.          ← reported             1,ada,"Rang.          ← reported
 *       2,bob,hello           ← taken for a part     2,bob,hello           ← taken for a part
 *       3,eve,"late",x        ← here it shows        (the end of the file)
 *
 *   On the left the quote before `late` would have to be the one that closes, and cannot be: reading
 *   goes on with that line, as a record of its own. On the right nobody can tell an open quote from a
 *   file that was cut off. The lines between are no records, since they may be text, and are counted.
 *
 * Libraries either swallow what follows a missing quote without a word or give up at it, which is why
 * this is our own.
 */
import { CsvRecord } from './csv-record.ts'
import { decoded, longerThan, NOT_UTF8, type Piece, readPieces } from './lines.ts'

export type CsvFault = 'line_too_long' | 'no_utf8' | 'open_quote' | 'stray_quote' | 'text_after_quote'

export interface CsvFields {
  /** The line on which the record begins, or on which what is wrong with it does. */
  number: number
  /** `null` where something is wrong. */
  fields: string[] | null
  problem: string | null
  code: CsvFault | null
  /** Lines after it that are no records of their own because a quote before them is not closed. */
  lost: number
}

const QUOTE = 0x22
const SEPARATORS = [',', ';', '\t', '|']

/** @param separator Found from the first line when left out. */
export async function* readCsv(
  stream: AsyncIterable<Uint8Array>,
  maxBytes: number,
  separator?: string,
): AsyncGenerator<CsvFields[]> {
  const reader = new Reader(maxBytes, separator)
  for await (const pieces of readPieces(stream, maxBytes)) {
    for (const piece of pieces) reader.take(piece)
    const found = reader.found.splice(0)
    if (found.length > 0) yield found
  }
  reader.end()
  if (reader.found.length > 0) yield reader.found
}

class Reader {
  readonly found: CsvFields[] = []
  #open: OpenRecord | null = null
  /** The rest of a line of which nothing more is to be read. */
  #isSkipping = false
  #line = 0
  /** Whether the piece before was of the same line. */
  #isWithinLine = false

  constructor(
    readonly maxBytes: number,
    private separator: string | undefined,
  ) {}

  take(piece: Piece): void {
    const { number, bytes, isCut } = piece
    this.#isWithinLine = number === this.#line
    this.#line = number
    if (this.#isSkipping) {
      this.#isSkipping = isCut
      return
    }
    if (this.#open && this.#passesOver(this.#open, piece)) return
    const { text: written, isUtf8 } = decoded(bytes)
    const hasReturn = !isCut && written.endsWith('\r')
    const text = hasReturn ? written.slice(0, -1) : written
    if (!this.#open) {
      if (text === '' && !isCut) return
      this.separator ??= separatorOf(text)
      if (!isCut && isUtf8 && bytes.length <= this.maxBytes && !text.includes('"')) {
        this.#push(number, trimmed(text.split(this.separator)))
        return
      }
      this.#open = { number, bytes: 0, isUtf8: true, record: new CsvRecord(this.separator) }
    }
    const open = this.#open
    open.bytes += bytes.length + 1
    open.isUtf8 &&= isUtf8
    if (open.bytes > this.maxBytes + 1) open.record.forget()
    if (!open.record.feed(text, number)) this.#breakOff(open, piece)
    else if (!isCut && open.record.endLine(hasReturn ? '\r\n' : '\n')) this.#close(open)
  }

  /** Of what is too long anyway, only what may end it is looked at. */
  #passesOver({ bytes: size, record }: OpenRecord, { bytes, isCut }: Piece): boolean {
    if (!isCut || size <= this.maxBytes + 1 || !record.isWithinField) return false
    return !bytes.includes(QUOTE) && bytes.at(-1) !== this.separator?.charCodeAt(0)
  }

  /** A quoted field that goes on here is never closed. */
  end(): void {
    if (this.#open) this.#reject(this.#open.record.quotedFrom, this.#line)
  }

  #close(open: OpenRecord): void {
    this.#open = null
    const { fields, problem } = open.record
    const unreadable = this.#problemOf(open)
    if (unreadable) this.#refuse(open.number, ...unreadable)
    else if (problem !== null) this.#refuse(open.number, 'stray_quote', problem)
    else this.#push(open.number, fields)
  }

  #problemOf({ bytes, isUtf8 }: OpenRecord): [CsvFault, string] | null {
    if (bytes > this.maxBytes + 1) return ['line_too_long', `is ${longerThan(this.maxBytes)}`]
    return isUtf8 ? null : ['no_utf8', `is ${NOT_UTF8}`]
  }

  /** Text follows where a quote would have closed the field. */
  #breakOff({ number, record }: OpenRecord, piece: Piece): void {
    const { quotedFrom, fieldNumber } = record
    if (quotedFrom === piece.number) {
      this.#refuse(number, 'text_after_quote', `unexpected text after the quoted field ${fieldNumber}`)
      this.#isSkipping = piece.isCut
      this.#open = null
      return
    }
    // Of a line that came in parts the beginning is gone.
    const isWhole = !piece.isCut && !this.#isWithinLine && piece.bytes.length <= this.maxBytes
    this.#reject(quotedFrom, isWhole ? piece.number - 1 : piece.number)
    this.#isSkipping = piece.isCut
    if (isWhole) this.take(piece)
  }

  #reject(quotedFrom: number, until: number): void {
    this.#open = null
    const lost = until - quotedFrom
    const problem = 'a quoted field is not closed'
    const lines = lost === 1 ? `line ${until} was` : `lines ${quotedFrom + 1} to ${until} were`
    this.#refuse(
      quotedFrom,
      'open_quote',
      lost === 0 ? problem : `${problem}: ${lines} taken for a part of it, and not read`,
      lost,
    )
  }

  #push(number: number, fields: string[]): void {
    this.found.push({ number, fields, problem: null, code: null, lost: 0 })
  }

  #refuse(number: number, code: CsvFault, problem: string, lost = 0): void {
    this.found.push({ number, fields: null, problem, code, lost })
  }
}

interface OpenRecord {
  number: number
  bytes: number
  isUtf8: boolean
  record: CsvRecord
}

function trimmed(fields: string[]): string[] {
  return fields.map((field) => field.trim())
}

/** That which stands most often outside of quotes. */
function separatorOf(header: string): string {
  const plain = header.replaceAll(/"[^"]*"/g, '')
  const counts = SEPARATORS.map((separator) => plain.split(separator).length)
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ','
}
