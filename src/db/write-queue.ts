/**
 * Group commit: writers that wait together commit together.
 *
 *   turn of the loop     │ a, b, c arrive    │ d, e arrive        │
 *                        └─ end of the turn ─┴─ end of the turn ──┴─
 *   what happens           begin a b c commit   begin d e commit
 *   who is answered              then a, b, c          then d, e
 *
 * Promises: each writer is answered only when its change is on disk. One that fails is rolled back
 * alone, by savepoint. There is no timer: a single writer waits for nobody. A group ends after
 * about `GROUP_MS`. A writer that alone takes longer gives way between its statements, and so does
 * the commit: the loop is never held for long. What the commits have written to the log goes into the
 * database in a turn of its own.
 *
 * A writer awaits nothing but queries on its handle, or it would hold every other: see writer-turns.ts.
 */
import { nextTurn } from '../lib/next-turn.ts'
import { isBusy } from './errors.ts'
import { WriterTurns } from './writer-turns.ts'

const GROUP_MS = 4
/** How long another process may hold the database before writers are told that it is busy. */
const BUSY_PATIENCE_MS = 30_000

export interface Transactions {
  begin(): void
  savepoint(): void
  release(): void
  rollbackToSavepoint(): void
  commit(): void
  rollback(): void
  /** Copies the log into the database once it has grown long. Between transactions. */
  checkpoint(): void
  /** Whether a transaction is open: some errors (a full disk) end it with all its savepoints. */
  isOpen(): boolean
}

interface Waiting {
  body: (turns: WriterTurns) => Promise<unknown>
  /** Called after the commit. */
  committed: (value: unknown) => void
  failed: (error: unknown) => void
}

export class WriteQueue {
  #waiting: Waiting[] = []
  #draining: Promise<void> | null = null
  #closed = false

  constructor(readonly transactions: Transactions) {}

  /** Resolves with what `body` returned once it is on disk. */
  add<T>(body: (turns: WriterTurns) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('The database is closed.'))
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ body, committed: (value) => resolve(value as T), failed: reject })
      this.#draining ??= this.#drain()
    })
  }

  /** Lets those who wait finish, and takes no more. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#draining
  }

  async #drain(): Promise<void> {
    await nextTurn()
    while (this.#waiting.length > 0) {
      await this.#commitGroup()
      await nextTurn()
      this.transactions.checkpoint()
    }
    this.#draining = null
  }

  async #commitGroup(): Promise<void> {
    const group: { writer: Waiting; value: unknown }[] = []
    let writer: Waiting | undefined
    try {
      await this.#begin()
      const startedAt = performance.now()
      const turns = new WriterTurns()
      do {
        writer = this.#waiting.shift()
        if (!writer) break
        const outcome = await this.#runAlone(writer, turns)
        if (outcome) group.push({ writer, value: outcome.value })
        writer = undefined
      } while (performance.now() - startedAt < GROUP_MS)
      await turns.giveWay()
      this.transactions.commit()
    } catch (error) {
      // The whole group is lost: no room on the disk, an input/output error, a busy database.
      this.transactions.rollback()
      const lost = group.length > 0 || writer ? group.map((one) => one.writer) : this.#waiting.splice(0)
      if (writer) lost.push(writer)
      for (const one of lost) one.failed(error)
      return
    }
    for (const one of group) one.writer.committed(one.value)
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

  /** Another process (a command line) may be writing: wait without blocking the loop. */
  async #begin(): Promise<void> {
    const givingUpAt = performance.now() + BUSY_PATIENCE_MS
    for (let wait = 1; ; wait = Math.min(wait * 2, 50)) {
      try {
        this.transactions.begin()
        return
      } catch (error) {
        if (!isBusy(error) || performance.now() > givingUpAt) throw error
        await Bun.sleep(wait)
      }
    }
  }
}
