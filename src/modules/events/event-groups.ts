/**
 * Requests with events that wait at the same time are taken together: those of one organization, in one
 * transaction.
 *
 *   a arrives            b, c, d arrive meanwhile          e arrives
 *   └─ a is taken ──────►└─ b, c, d are taken ────────────►└─ e is taken ─►
 *
 * So what several of them move (a person, a day, a page of an index) is read and written once, and one event
 * by itself is a row of a statement in place of several statements. Nobody waits for others to come: the
 * first is taken at once.
 *
 * Promises: a request is answered when its events are on disk; they are stored all or none. Of several events
 * with one id the first to arrive is the accepted one. What fails because of one request fails no other.
 */
import type { Base } from '../../base.ts'
import type { OrganizationDatabase } from '../../db/database.ts'
import { isTransient } from '../../db/errors.ts'
import type { CheckedEvent } from './check-event.ts'
import { takeEvents } from './take-events.ts'
import { TransactionSize } from './transaction-size.ts'

type Needs = Pick<Base, 'db' | 'clock' | 'newId'>

export class EventGroups {
  readonly #context: Needs
  readonly #lines = new Map<string, Line>()

  constructor(context: Needs) {
    this.#context = context
  }

  /** @returns Of each whether it was new. */
  async take(organizationId: string, events: readonly CheckedEvent[]): Promise<readonly boolean[]> {
    const line = this.#lines.get(organizationId) ?? new Line(this.#context, organizationId)
    this.#lines.set(organizationId, line)
    try {
      return await line.take(events)
    } finally {
      if (line.isIdle) this.#lines.delete(organizationId)
    }
  }
}

interface Waiting {
  readonly events: readonly CheckedEvent[]
  /** Comes when it is taken, or is to lead. */
  readonly turn: PromiseWithResolvers<void>
  outcome: Outcome | null
}

type Outcome = { areNew: readonly boolean[] } | { error: unknown } | 'alone'

/** Of one organization. */
class Line {
  readonly #context: Needs
  readonly #organization: OrganizationDatabase
  readonly #size: TransactionSize
  #waiting: Waiting[] = []
  #isGoing = false

  constructor(context: Needs, organizationId: string) {
    this.#context = context
    this.#organization = context.db.for(organizationId)
    this.#size = new TransactionSize(context.db.bulk_ms)
  }

  get isIdle(): boolean {
    return !this.#isGoing
  }

  async take(events: readonly CheckedEvent[]): Promise<readonly boolean[]> {
    const request: Waiting = { events, turn: Promise.withResolvers(), outcome: null }
    this.#waiting.push(request)
    if (this.#isGoing) await request.turn.promise
    // Who has waited longest leads: of those together, none has to be answered before it.
    if (request.outcome === null) await this.#lead()
    if (request.outcome === 'alone') return (await this.#write(() => [request]))[0] ?? []
    if (request.outcome === null || 'error' in request.outcome) throw request.outcome?.error
    return request.outcome.areNew
  }

  async #lead(): Promise<void> {
    this.#isGoing = true
    let together: Waiting[] = []
    try {
      const taken = await this.#write(() => {
        // Where another transaction was in the way, it runs again with the same ones.
        if (together.length === 0) together = this.#next()
        return together
      })
      together.forEach((request, i) => {
        request.outcome = { areNew: taken[i] ?? [] }
      })
    } catch (error) {
      // Where its turn has not come at all, others may have more luck.
      if (together.length === 0) together = this.#waiting.splice(0, 1)
      const outcome = together.length > 1 && !isTransient(error) ? 'alone' : { error }
      for (const request of together) request.outcome = outcome
    }
    this.#isGoing = this.#waiting.length > 0
    for (const request of together) request.turn.resolve()
    this.#waiting[0]?.turn.resolve()
  }

  /** As many as may be in one transaction, and one at least. */
  #next(): Waiting[] {
    let events = 0
    const fits = ({ events: own }: Waiting, i: number) => {
      events += own.length
      return i === 0 || events <= this.#size.rows
    }
    const end = this.#waiting.findIndex((request, i) => !fits(request, i))
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : end)
  }

  /** @returns Of each request, of each of its events whether it was new. */
  async #write(requests: () => readonly Waiting[]): Promise<boolean[][]> {
    const { clock, newId } = this.#context
    const startedAt = performance.now()
    const taken = await this.#organization.write(async (tx) => {
      const together = requests()
      const events = together.flatMap((request) => request.events)
      const { areNew } = await takeEvents(tx, events, { newId, now: clock.now() })
      return { areNew, lengths: together.map((request) => request.events.length) }
    })
    this.#size.took(performance.now() - startedAt, taken.areNew.length)
    return split(taken.areNew, taken.lengths)
  }
}

function split(all: readonly boolean[], lengths: readonly number[]): boolean[][] {
  let end = 0
  return lengths.map((length) => {
    end += length
    return all.slice(end - length, end)
  })
}
