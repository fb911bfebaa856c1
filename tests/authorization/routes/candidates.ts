import { type Declaration, hirers, recruiters } from '../expectations.ts'
import { applicationIn, unusedAddress } from '../things.ts'

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/candidates': { allowed: recruiters },
    'POST /api/v1/candidates': {
      allowed: hirers,
      notTheirs: ['member'],
      json: () => ({ name: 'Somebody', email: unusedAddress() }),
    },
    'POST /api/v1/candidates/bulk': { allowed: hirers },
    'PATCH /api/v1/candidates/bulk': { allowed: hirers },
    'GET /api/v1/candidates/{id}': { allowed: recruiters, foreign: 404, unseen: ['viewer', 'member'] },
    'PATCH /api/v1/candidates/{id}': { allowed: hirers, foreign: 404, unseen: ['member'] },
    'DELETE /api/v1/candidates/{id}': { allowed: hirers, foreign: 404, notTheirs: ['member'] },
    'POST /api/v1/candidates/{id}/merge': {
      allowed: hirers,
      foreign: 404,
      notTheirs: ['member'],
      json: { candidate_id: 'none' },
    },
  },
  things: {
    '/api/v1/candidates/{id}': async (world) => (await applicationIn(world)).candidate.id,
  },
}
