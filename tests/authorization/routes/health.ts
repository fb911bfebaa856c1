import { type Declaration, everyone } from '../expectations.ts'

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/health': { allowed: 'public' },
    'GET /api/v1/health/live': { allowed: 'public' },
    'GET /api/v1/health/ready': { allowed: 'public' },
    'GET /api/v1/health/detailed': { allowed: everyone, instanceAdmin: true },
  },
}
