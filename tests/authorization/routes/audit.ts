import { admins, type Declaration } from '../expectations.ts'

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/audit': { allowed: admins },
    'GET /api/v1/audit/export': { allowed: admins },
  },
}
