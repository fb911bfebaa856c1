import { type Declaration, learners, readers, workers, writers } from '../expectations.ts'

const ASSESSMENT = {
  title: 'Roses',
  status: 'published',
  questions: [{ kind: 'text', prompt: 'Which?', answers: ['this'] }],
}

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/assessments': { allowed: readers },
    'POST /api/v1/assessments': { allowed: workers, json: ASSESSMENT },
    'GET /api/v1/assessments/{id}': { allowed: readers, foreign: 404 },
    'PATCH /api/v1/assessments/{id}': { allowed: workers, foreign: 404, notTheirs: ['member'] },
    'DELETE /api/v1/assessments/{id}': { allowed: workers, foreign: 404, notTheirs: ['member'] },
    'GET /api/v1/assessments/{id}/answers': { allowed: readers, foreign: 404, notTheirs: learners },
    'GET /api/v1/assessments/{id}/statistics': { allowed: readers, foreign: 404, notTheirs: learners },
    'GET /api/v1/assessments/{id}/attempts': { allowed: readers, foreign: 404 },
    'POST /api/v1/assessments/{id}/attempts': { allowed: writers, foreign: 404 },
    'GET /api/v1/assessments/{id}/scores': { allowed: readers, foreign: 404 },
    'GET /api/v1/attempts/{id}': { allowed: writers, foreign: 404, unseen: ['member', 'admin', 'owner'] },
    'PUT /api/v1/attempts/{id}/answers': {
      allowed: writers,
      foreign: 404,
      unseen: ['member', 'admin', 'owner'],
      json: { answers: [] },
    },
    'POST /api/v1/attempts/{id}/submit': {
      allowed: writers,
      foreign: 404,
      unseen: ['member', 'admin', 'owner'],
      json: { answers: [] },
    },
  },
  things: {
    '/api/v1/attempts/{id}': async ({ make }) => {
      const { id } = await make('/api/v1/assessments', ASSESSMENT)
      return (await make(`/api/v1/assessments/${id}/attempts`)).id
    },
  },
}
