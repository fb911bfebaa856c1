/**
 * Deliveries out of the log of changes: for each change of which a webhook is told, one; and its place in
 * the log moves on in the same transaction, so that nothing is missed and nothing made twice.
 *
 *   log      … 41 42 43 44 45 46          what a webhook is told: 42, 44, 45
 *   place          41 ───────► 46
 *   pending           42 44 45
 *
 * Of one whose receiver takes nothing no more than some hundred are made: the rest waits in the log. What
 * is no longer kept there becomes a `reset`.
 */
import type { Base } from '../base.ts'
import { findLastSeq, type LoggedChange, listChanges } from '../changes/log-queries.ts'
import type { Read, Write } from '../db/handle.ts'
import type { NewId } from '../lib/ids.ts'
import { isTold, type ToldKinds } from './events.ts'
import {
  type DeliveryRow,
  findWebhook,
  insertDeliveries,
  listPending,
  type NewDelivery,
  type PlacedWebhook,
  updateSeq,
} from './queries.ts'
import { LONGEST_REST_MS, LONGEST_WAIT_MS } from './retries.ts'

const PAGE = 200
const MOST_PENDING = 100

export interface GatherNeeds extends Pick<Base, 'clock' | 'newId'> {
  /** Of which webhooks are told: see events.ts. */
  kinds: ToldKinds
}

/** What there is to do for a webhook that is on. */
export interface Work {
  webhook: PlacedWebhook & { seq: number }
  /** The delivery whose turn it is, if any. */
  due: DeliveryRow | null
  hasMore: boolean
}

/** @returns `null` where it is off, or gone. */
export async function readWork(q: Read, webhookId: string, now: number): Promise<Work | null> {
  const webhook = await findWebhook(q, webhookId)
  if (webhook === null || !isOn(webhook)) return null
  const [[last], pending] = await Promise.all([q.all(findLastSeq), listPending(q, webhookId, MOST_PENDING)])
  const [first] = pending
  const isResting = isAhead(webhook.resting_until_at, now, LONGEST_REST_MS)
  const isDue = first !== undefined && !isAhead(first.next_attempt_at, now, LONGEST_WAIT_MS) && !isResting
  const hasMore = (last?.seq ?? 0) !== webhook.seq && pending.length < MOST_PENDING
  return { webhook, due: isDue ? first : null, hasMore }
}

/** To be called with the webhook locked, or its place could be another by then. */
export async function gather(context: GatherNeeds, tx: Write, webhookId: string): Promise<void> {
  await tx.lock('webhooks', [webhookId], 'update')
  const webhook = await findWebhook(tx, webhookId)
  if (webhook === null || !isOn(webhook)) return
  const now = context.clock.now()
  const changes = await tx.all(listChanges, { after: webhook.seq, limit: PAGE })
  const isWhole = changes[0]?.seq === webhook.seq + 1
  const rows = isWhole
    ? changes.filter((one) => isTold(webhook.events, context.kinds, one)).map(tellingIn(context.newId))
    : []
  const seq = isWhole ? webhook.seq + changes.length : ((await tx.all(findLastSeq))[0]?.seq ?? 0)
  if (seq === webhook.seq) return
  if (!isWhole) rows.push(resetOf(context.newId, seq, now))
  await insertDeliveries(tx, webhookId, rows, now)
  await updateSeq(tx, { webhook_id: webhookId, seq })
}

/** Whether its time has still to come: see LONGEST_WAIT_MS. */
function isAhead(at: number | null, now: number, longest_ms: number): boolean {
  return at !== null && at > now && at <= now + longest_ms
}

function isOn(webhook: PlacedWebhook): webhook is PlacedWebhook & { seq: number } {
  return webhook.seq !== null
}

function tellingIn(newId: NewId) {
  return ({ seq, kind, id, verb, correlation_id, at }: LoggedChange): NewDelivery => ({
    id: newId(),
    type: `${kind}.${verb}`,
    data: { seq: Number(seq), kind, id, verb, correlation_id },
    correlation_id,
    happened_at: at,
  })
}

function resetOf(newId: NewId, seq: number, now: number): NewDelivery {
  const data = { seq, reason: 'gone' }
  return { id: newId(), type: 'reset', data, correlation_id: null, happened_at: now }
}
