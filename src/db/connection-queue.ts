/**
 * Whose turn it is when there are fewer connections than transactions.
 *
 *   ▢▢▢▢▢▢▢▢▢▢
 *   └ reads ┘         who came first goes first; but neither reads nor writes have all
 *         └writ┘      connections, so that the others always have some
 *
 * Promises: everybody is told in time, one way or the other. Who waits is refused when nothing has moved
 * for a while (a lock that others hold, a server out of reach), since waiting would be in vain. Where it
 * moves, waiting pays: a crowd of hundreds is served within seconds. Whoever is to write has their turn while
 * there is time for it, with its commit, or is told that nothing was changed.
 */
import { DatabaseBusyError } from './errors.ts'
import type { Patience } from './time-limits.ts'

/** Beyond it, waiting would take longer than anybody has patience. */
export const LONGEST_QUEUE = 2_000

export type Lane = 'read' | 'write'

interface Waiter {
  lane: Lane
  since: number
  patience: Patience
  go: () => void
  refuse: (error: Error) => void
  timer?: Timer
}

export class ConnectionQueue {
  #waiting: Record<Lane, Waiter[]> = { read: [], write: [] }
  #active: Record<Lane, number> = { read: 0, write: 0 }
  #movedAt = Number.NEGATIVE_INFINITY

  /**
   * @param size How many go at once.
   * @param mostOf How many of them may read, and how many may write.
   * @param longest How many may wait.
   */
  constructor(
    readonly size: number,
    readonly mostOf: Record<Lane, number>,
    readonly longest: number,
  ) {}

  get waiting(): number {
    return this.#waiting.read.length + this.#waiting.write.length
  }

  /** Resolves when it is the caller's turn, which ends with `leave`. @throws DatabaseBusyError */
  async enter(lane: Lane, patience: Patience): Promise<void> {
    if (this.#hasRoom(lane)) {
      this.#active[lane] += 1
      return
    }
    if (this.waiting >= this.longest) throw new DatabaseBusyError()
    await new Promise<void>((go, refuse) => {
      const waiter: Waiter = { lane, since: performance.now(), patience, go, refuse }
      this.#waiting[lane].push(waiter)
      this.#lookAgain(waiter)
    })
  }

  /** @param hasMoved Whether the turn was of use: failures in a row are a standstill, too. */
  leave(lane: Lane, hasMoved: boolean): void {
    this.#active[lane] -= 1
    if (hasMoved) this.#movedAt = performance.now()
    const next = this.#next()
    if (!next) return
    this.#waiting[next.lane].shift()
    clearTimeout(next.timer)
    this.#active[next.lane] += 1
    next.go()
  }

  #hasRoom(lane: Lane): boolean {
    return this.#active.read + this.#active.write < this.size && this.#active[lane] < this.mostOf[lane]
  }

  /** Of the first of both, the one who came first and may go. */
  #next(): Waiter | undefined {
    const [read, write] = (['read', 'write'] as const).map((lane) =>
      this.#hasRoom(lane) ? this.#waiting[lane][0] : undefined,
    )
    if (!read || !write) return read ?? write
    return read.since <= write.since ? read : write
  }

  /** Waits on as long as that makes sense. */
  #lookAgain(waiter: Waiter): void {
    const left = waitsFor(waiter, this.#movedAt)
    if (left > 0) {
      waiter.timer = setTimeout(() => this.#lookAgain(waiter), left)
      return
    }
    const line = this.#waiting[waiter.lane]
    line.splice(line.indexOf(waiter), 1)
    waiter.refuse(new DatabaseBusyError(new Error('No connection became free in time.')))
  }
}

/** @returns For how many milliseconds it makes sense to wait on, where something has moved last at `movedAt`. */
export function waitsFor(
  { lane, since, patience }: Pick<Waiter, 'lane' | 'since' | 'patience'>,
  movedAt: number,
): number {
  const now = performance.now()
  const { queue_ms, standstill_ms } = patience.limits
  const standsUntil = Math.max(since, movedAt) + standstill_ms
  const inLine = queue_ms + since - now
  const patient = lane === 'write' ? patience.beforeWriting(inLine) : patience.within(inLine)
  return Math.min(patient, standsUntil - now)
}
