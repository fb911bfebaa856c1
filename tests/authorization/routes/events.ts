import { admins, type Declaration, writers } from '../expectations.ts'
import { NO_EVENTS } from '../things.ts'

export const declaration: Declaration = {
  routes: {
    'POST /api/v1/events': {
      allowed: writers,
      json: () => ({ id: crypto.randomUUID(), person: 'somebody', verb: 'did' }),
    },
    'POST /api/v1/events/import': { allowed: admins, body: NO_EVENTS },
    'DELETE /api/v1/events/{id}': { allowed: admins, foreign: 404 },
  },
  things: {
    '/api/v1/events/{id}': async ({ make }) => {
      const id = crypto.randomUUID()
      await make('/api/v1/events', { id, person: 'somebody', verb: 'did' })
      return id
    },
  },
}
