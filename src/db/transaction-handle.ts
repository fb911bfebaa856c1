/** The one class behind the handles of handle.ts, and what those of one transaction share. */
import { eq, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Sent } from '../lib/sent.ts'
import { HoldsForItselfError } from './beside-others.ts'
import {
  type Audited,
  type AuditedAct,
  type AuditRecord,
  type Change,
  changesOf,
  type Fact,
  movesAtOnce,
} from './facts.ts'
import type {
  Batch,
  Builder,
  BuiltQuery,
  Capabilities,
  InstanceRead,
  InstanceWrite,
  LockableTable,
  QueryKit,
  Read,
  RecordedFact,
  Recorder,
  RowLock,
  Runner,
  Write,
} from './handle.ts'
import type { Origin } from './origin.ts'
import type { PendingFacts } from './pending-facts.ts'
import type { Schema } from './schema.ts'
import { TextsWaitError } from './search/texts-wait.ts'
import type { StatementValues } from './statement.ts'

export class ClosedHandleError extends Error {
  constructor() {
    super('This database handle has ended: use it only inside the function that received it.')
  }
}

/** What the handles of one transaction share. */
export interface Transaction {
  /** `null` once it has ended. */
  runner: Runner | null
  readonly tables: Schema
  readonly can: Capabilities
  readonly recorder: Recorder
  readonly pending: PendingFacts
  /** See beside-others.ts. */
  readonly isBesideOthers?: boolean
  /** Whether anything but a `select` was sent. */
  hasWritten?: boolean
  /** Of writers: what is left to do when their body is done. */
  atEnd?: (handle: Handle) => Promise<void>
  /** What nobody waits for until the end. */
  readonly sent: Sent
  readonly facts: RecordedFact[]
  readonly audits: AuditRecord[]
  origin: Origin
  /** What writers have left to do. */
  afterCommit?: (() => void)[]
  /** Of a read that begins anew where texts wait to be indexed. */
  waitsForTexts?: boolean
  lacksTexts?: boolean
}

/** One class behind all four faces; their interfaces are what callers see. */
export class Handle {
  readonly #transaction: Transaction

  constructor(
    transaction: Transaction,
    readonly organization_id: string,
  ) {
    this.#transaction = transaction
  }

  get tables() {
    return this.#transaction.tables
  }

  get can() {
    return this.#transaction.can
  }

  get select() {
    return this.#builder.select.bind(this.#builder)
  }

  get selectDistinct() {
    return this.#builder.selectDistinct.bind(this.#builder)
  }

  get insert() {
    return this.#builder.insert.bind(this.#builder)
  }

  get update() {
    return this.#builder.update.bind(this.#builder)
  }

  get delete() {
    return this.#builder.delete.bind(this.#builder)
  }

  all(statement: { text: string }, values: StatementValues = {}) {
    return asked(() => this.#runner.run(statement.text, this.#own(values)))
  }

  each(statement: Batch, rows: StatementValues[], values: StatementValues = {}) {
    if (rows.length === 0) return Promise.resolve([])
    return asked(() => this.#runner.runBatch(statement, rows, this.#own(values)))
  }

  async runQuery(built: (kit: QueryKit) => BuiltQuery, values: Record<string, unknown>): Promise<unknown[]> {
    const runner = this.#runner
    const { sql, bind, decode } = built(runner.kit)
    const rows = await runner.runQuery(sql, bind({ ...values, organization_id: this.organization_id }))
    return rows.map(decode)
  }

  mine(table: { organization_id: PgColumn }): SQL {
    return eq(table.organization_id, this.organization_id)
  }

  get lacksTexts(): boolean {
    return this.#transaction.lacksTexts ?? false
  }

  lackTexts(isSoonOver: boolean): void {
    if (isSoonOver && this.#transaction.waitsForTexts) throw new TextsWaitError()
    this.#transaction.lacksTexts = true
  }

  /** @returns The same, whose read can begin anew where texts wait to be indexed. */
  waitingForTexts(): Handle {
    this.#transaction.waitsForTexts = true
    return this
  }

  async lock(table: LockableTable, ids: readonly string[], mode: RowLock): Promise<void> {
    await this.can.lockRows(this.as<Write>(), table, ids, mode)
  }

  async record(fact: Fact, audited?: Audited): Promise<void> {
    this.#assertOpen()
    const { recorder, pending, facts } = this.#transaction
    const recorded = { organization_id: this.organization_id, fact }
    if (movesAtOnce(fact)) {
      await this.settle()
      await recorder(this.as<Write>(), [fact])
      await this.#transaction.sent.arrived()
    } else pending.add(recorded)
    facts.push(recorded)
    if (audited) for (const change of changesOf(fact)) this.audit(change, audited)
  }

  /** What the log will tell of what was recorded until now. */
  changesSoFar(): Change[] {
    return this.#transaction.facts.flatMap(({ fact }) => changesOf(fact))
  }

  send(asked: Promise<unknown>): void {
    this.#transaction.sent.add(asked)
  }

  async settle(): Promise<void> {
    if (this.#transaction.isBesideOthers) throw new HoldsForItselfError()
    await this.#move()
    await this.#transaction.sent.arrived()
  }

  /** Of all organizations, in one order. What is sent last is not waited for. */
  async settleAll(): Promise<void> {
    for (const id of this.#transaction.pending.organizations()) await this.within(id).#move()
  }

  async #move(): Promise<void> {
    const { recorder, pending } = this.#transaction
    const facts = pending.take(this.organization_id)
    if (facts.length > 0) await recorder(this.as<Write>(), facts)
  }

  audit({ kind, id = null, verb }: AuditedAct, { before = null, after = null }: Audited = {}): void {
    this.#assertOpen()
    const { organization_id } = this
    this.#transaction.audits.push({
      organization_id,
      action: `${kind}.${verb}`,
      subject_id: id,
      before,
      after,
    })
  }

  afterCommit(fn: () => void): void {
    this.#transaction.afterCommit?.push(fn)
  }

  /** @returns What is to be run after the commit, as it comes. */
  collectAfterCommit(): (() => void)[] {
    this.#transaction.afterCommit = []
    return this.#transaction.afterCommit
  }

  actAs(actor: string): void {
    const { abroad: _, ...origin } = this.#transaction.origin
    this.#transaction.origin = { ...origin, actor }
  }

  within(organizationId: string): Handle {
    return new Handle(this.#transaction, organizationId)
  }

  /** The face that a caller is given. The class has the methods of all of them. */
  as<Face extends Read | Write | InstanceRead | InstanceWrite>(): Face {
    return this as unknown as Face
  }

  #own(values: StatementValues): StatementValues {
    return { ...values, organization_id: this.organization_id }
  }

  #assertOpen(): void {
    if (!this.#transaction.runner) throw new ClosedHandleError()
  }

  get #runner(): Runner {
    const { runner } = this.#transaction
    if (!runner) throw new ClosedHandleError()
    return runner
  }

  get #builder(): Builder {
    return this.#runner.builder
  }
}

/** As an `async` function would, which costs as much as the shortest statements of SQLite. */
function asked(run: () => unknown[] | Promise<unknown[]>): Promise<unknown[]> {
  try {
    return Promise.resolve(run())
  } catch (error) {
    return Promise.reject(error)
  }
}
