/**
 * The audit log: what administrators may have to account for. Each entry is written in the transaction
 * of what it tells, so that there is none of what was rolled back; what changes nothing, such as a
 * refused sign-in, has a transaction of its own.
 *
 * Nothing secret goes in: whoever records it says what it was and is.
 */
import { EVERY_ORGANIZATION } from './database.ts'
import type { Audited, AuditedAct, AuditRecord } from './facts.ts'
import type { InstanceWrite, WriteHooks } from './handle.ts'
import { actorIn } from './origin.ts'
import { mutation, type Slots } from './query.ts'
import type { Transaction } from './transaction-handle.ts'

export async function appendAudit(
  tx: InstanceWrite,
  { audits, origin }: Pick<Transaction, 'audits' | 'origin'>,
  { clock, newId }: Pick<WriteHooks, 'clock' | 'newId'>,
): Promise<void> {
  const at = clock.now()
  const { address = null, correlation_id } = origin
  for (const { organization_id, ...entry } of audits) {
    const by = { actor: actorIn(origin, organization_id), address, correlation_id }
    await insertEntry(tx.within(organization_id), { id: newId(), at, ...by, ...entry })
  }
}

/** What was done to the instance, and so to no organization: its administrators see it. */
export function auditInstance(tx: InstanceWrite, act: AuditedAct, audited?: Audited): void {
  tx.within(EVERY_ORGANIZATION).audit(act, audited)
}

interface NewEntry extends Omit<AuditRecord, 'organization_id'> {
  id: string
  at: number
  actor: string
  address: string | null
  correlation_id: string
}

const insertEntry = mutation((q, entry: Slots<NewEntry>) => {
  const { organization_id } = q
  const { id, at, action, subject_id, actor, address, correlation_id, before, after } = entry
  const act = { action, subject_id, before, after }
  return q
    .insert(q.tables.audit_entries)
    .values({ organization_id, id, at, actor, address, correlation_id, ...act })
})
