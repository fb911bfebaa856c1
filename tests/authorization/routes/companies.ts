import { type Declaration, readers, workers } from '../expectations.ts'

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/companies': { allowed: readers },
    'POST /api/v1/companies': { allowed: workers, json: { name: 'Roses' } },
    'GET /api/v1/companies/{id}': { allowed: readers, foreign: 404 },
    'PATCH /api/v1/companies/{id}': { allowed: workers, foreign: 404, notTheirs: ['member'] },
    'DELETE /api/v1/companies/{id}': { allowed: workers, foreign: 404, notTheirs: ['member'] },
  },
}
