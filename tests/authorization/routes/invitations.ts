import type { World } from '../expectations.ts'
import { admins, type Declaration, everyone } from '../expectations.ts'
import { unusedAddress } from '../things.ts'

export const declaration: Declaration = {
  routes: {
    'POST /api/v1/invitations': { allowed: admins },
    'GET /api/v1/invitations': { allowed: admins },
    'DELETE /api/v1/invitations/{id}': { allowed: admins, foreign: 404 },
    'POST /api/v1/invitations/accept': { allowed: everyone },
  },
  things: {
    '/api/v1/invitations/{id}': invitationOf,
  },
}

async function invitationOf({ app, asOwner }: World): Promise<string> {
  const email = unusedAddress()
  await app.post('/api/v1/invitations', { ...asOwner, json: { email, role: 'viewer' } })
  const { body } = await app.get('/api/v1/invitations?limit=200', asOwner)
  return body.items.find((one: { email: string }) => one.email === email).id
}
