/**
 * What some write in one transaction on Postgres: one of them, or as many as write-groups.ts lets go together.
 *
 *   begin, settings ─► the bodies, side by side ─► rollups of all, once ─► the log, the notice and the commit
 *
 * Promises: all of it is committed or nothing. Each writer's facts are told as its own, in the order in which they
 * were given. What a body sends after the transaction is over goes nowhere.
 */
import { Sent } from '../lib/sent.ts'
import { appendAudit } from './audit-log.ts'
import { besideOthers } from './beside-others.ts'
import { appendChanges, type ChangesToLog, changesToLog } from './change-log.ts'
import { EVERY_ORGANIZATION } from './database.ts'
import { ALONE, type Body, type Manner, NO_RECORDING, type Recording } from './engine-database.ts'
import type { HeldRow, InstanceWrite, Write, WriteHooks } from './handle.ts'
import { PendingFacts } from './pending-facts.ts'
import { capabilities, lockFreeRows } from './postgres-capabilities.ts'
import type { PostgresConnection, TransactionOptions } from './postgres-connection.ts'
import { NOTIFY, noticesOf } from './postgres-notices.ts'
import { runnerOn } from './postgres-runner.ts'
import type { QueryStats } from './query-stats.ts'
import { postgresSchema } from './schema-postgres.ts'
import type { Patience } from './time-limits.ts'
import { Handle, type Transaction } from './transaction-handle.ts'

export interface Writer extends Manner {
  readonly patience: Patience
  readonly recording: Recording
  /** Runs on behalf of whoever asked for it, whoever calls it. */
  readonly body: Body<unknown>
  /** Hears of it where the transaction fails because of this one. */
  readonly onFailure?: (error: unknown) => void
}

export type Outcome = { value: unknown } | { error: unknown }

export interface Committing {
  organizationId: string
  options: TransactionOptions
  /** Sends what every transaction begins with. */
  enter: () => PromiseLike<unknown>
  hooks: WriteHooks
  stats: QueryStats
  /** Of which the notices are. */
  processId: string
}

/** @returns What became of each: of several, one that was refused before it wrote anything keeps no other back. */
export async function commitOn(
  connection: PostgresConnection,
  writers: readonly Writer[],
  { organizationId, options, enter, hooks, stats, processId }: Committing,
): Promise<readonly Outcome[]> {
  const on = { connection, hooks, stats, pending: new PendingFacts() }
  const members = writers.map((writer) => ({ writer, transaction: transactionOn(on, writer) }))
  const own = members.map(({ transaction }) => transaction)
  // What is done for all of them.
  const closing = transactionOn(on)
  const end = () => {
    for (const transaction of [...own, closing]) transaction.runner = null
  }
  let changes: ChangesToLog = new Map()
  const body = async () => {
    const entered = enter()
    // What is sent first is done first: each finds its row held.
    const held = hold(new Handle(closing, organizationId).as<Write>(), writers)
    const bodies = members.map(async ({ writer, transaction }): Promise<Outcome> => {
      try {
        return { value: await writer.body(new Handle(transaction, organizationId)) }
      } catch (error) {
        // What it has read of the others is true once they are committed.
        if (writers.length > 1 && !connection.hasFailed && hasDoneNothing(transaction)) {
          transaction.runner = null
          return { error }
        }
        writer.onFailure?.(error)
        throw error
      }
    })
    // Where one fails others may go on: what they send would be in no transaction.
    const [outcomes] = await Promise.all([Promise.all(bodies), entered, held]).catch((error) => {
      end()
      throw error
    })
    await finish(own, new Handle(closing, organizationId), hooks)
    changes = changesToLog(...own)
    return outcomes
  }
  /** Sends what is told with the commit. What fails of it makes the commit a rollback, which throws it. */
  const tell = () => {
    const facts = own.flatMap((transaction) => transaction.facts)
    if (facts.length === 0) return
    const tx = new Handle(closing, EVERY_ORGANIZATION).as<InstanceWrite>()
    appendChanges(tx, changes, hooks.clock.now()).catch(() => {})
    for (const notice of noticesOf(facts, processId)) void connection.send(NOTIFY, [notice])
  }
  try {
    const outcomes = await connection.transaction(options, body, tell)
    for (const { writer, transaction } of members) writer.recording.facts.push(...transaction.facts)
    return outcomes
  } finally {
    end()
  }
}

function hasDoneNothing({ hasWritten, facts, audits }: Transaction): boolean {
  return !hasWritten && facts.length === 0 && audits.length === 0
}

/** Of a group, rows for which somebody would have to wait: nothing was done. */
export class RowsNotFreeError extends Error {
  constructor(readonly rows: readonly HeldRow[]) {
    super('Others hold rows that are to be changed.')
  }
}

/**
 * Locks the rows that the writers hold. A group waits for none of them, so that no two wait for each other, and
 * nobody for what somebody else needs.
 *
 * @throws RowsNotFreeError
 */
async function hold(tx: Write, writers: readonly Writer[]): Promise<void> {
  const rows = writers.flatMap(({ holds }) => holds ?? [])
  if (rows.length === 0) return
  // Before the rows, as by all who lock both, so that no two wait for each other.
  const shared = tx.can.shareOrganization(tx)
  const held = Array.from(
    Map.groupBy(rows, ({ table }) => table),
    async ([table, own]) => {
      const ids = own.map(({ id }) => id)
      if (writers.length === 1) return void (await tx.lock(table, ids, 'update'))
      const free = await lockFreeRows(tx, table, ids)
      const taken = own.filter(({ id }) => !free.has(id))
      if (taken.length > 0) throw new RowsNotFreeError(taken)
    },
  )
  await Promise.all([shared, ...held])
}

async function finish(own: readonly Transaction[], closing: Handle, hooks: WriteHooks): Promise<void> {
  // What the rollups send last travels with the commit, which fails where it does.
  await Promise.all([...own.map(({ sent }) => sent.arrived()), closing.settleAll()])
  const tx = closing.as<InstanceWrite>()
  for (const transaction of own) await appendAudit(tx, transaction, hooks)
  const facts = own.flatMap((transaction) => transaction.facts)
  if (facts.length > 0) await hooks.beforeCommit(tx, facts)
}

const NOBODY: Manner & Pick<Writer, 'recording'> = { recording: NO_RECORDING, ...ALONE }

export interface On {
  connection: PostgresConnection
  hooks: Pick<WriteHooks, 'recorder'>
  stats: QueryStats
  pending: PendingFacts
}

/** It may lock, and changes nothing. */
const READS = /^\s*select\b/i

/** What it records is its own until it is committed: a writer may run again. */
export function transactionOn(
  { connection, hooks, stats, pending }: On,
  { recording, isBesideOthers, holds }: Manner & Pick<Writer, 'recording'> = NOBODY,
): Transaction {
  const transaction: Transaction = {
    runner: null,
    tables: postgresSchema(),
    can: isBesideOthers ? besideOthers(capabilities, holds) : capabilities,
    isBesideOthers,
    recorder: hooks.recorder,
    pending,
    sent: new Sent(),
    facts: [],
    audits: [],
    origin: recording.origin,
  }
  const onSend = (text: string) => {
    if (!READS.test(text)) transaction.hasWritten = true
  }
  transaction.runner = runnerOn(connection, stats, { isOpen: () => transaction.runner !== null, onSend })
  return transaction
}
