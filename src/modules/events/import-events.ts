import type { Context } from '../../context.ts'
import { asPart } from '../../db/time-limits.ts'
import type { CheckedEvent } from './check-event.ts'
import { type HistoryFormat, type HistoryLine, readHistory } from './read-history.ts'
import { takeEvents } from './take-events.ts'

const ERRORS_KEPT = 20
/** And then each time there are twice as many. */
const STATISTICS_AFTER = 1_000

export interface ImportProgress {
  /** Records read, good and bad, without the header; and lines that follow a quote which is not closed. */
  lines: number
  accepted: number
  duplicates: number
  rejected: number
}

export interface ImportReport extends ImportProgress {
  /** The first few lines that were rejected, and why. */
  errors: { line: number; reason: string }[]
}

/**
 * Takes a history of any length and age in constant memory. Yields after each transaction: what it
 * counts as accepted or duplicate is on disk. Importing the same file again changes nothing, which
 * is also how an import that was interrupted is finished.
 *
 * @throws HistoryHeaderError
 */
export async function* importEvents(
  { db, clock, newId }: Pick<Context, 'db' | 'clock' | 'newId'>,
  organizationId: string,
  stream: AsyncIterable<Uint8Array>,
  format: HistoryFormat,
): AsyncGenerator<ImportReport> {
  const report: ImportReport = { lines: 0, accepted: 0, duplicates: 0, rejected: 0, errors: [] }
  let waiting: CheckedEvent[] = []
  let refreshAt = STATISTICS_AFTER
  const take = async () => {
    const events = waiting
    waiting = []
    const accepted = await asPart(() =>
      db.for(organizationId).write((tx) => takeEvents(tx, events, { newId, now: clock.now() })),
    )
    report.accepted += accepted.size
    report.duplicates += events.length - accepted.size
    if (report.accepted < refreshAt) return
    await db.refreshStatistics()
    refreshAt = 2 * report.accepted
  }
  for await (const lines of readHistory(stream, format, () => clock.now())) {
    for (const line of lines) {
      report.lines += 1 + line.lost
      if (line.event) waiting.push(line.event)
      else reject(report, line)
      if (waiting.length < db.bulkSize) continue
      await take()
      yield report
    }
  }
  if (waiting.length > 0) await take()
  yield report
}

function reject(report: ImportReport, { number, problem, lost }: HistoryLine): void {
  report.rejected += 1 + lost
  if (report.errors.length < ERRORS_KEPT) report.errors.push({ line: number, reason: problem ?? '' })
}
