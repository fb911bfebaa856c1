import { admins, type Declaration } from '../expectations.ts'
import { NO_EVENTS } from '../things.ts'

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/imports': { allowed: admins },
    'GET /api/v1/imports/{id}': { allowed: admins, foreign: 404 },
    'DELETE /api/v1/imports/{id}': { allowed: admins, foreign: 404 },
  },
  things: {
    '/api/v1/imports/{id}': async ({ app, asOwner }) => {
      const { text } = await app.post('/api/v1/events/import', { ...asOwner, body: NO_EVENTS })
      return JSON.parse(text.split('\n')[0] ?? '').import_id
    },
  },
}
