import { admins, type Declaration, type World } from '../expectations.ts'

/** On the public internet; nothing is sent to it here. */
const json = { url: 'https://93.184.215.14/hooks' }

export const declaration: Declaration = {
  routes: {
    'POST /api/v1/webhooks': { allowed: admins, json },
    'GET /api/v1/webhooks': { allowed: admins },
    'GET /api/v1/webhooks/{id}': { allowed: admins, foreign: 404 },
    'PATCH /api/v1/webhooks/{id}': { allowed: admins, foreign: 404 },
    'DELETE /api/v1/webhooks/{id}': { allowed: admins, foreign: 404 },
    'POST /api/v1/webhooks/{id}/rotate-secret': { allowed: admins, foreign: 404 },
    'POST /api/v1/webhooks/{id}/test': { allowed: admins, foreign: 404 },
    'GET /api/v1/webhooks/{id}/deliveries': { allowed: admins, foreign: 404 },
    'POST /api/v1/webhooks/{id}/deliveries/{delivery_id}/retry': { allowed: admins, foreign: 404 },
  },
  things: {
    '/api/v1/webhooks/{id}': oneWebhook,
    '/api/v1/webhooks/{id}/deliveries/{delivery_id}': aDelivery,
  },
}

/** There are only so many at a time. */
async function oneWebhook({ app, asOwner, make }: World): Promise<string> {
  const { body } = await app.get('/api/v1/webhooks', asOwner)
  for (const { id } of body.items) await app.delete(`/api/v1/webhooks/${id}`, asOwner)
  return (await make('/api/v1/webhooks', json)).id
}

async function aDelivery({ make }: World, at: string): Promise<string> {
  return (await make(at.replace(/deliveries$/, 'test'))).id
}
