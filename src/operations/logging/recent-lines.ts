/**
 * The last lines that belong to a request or a run of a job, in memory: where there are no log files,
 * they are what is left of them. Access lines are not among them.
 */
import type { LogRecord } from '@logtape/logtape'
import { RecentList } from '../../lib/recent-list.ts'

const LINES_KEPT = 2_000
const LONGEST_CHARACTERS = 4_000

export class RecentLines {
  readonly #lines = new RecentList<{ correlation_id: string; text: string }>(LINES_KEPT)

  constructor(readonly format: (record: LogRecord) => string) {}

  add(record: LogRecord): void {
    const { correlation_id } = record.properties
    if (typeof correlation_id !== 'string') return
    const text = this.format(record).trimEnd().slice(0, LONGEST_CHARACTERS)
    this.#lines.add({ correlation_id, text })
  }

  /** The oldest first. */
  with(correlationId: string): string[] {
    const found = this.#lines.newestFirst().filter((one) => one.correlation_id === correlationId)
    return found.map(({ text }) => text).reverse()
  }
}
