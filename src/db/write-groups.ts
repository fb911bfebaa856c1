/**
 * Writers of one organization that only add, and wait at the same time, commit together on Postgres.
 *
 *   a arrives            b, c, d arrive meanwhile          e arrives
 *   └─ a is written ────►└─ b, c, d, in one transaction ──►└─ e is written ─►
 *
 * Their queries stand side by side in it, so that all of them are as many ways there and back as one; what
 * several of them move (a person, a day, the end of the log) is read, locked and written once, and one commit
 * waits for the disk. One after the other each would hold these until its own commit is on disk.
 *
 * Promises: nobody waits for others to come: the first is written at once. Whoever waits is told in time, as
 * in connection-queue.ts. What fails because of one of them fails no other: nothing of the group is stored
 * then, whoever failed runs again alone, and is told how that ends; the others run again together.
 */
import { bound } from '../lib/current-correlation.ts'
import { LONGEST_QUEUE, waitsFor } from './connection-queue.ts'
import { DatabaseBusyError, isAborted, isTransient } from './errors.ts'
import type { Writer } from './postgres-writers.ts'
import type { Patience } from './time-limits.ts'

/** Beyond it a group takes longer than its members save. */
const MOST_TOGETHER = 32

/**
 * Commits what some write: all of it or nothing.
 *
 * @param patience For a connection.
 * @param take Called once there is one.
 * @returns What each of them returned.
 */
export type Commit = (
  organizationId: string,
  patience: Patience,
  take: () => readonly Writer[],
) => Promise<readonly unknown[]>

/** Of one organization. */
type CommitHere = (patience: Patience, take: () => readonly Writer[]) => Promise<readonly unknown[]>

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
   * @returns What its body returned, once that is on disk.
   * @throws DatabaseBusyError where its turn does not come in time.
   */
  write(organizationId: string, writer: Writer): Promise<unknown> {
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
  readonly since: number
  readonly done: (value: unknown) => void
  readonly refuse: (error: unknown) => void
  /** Runs something on behalf of whoever waits. */
  readonly onBehalf: <T>(run: () => T) => T
  /** Whether a group that it was in has failed because of another. */
  hasFailed: boolean
  timer?: Timer
}

/** Of one organization. */
class Line {
  readonly #commit: CommitHere
  readonly #whenEmpty: () => void
  #waiting: Waiting[] = []
  #isGoing = false
  /** When a group came to its end last, by `performance.now()`. */
  #movedAt = Number.NEGATIVE_INFINITY

  constructor(commit: CommitHere, whenEmpty: () => void) {
    this.#commit = commit
    this.#whenEmpty = whenEmpty
  }

  get waiting(): number {
    return this.#waiting.length
  }

  write(writer: Writer): Promise<unknown> {
    if (this.#waiting.length >= LONGEST_QUEUE) return Promise.reject(new DatabaseBusyError())
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    const onBehalf: Waiting['onBehalf'] = bound((run) => run())
    const told = { done: resolve, refuse: reject }
    const own: Waiting = { writer, since: performance.now(), ...told, onBehalf, hasFailed: false }
    this.#waiting.push(own)
    if (this.#isGoing) this.#lookAgain(own)
    else void this.#drain()
    return promise
  }

  async #drain(): Promise<void> {
    this.#isGoing = true
    for (let first = this.#waiting[0]; first; first = this.#waiting[0]) await this.#commitGroup(first)
    this.#isGoing = false
    this.#whenEmpty()
  }

  /** @param leader Who has waited longest: no other of the group has to be told before. */
  async #commitGroup(leader: Waiting): Promise<void> {
    let group: Waiting[] = []
    let failure: Failure | undefined
    const take = () => {
      group = this.#next(leader)
      return group.map((one) =>
        noticing(one, (first) => {
          failure ??= first
        }),
      )
    }
    // From now on it waits for a connection.
    clearTimeout(leader.timer)
    try {
      const values = await leader.onBehalf(() => this.#commit(leader.writer.patience, take))
      this.#movedAt = performance.now()
      for (const [i, one] of group.entries()) one.done(values[i])
    } catch (error) {
      if (!isTransient(error)) this.#movedAt = performance.now()
      if (group.length === 0) {
        // Its turn has not come at all: others may have more luck.
        this.#remove(leader)
        leader.refuse(error)
      } else this.#fail(group, error, failure)
    }
  }

  /** Whoever leads, and those who came next and have time for it. */
  #next(leader: Waiting): Waiting[] {
    const others = this.#waiting.filter((one) => one !== leader && !isShort(one))
    const group = isShort(leader) ? [leader] : [leader, ...others.slice(0, MOST_TOGETHER - 1)]
    for (const one of group) this.#remove(one)
    return group
  }

  #fail(group: readonly Waiting[], error: unknown, failure: Failure | undefined): void {
    if (group.length === 1 || isTransient(error)) {
      for (const one of group) one.refuse(error)
      return
    }
    // After the first that fails, the others fail for that.
    const culprit = failure && !isAborted(failure.error) ? failure.of : null
    const isFirstTime = culprit !== null && !group.some(({ hasFailed }) => hasFailed)
    const again = isFirstTime ? group.filter((one) => one !== culprit) : []
    for (const one of again) {
      one.hasFailed = true
      this.#lookAgain(one)
    }
    this.#waiting.unshift(...again)
    for (const one of group) if (!again.includes(one)) this.#writeAlone(one)
  }

  #writeAlone({ writer, onBehalf, done, refuse }: Waiting): void {
    onBehalf(() => this.#commit(writer.patience, () => [writer])).then(([value]) => done(value), refuse)
  }

  #remove(one: Waiting): void {
    clearTimeout(one.timer)
    this.#waiting = this.#waiting.filter((other) => other !== one)
  }

  /** Waits on as long as that makes sense. */
  #lookAgain(one: Waiting): void {
    const left = waitsFor({ lane: 'write', since: one.since, patience: one.writer.patience }, this.#movedAt)
    if (left > 0) {
      one.timer = setTimeout(() => this.#lookAgain(one), left)
      return
    }
    this.#remove(one)
    one.refuse(new DatabaseBusyError(new Error('Those who came before took too long.')))
  }
}

interface Failure {
  of: Waiting
  error: unknown
}

/** What it writes, telling where it fails. */
function noticing(one: Waiting, tell: (failure: Failure) => void): Writer {
  const { writer } = one
  const body: Writer['body'] = async (handle) => {
    try {
      return await writer.body(handle)
    } catch (error) {
      tell({ of: one, error })
      throw error
    }
  }
  return { ...writer, body }
}

/** Whether there is hardly time for it: all in a transaction have as much as whoever of them has the least. */
function isShort({ writer }: Waiting): boolean {
  return writer.patience.beforeWriting(Number.POSITIVE_INFINITY) === 0
}
