/** What a webhook was told, and what is still to be. */
import type { Principal } from '../access/principal.ts'
import type { Base } from '../base.ts'
import type { Write } from '../db/handle.ts'
import { currentOrigin } from '../db/origin.ts'
import { type Page, pageById } from '../http/page.ts'
import { NotFoundError } from '../lib/app-error.ts'
import { toWire } from '../lib/to-wire.ts'
import { WebhookOffError } from './errors.ts'
import {
  countDeliveries,
  type DeliveryRow,
  findDelivery,
  insertDeliveries,
  listDeliveries as listRows,
  type PlacedWebhook,
  updateDelivery,
  updateFailing,
} from './queries.ts'
import type { WebhookDeliveriesQuery, WebhookDelivery } from './schema.ts'
import { found, lockedWebhook } from './webhooks.ts'

/** @throws NotInOrganizationError */
export async function listDeliveries(
  { db, cursors }: Pick<Base, 'db' | 'cursors'>,
  { organization_id }: Principal,
  webhook_id: string,
  { status, ...query }: WebhookDeliveriesQuery,
): Promise<Page<WebhookDelivery>> {
  const here = db.for(organization_id)
  const list = `webhooks ${webhook_id} ${status}`
  await here.read((q) => found(q, webhook_id))
  return pageById(
    cursors,
    { organization_id, list },
    { sort: '-created_at', ...query },
    {
      read: async (page) =>
        (await here.read((q) => listRows(q, page, { webhook_id, status }))).map(toDelivery),
      count: () => here.read((q) => countDeliveries(q, { webhook_id, status })),
    },
  )
}

/** Sends a `ping` soon, as a delivery like any other. @throws NotInOrganizationError, WebhookOffError */
export async function testWebhook(
  { db, clock, newId }: Pick<Base, 'db' | 'clock' | 'newId'>,
  { organization_id }: Principal,
  id: string,
): Promise<WebhookDelivery> {
  return db.for(organization_id).write(async (tx) => {
    const now = clock.now()
    await woken(tx, id)
    const { correlation_id } = currentOrigin()
    const data = { webhook_id: id }
    const ping = { id: newId(), type: 'ping', data, correlation_id, happened_at: now }
    await insertDeliveries(tx, id, [ping], now)
    await tx.record({ kind: 'webhook', id, verb: 'tested' })
    return toDelivery(await foundDelivery(tx, id, ping.id))
  })
}

/** Whatever became of it. @throws NotInOrganizationError, NotFoundError, WebhookOffError */
export async function retryDelivery(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  { organization_id }: Principal,
  webhook_id: string,
  id: string,
): Promise<WebhookDelivery> {
  return db.for(organization_id).write(async (tx) => {
    await lockedWebhook(tx, webhook_id)
    const row = await foundDelivery(tx, webhook_id, id)
    await woken(tx, webhook_id)
    const after = { ...row, status: 'pending', next_attempt_at: clock.now() }
    await updateDelivery(tx, webhook_id, after)
    await tx.record({ kind: 'webhook', id: webhook_id, verb: 'retried' })
    return toDelivery(after)
  })
}

/** Its receiver is left alone no longer. @throws NotInOrganizationError, WebhookOffError */
async function woken(tx: Write, webhook_id: string): Promise<PlacedWebhook> {
  const row = await lockedWebhook(tx, webhook_id)
  if (row.seq === null) throw new WebhookOffError()
  const { failures, failing_since_at } = row
  await updateFailing(tx, { webhook_id, failures: failures ?? 0, failing_since_at, resting_until_at: null })
  return row
}

async function foundDelivery(tx: Write, webhook_id: string, id: string): Promise<DeliveryRow> {
  const row = await findDelivery(tx, webhook_id, id)
  if (!row) throw new NotFoundError('webhook_delivery', 'This webhook has no delivery with this id.')
  return row
}

function toDelivery(row: DeliveryRow): WebhookDelivery {
  // What is in the column is what is written here.
  return toWire({ ...row, status: row.status as WebhookDelivery['status'] })
}
