import { Elysia, t } from 'elysia'
import type { Base } from '../base.ts'
import { access } from '../http/access.ts'
import { PageQuery } from '../http/page.ts'
import { listDeliveries, retryDelivery, testWebhook } from './deliveries.ts'
import {
  NewWebhook,
  Webhook,
  WebhookChanges,
  WebhookDeliveries,
  WebhookDeliveriesQuery,
  WebhookDelivery,
  Webhooks,
  WebhookWithSecret,
} from './schema.ts'
import {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  listWebhooks,
  readWebhook,
  rotateSecret,
  type WebhookNeeds,
} from './webhooks.ts'

const params = t.Object({ id: t.String() })

export function webhookRoutes(context: WebhookNeeds & Pick<Base, 'cursors'>) {
  return new Elysia({ prefix: '/api/v1/webhooks', tags: ['Webhooks'] })
    .use(access)
    .post(
      '',
      async ({ body, principal, status }) => status(201, await createWebhook(context, principal, body)),
      {
        requires: 'webhooks.write',
        refuses: [409],
        body: NewWebhook,
        response: { 201: WebhookWithSecret },
        detail: {
          summary: 'Tell an address what happens',
          description:
            'It is told by small signed messages of what has changed, never the things themselves. The secret by which they are signed is in this answer alone.',
        },
      },
    )
    .get('', ({ query, principal }) => listWebhooks(context, principal, query), {
      requires: 'webhooks.read',
      query: PageQuery,
      response: { 200: Webhooks },
      detail: { summary: 'The webhooks of the organization', description: 'Never their secrets.' },
    })
    .get('/:id', ({ params, principal }) => readWebhook(context, principal, params.id), {
      requires: 'webhooks.read',
      versioned: true,
      params,
      response: { 200: Webhook },
      detail: { summary: 'A webhook' },
    })
    .patch(
      '/:id',
      ({ params, body, principal, ifMatch }) => changeWebhook(context, principal, params.id, body, ifMatch),
      {
        requires: 'webhooks.write',
        versioned: true,
        params,
        body: WebhookChanges,
        response: { 200: Webhook },
        detail: {
          summary: 'Change a webhook, or switch it on or off',
          description:
            'Switched on, it is told what happens from then on, and by a `reset` that it has missed something.',
        },
      },
    )
    .delete(
      '/:id',
      async ({ params, principal, ifMatch, status }) => {
        await deleteWebhook(context, principal, params.id, ifMatch)
        return status(204, undefined)
      },
      {
        requires: 'webhooks.write',
        versioned: true,
        params,
        response: { 204: t.Void() },
        detail: { summary: 'Delete a webhook', description: 'What it was to be told is deleted, too.' },
      },
    )
    .post('/:id/rotate-secret', ({ params, principal }) => rotateSecret(context, principal, params.id), {
      requires: 'webhooks.write',
      params,
      response: { 200: WebhookWithSecret },
      detail: {
        summary: 'Another secret',
        description: 'For a day deliveries are signed by the one before, too.',
      },
    })
    .post(
      '/:id/test',
      async ({ params, principal, status }) => status(202, await testWebhook(context, principal, params.id)),
      {
        requires: 'webhooks.write',
        refuses: [409],
        params,
        response: { 202: WebhookDelivery },
        detail: {
          summary: 'Send a ping',
          description: 'Soon, as a delivery like any other: what became of it is in the list of them.',
        },
      },
    )
    .get(
      '/:id/deliveries',
      ({ params, query, principal }) => listDeliveries(context, principal, params.id, query),
      {
        requires: 'webhooks.read',
        params,
        query: WebhookDeliveriesQuery,
        response: { 200: WebhookDeliveries },
        detail: {
          summary: 'What it was told, and what is still to be',
          description: 'The newest first. They are kept for 30 days, and 10,000 of each webhook.',
        },
      },
    )
    .post(
      '/:id/deliveries/:delivery_id/retry',
      async ({ params, principal, status }) =>
        status(202, await retryDelivery(context, principal, params.id, params.delivery_id)),
      {
        requires: 'webhooks.write',
        refuses: [409],
        params: t.Object({ id: t.String(), delivery_id: t.String() }),
        response: { 202: WebhookDelivery },
        detail: { summary: 'Send one again', description: 'Soon, whatever became of it before.' },
      },
    )
}
