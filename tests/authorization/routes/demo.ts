import { type Declaration, everyone } from '../expectations.ts'

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/instance/demo': { allowed: everyone, instanceAdmin: true },
    'POST /api/v1/instance/demo': { allowed: everyone, instanceAdmin: true, whileUnclaimed: true },
    'DELETE /api/v1/instance/demo': { allowed: everyone, instanceAdmin: true },
  },
}
