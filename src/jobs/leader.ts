/**
 * Which of the processes on a database ticks the jobs: whoever holds one lock.
 *
 *   one process   ├─ leads ────────────────── ✕ dies: the database lets the lock go
 *   another       ├ asks ─ asks ─ asks ─ asks ─ asks ├─ leads, and runs what was missed
 *
 * Promises: at most one believes that it leads while the database can tell. A process that dies is
 * followed within seconds; one whose machine is gone, when the database notices, within 30 s.
 * Were two to tick for a moment, each tick still runs once: see cron.ts.
 */
import { hostname } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { getLogger } from '@logtape/logtape'
import type { Base } from '../base.ts'
import type { ExclusiveLock } from '../db/database.ts'
import { findLeader, putLeader } from './queries.ts'

const log = getLogger(['almanac', 'jobs'])

const LOCK = 'jobs:leader'
const ASK_AGAIN_MS = 2_000
const LOOK_MS = 1_000

export interface Leader {
  host: string
  pid: number
  /** Epoch ms. */
  since: number
}

type Needs = Pick<Base, 'db' | 'clock'>

export class JobLeader implements AsyncDisposable {
  readonly #context: Needs
  readonly #stopping = new AbortController()
  readonly #running: Promise<void>
  #lock: ExclusiveLock | null = null

  /** @param elected Called each time that this process begins to lead. */
  constructor(context: Needs, elected: () => void, askAgainMs = ASK_AGAIN_MS) {
    this.#context = context
    this.#running = this.#run(elected, askAgainMs)
  }

  get isLeading(): boolean {
    return this.#lock?.isHeld() ?? false
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort()
    await this.#running
  }

  async #run(elected: () => void, askAgainMs: number): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      // Where the database is away, nobody leads, and it is asked again.
      await this.#context.db.exclusively(LOCK, (lock) => this.#lead(lock, elected)).catch(() => {})
      await pause(askAgainMs, undefined, { signal, ref: false }).catch(() => {})
    }
  }

  async #lead(lock: ExclusiveLock, elected: () => void): Promise<void> {
    const { signal } = this.#stopping
    this.#lock = lock
    try {
      // Who cannot say so, as on a full disk, leads all the same.
      await this.#announce().catch((error) => log.error('The leader could not be noted: {error}', { error }))
      elected()
      while (!signal.aborted && lock.isHeld()) {
        await pause(LOOK_MS, undefined, { signal, ref: false }).catch(() => {})
      }
    } finally {
      this.#lock = null
    }
  }

  async #announce(): Promise<void> {
    const { db, clock } = this.#context
    const leader: Leader = { host: hostname(), pid: process.pid, since: clock.now() }
    log.debug('This process ticks the jobs from now on.')
    await db.instance.write((tx) => putLeader(tx, { value: JSON.stringify(leader) }))
  }
}

/** The last that was elected, in whatever process. */
export async function readLeader({ db }: Pick<Base, 'db'>): Promise<Leader | null> {
  const [found] = await db.instance.read((q) => findLeader(q))
  return found ? (JSON.parse(found.value) as Leader) : null
}
