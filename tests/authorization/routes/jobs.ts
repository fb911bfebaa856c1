import { type Declaration, readers, workers } from '../expectations.ts'

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/jobs': { allowed: readers },
    'POST /api/v1/jobs': { allowed: workers, json: { title: 'Roses' } },
    'POST /api/v1/jobs/bulk': { allowed: workers },
    'PATCH /api/v1/jobs/bulk': { allowed: workers },
    'GET /api/v1/jobs/{id}': { allowed: readers, foreign: 404, unseen: ['viewer', 'member'] },
    'PATCH /api/v1/jobs/{id}': { allowed: workers, foreign: 404, unseen: ['member'] },
    'DELETE /api/v1/jobs/{id}': { allowed: workers, foreign: 404, unseen: ['member'] },
  },
}
