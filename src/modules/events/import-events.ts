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
/** What is gathered for a transaction, in characters. */
const MOST_CHARACTERS = 4_000_000
/** Taken at once: whoever else wants to write is looked for after each. */
const ROWS_AT_ONCE = 1_000
/** In a transaction. More would save little. */
const MOST_ROWS = 8_000
/** And then each time there are twice as many. */
const STATISTICS_AFTER = 1_000

export interface ImportReport extends ImportCounts {
  import_id: string
}

/**
 * Takes a history of any length and age in constant memory. Yields after transactions: what it
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
  /** Of their properties. */
  #characters = 0
  #refreshAt = STATISTICS_AFTER
  #isOver = false

  constructor(
    readonly context: Pick<Base, 'db' | 'clock' | 'newId'>,
    organizationId: string,
    readonly running: RunningImport,
  ) {
    this.#organization = context.db.for(organizationId)
    // Where somebody waits it ends before all of them are taken: what is left then is half of it.
    this.#size = new TransactionSize(2 * context.db.bulk_ms, MOST_ROWS)
  }

  get report(): ImportReport {
    return { import_id: this.running.id, ...this.#counts }
  }

  get isFull(): boolean {
    return this.#waiting.length >= this.#size.rows || this.#characters >= MOST_CHARACTERS
  }

  add(line: HistoryLine): void {
    this.#counts.lines += 1 + line.lost
    if (line.event) {
      this.#waiting.push(line.event)
      this.#characters += line.event.properties?.length ?? 0
    } else {
      reject(this.#counts, line)
    }
  }

  /** All that was gathered, in one transaction, or in several where others want to write. */
  async take(state: 'running' | 'done' = 'running'): Promise<void> {
    do await this.#takeSome(state)
    while (this.#waiting.length > 0)
    this.#characters = 0
    if (this.#counts.accepted < this.#refreshAt) return
    await this.context.db.refreshStatistics()
    this.#refreshAt = 2 * this.#counts.accepted
  }

  async #takeSome(atEnd: 'running' | 'done'): Promise<void> {
    const now = this.context.clock.now()
    const { lines, accepted, duplicates } = this.#counts
    let startedAt = 0
    const { taken, added } = await this.#write(async (tx) => {
      startedAt = performance.now()
      await assertRunning(tx, this.running, now)
      const { taken, added } = await this.#insertSome(tx, now)
      const left = this.#waiting.length - taken
      const counts = { accepted: accepted + added, duplicates: duplicates + taken - added }
      const state = left === 0 ? atEnd : 'running'
      await noteCounts(tx, this.running, { ...this.#counts, ...counts, lines: lines - left }, now, state)
      return { taken, added }
    })
    this.#size.took(performance.now() - startedAt, taken)
    this.#waiting = this.#waiting.slice(taken)
    this.#counts.accepted += added
    this.#counts.duplicates += taken - added
  }

  /** @returns How many were taken, and how many of them were new. */
  async #insertSome(tx: Write, now: number): Promise<{ taken: number; added: number }> {
    const { db, newId } = this.context
    const made = { newId, now, import_number: this.running.number }
    let [taken, added] = [0, 0]
    while (taken < this.#waiting.length && (taken === 0 || !db.isAwaited)) {
      const some = this.#waiting.slice(taken, taken + ROWS_AT_ONCE)
      added += (await takeEvents(tx, some, made)).count
      taken += some.length
    }
    return { taken, added }
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
