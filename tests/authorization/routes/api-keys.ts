import { adminSessions, type Declaration } from '../expectations.ts'

export const declaration: Declaration = {
  routes: {
    'POST /api/v1/api-keys': { allowed: adminSessions, json: { name: 'k', scopes: ['read'] } },
    'GET /api/v1/api-keys': { allowed: adminSessions },
    'DELETE /api/v1/api-keys/{id}': { allowed: adminSessions, foreign: 404 },
  },
}
