import { type Declaration, readers } from '../expectations.ts'

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/live': { allowed: readers },
  },
}
