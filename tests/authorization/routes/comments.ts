import { aboveWork, type Declaration, readers, workers } from '../expectations.ts'

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/tasks/{id}/comments': { allowed: readers, foreign: 404, unseen: ['viewer', 'member'] },
    'POST /api/v1/tasks/{id}/comments': {
      allowed: workers,
      foreign: 404,
      unseen: ['member'],
      json: { body: 'Thorns' },
    },
    'GET /api/v1/tasks/{id}/comments/{comment_id}': {
      allowed: readers,
      foreign: 404,
      unseen: ['viewer', 'member'],
    },
    'PATCH /api/v1/tasks/{id}/comments/{comment_id}': {
      allowed: workers,
      foreign: 404,
      unseen: ['member'],
      notTheirs: aboveWork,
      json: { body: 'Tulips' },
    },
    'DELETE /api/v1/tasks/{id}/comments/{comment_id}': { allowed: workers, foreign: 404, unseen: ['member'] },
  },
}
