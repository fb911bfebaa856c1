import { type Declaration, everyone } from '../expectations.ts'

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/instance/organizations': { allowed: everyone, instanceAdmin: true },
    'PUT /api/v1/instance/organizations/{id}/plan': {
      allowed: everyone,
      instanceAdmin: true,
      json: { plan: 'free' },
    },
    'GET /api/v1/instance': { allowed: 'public' },
  },
  things: {
    '/api/v1/instance/organizations/{id}': ({ owner }) => owner.organization_id,
  },
}
