/**
 * Sends what webhooks are to be told, in the one process that holds a lock for it, and one delivery of a
 * webhook after the other; webhooks do not wait for each other.
 *
 *   commit ─► look ─┬─ webhook a   gather ─► attempt ─► settle ─► attempt ─► settle
 *   timer  ─► look ─┼─ webhook b   gather ─► attempt ─ ─ slow ─ ─ ─ ─ ─► settle
 *                   └─ …
 *
 * Promises: nothing that was committed is missed, whatever dies, since what is to be sent stands in the
 * database before it is sent, and stays until it was taken (at least once). A commit costs a flag. A
 * receiver that is slow or away holds up its own webhook alone, and no transaction is open meanwhile. Where
 * more wait than are sent at once, organizations have their turns one after the other.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { getLogger } from '@logtape/logtape'
import type { Base } from '../base.ts'
import type { ExclusiveLock, OrganizationDatabase } from '../db/database.ts'
import { withOrigin } from '../db/origin.ts'
import { FairSemaphore } from '../lib/fair-semaphore.ts'
import type { Outgoing } from '../lib/outgoing/outgoing.ts'
import type { Sealing } from '../lib/sealed-text.ts'
import type { Resource } from '../resources/resource.ts'
import { attempt } from './attempt.ts'
import { type ToldKinds, toldKinds } from './events.ts'
import { gather, readWork, type Work } from './gather.ts'
import { listDue } from './queries.ts'
import { type Outcome, settle } from './settle.ts'

const log = getLogger(['almanac', 'webhooks'])

const LOCK = 'webhooks:sender'
/** Of all organizations. */
const MOST_AT_ONCE = 200
const AFTER_ERROR_MS = 10_000

export type SenderNeeds = Pick<Base, 'db' | 'clock' | 'newId'> & {
  outgoing: Outgoing
  webhookSecrets: Sealing
  webhookCounts: WebhookCounts
  resources: readonly Resource[]
}

/** What became of attempts in this process, since its start. */
export type WebhookCounts = Record<Outcome, number>

export interface SenderPace {
  /** How often it is looked for what has become due. */
  look_ms: number
  /** What is committed within so long is looked for together. */
  gather_ms: number
  /** How often another process asks whether it is to go on. */
  ask_again_ms: number
  /** For how long the end of the process waits for answers. */
  last_answers_ms: number
}

const PACE: SenderPace = { look_ms: 5_000, gather_ms: 200, ask_again_ms: 2_000, last_answers_ms: 1_000 }

export class WebhookSender implements AsyncDisposable {
  readonly #context: SenderNeeds & { kinds: ToldKinds }
  readonly #pace: SenderPace
  readonly #stopping = new AbortController()
  /** Ends what is being sent. */
  readonly #cutOff = new AbortController()
  readonly #turns: FairSemaphore
  readonly #running: Promise<void>
  /** By webhook, what goes on; and for which there may be more to do than it knows. */
  readonly #lanes = new Map<string, Promise<void>>()
  readonly #again = new Set<string>()
  #wake = () => {}
  #isAsked = false

  constructor(context: SenderNeeds, pace: Partial<SenderPace> = {}, turns = new FairSemaphore(MOST_AT_ONCE)) {
    this.#context = { ...context, kinds: toldKinds(context.resources) }
    this.#pace = { ...PACE, ...pace }
    this.#turns = turns
    context.db.onCommit(() => this.look())
    this.#running = this.#run()
  }

  /** Something may be due. */
  look(): void {
    this.#isAsked = true
    this.#wake()
  }

  /** What is being sent has a moment to be taken and written down, or it would come twice. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort()
    this.#wake()
    const timer = setTimeout(() => this.#cutOff.abort(), this.#pace.last_answers_ms)
    await this.#running
    clearTimeout(timer)
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      // Where the database is away, nothing is sent, and it is asked again.
      await this.#context.db.exclusively(LOCK, (lock) => this.#lead(lock)).catch(() => {})
      await this.#pause(this.#pace.ask_again_ms)
    }
  }

  async #lead(lock: ExclusiveLock): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted && lock.isHeld()) {
      this.#isAsked = false
      await this.#lookOnce(lock).catch((error) => {
        log.warn('What webhooks are to be told was not found: {error}', { error })
      })
      await this.#pause(this.#pace.gather_ms)
      await this.#asked()
    }
    await Promise.all(this.#lanes.values())
  }

  async #lookOnce(lock: ExclusiveLock): Promise<void> {
    const { db, clock } = this.#context
    const due = await db.instance.read((q) => listDue(q, clock.now()))
    for (const { organization_id, webhook_id } of due) {
      const key = `${organization_id} ${webhook_id}`
      if (this.#lanes.has(key)) this.#again.add(key)
      else this.#lanes.set(key, this.#lane(key, organization_id, webhook_id, lock))
    }
  }

  async #lane(key: string, organizationId: string, webhookId: string, lock: ExclusiveLock): Promise<void> {
    const origin = { actor: 'job:webhooks', correlation_id: crypto.randomUUID() }
    try {
      await withOrigin(origin, () => this.#sendAll(organizationId, webhookId, lock))
    } catch (error) {
      log.warn('Webhook {id} goes on later: {error}', { id: webhookId, error })
      // What could not be written down is sent again, and its receiver is not to be flooded with it.
      await this.#pause(AFTER_ERROR_MS)
    } finally {
      this.#lanes.delete(key)
      if (this.#again.delete(key)) this.look()
    }
  }

  async #sendAll(organizationId: string, webhookId: string, lock: ExclusiveLock): Promise<void> {
    const { signal } = this.#stopping
    const here = this.#context.db.for(organizationId)
    while (!signal.aborted && lock.isHeld()) {
      using _turn = await this.#turns.next(organizationId)
      // As it is now: it may have been deleted, or have another address, while it waited.
      const work = await this.#gathered(here, webhookId)
      if (!work?.due || signal.aborted) return
      const { webhook, due } = work
      const made = await attempt(this.#context, webhook, due, this.#cutOff.signal)
      // It was cut short by us, and comes again.
      if (!made.isTaken && this.#cutOff.signal.aborted) return
      const outcome = await here.write((tx) => settle(this.#context, tx, webhook, due, made))
      this.#context.webhookCounts[outcome] += 1
    }
  }

  /** What there is to do, with all of the log that may be told already. */
  async #gathered(here: OrganizationDatabase, webhookId: string): Promise<Work | null> {
    const { clock } = this.#context
    while (!this.#stopping.signal.aborted) {
      const work = await here.read((q) => readWork(q, webhookId, clock.now()))
      if (!work?.hasMore) return work
      await here.write((tx) => gather(this.#context, tx, webhookId))
    }
    return null
  }

  async #asked(): Promise<void> {
    if (this.#isAsked || this.#stopping.signal.aborted) return
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#wake = resolve
    const timer = setTimeout(resolve, this.#pace.look_ms)
    await promise
    clearTimeout(timer)
    this.#wake = () => {}
  }

  async #pause(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.#stopping.signal, ref: false }).catch(() => {})
  }
}
