/** What both engines share: the faces of the handles, nesting, listeners, errors. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { getLogger } from '@logtape/logtape'
import { inSpan } from '../lib/tracing/in-span.ts'
import type { Span } from '../lib/tracing/span.ts'
import { factsByOrganization } from './change-log.ts'
import {
  type AboutDatabase,
  type CommitListener,
  type CommitNews,
  type Database,
  EVERY_ORGANIZATION,
  type ExclusiveLock,
  type InstanceDatabase,
  NestedTransactionError,
  type OrganizationDatabase,
  type PoolState,
  type ReplicaState,
  type Weight,
} from './database.ts'
import { currentDryRun } from './dry-run.ts'
import { DatabaseDamagedError, translateDatabaseError } from './errors.ts'
import { type AuditRecord, changesAccess } from './facts.ts'
import type { HeldRow, InstanceRead, InstanceWrite, Read, RecordedFact, Write } from './handle.ts'
import { nextStep, takeStep } from './once.ts'
import { currentOrigin, type Origin, type ThroughTool } from './origin.ts'
import { SYSTEMS } from './query-span.ts'
import { QueryStats, type SlowQuery } from './query-stats.ts'
import { AwaitedIndexing } from './search/awaited-indexing.ts'
import { TextsWaitError } from './search/texts-wait.ts'
import { Handle, type Transaction } from './transaction-handle.ts'

const log = getLogger(['almanac', 'database'])

const writing = new AsyncLocalStorage<true>()

export abstract class EngineDatabase implements Database {
  abstract readonly bulk_ms: number
  abstract readonly isAwaited: boolean
  readonly stats: QueryStats
  readonly #listeners: CommitListener[] = []
  readonly #hearers: ((text: string) => void)[] = []
  #indexing: AwaitedIndexing | null = null
  /** From then on nothing is written: it might make it worse, and would be lost with the rest. */
  #damage: DatabaseDamagedError | null = null

  readonly instance: InstanceDatabase = {
    read: (fn) => this.#read(EVERY_ORGANIZATION, (handle) => fn(handle.as<InstanceRead>())),
    snapshot: (fn, weight) =>
      this.#snapshot(EVERY_ORGANIZATION, (handle) => fn(handle.as<InstanceRead>()), weight),
    write: (fn) => this.#write(EVERY_ORGANIZATION, (handle) => fn(handle.as<InstanceWrite>())),
  }

  constructor(readonly engine: 'sqlite' | 'postgres') {
    this.stats = new QueryStats(engine, tellSlow)
  }

  for(organizationId: string): OrganizationDatabase {
    return {
      read: (fn, weight) => this.#readTexts(organizationId, (handle) => fn(handle.as<Read>()), weight),
      snapshot: (fn, weight) => this.#snapshot(organizationId, (handle) => fn(handle.as<Read>()), weight),
      write: (fn) => this.#write(organizationId, (handle) => fn(handle.as<Write>())),
      writeTogether: (fn, holds) =>
        this.#write(organizationId, (handle) => fn(handle.as<Write>()), {
          isBesideOthers: true,
          ...(holds && { holds }),
        }),
    }
  }

  replica(): ReplicaState | null {
    return null
  }

  onTextsWait(index: (organizationId: string) => Promise<void>): void {
    this.#indexing = new AwaitedIndexing(index)
  }

  broadcast(_text: string): void {}

  onBroadcast(listener: (text: string) => void): void {
    this.#hearers.push(listener)
  }

  protected tellHearers(text: string): void {
    for (const listener of this.#hearers) listener(text)
  }

  onCommit(listener: CommitListener): void {
    this.#listeners.push(listener)
  }

  async check(): Promise<void> {
    if (this.#damage) throw this.#damage
    await this.#guarded(() => this.touch())
  }

  abstract isHearing(now?: number): boolean
  abstract exclusively<T>(name: string, fn: (lock: ExclusiveLock) => Promise<T>): Promise<T | undefined>
  abstract isTaken(name: string): Promise<boolean>
  abstract refreshStatistics(): Promise<void>
  abstract openConnections(): number
  abstract pool(): PoolState
  abstract about(): Promise<AboutDatabase>
  abstract explain(sql: string): Promise<string[]>
  abstract [Symbol.asyncDispose](): Promise<void>

  /** Throws what the driver throws. */
  protected abstract touch(): Promise<void>
  protected abstract inReadTransaction<T>(organizationId: string, fn: Body<T>, weight: Weight): Promise<T>
  protected abstract inSnapshot<T>(organizationId: string, fn: Body<T>, weight: Weight): Promise<T>
  /** Resolves once the change is on disk. What is recorded is collected in `recording`. */
  protected abstract inWriteTransaction<T>(
    organizationId: string,
    fn: Body<T>,
    recording: Recording,
    manner: Manner,
  ): Promise<T>

  protected tellListeners(news: readonly CommitNews[] | null): void {
    if (news?.length === 0) return
    for (const listener of this.#listeners) listener(news)
  }

  #read<T>(organizationId: string, fn: Body<T>, weight: Weight = 'light'): Promise<T> {
    return this.#inSpan('read', (span) => this.#readIn(organizationId, begun(span, fn), weight))
  }

  #readIn<T>(organizationId: string, fn: Body<T>, weight: Weight): Promise<T> {
    return this.#guarded(() => this.inReadTransaction(organizationId, fn, weight))
  }

  #snapshot<T>(organizationId: string, fn: Body<T>, weight: Weight = 'light'): Promise<T> {
    return this.#inSpan('snapshot', (span) =>
      this.#guarded(() => this.inSnapshot(organizationId, begun(span, fn), weight)),
    )
  }

  #inSpan<T>(what: 'read' | 'snapshot' | 'write', run: (span: Span | undefined) => Promise<T>): Promise<T> {
    return inSpan(`${what} transaction`, 'internal', { 'db.system.name': SYSTEMS[this.engine] }, run)
  }

  /**
   * Begins anew where texts are looked for while some wait to be indexed. What comes meanwhile may be lacking,
   * and what waits while nothing can be written: who only reads is not refused for it, and `lacksTexts` says so.
   */
  #readTexts<T>(organizationId: string, fn: Body<T>, weight: Weight = 'light'): Promise<T> {
    const indexing = this.#indexing
    if (!indexing) return this.#read(organizationId, fn, weight)
    return this.#inSpan('read', (span) => {
      const body = begun(span, fn)
      const waiting: Body<T> = (handle) => body(handle.waitingForTexts())
      return this.#readIn(organizationId, waiting, weight).catch(async (error) => {
        if (!(error instanceof TextsWaitError)) throw error
        await indexing.wait(organizationId)
        return this.#readIn(organizationId, body, weight)
      })
    })
  }

  async #write<T>(organizationId: string, body: Body<T>, manner = ALONE): Promise<T> {
    const { tool } = currentOrigin()
    const fn = tool ? asCall(tool, body) : body
    const dryRun = currentDryRun()
    if (dryRun) return dryRun.write<T, Handle>((tried) => this.#commit(organizationId, tried), body)
    const step = nextStep()
    if (!step) return this.#commit(organizationId, fn, manner)
    const inStep: Body<string | null> = (handle) =>
      takeStep(step, handle.as<InstanceWrite>(), () => fn(handle))
    const outcome = await this.#commit(organizationId, inStep, { ...manner, key: step.key })
    // What `fn` returned, as JSON: a write that returned nothing kept nothing.
    return (outcome === null ? undefined : JSON.parse(outcome)) as T
  }

  async #commit<T>(organizationId: string, fn: Body<T>, manner = ALONE): Promise<T> {
    const { result, afterwards } = await this.#inSpan('write', (span) =>
      this.#commitIn(span, organizationId, fn, manner),
    )
    // On behalf of who asked for the write, and no part of it.
    for (const run of afterwards) run()
    return result
  }

  /** @returns What is to be run after the commit, too. */
  #commitIn<T>(span: Span | undefined, organizationId: string, fn: Body<T>, manner: Manner) {
    const recording: Recording = { facts: [], audits: [], origin: currentOrigin() }
    let afterwards: (() => void)[] = []
    const body: Body<T> = (handle) => {
      // Anew each time: where another transaction was in the way, all of it runs again.
      afterwards = handle.collectAfterCommit()
      return writing.run(true, () => fn(handle))
    }
    return this.#guarded(async () => {
      if (this.#damage) throw this.#damage
      const result = await this.inWriteTransaction(organizationId, begun(span, body), recording, manner)
      this.tellListeners(newsOf(recording.facts))
      return { result, afterwards }
    })
  }

  async #guarded<T>(run: () => Promise<T>): Promise<T> {
    if (writing.getStore()) throw new NestedTransactionError()
    try {
      return await run()
    } catch (error) {
      throw this.translated(error)
    }
  }

  protected translated(error: unknown): unknown {
    const translated = translateDatabaseError(error)
    if (translated !== error) this.stats.errors += 1
    if (translated instanceof DatabaseDamagedError) this.#noticeDamage(translated)
    return translated
  }

  #noticeDamage(damage: DatabaseDamagedError): void {
    if (this.#damage) return
    this.#damage = damage
    log.fatal(
      'THE DATABASE IS DAMAGED: {reason}. Writes are refused. Stop the server, keep a copy of what is there, put a sound one in its place and start again.',
      { reason: innermostMessage(damage) },
    )
  }
}

/** Tells the span when the transaction has its connection, or its turn: until then it has waited. */
function begun<T>(span: Span | undefined, fn: Body<T>): Body<T> {
  if (!span) return fn
  return (handle) => {
    span.event('begun')
    return fn(handle)
  }
}

/** A second in which everything is slow must not fill the log. */
const MOST_TOLD_A_SECOND = 10
let told = { second: 0, count: 0 }

function tellSlow({ sql, duration_ms, at }: SlowQuery): void {
  const second = Math.floor(at / 1000)
  if (told.second !== second) told = { second, count: 0 }
  told.count += 1
  if (told.count > MOST_TOLD_A_SECOND) return
  const text = sql.replace(/\s+/g, ' ').trim()
  log.warn('A query took {duration_ms} ms: {sql}', { duration_ms: Math.round(duration_ms), sql: text })
}

/** The driver's own words, without the query and its values. */
function innermostMessage(error: Error): string {
  return error.cause instanceof Error ? innermostMessage(error.cause) : error.message
}

function newsOf(recorded: readonly RecordedFact[]): CommitNews[] {
  return factsByOrganization(recorded).map(({ organization_id, facts }) => {
    return { organization_id, facts, changes_access: facts.some(changesAccess) }
  })
}

export type Body<T> = (handle: Handle) => Promise<T>

/** The same, told in the audit log as a call of this tool, with what it did: once, as what it does. */
function asCall<T>({ id, name, client, undoes }: ThroughTool, body: Body<T>): Body<T> {
  return async (handle) => {
    const result = await body(handle)
    const changes = handle.changesSoFar().slice(0, MOST_TOLD_OF_A_CALL)
    handle.audit(
      { kind: 'tool', id, verb: 'called' },
      {
        after: { tool: name, client, ...(undoes && { undoes }), changes },
      },
    )
    return result
  }
}

const MOST_TOLD_OF_A_CALL = 20

/** How a write goes along with others. */
export interface Manner {
  /** See beside-others.ts. */
  readonly isBesideOthers: boolean
  readonly holds?: HeldRow
  /** Of two with the same one, the later runs when the earlier has been committed or has failed. */
  readonly key?: string
}

export const ALONE: Manner = { isBesideOthers: false }

/** What a writer records, and on whose behalf. */
export interface Recording {
  readonly facts: RecordedFact[]
  readonly audits: AuditRecord[]
  readonly origin: Origin
}

/** Of what only reads. */
export const NO_RECORDING: Recording = { facts: [], audits: [], origin: { actor: '', correlation_id: '' } }

/** Runs `fn`, and what is left to do after it, with a handle that ends with it. */
export async function withHandle<T>(
  transaction: Transaction,
  organizationId: string,
  fn: Body<T>,
): Promise<T> {
  try {
    const handle = new Handle(transaction, organizationId)
    const result = await fn(handle)
    await transaction.atEnd?.(handle)
    return result
  } finally {
    transaction.runner = null
  }
}
