/**
 * The last lines that belong to a request or a run of a job, in memory: where there are no log files,
 * they are what is left of them. Access lines are kept as they were written, many in a piece: to take
 * each into a list would cost every request.
 */
import type { LogRecord } from '@logtape/logtape'
import { RecentList } from '../../lib/recent-list.ts'

const LINES_KEPT = 2_000
const LONGEST_CHARACTERS = 4_000
/** Of access lines: those of some ten thousand requests. */
const ACCESS_CHARACTERS = 2 ** 20

export class RecentLines {
  readonly #lines = new RecentList<{ correlation_id: string; text: string }>(LINES_KEPT)

  #access: string[] = []
  #accessCharacters = 0

  constructor(readonly format: (record: LogRecord) => string) {}

  add(record: LogRecord): void {
    const { correlation_id } = record.properties
    if (typeof correlation_id !== 'string') return
    const text = this.format(record).trimEnd().slice(0, LONGEST_CHARACTERS)
    this.#lines.add({ correlation_id, text })
  }

  /** @param lines Whole access lines, with the last line break. */
  addAccess(lines: string): void {
    this.#access.push(lines)
    this.#accessCharacters += lines.length
    while (this.#accessCharacters > ACCESS_CHARACTERS) {
      this.#accessCharacters -= this.#access.shift()?.length ?? 0
    }
  }

  /** The oldest first, and the access lines after the others. */
  with(correlationId: string): string[] {
    const found = this.#lines.newestFirst().filter((one) => one.correlation_id === correlationId)
    return [...found.map(({ text }) => text).reverse(), ...this.#accessLinesOf(correlationId)]
  }

  #accessLinesOf(correlationId: string): string[] {
    const pieces = this.#access.filter((piece) => piece.includes(correlationId))
    const lines = pieces.flatMap((piece) => piece.split('\n'))
    // Whoever looked it up before had it in the path.
    return lines.filter((line) => line.endsWith(correlationId) || line.includes(`_id":"${correlationId}"`))
  }
}
