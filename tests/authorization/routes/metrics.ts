import { admins, type Declaration, readers } from '../expectations.ts'

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/metrics/activity': { allowed: readers },
    'GET /api/v1/metrics/activity/counts': { allowed: readers },
    'GET /api/v1/metrics/statistics': { allowed: readers },
    'GET /api/v1/metrics/notable': { allowed: readers },
    'GET /api/v1/metrics/trends': { allowed: readers },
    'GET /api/v1/metrics/cohorts': { allowed: readers },
    'GET /api/v1/metrics/lifecycle': { allowed: readers },
    'GET /api/v1/metrics/definitions': { allowed: readers },
    'POST /api/v1/metrics/export': { allowed: readers, json: { format: 'json', date_range: '7d' } },
    'POST /api/v1/metrics/invalidate-cache': { allowed: admins },
    'GET /api/v1/metrics/dashboard': { allowed: readers },
    'GET /api/v1/metrics/alerts': { allowed: readers },
    'POST /api/v1/metrics/alerts': {
      allowed: admins,
      json: { name: 'Few', metric: 'sessions', condition: { kind: 'below', threshold: 1 } },
    },
    'GET /api/v1/metrics/alerts/firings': { allowed: readers },
    'POST /api/v1/metrics/alerts/preview': {
      allowed: readers,
      json: { metric: 'sessions', condition: { kind: 'below', threshold: 1 } },
    },
    'GET /api/v1/metrics/alerts/{id}': { allowed: readers, foreign: 404 },
    'PATCH /api/v1/metrics/alerts/{id}': { allowed: admins, foreign: 404 },
    'DELETE /api/v1/metrics/alerts/{id}': { allowed: admins, foreign: 404 },
  },
}
