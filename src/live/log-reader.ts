/**
 * Reads the log of an organization for all who listen: they are woken together, and were each to open a
 * transaction of its own, all connections to the database would be theirs.
 *
 *   ask ask ask ask ─► some of them, in one transaction ─► the next ─► …
 *
 * Promises: what is read was asked for before. The rows after one number are read once for all, and what
 * somebody sees of them once for all their windows.
 */
import type { Principal } from '../access/principal.ts'
import type { Base } from '../base.ts'
import { listChanges } from '../changes/log-queries.ts'
import type { OrganizationDatabase } from '../db/database.ts'
import type { Read } from '../db/handle.ts'
import { asPart } from '../db/time-limits.ts'
import type { Semaphore } from '../lib/semaphore.ts'
import { type AskedPage, type LogPage, readPage } from './log-page.ts'
import type { ResourcesByKind } from './visible-changes.ts'

/** In one transaction: it takes some milliseconds then. */
const MOST_TOGETHER = 20

interface Waiting extends Pick<PromiseWithResolvers<LogPage>, 'resolve' | 'reject'> {
  asked: AskedPage
}

export interface LogReaderNeeds extends Pick<Base, 'db'> {
  resources: ResourcesByKind
  /** Of all organizations together. */
  turns: Semaphore
}

export class LogReader {
  readonly #here: OrganizationDatabase
  readonly #context: LogReaderNeeds
  readonly #waiting: Waiting[] = []
  #isReading = false

  constructor(context: LogReaderNeeds, organizationId: string) {
    this.#context = context
    this.#here = context.db.for(organizationId)
  }

  read(asked: AskedPage): Promise<LogPage> {
    const { promise, resolve, reject } = Promise.withResolvers<LogPage>()
    this.#waiting.push({ asked, resolve, reject })
    if (!this.#isReading) void this.#readAll()
    return promise
  }

  async #readAll(): Promise<void> {
    this.#isReading = true
    while (this.#waiting.length > 0) {
      using _turn = await this.#context.turns.next()
      await this.#readSome(this.#waiting.splice(0, MOST_TOGETHER))
    }
    this.#isReading = false
  }

  async #readSome(some: readonly Waiting[]): Promise<void> {
    try {
      const asked = some.map((one) => one.asked)
      const pages = await asPart(() => this.#here.read((q) => this.#pages(q, asked)))
      for (const [i, { resolve, reject }] of some.entries()) {
        const page = pages[i]
        if (page) resolve(page)
        else reject(new Error('A page of the log was not read.'))
      }
    } catch (error) {
      for (const { reject } of some) reject(error)
    }
  }

  #pages(q: Read, asked: readonly AskedPage[]): Promise<LogPage[]> {
    const rows = once(({ after, limit }: AskedPage) => q.all(listChanges, { after: after ?? 0, limit }))
    const pages = once((one: AskedPage) =>
      readPage(q, this.#context.resources, one, one.after === null ? undefined : rows(placeOf(one), one)),
    )
    return Promise.all(asked.map((one) => pages(`${readerOf(one.principal)} ${placeOf(one)}`, one)))
  }
}

function once<T, Made>(make: (given: T) => Promise<Made>): (key: string, given: T) => Promise<Made> {
  const made = new Map<string, Promise<Made>>()
  return (key, given) => {
    const one = made.get(key) ?? make(given)
    made.set(key, one)
    return one
  }
}

function placeOf({ after, limit }: AskedPage): string {
  return `${after} ${limit}`
}

/** All by which it is decided what somebody sees. */
function readerOf(principal: Principal): string {
  return principal.kind === 'session'
    ? `${principal.member_id} ${principal.role} ${principal.is_instance_admin}`
    : principal.api_key_id
}
