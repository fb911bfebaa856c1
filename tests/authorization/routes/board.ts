import type { Declaration } from '../expectations.ts'

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/board/{slug}/jobs': { allowed: 'public' },
    'GET /api/v1/board/{slug}/jobs/{id}': { allowed: 'public' },
    'GET /api/v1/board/{slug}/company': { allowed: 'public' },
    'POST /api/v1/board/{slug}/jobs/{id}/applications': { allowed: 'public' },
  },
  things: {
    '/api/v1/board/{slug}': async ({ app, asOwner }) =>
      (await app.get('/api/v1/organization', asOwner)).body.slug,
    '/api/v1/board/{slug}/jobs/{id}': async ({ make }) =>
      (await make('/api/v1/jobs', { title: 'Roses', status: 'open' })).id,
  },
}
