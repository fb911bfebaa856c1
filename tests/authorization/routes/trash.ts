import { type Declaration, workers } from '../expectations.ts'

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/trash': { allowed: workers },
    'POST /api/v1/trash/bulk-restore': { allowed: workers },
    'POST /api/v1/trash/{id}/restore': { allowed: workers, foreign: 404, unseen: ['member'] },
    'DELETE /api/v1/trash/{id}': { allowed: workers, foreign: 404, unseen: ['member'] },
  },
  things: {
    '/api/v1/trash/{id}': async ({ app, asOwner, make }) => {
      const { id } = await make('/api/v1/projects', { name: 'Roses' })
      await app.delete(`/api/v1/projects/${id}`, asOwner)
      return id
    },
  },
}
