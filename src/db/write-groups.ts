/**
 * Writers of one organization that only add, or change one row, and wait at the same time, commit together on
 * Postgres.
 *
 *   a arrives            b, c, d arrive meanwhile          e arrives
 *   └─ a is written ────►└─ b, c, d, in one transaction ──►└─ e is written ─►
 *
 * Their queries stand side by side in it, so that all of them are as many ways there and back as one; what
 * several of them move (a person, a day, the end of the log) is read, locked and written once, and one commit
 * waits for the disk. One after the other each would hold these until its own commit is on disk.
 *
 * Promises: nobody waits for others to come: the first is written at once; nor for a group that is slow, such as
 * one that waits for a lock: the next is written beside it. Whoever waits is told in time, as
 * in connection-queue.ts. What fails because of one of them fails no other: nothing of the group is stored
 * then, whoever failed runs again alone, and is told how that ends; the others run again together.
 */
import { bound } from '../lib/current-correlation.ts'
import { LONGEST_QUEUE, waitsFor } from './connection-queue.ts'
import { DatabaseBusyError, isAborted, isTimeout, isTransient } from './errors.ts'
import { type Outcome, RowsNotFreeError, type Writer } from './postgres-writers.ts'
import type { Patience } from './time-limits.ts'

/** Beyond it a group takes longer than its members save. */
const MOST_TOGETHER = 32
/** A group that takes longer waits for a lock, or has much to do: nobody waits for it any more. */
const SLOW_MS = 100

/**
 * Commits what some write: all of it or nothing.
 *
 * @param patience For a connection.
 * @param take Called once there is one.
 * @returns What became of each of them.
 */
export type Commit = (
  organizationId: string,
  patience: Patience,
  take: () => readonly Writer[],
) => Promise<readonly Outcome[]>

/** Of one organization. */
type CommitHere = (patience: Patience, take: () => readonly Writer[]) => Promise<readonly Outcome[]>

export class WriteGroups {
  readonly #commit: Commit
  readonly #lines = new Map<string, Line>()

  constructor(commit: Commit) {
    this.#commit = commit
  }

  /** How many wait for their turn. */
  get waiting(): number {
    let waiting = 0
    for (const line of this.#lines.values()) waiting += line.waiting
    return waiting
  }

  /**
   * @returns What became of it, once that is on disk.
   * @throws DatabaseBusyError where its turn does not come in time.
   */
  write(organizationId: string, writer: Writer): Promise<Outcome> {
    const line = this.#lines.get(organizationId) ?? this.#open(organizationId)
    return line.write(writer)
  }

  #open(organizationId: string): Line {
    const line = new Line(
      (patience, take) => this.#commit(organizationId, patience, take),
      () => this.#lines.delete(organizationId),
    )
    this.#lines.set(organizationId, line)
    return line
  }
}

interface Waiting {
  readonly writer: Writer
  since: number
  readonly done: (outcome: Outcome) => void
  /** Runs something on behalf of whoever waits. */
  readonly onBehalf: <T>(run: () => T) => T
  /** Whether a group that it was in has failed because of another. */
  hasFailed: boolean
  timer?: Timer
}

interface Group {
  /** Whether it has a connection. */
  isTaken: boolean
}

/** Of one organization. */
class Line {
  readonly #commit: CommitHere
  readonly #whenEmpty: () => void
  #waiting: Waiting[] = []
  /** How many groups are under way. */
  #going = 0
  /** The group for which the others wait, until it is done or slow. */
  #first: Group | null = null
  /** When a group came to its end last, by `performance.now()`. */
  #movedAt = Number.NEGATIVE_INFINITY

  constructor(commit: CommitHere, whenEmpty: () => void) {
    this.#commit = commit
    this.#whenEmpty = whenEmpty
  }

  get waiting(): number {
    return this.#waiting.length
  }

  write(writer: Writer): Promise<Outcome> {
    if (this.#waiting.length >= LONGEST_QUEUE) return Promise.resolve({ error: new DatabaseBusyError() })
    const { promise, resolve: done } = Promise.withResolvers<Outcome>()
    const onBehalf: Waiting['onBehalf'] = bound((run) => run())
    const own: Waiting = { writer, since: performance.now(), done, onBehalf, hasFailed: false }
    this.#waiting.push(own)
    if (this.#first !== null) this.#lookAgain(own)
    this.#goOn()
    return promise
  }

  #goOn(): void {
    if (this.#first !== null) return
    const leader = this.#waiting.shift()
    if (leader) void this.#commitGroup(leader)
    else if (this.#going === 0) this.#whenEmpty()
  }

  /** @param leader Who has waited longest: no other of the group has to be told before. */
  async #commitGroup(leader: Waiting): Promise<void> {
    clearTimeout(leader.timer)
    const own: Group = { isTaken: false }
    this.#first = own
    this.#going += 1
    const giveWay = () => {
      if (this.#first === own) this.#first = null
      this.#goOn()
    }
    let group: Waiting[] = []
    let slow: Timer | undefined
    let failure: Failure | undefined
    const take = () => {
      own.isTaken = true
      slow = setTimeout(giveWay, SLOW_MS)
      group = this.#with(leader)
      return group.map((of) => {
        const onFailure = (error: unknown) => {
          failure ??= { of, error }
        }
        return { ...of.writer, onFailure }
      })
    }
    try {
      const outcomes = await leader.onBehalf(() => this.#commit(leader.writer.patience, take))
      this.#movedAt = performance.now()
      for (const [i, outcome] of outcomes.entries()) group[i]?.done(outcome)
    } catch (error) {
      if (!isTransient(error)) this.#movedAt = performance.now()
      if (group.length === 0) this.#refuseUntaken(leader, error)
      else this.#fail(group, error, culpritsIn(group, error, failure))
    }
    clearTimeout(slow)
    this.#going -= 1
    giveWay()
  }

  /** Where nothing moves, those who have waited as long are told with it; others may have more luck. */
  #refuseUntaken(leader: Waiting, error: unknown): void {
    leader.done({ error })
    this.#first = null
    for (const one of [...this.#waiting]) this.#lookAgain(one)
  }

  /** Takes whoever leads, and those who came next and have time for it. */
  #with(leader: Waiting): Waiting[] {
    const group = [leader]
    if (isShort(leader)) return group
    const keys = new Set(keysOf(leader.writer))
    for (const one of this.#waiting) {
      if (group.length === MOST_TOGETHER) break
      const own = keysOf(one.writer)
      if (isShort(one) || own.some((key) => keys.has(key))) continue
      for (const key of own) keys.add(key)
      group.push(one)
    }
    for (const { timer } of group) clearTimeout(timer)
    this.#waiting = this.#waiting.filter((one) => !group.includes(one))
    return group
  }

  #fail(group: readonly Waiting[], error: unknown, culprits: readonly Waiting[]): void {
    // They have waited for something that the others do not need.
    const areLate = culprits.length > 0 && isTimeout(error)
    if (group.length === 1 || (isTransient(error) && !areLate)) {
      for (const one of group) one.done({ error })
      return
    }
    const isFirstTime = culprits.length > 0 && !group.some(({ hasFailed }) => hasFailed)
    const again = isFirstTime ? group.filter((one) => !culprits.includes(one)) : []
    for (const one of group) {
      if (again.includes(one)) this.#waitAgain(one)
      else if (areLate && culprits.includes(one)) one.done({ error })
      else this.#writeAlone(one)
    }
    this.#waiting.unshift(...again)
  }

  #waitAgain(one: Waiting): void {
    one.hasFailed = true
    one.since = performance.now()
    this.#lookAgain(one)
  }

  #writeAlone({ writer, onBehalf, done }: Waiting): void {
    const written = onBehalf(() => this.#commit(writer.patience, () => [writer]))
    written.then(
      ([outcome]) => outcome && done(outcome),
      (error) => done({ error }),
    )
  }

  /** Waits on as long as that makes sense: whether connections come free is known to whoever waits for one. */
  #lookAgain(one: Waiting): void {
    clearTimeout(one.timer)
    const movedAt = this.#first && !this.#first.isTaken ? performance.now() : this.#movedAt
    const left = waitsFor({ lane: 'write', since: one.since, patience: one.writer.patience }, movedAt)
    if (left > 0) {
      one.timer = setTimeout(() => this.#lookAgain(one), left)
      return
    }
    this.#waiting = this.#waiting.filter((other) => other !== one)
    one.done({ error: new DatabaseBusyError(new Error('Those who came before took too long.')) })
  }
}

/** Those because of whom it failed; nobody where that cannot be told. */
function culpritsIn(group: readonly Waiting[], error: unknown, first: Failure | undefined): Waiting[] {
  if (error instanceof RowsNotFreeError)
    return group.filter(({ writer: { holds } }) => holds && error.rows.includes(holds))
  // After the first that fails, the others fail for that.
  return first && !isAborted(first.error) ? [first.of] : []
}

interface Failure {
  of: Waiting
  error: unknown
}

/** Whether there is hardly time for it: all in a transaction have as much as whoever of them has the least. */
function isShort({ writer }: Waiting): boolean {
  return writer.patience.beforeWriting(Number.POSITIVE_INFINITY) === 0
}

/** No two with one of these are in one group. */
function keysOf({ key, holds }: Writer): string[] {
  return [...(key === undefined ? [] : [key]), ...(holds ? [`${holds.table} ${holds.id}`] : [])]
}
