import { aboveWork, type Declaration, readers, workers } from '../expectations.ts'
import { takenIn } from '../things.ts'

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/teams': { allowed: readers },
    'POST /api/v1/teams': { allowed: workers, json: { name: 'Roses' } },
    'GET /api/v1/teams/{id}': { allowed: readers, foreign: 404 },
    'PATCH /api/v1/teams/{id}': { allowed: aboveWork, foreign: 404 },
    'DELETE /api/v1/teams/{id}': { allowed: aboveWork, foreign: 404 },
    'GET /api/v1/teams/{id}/members': { allowed: readers, foreign: 404 },
    'PUT /api/v1/teams/{id}/members/{member_id}': {
      allowed: aboveWork,
      foreign: 404,
      json: { role: 'member' },
    },
    'DELETE /api/v1/teams/{id}/members/{member_id}': { allowed: aboveWork, foreign: 404 },
  },
  things: {
    '/api/v1/teams/{id}/members/{member_id}': takenIn,
  },
}
