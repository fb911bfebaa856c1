import { admins, type Declaration, everyone, readers } from '../expectations.ts'

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/organization': { allowed: readers },
    'PATCH /api/v1/organization': { allowed: admins, json: { name: 'owner’s' } },
    'GET /api/v1/organizations': { allowed: everyone },
  },
}
