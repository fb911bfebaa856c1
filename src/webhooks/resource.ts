import type { Resource } from '../resources/resource.ts'
import { deleteManyDeliveries, deleteOldDeliveries } from './queries.ts'
import * as wire from './schema.ts'

const KEPT_MS = 30 * 86_400_000
/** Of one webhook. */
const MOST_KEPT = 10_000

export const webhook: Resource = {
  kind: 'webhook',
  table: 'webhooks',
  notices: {
    webhook_disabled:
      'A webhook was switched off, because its receiver is gone or took nothing for days. Only owners and admins are told.',
  },
  wire,
}

export const webhookDelivery: Resource = {
  kind: 'webhook_delivery',
  table: 'webhook_deliveries',
  key: 'organization_id, webhook_id, id',
  async deleteOver(tx, now, most) {
    const old = await deleteOldDeliveries(tx, now - KEPT_MS, most)
    return old < most ? old + (await deleteManyDeliveries(tx, MOST_KEPT, most - old)) : old
  },
}
