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
import { appendChanges, type ChangesToLog, changesToLog } from './change-log.ts'
import { EVERY_ORGANIZATION } from './database.ts'
import { type Body, type Manner, NO_RECORDING, type Recording } from './engine-database.ts'
import type { InstanceWrite, WriteHooks } from './handle.ts'
import { onlyAdding } from './only-adding.ts'
import { PendingFacts } from './pending-facts.ts'
import { capabilities } from './postgres-capabilities.ts'
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
}

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

/** @returns What each of them returned. */
export async function commitOn(
  connection: PostgresConnection,
  writers: readonly Writer[],
  { organizationId, options, enter, hooks, stats, processId }: Committing,
): Promise<readonly unknown[]> {
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
    const bodies = members.map(({ writer, transaction }) =>
      writer.body(new Handle(transaction, organizationId)),
    )
    // Where one fails others may go on: what they send would be in no transaction.
    const [values] = await Promise.all([Promise.all(bodies), entered]).catch((error) => {
      end()
      throw error
    })
    await finish(own, new Handle(closing, organizationId), hooks)
    changes = changesToLog(...own)
    return values
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
    const values = await connection.transaction(options, body, tell)
    for (const { writer, transaction } of members) writer.recording.facts.push(...transaction.facts)
    return values
  } finally {
    end()
  }
}

async function finish(own: readonly Transaction[], closing: Handle, hooks: WriteHooks): Promise<void> {
  // What the rollups send last travels with the commit, which fails where it does.
  await Promise.all([...own.map(({ sent }) => sent.arrived()), closing.settleAll()])
  const tx = closing.as<InstanceWrite>()
  for (const transaction of own) await appendAudit(tx, transaction, hooks)
  const facts = own.flatMap((transaction) => transaction.facts)
  if (facts.length > 0) await hooks.beforeCommit(tx, facts)
}

const canOnlyAdd = onlyAdding(capabilities)
const NOBODY: Pick<Writer, 'recording' | 'onlyAdds'> = { recording: NO_RECORDING, onlyAdds: false }

export interface On {
  connection: PostgresConnection
  hooks: Pick<WriteHooks, 'recorder'>
  stats: QueryStats
  pending: PendingFacts
}

/** What it records is its own until it is committed: a writer may run again. */
export function transactionOn(
  { connection, hooks, stats, pending }: On,
  { recording, onlyAdds }: Pick<Writer, 'recording' | 'onlyAdds'> = NOBODY,
): Transaction {
  const transaction: Transaction = {
    runner: null,
    tables: postgresSchema(),
    can: onlyAdds ? canOnlyAdd : capabilities,
    onlyAdds,
    recorder: hooks.recorder,
    pending,
    sent: new Sent(),
    facts: [],
    audits: [],
    origin: recording.origin,
  }
  transaction.runner = runnerOn(connection, stats, () => transaction.runner !== null)
  return transaction
}
