import { aboveWork, type Declaration, learners, readers, workers } from '../expectations.ts'

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/content': { allowed: readers },
    'POST /api/v1/content': { allowed: workers, json: { title: 'Roses', status: 'published' } },
    'POST /api/v1/content/bulk': { allowed: workers },
    'POST /api/v1/content/preview': { allowed: workers, json: { body: '# Roses' } },
    'PATCH /api/v1/content/bulk': { allowed: workers },
    'GET /api/v1/content/by-slug/{slug}': { allowed: readers, foreign: 404 },
    'GET /api/v1/content/{id}': { allowed: readers, foreign: 404 },
    'PATCH /api/v1/content/{id}': { allowed: workers, foreign: 404, notTheirs: ['member'] },
    'DELETE /api/v1/content/{id}': { allowed: workers, foreign: 404, notTheirs: ['member'] },
    'GET /api/v1/content/{id}/comments': { allowed: readers, foreign: 404 },
    'POST /api/v1/content/{id}/comments': { allowed: workers, foreign: 404, json: { body: 'Thorns' } },
    'GET /api/v1/content/{id}/comments/{comment_id}': { allowed: readers, foreign: 404 },
    'PATCH /api/v1/content/{id}/comments/{comment_id}': {
      allowed: workers,
      foreign: 404,
      notTheirs: ['member', ...aboveWork],
      json: { body: 'Tulips' },
    },
    'DELETE /api/v1/content/{id}/comments/{comment_id}': {
      allowed: workers,
      foreign: 404,
      notTheirs: ['member'],
    },
    'GET /api/v1/content/{id}/revisions': { allowed: readers, foreign: 404, notTheirs: learners },
    'GET /api/v1/content/{id}/revisions/{number}': { allowed: readers, foreign: 404, notTheirs: learners },
    'GET /api/v1/content/{id}/revisions/{number}/comparison': {
      allowed: readers,
      foreign: 404,
      notTheirs: learners,
    },
    'POST /api/v1/content/{id}/revisions/{number}/restore': {
      allowed: workers,
      foreign: 404,
      notTheirs: ['member'],
    },
    'GET /api/v1/content/{id}/generations': { allowed: readers, foreign: 404, notTheirs: learners },
    'POST /api/v1/content/{id}/generations': {
      allowed: workers,
      foreign: 404,
      notTheirs: ['member'],
      json: { started_at: '2026-11-20T12:00:00Z' },
    },
    'PATCH /api/v1/content/{id}/generations/{generation_id}': {
      allowed: workers,
      foreign: 404,
      notTheirs: ['member'],
      json: { finished_at: '2026-11-20T12:00:00Z', ok: true },
    },
  },
  things: {
    '/api/v1/content/{id}/revisions/{number}': () => '1',
    '/api/v1/content/by-slug/{slug}': async ({ make }) =>
      (await make('/api/v1/content', { title: 'Roses', status: 'published' })).slug,
  },
}
