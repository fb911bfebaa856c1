import { Elysia } from 'elysia'
import type { Base } from '../../../base.ts'
import { access } from '../../../http/access.ts'
import { keptAnswer } from '../../../http/documented-answers.ts'
import { exportHiring } from './export-hiring.ts'
import { HiringDashboard, HiringDashboardQuery, HiringExportRequest, hiringExportAnswers } from './schema.ts'
import { serveHiring } from './serve-hiring.ts'

export function hiringDashboardRoutes(context: Pick<Base, 'db' | 'clock' | 'cache'>) {
  return new Elysia({ prefix: '/api/v1/hiring', tags: ['Hiring'] })
    .use(access)
    .get('/dashboard', ({ query, principal }) => serveHiring(context, principal, query), {
      requires: 'hiring.read',
      limit: 'metrics.statistics',
      query: HiringDashboardQuery,
      detail: {
        summary: 'The funnel, and how long hiring takes',
        description:
          'Of applications that came in a range of local days, by job, source and month; of jobs that you own or review, and for admins of all.',
        responses: keptAnswer(HiringDashboard),
      },
    })
    .post('/export', ({ body, principal }) => exportHiring(context, principal, body), {
      requires: 'hiring.read',
      limit: 'metrics.export',
      streamsAnswer: true,
      body: HiringExportRequest,
      detail: {
        summary: 'Download the funnel',
        description: 'A row for each local month, job and source.',
        responses: hiringExportAnswers,
      },
    })
}
