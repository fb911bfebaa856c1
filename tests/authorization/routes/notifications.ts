import { apiKey } from '../../people.ts'
import type { World } from '../expectations.ts'
import { type Declaration, everyone } from '../expectations.ts'

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/notifications': { allowed: everyone },
    'GET /api/v1/notifications/unread-count': { allowed: everyone },
    'POST /api/v1/notifications/{id}/read': { allowed: everyone, foreign: 404, unseen: everyone },
    'POST /api/v1/notifications/{id}/unread': { allowed: everyone, foreign: 404, unseen: everyone },
    'POST /api/v1/notifications/read-all': { allowed: everyone },
    'GET /api/v1/notifications/preferences': { allowed: everyone },
    'PATCH /api/v1/notifications/preferences': { allowed: everyone },
  },
  things: {
    '/api/v1/notifications/{id}': toldOwner,
  },
}

async function toldOwner({ app, asOwner, owner }: World): Promise<string> {
  const key = await apiKey(app, owner, 'write')
  await app.post('/api/v1/tasks', { key, json: { title: 'Roses', assignee_id: owner.member_id } })
  return (await app.get('/api/v1/notifications', asOwner)).body.items[0].id
}
