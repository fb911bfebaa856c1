/** What an attempt came to is written down: what of a delivery is next, and of its webhook. */
import { type Role, roleMay } from '../access/principal.ts'
import type { Base } from '../base.ts'
import type { Write } from '../db/handle.ts'
import { notify } from '../modules/notifications/notify.ts'
import type { Attempt } from './attempt.ts'
import {
  type DeliveryRow,
  findWebhook,
  listActiveMembers,
  type PlacedWebhook,
  updateDelivery,
  updateFailing,
  updateWebhook,
} from './queries.ts'
import { restAfter, SWITCHED_OFF_AFTER_MS, waitAfter } from './retries.ts'
import { auditedOf, stopDeliveries } from './webhooks.ts'

type Needs = Pick<Base, 'clock' | 'newId'>

export type Outcome = 'delivered' | 'failed' | 'given_up'

/** @param asked As it was when the attempt began. */
export async function settle(
  context: Needs,
  tx: Write,
  asked: PlacedWebhook,
  delivery: DeliveryRow,
  attempt: Attempt,
): Promise<Outcome> {
  const { id: webhookId, url } = asked
  await tx.lock('webhooks', [webhookId], 'update')
  const webhook = await findWebhook(tx, webhookId)
  const now = context.clock.now()
  const after = attempted(delivery, attempt, now)
  // Deleted or switched off meanwhile: what is pending has ended already.
  if (webhook === null) return outcomeOf(after)
  if (webhook.seq === null && after.status === 'pending') return 'given_up'
  await updateDelivery(tx, webhookId, after)
  // What another address answers says nothing of the one that it has by now.
  if (webhook.seq !== null && webhook.url === url) await noteFailing(context, tx, webhook, attempt, now)
  return outcomeOf(after)
}

function attempted(delivery: DeliveryRow, attempt: Attempt, now: number): DeliveryRow {
  const attempts = delivery.attempts + 1
  const wait = attempt.isTaken ? null : waitAfter(attempts, attempt.retry_after_ms, Math.random())
  const { error, response_status, duration_ms } = attempt
  return {
    ...delivery,
    ...{ attempts, attempted_at: now, error, response_status, duration_ms },
    status: attempt.isTaken ? 'delivered' : wait === null ? 'failed' : 'pending',
    next_attempt_at: wait === null ? null : now + wait,
  }
}

function outcomeOf({ status }: DeliveryRow): Outcome {
  if (status === 'delivered') return 'delivered'
  return status === 'pending' ? 'failed' : 'given_up'
}

async function noteFailing(
  context: Needs,
  tx: Write,
  webhook: PlacedWebhook,
  { isTaken, retry_after_ms, stops }: Attempt,
  now: number,
): Promise<void> {
  const { id: webhook_id, failures: before } = webhook
  if (isTaken && before === 0) return
  const failures = isTaken ? 0 : (before ?? 0) + 1
  const failing_since_at = isTaken ? null : Math.min(webhook.failing_since_at ?? now, now)
  const rest = isTaken ? 0 : restAfter(failures, retry_after_ms)
  const resting_until_at = rest > 0 ? now + rest : null
  await updateFailing(tx, { webhook_id, failures, failing_since_at, resting_until_at })
  const isTooLong = failing_since_at !== null && now - failing_since_at >= SWITCHED_OFF_AFTER_MS
  const reason = stops ?? (isTooLong ? 'failing' : null)
  if (reason !== null) await disable(context, tx, webhook, reason, now)
}

async function disable({ newId }: Needs, tx: Write, webhook: PlacedWebhook, reason: string, now: number) {
  const { id } = webhook
  await stopDeliveries(tx, id)
  await updateWebhook(tx, {
    ...webhook,
    ...{ stopped_reason: reason, updated_at: Math.max(now, webhook.updated_at + 1) },
  })
  const audited = { before: auditedOf(webhook, true), after: { ...auditedOf(webhook, false), reason } }
  await tx.record({ kind: 'webhook', id, verb: 'disabled' }, audited)
  const members = await listActiveMembers(tx)
  // A column of roles holds roles.
  const to = members.filter(({ role }) => roleMay(role as Role, 'webhooks.read')).map(({ id }) => id)
  await notify({ tx, newId, now, principal: null }, [{ kind: 'webhook_disabled', to }])
}
