/**
 * Group commit: writers that wait together commit together.
 *
 *   turn of the loop     │ a, b, c arrive    │ d, e arrive        │
 *                        └─ end of the turn ─┴─ end of the turn ──┴─
 *   what happens           begin a b c commit   begin d e commit
 *   who is answered              then a, b, c          then d, e
 *
 * Promises: each writer is answered only when its change is on disk. One that fails is rolled back
 * alone: the first of a group with the whole transaction, which holds nothing else, others by savepoint.
 * There is no timer: a single writer waits for nobody. A group ends after about `GROUP_MS`. A writer that
 * alone takes longer gives way between its statements, and so does the commit: the loop is never held for
 * long. Long work has a group of its own, and whoever has come meanwhile is before its next one: nobody
 * waits for more than one transaction of it. What the commits have written to the log goes into the database
 * between two groups.
 *
 * Everybody is told in time, one way or the other: see time-limits.ts.
 *
 * A writer awaits nothing but queries on its handle, or it would hold every other: see writer-turns.ts.
 */
import { nextTurn } from '../lib/next-turn.ts'
import { DatabaseBusyError, isBusy } from './errors.ts'
import type { Patience } from './time-limits.ts'
import { WriterTurns } from './writer-turns.ts'

const GROUP_MS = 4
/** So many short ones write too little into the log for it to be worth a look after each. */
const GROUPS_BETWEEN_LOOKS = 8
/** Between two tries while another process holds the database: it may let go for a moment only. */
const LONGEST_PAUSE_MS = 5
/** Beyond it, waiting would take longer than anybody has patience. */
const LONGEST_QUEUE = 5_000

export interface Transactions {
  begin(): void
  savepoint(): void
  release(): void
  rollbackToSavepoint(): void
  /** Does what is left to do for all writers of the group, before the commit. */
  finish(turns: WriterTurns): Promise<void>
  commit(): void
  rollback(): void
  /**
   * Copies the log into the database once it has grown long. Between transactions: a log of which all is
   * copied begins anew with the next one.
   */
  checkpoint(): Promise<void>
  /** Whether a transaction is open: some errors (a full disk) end it with all its savepoints. */
  isOpen(): boolean
}

interface Waiting {
  since: number
  patience: Patience
  body: (turns: WriterTurns) => Promise<unknown>
  /** Called after the commit. */
  committed: (value: unknown) => void
  failed: (error: unknown) => void
}

export class WriteQueue {
  #waiting: Waiting[] = []
  #draining: Promise<void> | null = null
  #closed = false
  #movedAt = Number.NEGATIVE_INFINITY
  #unseenGroups = 0

  constructor(readonly transactions: Transactions) {}

  /**
   * Resolves with what `body` returned once it is on disk.
   *
   * @throws DatabaseBusyError where its turn does not come in time.
   */
  add<T>(patience: Patience, body: (turns: WriterTurns) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('The database is closed.'))
    if (this.#waiting.length >= LONGEST_QUEUE) return Promise.reject(new DatabaseBusyError())
    return new Promise<T>((resolve, reject) => {
      const committed = (value: unknown) => resolve(value as T)
      this.#waiting.push({ since: performance.now(), patience, body, committed, failed: reject })
      this.#draining ??= this.#drain()
    })
  }

  /** How many wait for their turn. */
  get waiting(): number {
    return this.#waiting.length
  }

  /** Whether any of them is not at long work. */
  get isAwaited(): boolean {
    return this.#waiting.some(({ patience }) => !patience.isLongWork)
  }

  /** Whether anybody has theirs. */
  get isBusy(): boolean {
    return this.#draining !== null
  }

  /** Lets those who wait finish, and takes no more. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#draining
  }

  async #drain(): Promise<void> {
    await nextTurn()
    while (this.#waiting.length > 0) {
      const startedAt = performance.now()
      await this.#commitGroup()
      await nextTurn()
      await this.#checkpoint(performance.now() - startedAt)
    }
    this.#draining = null
  }

  async #commitGroup(): Promise<void> {
    const group: { writer: Waiting; value: unknown }[] = []
    let writer: Waiting | undefined
    let isAlone = false
    try {
      if (!(await this.#begin())) return
      const startedAt = performance.now()
      const turns = new WriterTurns()
      do {
        writer = this.#next(group.length > 0)
        if (!writer) break
        isAlone = writer.patience.isLongWork
        const outcome = await (group.length === 0
          ? this.#runFirst(writer, turns)
          : this.#runAlone(writer, turns))
        if (!outcome && group.length === 0) return
        if (outcome) group.push({ writer, value: outcome.value })
        writer = undefined
      } while (!isAlone && performance.now() - startedAt < GROUP_MS)
      await this.transactions.finish(turns)
      await turns.yieldNow()
      this.transactions.commit()
    } catch (error) {
      // The whole group is lost: no room on the disk, an input/output error, a busy database.
      this.transactions.rollback()
      const lost = group.length > 0 || writer ? group.map((one) => one.writer) : this.#waiting.splice(0)
      if (writer) lost.push(writer)
      for (const one of lost) one.failed(error)
      return
    }
    this.#movedAt = performance.now()
    for (const one of group) one.writer.committed(one.value)
  }

  /** @param ms What the last group took. */
  async #checkpoint(ms: number): Promise<void> {
    this.#unseenGroups += 1
    if (ms < GROUP_MS && this.#unseenGroups < GROUPS_BETWEEN_LOOKS) return
    this.#unseenGroups = 0
    await this.transactions.checkpoint()
  }

  /** @param isBeside Others, who share the transaction: whoever is at long work stays until they are the first. */
  #next(isBeside: boolean): Waiting | undefined {
    for (;;) {
      const at = isBeside ? this.#waiting.findIndex(({ patience }) => !patience.isLongWork) : 0
      const [writer] = at === -1 ? [] : this.#waiting.splice(at, 1)
      if (!writer || !isOver(writer)) return writer
      writer.failed(new DatabaseBusyError(new Error('Those who came before took too long.')))
    }
  }

  /**
   * With a savepoint SQLite would copy each page that is changed.
   *
   * @returns `undefined` when the writer failed: the transaction is over, and it has been told.
   */
  async #runFirst(writer: Waiting, turns: WriterTurns): Promise<{ value: unknown } | undefined> {
    try {
      return { value: await writer.body(turns) }
    } catch (error) {
      this.transactions.rollback()
      this.#movedAt = performance.now()
      writer.failed(error)
      return undefined
    }
  }

  /** `undefined` when the writer failed: it has been rolled back alone, and told. */
  async #runAlone(writer: Waiting, turns: WriterTurns): Promise<{ value: unknown } | undefined> {
    this.transactions.savepoint()
    let value: unknown
    try {
      value = await writer.body(turns)
    } catch (error) {
      if (!this.transactions.isOpen()) throw error
      this.transactions.rollbackToSavepoint()
      this.transactions.release()
      writer.failed(error)
      return undefined
    }
    this.transactions.release()
    return { value }
  }

  /**
   * Another process (a command line) may be writing: waits without blocking the loop, as long as somebody
   * waits for it.
   *
   * @returns Whether a transaction has begun.
   */
  async #begin(): Promise<boolean> {
    for (let pause = 1; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        this.transactions.begin()
        return true
      } catch (error) {
        if (!isBusy(error)) throw error
        this.#refuseLate(error)
        if (this.#waiting.length === 0) return false
        await Bun.sleep(pause)
      }
    }
  }

  /** While nothing moves: those who have waited in vain for long enough. */
  #refuseLate(cause: unknown): void {
    const now = performance.now()
    const isLate = (one: Waiting) =>
      isOver(one) || now - Math.max(one.since, this.#movedAt) >= one.patience.limits.standstill_ms
    const late = this.#waiting.filter(isLate)
    if (late.length === 0) return
    this.#waiting = this.#waiting.filter((one) => !late.includes(one))
    for (const one of late) one.failed(new DatabaseBusyError(cause))
  }
}

function isOver({ since, patience }: Waiting): boolean {
  return patience.isOver || performance.now() - since >= patience.limits.queue_ms
}
