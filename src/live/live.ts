/**
 * Who listens to what happens, in this process: bounded in number, by organization.
 *
 * Promises: who may do less than before is told nothing more from that commit on, made here; of another
 * process's, within a second. The end of the process ends every connection: at once, and of who takes
 * nothing in some seconds.
 */
import type { Principal } from '../access/principal.ts'
import { concerns, type Principals } from '../access/principals.ts'
import type { Base } from '../base.ts'
import type { CommitNews } from '../db/database.ts'
import { accessChangesOf } from '../db/facts.ts'
import { asPart } from '../db/time-limits.ts'
import { Semaphore } from '../lib/semaphore.ts'
import { untraced } from '../lib/tracing/in-span.ts'
import type { Resource } from '../resources/resource.ts'
import { Channel } from './channel.ts'
import { Connection } from './connection.ts'
import { type ConnectionLimits, ConnectionSlots, StoppingError } from './connection-slots.ts'
import { type AskedPage, type LogPage, readPage } from './log-page.ts'
import { LogReader } from './log-reader.ts'
import type { ResourcesByKind } from './visible-changes.ts'

/** So many connections to the database are theirs at most, of all who listen. */
const READ_TOGETHER = 2
/** By who asks now and then. */
const READ_AT_ONCE = 500
/** Proxies close what is silent for 60 s, as a rule. */
const BEAT_MS = 20_000
/** How long the end of the process waits until everybody has taken that it is. */
const LAST_WORD_MS = 1_000

type Needs = Pick<Base, 'db'> & {
  principals: Pick<Principals, 'follow'>
  resources: readonly Resource[]
}

export class Live implements Disposable {
  readonly #context: Needs
  readonly #resources: ResourcesByKind
  readonly #slots: ConnectionSlots
  readonly #beat_ms: number
  readonly #last_word_ms: number
  readonly #turns = new Semaphore(READ_TOGETHER)
  readonly #channels = new Map<string, Channel>()
  readonly #connections = new Set<Connection>()
  #isStopping = false

  constructor(context: Needs, limits?: ConnectionLimits, beat_ms = BEAT_MS, last_word_ms = LAST_WORD_MS) {
    this.#context = context
    this.#resources = new Map(context.resources.map((one) => [one.kind, one]))
    this.#slots = new ConnectionSlots(limits)
    this.#beat_ms = beat_ms
    this.#last_word_ms = last_word_ms
    context.db.onCommit((news) => this.#hear(news))
  }

  /** How many listen. */
  get size(): number {
    return this.#connections.size
  }

  /**
   * Whoever opens it closes it.
   *
   * @param after The last number that is known; `null`: from now on.
   * @throws TooManyAtOnceError, BusyError, StoppingError
   */
  open(principal: Principal, after: number | null): Connection {
    if (this.#isStopping) throw new StoppingError()
    const giveBack = this.#slots.take(principal)
    const { organization_id } = principal
    const channel = this.#channelOf(organization_id)
    const present = this.#context.principals.follow(principal)
    // A trace ends with its request, and this goes on for hours.
    const context = {
      read: (asked: AskedPage) => untraced(() => channel.reader.read(asked)),
      present: (isDue?: boolean) => untraced(() => present(isDue)),
      beat_ms: this.#beat_ms,
      closed: () => {
        giveBack()
        this.#connections.delete(connection)
        channel.listeners.delete(connection)
        if (channel.listeners.size === 0) this.#closeChannel(organization_id, channel)
      },
    }
    const connection = new Connection(context, principal, after)
    channel.listeners.add(connection)
    this.#connections.add(connection)
    return connection
  }

  /** For who asks now and then: what has happened after a number; without one, where the log ends. */
  read(principal: Principal, after: number | null): Promise<LogPage> {
    const here = this.#context.db.for(principal.organization_id)
    const asked = { principal, after, limit: READ_AT_ONCE }
    return asPart(() => here.read((q) => readPage(q, this.#resources, asked)))
  }

  /** Ends all connections, and takes no others. */
  stop(): void {
    this.#isStopping = true
    for (const connection of this.#connections) connection.end('stopping')
    // Requests in flight have their time, and who takes nothing is none of them.
    const cutOff = () => {
      for (const connection of [...this.#connections]) connection.cutOff()
    }
    setTimeout(cutOff, this.#last_word_ms).unref()
  }

  [Symbol.dispose](): void {
    this.stop()
    for (const connection of [...this.#connections]) connection.close()
  }

  #channelOf(organizationId: string): Channel {
    const channel = this.#channels.get(organizationId) ?? this.#newChannel(organizationId)
    this.#channels.set(organizationId, channel)
    return channel
  }

  #newChannel(organizationId: string): Channel {
    const { db } = this.#context
    const reader = new LogReader({ db, resources: this.#resources, turns: this.#turns }, organizationId)
    return new Channel({ db, reader }, organizationId)
  }

  #closeChannel(organizationId: string, channel: Channel): void {
    channel[Symbol.dispose]()
    if (this.#channels.get(organizationId) === channel) this.#channels.delete(organizationId)
  }

  #hear(news: readonly CommitNews[] | null): void {
    if (news === null) for (const channel of this.#channels.values()) channel.hear(null)
    else for (const one of news) this.#hearOne(one)
  }

  #hearOne(news: CommitNews): void {
    this.#channels.get(news.organization_id)?.hear(news)
    if (!news.changes_access) return
    // A user may have sessions in other organizations, too.
    const changes = news.facts?.flatMap(accessChangesOf) ?? []
    for (const one of this.#connections) {
      if (changes.some((change) => concerns(change, one.principal))) one.wake('access')
    }
  }
}
