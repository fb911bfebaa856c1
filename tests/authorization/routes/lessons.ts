import { aboveWork, type Declaration, readers, workers, writers } from '../expectations.ts'

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/content/{id}/progress': { allowed: readers, foreign: 404 },
    'GET /api/v1/lessons': { allowed: readers },
    'POST /api/v1/lessons': { allowed: workers, json: { title: 'Roses', status: 'published' } },
    'PUT /api/v1/lessons/order': { allowed: workers },
    'GET /api/v1/lessons/{id}': { allowed: readers, foreign: 404 },
    'PATCH /api/v1/lessons/{id}': { allowed: workers, foreign: 404, notTheirs: ['member'] },
    'DELETE /api/v1/lessons/{id}': { allowed: workers, foreign: 404, notTheirs: ['member'] },
    'GET /api/v1/lessons/{id}/comments': { allowed: readers, foreign: 404 },
    'POST /api/v1/lessons/{id}/comments': { allowed: workers, foreign: 404, json: { body: 'Thorns' } },
    'GET /api/v1/lessons/{id}/comments/{comment_id}': { allowed: readers, foreign: 404 },
    'PATCH /api/v1/lessons/{id}/comments/{comment_id}': {
      allowed: workers,
      foreign: 404,
      notTheirs: ['member', ...aboveWork],
      json: { body: 'Tulips' },
    },
    'DELETE /api/v1/lessons/{id}/comments/{comment_id}': {
      allowed: workers,
      foreign: 404,
      notTheirs: ['member'],
    },
    'POST /api/v1/lessons/{id}/completions': { allowed: writers, foreign: 404 },
  },
}
