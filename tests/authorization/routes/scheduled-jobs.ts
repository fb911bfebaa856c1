import { type Declaration, everyone } from '../expectations.ts'

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/operations/jobs': { allowed: everyone, instanceAdmin: true },
    'GET /api/v1/operations/jobs/{name}/runs': { allowed: everyone, instanceAdmin: true },
    'POST /api/v1/operations/jobs/{name}/run': { allowed: everyone, instanceAdmin: true },
  },
  things: {
    '/api/v1/operations/jobs/{name}': () => 'undo_imports',
  },
}
