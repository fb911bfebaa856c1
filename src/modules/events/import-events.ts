import { getLogger } from '@logtape/logtape'
import type { Base } from '../../base.ts'
import type { OrganizationDatabase } from '../../db/database.ts'
import type { Write } from '../../db/handle.ts'
import { asPart } from '../../db/time-limits.ts'
import {
  assertRunning,
  beginImport,
  COMMAND_LINE,
  type ImportCounts,
  type ImportOrigin,
  noteCounts,
  type RunningImport,
} from '../imports/track-import.ts'
import type { CheckedEvent } from './check-event.ts'
import { type HistoryFormat, type HistoryLine, readHistory } from './read-history.ts'
import { takeEvents } from './take-events.ts'
import { TransactionSize } from './transaction-size.ts'

const log = getLogger(['almanac', 'import'])

const ERRORS_KEPT = 20
/** And then each time there are twice as many. */
const STATISTICS_AFTER = 1_000

export interface ImportReport extends ImportCounts {
  import_id: string
}

/**
 * Takes a history of any length and age in constant memory. Yields after each transaction: what it
 * counts as accepted or duplicate is on disk. Importing the same file again changes nothing, which
 * is also how an import that was interrupted is finished.
 *
 * @throws HistoryHeaderError
 * @throws ImportUndoneError when it is taken back meanwhile.
 */
export async function* importEvents(
  context: Pick<Base, 'db' | 'clock' | 'newId'>,
  organizationId: string,
  stream: AsyncIterable<Uint8Array>,
  format: HistoryFormat,
  origin: ImportOrigin = COMMAND_LINE,
): AsyncGenerator<ImportReport> {
  const { clock } = context
  const history = readHistory(stream, format, () => clock.now())
  // What is wrong with its header leaves nothing behind.
  const first = await history.next()
  const running = await beginImport(context, organizationId, format.format, origin)
  const taking = new Taking(context, organizationId, running)
  try {
    for (let next = first; !next.done; next = await history.next()) {
      for (const line of next.value) {
        taking.add(line)
        if (!taking.isFull) continue
        await taking.take()
        yield taking.report
      }
    }
    await taking.end()
    yield taking.report
  } finally {
    await history.return(undefined)
    await taking.interrupt()
  }
}

/** Gathers events until there are enough for a transaction, and counts what became of them. */
class Taking {
  readonly #counts: ImportCounts = { lines: 0, accepted: 0, duplicates: 0, rejected: 0, errors: [] }
  readonly #organization: OrganizationDatabase
  readonly #size: TransactionSize
  #waiting: CheckedEvent[] = []
  #refreshAt = STATISTICS_AFTER
  #isOver = false

  constructor(
    readonly context: Pick<Base, 'db' | 'clock' | 'newId'>,
    organizationId: string,
    readonly running: RunningImport,
  ) {
    this.#organization = context.db.for(organizationId)
    this.#size = new TransactionSize(context.db.bulk_ms)
  }

  get report(): ImportReport {
    return { import_id: this.running.id, ...this.#counts }
  }

  get isFull(): boolean {
    return this.#waiting.length >= this.#size.rows
  }

  add(line: HistoryLine): void {
    this.#counts.lines += 1 + line.lost
    if (line.event) this.#waiting.push(line.event)
    else reject(this.#counts, line)
  }

  async take(state: 'running' | 'done' = 'running'): Promise<void> {
    const { db, clock, newId } = this.context
    const now = clock.now()
    const events = this.#waiting
    const startedAt = performance.now()
    const counted = await this.#write(async (tx) => {
      await assertRunning(tx, this.running, now)
      const { number } = this.running
      const taken = await takeEvents(tx, events, { newId, now, import_number: number })
      const accepted = this.#counts.accepted + taken.count
      const duplicates = this.#counts.duplicates + events.length - taken.count
      const counts = { ...this.#counts, accepted, duplicates }
      await noteCounts(tx, this.running, counts, now, state)
      return { accepted, duplicates }
    })
    this.#waiting = []
    this.#size.took(performance.now() - startedAt, events.length)
    Object.assign(this.#counts, counted)
    if (counted.accepted < this.#refreshAt) return
    await db.refreshStatistics()
    this.#refreshAt = 2 * counted.accepted
  }

  async end(): Promise<void> {
    await this.take('done')
    this.#isOver = true
  }

  /** Does nothing where it has ended. What was not taken yet is not taken. */
  async interrupt(): Promise<void> {
    if (this.#isOver) return
    const now = this.context.clock.now()
    try {
      await this.#write((tx) => noteCounts(tx, this.running, this.#counts, now, 'interrupted'))
    } catch (error) {
      // What ended the import is told; that it has ended shows by its silence, too.
      log.warn('That an import was interrupted could not be noted: {error}', { error })
    }
  }

  #write<T>(fn: (tx: Write) => Promise<T>): Promise<T> {
    return asPart(() => this.#organization.write(fn))
  }
}

function reject(report: ImportCounts, { number, refusal, lost }: HistoryLine): void {
  report.rejected += 1 + lost
  if (refusal && report.errors.length < ERRORS_KEPT) report.errors.push({ line: number, ...refusal.wired })
}
