import { type Declaration, readers, workers } from '../expectations.ts'

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/labels': { allowed: readers },
    'POST /api/v1/labels': {
      allowed: workers,
      json: () => ({ name: crypto.randomUUID(), color: '#2e7d32' }),
    },
    'GET /api/v1/labels/{id}': { allowed: readers, foreign: 404 },
    'PATCH /api/v1/labels/{id}': { allowed: workers, foreign: 404 },
    'DELETE /api/v1/labels/{id}': { allowed: workers, foreign: 404 },
  },
}
