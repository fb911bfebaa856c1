/**
 * What every engine promises to the code above.
 *
 * - `read` cannot write, and sees one consistent state.
 * - `write` is the only way to write. When its promise resolves, the change is on disk. When it
 *   rejects, nothing of it is there. Inside, await nothing but queries on the handle.
 * - Neither may be nested inside a `write`; that is refused with a clear error.
 * - Within a request that may come again, a `write` that has committed is not run again: see once.ts.
 */
import type { Fact } from './facts.ts'
import type { HeldRow, InstanceRead, InstanceWrite, Read, Write } from './handle.ts'
import type { QueryStats } from './query-stats.ts'

/**
 * `heavy` is what computes much, such as statistics, an export or a search: where there is a replica that has
 * everything which was committed, it answers. `fn` may then be run once more, on the primary, and leaves
 * nothing behind but what it returns.
 */
export type Weight = 'light' | 'heavy'

export interface OrganizationDatabase {
  read<T>(fn: (q: Read) => Promise<T>, weight?: Weight): Promise<T>
  /**
   * A `read` that may take long and may await other things between its queries: it has a
   * connection of its own, on which one state stands still.
   */
  snapshot<T>(fn: (q: Read) => Promise<T>, weight?: Weight): Promise<T>
  write<T>(fn: (tx: Write) => Promise<T>): Promise<T>
  /**
   * A `write` that only adds, or changes one row: others that wait at the same time may be in the same
   * transaction, and its queries see a part of what these write. It may run again, as a `write` may.
   *
   * @param holds The row that it changes, locked before `fn` reads it. Of others it may hold none for itself.
   */
  writeTogether<T>(fn: (tx: Write) => Promise<T>, holds?: HeldRow): Promise<T>
}

export interface InstanceDatabase {
  read<T>(fn: (q: InstanceRead) => Promise<T>): Promise<T>
  /** As that of an organization. */
  snapshot<T>(fn: (q: InstanceRead) => Promise<T>, weight?: Weight): Promise<T>
  write<T>(fn: (tx: InstanceWrite) => Promise<T>): Promise<T>
}

/** What was committed of one organization. */
export interface CommitNews {
  organization_id: string
  /** `null` of another process: what it did stands in the log of changes. */
  facts: readonly Fact[] | null
  /** Whether somebody may do something else than before. */
  changes_access: boolean
}

/** `null` means: something may have been missed, of whatever organization. */
export type CommitListener = (news: readonly CommitNews[] | null) => void

export interface Database extends AsyncDisposable {
  /** For reports only; nothing may branch on it. */
  readonly engine: 'sqlite' | 'postgres'
  readonly stats: QueryStats
  /** How long a transaction of bulk work may take: others who write wait for it. */
  readonly bulk_ms: number
  /** Whether others wait for the transaction that goes on, which bulk work had better end. */
  readonly isAwaited: boolean
  for(organizationId: string): OrganizationDatabase
  /** Spans organizations. Its uses are listed in docs/architecture.md. */
  readonly instance: InstanceDatabase
  onCommit(listener: CommitListener): void
  /**
   * Says how texts are indexed that wait for it. A `read` in which some are looked for meanwhile begins anew
   * afterwards, and finds all that were written before it. Where nobody says how, they are not waited for.
   */
  onTextsWait(index: (organizationId: string) => Promise<void>): void
  /**
   * Tells the other processes on this database something that is worth nothing later: it may be lost,
   * and nobody waits for it. At most 7,000 bytes. Where there is one process, nobody hears it.
   */
  broadcast(text: string): void
  /** Hears what other processes tell. */
  onBroadcast(listener: (text: string) => void): void
  /**
   * Whether listeners have heard of all that others committed until a second ago. Where not, what is
   * remembered may be wrong, and nothing of it may be used.
   *
   * @param now By `performance.now()`, where that is at hand.
   */
  isHearing(now?: number): boolean
  /**
   * Really asks the database something, cheaply.
   *
   * @throws AppError with 503 when it is away, gone or damaged.
   */
  check(): Promise<void>
  /** Runs `fn`, which may take long, unless it is running under this name in any process; then `undefined`. */
  exclusively<T>(name: string, fn: (lock: ExclusiveLock) => Promise<T>): Promise<T | undefined>
  /** Whether something runs under this name, in any process. */
  isTaken(name: string): Promise<boolean>
  /**
   * Lets the engine learn how the tables have grown. Bulk work outruns what it learns by itself, and
   * plans made for empty tables walk through full ones.
   */
  refreshStatistics(): Promise<void>
  openConnections(): number
  pool(): PoolState
  /** `null` where there is none. */
  replica(): ReplicaState | null
  about(): Promise<AboutDatabase>
  /**
   * How the database would find what a query asks for, whatever its values are. Runs nothing.
   *
   * @param sql One of ours: see `QueryStats.slow`.
   */
  explain(sql: string): Promise<string[]>
}

export interface AboutDatabase {
  /** Of the engine, in its own words. */
  version: string
  size_bytes: number
  /** How many were applied. */
  migrations: number
}

/** Of connections, and of those who wait for one. */
export interface PoolState {
  /** As many as there may be. */
  most: number
  in_use: number
  idle: number
  waiting: number
}

/** Of the replica that answers heavy reads. */
export interface ReplicaState {
  /**
   * `used`: it answers. `behind`: it has not replayed what was committed seconds ago. `detached`: it receives
   * nothing from the primary. `promoted`: it takes writes of its own. `foreign`: it is none of this database.
   */
  status: 'used' | 'behind' | 'away' | 'detached' | 'promoted' | 'foreign'
  /** Why it is not used, for who runs it; `null` where it is. */
  reason: string | null
  /** What it has not replayed; `null` where that cannot be known. */
  lag_bytes: number | null
  /** How old the newest is that it is known to have all of; 0 where it has everything. */
  lag_seconds: number | null
  pool: PoolState
  /** Heavy reads since the start, by who has answered them. */
  reads: { replica: number; primary: number }
}

export interface ExclusiveLock {
  /** Not where it went with a lost connection and has not been taken again. */
  isHeld(): boolean
}

export class NestedTransactionError extends Error {
  constructor() {
    super('db.read or db.write inside a db.write: use the handle that you already have.')
  }
}

/** What stands in place of an organization's id where work spans all of them. */
export const EVERY_ORGANIZATION = '*'
