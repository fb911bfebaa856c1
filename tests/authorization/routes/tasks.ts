import { type Declaration, readers, workers } from '../expectations.ts'
import { formWith } from '../things.ts'

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/tasks': { allowed: readers },
    'POST /api/v1/tasks': { allowed: workers, json: { title: 'Roses' } },
    'GET /api/v1/tasks/labels': { allowed: readers },
    'GET /api/v1/tasks/export': { allowed: readers },
    'GET /api/v1/tasks/stats/counts': { allowed: readers },
    'GET /api/v1/tasks/stats/summary': { allowed: readers },
    'POST /api/v1/tasks/bulk': { allowed: workers },
    'POST /api/v1/tasks/import': { allowed: workers, file: 'title\nRoses' },
    'PATCH /api/v1/tasks/bulk': { allowed: workers },
    'POST /api/v1/tasks/bulk-delete': { allowed: workers },
    'GET /api/v1/tasks/{id}': { allowed: readers, foreign: 404, unseen: ['viewer', 'member'] },
    'PATCH /api/v1/tasks/{id}': { allowed: workers, foreign: 404, unseen: ['member'] },
    'DELETE /api/v1/tasks/{id}': { allowed: workers, foreign: 404, unseen: ['member'] },
    'GET /api/v1/tasks/{id}/statuses': { allowed: readers, foreign: 404, unseen: ['viewer', 'member'] },
    'GET /api/v1/tasks/{id}/shares': { allowed: readers, foreign: 404, unseen: ['viewer', 'member'] },
    'GET /api/v1/tasks/{id}/files': { allowed: readers, foreign: 404, unseen: ['viewer', 'member'] },
    'POST /api/v1/tasks/{id}/files': { allowed: workers, foreign: 404, unseen: ['member'], file: 'Roses' },
    'GET /api/v1/tasks/{id}/files/{file_id}': {
      allowed: readers,
      foreign: 404,
      unseen: ['viewer', 'member'],
    },
    'GET /api/v1/tasks/{id}/files/{file_id}/content': {
      allowed: readers,
      foreign: 404,
      unseen: ['viewer', 'member'],
    },
    'DELETE /api/v1/tasks/{id}/files/{file_id}': { allowed: workers, foreign: 404, unseen: ['member'] },
    'PUT /api/v1/tasks/{id}/shares/{kind}/{subject_id}': {
      allowed: workers,
      foreign: 404,
      unseen: ['member'],
      json: { permission: 'view' },
    },
    'DELETE /api/v1/tasks/{id}/shares/{kind}/{subject_id}': {
      allowed: workers,
      foreign: 404,
      unseen: ['member'],
    },
  },
  things: {
    '/api/v1/tasks/{id}/files/{file_id}': async ({ app, asOwner }, at) => {
      const { body } = await app.post(at, { ...asOwner, body: formWith('Roses') })
      return body.items[0].id
    },
    '/api/v1/tasks/{id}/shares/{kind}': () => 'members',
    '/api/v1/tasks/{id}/shares/{kind}/{subject_id}': async ({ app, asOwner, addMember }, at) => {
      const { id } = await addMember('viewer')
      await app.put(`${at}/${id}`, { ...asOwner, json: { permission: 'view' } })
      return id
    },
  },
}
