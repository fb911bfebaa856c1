/**
 * One record of CSV (RFC 4180), fed line by line: a quoted field may hold separators, doubled quotes
 * and line breaks.
 *
 * What is not quoted is trimmed; what is quoted is kept as it is. Text may be fed in parts of any
 * size, so that a record which is too long to be held can still be followed to its end.
 */
type State =
  /** At the beginning of a field. */
  | 'start'
  | 'plain'
  | 'quoted'
  /** Behind a quote within a quoted field: it ends the field, or another one follows. */
  | 'closing'

export class CsvRecord {
  /** Those that have ended. */
  readonly fields: string[] = []
  /** What is wrong with it, although its end is known. */
  problem: string | null = null
  /** The line on which the last quoted field began. */
  quotedFrom = 0
  #state: State = 'start'
  #value = ''
  #count = 0
  #keeps = true

  constructor(readonly separator: string) {}

  /** Whether text without quotes, in which no field ends last, changes nothing but the field's value. */
  get isWithinField(): boolean {
    return this.#state === 'quoted' || this.#state === 'plain'
  }

  /** Holds no more of it: from now on it is followed to its end, and that is all. */
  forget(): void {
    this.#keeps = false
    this.fields.length = 0
    this.#value = ''
  }

  /**
   * @param line The number of the line on which the text stands.
   * @returns Whether it can be CSV; `false` where text follows the quote that ends a field.
   */
  feed(text: string, line: number): boolean {
    for (let at = 0; at < text.length; ) {
      const next = this.#step(text, at, line)
      if (next === null) return false
      at = next
    }
    return true
  }

  /** @returns Whether the record ends with the line; otherwise its break belongs to a quoted field. */
  endLine(lineBreak: string): boolean {
    if (this.#state === 'quoted') {
      this.#keep(lineBreak)
      return false
    }
    this.#endField()
    return true
  }

  /** The number of the field that is being read, counted from 1. */
  get fieldNumber(): number {
    return this.#count + 1
  }

  #step(text: string, at: number, line: number): number | null {
    switch (this.#state) {
      case 'start': {
        const isQuote = text[at] === '"'
        this.#state = isQuote ? 'quoted' : 'plain'
        if (isQuote) this.quotedFrom = line
        return isQuote ? at + 1 : at
      }
      case 'plain': {
        const end = endOf(text, this.separator, at)
        const part = text.slice(at, end)
        if (part.includes('"')) this.problem ??= 'a quote inside a field that is not quoted'
        this.#keep(part)
        return this.#pass(end, text)
      }
      case 'quoted': {
        const quote = endOf(text, '"', at)
        this.#keep(text.slice(at, quote))
        if (quote < text.length) this.#state = 'closing'
        return quote + 1
      }
      case 'closing':
        if (text[at] === '"') {
          this.#keep('"')
          this.#state = 'quoted'
          return at + 1
        }
        return text[at] === this.separator ? this.#pass(at, text) : null
    }
  }

  /** @param end Where the separator stands, or the end of the text. */
  #pass(end: number, text: string): number {
    if (end < text.length) this.#endField()
    return end + 1
  }

  #keep(text: string): void {
    if (this.#keeps) this.#value += text
  }

  #endField(): void {
    if (this.#keeps) this.fields.push(this.#state === 'closing' ? this.#value : this.#value.trim())
    this.#count += 1
    this.#value = ''
    this.#state = 'start'
  }
}

function endOf(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from)
  return at === -1 ? text.length : at
}
