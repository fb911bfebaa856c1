/**
 * The handles through which everything above `db/` reads and writes.
 *
 * A handle is made for one organization and carries its id, so that a query takes its tenant from
 * the handle and not from a caller who might forget it. It lives only inside the function it was
 * given to; used later it throws.
 */
import type { Placeholder, SQL } from 'drizzle-orm'
import type { PgColumn, PgDatabase, PgQueryResultHKT, PgTable } from 'drizzle-orm/pg-core'
import type { NewId } from '../lib/ids.ts'
import type { Clock } from '../lib/time/clock.ts'
import type { Audited, AuditedAct, Fact } from './facts.ts'
import type { ArchivedTable } from './rows/table-shape.ts'
import type { Schema } from './schema.ts'
import type { FoundText, TextKey, TextLookup, TextsAmong, TextToIndex } from './search/texts.ts'
import type { BatchStatement, RowOf, RowShape, Statement, StatementValues } from './statement.ts'

export type Builder = PgDatabase<PgQueryResultHKT>

/** What an engine offers to a handle for one connection or transaction. */
export interface Runner {
  readonly builder: Builder
  /** Of the engine, and the same for all its transactions. */
  readonly kit: QueryKit
  /** @returns Rows as arrays. */
  runQuery(sql: string, binds: unknown[]): unknown[][] | Promise<unknown[][]>
  run(text: string, values: StatementValues): unknown[] | Promise<unknown[]>
  runBatch(statement: Batch, rows: StatementValues[], values: StatementValues): unknown[] | Promise<unknown[]>
}

/** A batch statement, whatever its rows are. */
export type Batch = Pick<BatchStatement<RowShape, StatementValues, unknown>, 'text' | 'shape' | 'isApart'>

/** What an engine builds with. */
export interface QueryKit {
  /** A builder whose session only notes what it is to prepare: see `notingSession` in query.ts. */
  readonly builder: Builder
  readonly tables: Schema
  readonly can: Capabilities
}

/** A query as an engine takes it. */
export interface BuiltQuery {
  sql: string
  /** @returns The values in the order of their places. */
  bind(values: Record<string, unknown>): unknown[]
  /** @param row A row as an array, in the order of the columns. */
  decode(row: unknown[]): unknown
}

/** A table of organizations whose rows have ids. */
export type LockableTable = {
  [Name in keyof Schema]: Schema[Name] extends { organization_id: PgColumn; id: PgColumn } ? Name : never
}[keyof Schema]

/** One that a `writeTogether` changes: nobody else does so meanwhile. */
export interface HeldRow {
  readonly table: LockableTable
  readonly id: string
}

/** `update` holds off every other lock of the row; `share` only updates, and any number may share. */
export type RowLock = 'update' | 'share'

/** What differs between the engines, by name. The code above never asks which engine it is. */
export interface Capabilities {
  /**
   * In the queries of `fn` order comes from an index and never from sorting. For reading page after
   * page: a planner that takes an organization for small would sort all of it for each.
   */
  inIndexOrder<T>(q: Read, fn: () => Promise<T>): Promise<T>
  /** In the queries of `fn` rows are looked up one by one, however few a planner takes a table to have. */
  byLookUps<T>(tx: Write, fn: () => Promise<T>): Promise<T>
  /** See `Write.lock`. */
  lockRows(tx: Write, table: LockableTable, ids: readonly string[], mode: RowLock): Promise<void>
  /** That a column is one of these: as many as there are, in one text. */
  oneOf(column: PgColumn, values: readonly string[] | Placeholder<string, readonly string[]>): SQL
  /** What it costs to look up a row by its key, where to ask an index for it, one in the order of another, costs 1. */
  lookUpCost: number
  /** A table that is read by this index (`null`: its primary key), whatever the planner thinks of it. */
  through(table: PgTable, index: string | null): SQL
  /** Holds off `lockOrganization` until the transaction ends; any number may share. */
  shareOrganization(tx: Write): Promise<void>
  /** Waits until nobody shares the organization, and holds everybody off until the end. */
  lockOrganization(tx: Write): Promise<void>
  /**
   * Waits for whoever holds this name, and holds it until the transaction ends: for what is read and
   * then relied on where no row stands for it.
   */
  holdName(tx: InstanceWrite, name: string): Promise<void>
  /** Waits for whoever appends to the organization's log of changes, and holds the others off until the commit. */
  holdLog(tx: Write): Promise<void>
  /** Those of the organization that hold what is looked for, the newest first. */
  findTexts(q: Read, lookup: TextLookup): Promise<FoundText[]>
  /** The same among some of one kind, in no order. It costs by how many these are, and not by what there is. */
  findTextsAmong(q: Read, among: TextsAmong): Promise<FoundText[]>
  /**
   * Takes texts that came or changed out of the queue, to be indexed in this transaction: those that nobody
   * else is indexing, or all, once others are done with theirs.
   */
  takeUnindexed(tx: Write, limit: number, which: 'free' | 'all'): Promise<TextKey[]>
  /** Puts texts into the index, in the place of what it had of them. */
  indexTexts(tx: Write, texts: TextToIndex[]): Promise<void>
  /** Brings what was indexed lately into the form that is searched fastest, a slice of it. @returns How much; 0 at the end. */
  tidyTexts(tx: Write): Promise<number>
  /**
   * Deletes rows of the organization, whatever they are, but at most so many.
   *
   * @param spared Tables in which nothing is deleted.
   * @returns How many; 0 at the end.
   */
  deleteSomeRows(tx: Write, most: number, spared?: readonly string[]): Promise<number>
  /**
   * All rows of a table (of the handle's organization) as lines: see rows/row-lines.ts. Within a
   * `snapshot`, and to the end before anything else is asked.
   */
  rowsOf(q: Read | InstanceRead, table: ArchivedTable): AsyncGenerator<Uint8Array>
  /** Puts lines of `rowsOf` into a table. @throws RowError, or what the driver throws. */
  insertRows(tx: Write, table: ArchivedTable, lines: Uint8Array): Promise<void>
  /** How many rows all tables have, as far as that is known without counting them. */
  countRoughly(q: InstanceRead): Promise<number>
  /** Where there is something to tidy. */
  organizationsToTidy(q: InstanceRead): Promise<{ organization_id: string }[]>
}

/** Moves the rollups with facts of the handle's organization, in the order in which they were recorded. */
export type Recorder = (tx: Write, facts: readonly Fact[]) => Promise<void>

/**
 * What is left to do when all of a transaction that writes is done, and before it commits; on SQLite, for
 * a group of writers together.
 */
export type BeforeCommit = (tx: InstanceWrite, facts: readonly RecordedFact[]) => Promise<void>

/** What the floors above do within every write. */
export interface WriteHooks {
  recorder: Recorder
  beforeCommit: BeforeCommit
  /** For the logs of changes and of audit. */
  clock: Clock
  newId: NewId
}

interface Selects {
  readonly tables: Schema
  select: Builder['select']
  selectDistinct: Builder['selectDistinct']
  /** Runs hot SQL: see statement.ts. */
  all<Values extends StatementValues, Result>(
    statement: Statement<Values, Result>,
    ...values: keyof Values extends never ? [] : [Values]
  ): Promise<Result[]>
  /** Runs hot SQL for each of the rows, in their order. */
  each<Shape extends RowShape, Values extends StatementValues, Result>(
    statement: BatchStatement<Shape, Values, Result>,
    rows: RowOf<Shape>[],
    ...values: keyof Values extends never ? [] : [Values]
  ): Promise<Result[]>
}

interface Changes {
  insert: Builder['insert']
  update: Builder['update']
  delete: Builder['delete']
  /** Runs `fn` once the change is on disk, such as sending a mail. A process that dies in between sends none. */
  afterCommit(fn: () => void): void
}

export interface Read extends Selects {
  readonly organization_id: string
  readonly can: Pick<
    Capabilities,
    'inIndexOrder' | 'oneOf' | 'lookUpCost' | 'through' | 'findTexts' | 'findTextsAmong' | 'rowsOf'
  >
  /** The condition that a row belongs to the handle's organization. */
  mine(table: { organization_id: PgColumn }): SQL
  /** Whether texts were looked for while some waited to be indexed, so that what was found may lack some. */
  readonly lacksTexts: boolean
  /** Notes that. @throws TextsWaitError where it is soon otherwise, and the read has not begun anew for it. */
  lackTexts(isSoonOver: boolean): void
}

export interface Write extends Read, Changes {
  readonly can: Capabilities
  /**
   * Waits for other writers of these rows, in the order of their ids, and holds them off until the
   * transaction ends: what is read of the rows from now on stays so.
   */
  lock(table: LockableTable, ids: readonly string[], mode: RowLock): Promise<void>
  /**
   * Records what happened: the rollups move before the commit, the log tells of it, listeners hear of it after.
   *
   * @param audited Where it goes into the audit log, too: what it was and is, without secrets.
   */
  record(fact: Fact, audited?: Audited): Promise<void>
  /**
   * Lets what was asked for here travel with what is asked next: nobody waits for it, and nothing is committed
   * without it. What is to be checked of it is checked in it.
   */
  send(asked: Promise<unknown>): void
  /** The rollups move now with what was recorded so far, and with what other writers of the same commit have recorded. */
  settle(): Promise<void>
  /** Writes into the audit log what is no fact, because it changes nothing: an export, a refused sign-in. */
  audit(act: AuditedAct, audited?: Audited): void
}

/** Across organizations: sign-in, cron, instance administration and the command line only. */
export interface InstanceRead extends Selects {
  readonly can: Pick<Capabilities, 'organizationsToTidy' | 'rowsOf' | 'countRoughly'>
  within(organizationId: string): Read
}

export interface InstanceWrite extends Selects, Changes {
  readonly can: Pick<Capabilities, 'holdName'>
  within(organizationId: string): Write
  /** All that the transaction records is by this actor: who signs in was nobody before. See origin.ts. */
  actAs(actor: string): void
}

export interface RecordedFact {
  organization_id: string
  fact: Fact
}
