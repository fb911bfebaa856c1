import { type Declaration, readers } from '../expectations.ts'

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/hiring/dashboard': { allowed: readers },
    'POST /api/v1/hiring/export': { allowed: readers, json: { format: 'json' } },
  },
}
