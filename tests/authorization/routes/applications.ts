import { type Declaration, hirers, recruiters, starters } from '../expectations.ts'
import { applicationIn, formWith } from '../things.ts'

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/applications': { allowed: recruiters },
    'POST /api/v1/applications': { allowed: hirers },
    'POST /api/v1/applications/bulk': { allowed: hirers },
    'PATCH /api/v1/applications/bulk': { allowed: hirers },
    'GET /api/v1/applications/{id}': { allowed: recruiters, foreign: 404, unseen: ['viewer', 'member'] },
    'PATCH /api/v1/applications/{id}': { allowed: hirers, foreign: 404, unseen: ['member'] },
    'DELETE /api/v1/applications/{id}': { allowed: hirers, foreign: 404, unseen: ['member'] },
    'GET /api/v1/applications/{id}/stages': {
      allowed: recruiters,
      foreign: 404,
      unseen: ['viewer', 'member'],
    },
    'GET /api/v1/applications/{id}/notes': {
      allowed: recruiters,
      foreign: 404,
      unseen: ['viewer', 'member'],
    },
    'POST /api/v1/applications/{id}/notes': {
      allowed: hirers,
      foreign: 404,
      unseen: ['member'],
      json: { body: 'Thorns' },
    },
    'GET /api/v1/applications/{id}/notes/{note_id}': {
      allowed: recruiters,
      foreign: 404,
      unseen: ['viewer', 'member'],
    },
    'PATCH /api/v1/applications/{id}/notes/{note_id}': {
      allowed: hirers,
      foreign: 404,
      unseen: ['member'],
      notTheirs: ['admin', 'owner', 'key: admin'],
      json: { body: 'Tulips' },
    },
    'DELETE /api/v1/applications/{id}/notes/{note_id}': { allowed: hirers, foreign: 404, unseen: ['member'] },
    'GET /api/v1/applications/{id}/files': {
      allowed: recruiters,
      foreign: 404,
      unseen: ['viewer', 'member'],
    },
    'POST /api/v1/applications/{id}/files': {
      allowed: hirers,
      foreign: 404,
      unseen: ['member'],
      file: 'Roses',
    },
    'GET /api/v1/applications/{id}/files/{file_id}': {
      allowed: recruiters,
      foreign: 404,
      unseen: ['viewer', 'member'],
    },
    'GET /api/v1/applications/{id}/files/{file_id}/content': {
      allowed: recruiters,
      foreign: 404,
      unseen: ['viewer', 'member'],
    },
    'DELETE /api/v1/applications/{id}/files/{file_id}': { allowed: hirers, foreign: 404, unseen: ['member'] },
    'GET /api/v1/applications/{id}/ratings': {
      allowed: recruiters,
      foreign: 404,
      unseen: ['viewer', 'member'],
    },
    'PUT /api/v1/applications/{id}/rating': {
      allowed: starters,
      foreign: 404,
      unseen: ['member'],
      json: { score: 3 },
    },
    'DELETE /api/v1/applications/{id}/rating': {
      allowed: starters,
      foreign: 404,
      unseen: starters,
    },
  },
  things: {
    '/api/v1/applications/{id}': async (world) => (await applicationIn(world)).id,
    '/api/v1/applications/{id}/files/{file_id}': async ({ app, asOwner }, at) => {
      const { body } = await app.post(at, { ...asOwner, body: formWith('Roses') })
      return body.items[0].id
    },
  },
}
