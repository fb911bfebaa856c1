import { Elysia } from 'elysia'
import type { Context } from '../context.ts'
import { access } from '../http/access.ts'
import { documentedAnswers } from '../http/problem.ts'
import { Dashboard, DashboardQuery } from './schema.ts'
import { serveDashboard } from './serve-dashboard.ts'

export function metricsRoutes(context: Pick<Context, 'db' | 'clock' | 'cache'>) {
  return new Elysia({ prefix: '/api/v1/metrics', tags: ['Metrics'] })
    .use(access)
    .get('/dashboard', ({ query, principal }) => serveDashboard(context, principal, query), {
      requires: 'metrics.read',
      limit: 'metrics.dashboard',
      query: DashboardQuery,
      detail: {
        summary: 'Everything at once',
        description: 'docs/metrics.md defines every number.',
        responses: documentedAnswers('application/json', Dashboard, 401, 403, 422, 429, 503),
      },
    })
}
