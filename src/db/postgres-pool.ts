/**
 * The connections for transactions: opened when they are needed, each used by one transaction at a
 * time, replaced when lost or worn. Whose turn it is says connection-queue.ts.
 */

import { ConnectionQueue, type Lane, LONGEST_QUEUE } from './connection-queue.ts'
import type { PoolState } from './database.ts'
import { DatabaseBusyError, hasNoneLeft, isTransient } from './errors.ts'
import { CONNECTIONS } from './postgres-client.ts'
import { PostgresConnection } from './postgres-connection.ts'
import { ORDINARY, type Patience } from './time-limits.ts'

/**
 * Few of them write: writers of one organization wait for each other's locks, and who holds one takes
 * longer the more of the others are at work. More than four at once made fewer writes a second.
 */
export const MOST_OF = { read: 8, write: 4 }
/** What runs when the process stops may finish. */
const CLOSE_WITHIN_MS = 5_000
const LOOK_AGAIN_MS = 20

export class PostgresPool {
  readonly #url: string
  readonly #queue = new ConnectionQueue(CONNECTIONS, MOST_OF, LONGEST_QUEUE)
  readonly #idle: PostgresConnection[] = []
  readonly #busy = new Set<PostgresConnection>()
  /** When a transaction came to its end last, by `performance.now()`. */
  #answeredAt = Number.NEGATIVE_INFINITY
  #isClosed = false

  constructor(url: string) {
    this.#url = url
  }

  get size(): number {
    return this.#idle.length + this.#busy.size
  }

  get state(): PoolState {
    const [in_use, idle] = [this.#busy.size, this.#idle.length]
    return { most: CONNECTIONS, in_use, idle, waiting: this.#queue.waiting }
  }

  /**
   * Runs `work` on a connection of its own.
   *
   * @throws DatabaseBusyError when none became free in time.
   */
  async use<T>(
    lane: Lane,
    patience: Patience,
    work: (connection: PostgresConnection) => Promise<T>,
  ): Promise<T> {
    if (this.#isClosed) throw new Error('The database is closed.')
    await this.#queue.enter(lane, patience)
    let connection: PostgresConnection | undefined
    let hasMoved = true
    try {
      connection = await this.#connect(patience)
      this.#busy.add(connection)
      return await work(connection)
    } catch (error) {
      hasMoved = !isTransient(error)
      throw error
    } finally {
      if (hasMoved) this.#answeredAt = performance.now()
      void this.#takeBack(lane, connection, hasMoved)
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    const deadline = setTimeout(() => {
      for (const connection of this.#busy) connection.destroy()
    }, CLOSE_WITHIN_MS)
    while (this.#busy.size > 0) await Bun.sleep(5)
    clearTimeout(deadline)
    await Promise.all(this.#idle.splice(0).map((connection) => connection.close()))
  }

  /** Where the server has none left, it makes do with those that there are: one of them comes free. */
  async #connect(patience: Patience): Promise<PostgresConnection> {
    const until = performance.now() + patience.within(patience.limits.standstill_ms)
    for (;;) {
      const idle = this.#idle.pop()
      if (idle) return idle
      try {
        return await this.#open(patience)
      } catch (error) {
        if (!hasNoneLeft(error) || this.#isClosed || performance.now() >= until) throw error
      }
      await Bun.sleep(LOOK_AGAIN_MS)
    }
  }

  /** Where others are answered meanwhile the server is slow, and not away: it is waited for longer. */
  async #open(patience: Patience): Promise<PostgresConnection> {
    const begunAt = performance.now()
    const patience_ms = () => {
      const isAwayAt = Math.max(begunAt, this.#answeredAt) + patience.limits.connecting_ms
      return patience.within(isAwayAt - performance.now())
    }
    try {
      return await PostgresConnection.open(this.#url, { limits: ORDINARY, patience_ms })
    } catch (error) {
      throw patience.isOver ? new DatabaseBusyError(error) : error
    }
  }

  async #takeBack(lane: Lane, connection: PostgresConnection | undefined, hasMoved: boolean): Promise<void> {
    if (connection) {
      await connection.idle
      this.#busy.delete(connection)
      if (connection.isUsable) this.#idle.push(connection)
      else if (connection.isLost) this.#distrust()
      else void connection.close()
    }
    this.#queue.leave(lane, hasMoved)
  }

  /** Where one was lost, those that nobody uses may lead nowhere, too. Another is soon made. */
  #distrust(): void {
    for (const connection of this.#idle.splice(0)) void connection.close()
  }
}
