import { admins, type Declaration, everyone, readers } from '../expectations.ts'

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/members': { allowed: readers },
    'GET /api/v1/members/{id}': { allowed: readers, foreign: 404 },
    'PATCH /api/v1/members/{id}': { allowed: admins, foreign: 404, json: { role: 'viewer' } },
    'DELETE /api/v1/members/{id}': { allowed: admins, foreign: 404 },
    'POST /api/v1/members/leave': { allowed: everyone, spendsCaller: true },
  },
  things: {
    '/api/v1/members/{id}': async ({ addMember }) => (await addMember('viewer')).id,
  },
}
