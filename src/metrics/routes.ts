import { Elysia } from 'elysia'
import type { Context } from '../context.ts'
import { access } from '../http/access.ts'
import { conditional } from '../http/conditional.ts'
import { problems } from '../http/problem.ts'
import { Dashboard, DashboardQuery } from './schema.ts'
import { serveDashboard } from './serve-dashboard.ts'

export function metricsRoutes(context: Pick<Context, 'db' | 'clock' | 'cache'>) {
  return new Elysia({ prefix: '/api/v1/metrics', tags: ['Metrics'] })
    .use(access)
    .get(
      '/dashboard',
      async ({ request, query, principal }) =>
        conditional(request, await serveDashboard(context, principal, query)),
      {
        requires: 'metrics.read',
        query: DashboardQuery,
        response: { 200: Dashboard, ...problems(401, 403, 422, 503) },
        detail: { summary: 'Everything at once', description: 'docs/metrics.md defines every number.' },
      },
    )
}
