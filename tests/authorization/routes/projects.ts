import { aboveWork, type Declaration, readers, workers } from '../expectations.ts'

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/projects': { allowed: readers },
    'GET /api/v1/projects/stats/summary': { allowed: readers },
    'POST /api/v1/projects': { allowed: workers, json: { name: 'Roses' } },
    'GET /api/v1/projects/{id}': { allowed: readers, foreign: 404 },
    'GET /api/v1/projects/{id}/stats/weeks': { allowed: readers, foreign: 404 },
    'PATCH /api/v1/projects/{id}': { allowed: workers, foreign: 404 },
    'DELETE /api/v1/projects/{id}': { allowed: aboveWork, foreign: 404 },
  },
}
