import { type Declaration, writers } from '../expectations.ts'

export const declaration: Declaration = {
  routes: {
    'PUT /api/v1/people/{external_id}': { allowed: writers, foreign: 'own', json: { name: 'Somebody' } },
  },
  things: {
    '/api/v1/people/{external_id}': () => 'somebody',
  },
}
