import { Elysia, t } from 'elysia'
import type { Principals } from '../access/principals.ts'
import type { Base } from '../base.ts'
import { access } from '../http/access.ts'
import { keptAnswer } from '../http/documented-answers.ts'
import { LongAnswers } from '../http/long-answers.ts'
import type { RequestMinutes } from '../operations/requests/request-minutes.ts'
import { ExportRequest, exportAnswers } from './export/schema.ts'
import { serveExport } from './export/serve-export.ts'
import { Cohorts, Lifecycle, PeriodsQuery } from './read/cohorts/schema.ts'
import { Dashboard, DashboardQuery } from './read/dashboard/schema.ts'
import { listDefinitions } from './read/definitions.ts'
import { invalidateCache } from './read/invalidate-cache.ts'
import { Notable, NotableQuery } from './read/notable/schema.ts'
import { serveActivity, serveActivityCounts } from './read/serve-activity.ts'
import { serveCohorts, serveLifecycle } from './read/serve-cohorts.ts'
import { serveDashboard } from './read/serve-dashboard.ts'
import { serveNotable } from './read/serve-notable.ts'
import { serveStatistics } from './read/serve-statistics.ts'
import { serveTrends } from './read/serve-trends.ts'
import { Statistics, StatisticsQuery } from './read/statistics/schema.ts'
import {
  Activity,
  ActivityCounts,
  ActivityCountsQuery,
  ActivityQuery,
  Definitions,
  Trends,
  TrendsQuery,
} from './schema.ts'

export function metricsRoutes(
  context: Pick<Base, 'db' | 'clock' | 'cache' | 'cursors'> & {
    requests: RequestMinutes
    principals: Principals
  },
) {
  const exports = new LongAnswers('exports', { together: 8, each: 4 })
  return new Elysia({ prefix: '/api/v1/metrics', tags: ['Metrics'] })
    .use(access)
    .get('/dashboard', ({ query, principal }) => serveDashboard(context, principal, query), {
      requires: 'metrics.read',
      limit: 'metrics.dashboard',
      direct: true,
      query: DashboardQuery,
      detail: {
        summary: 'Everything at once',
        description: 'docs/metrics.md defines every number.',
        responses: keptAnswer(Dashboard),
      },
    })
    .get('/trends', ({ query, principal }) => serveTrends(context, principal, query), {
      requires: 'metrics.read',
      limit: 'metrics.trends',
      query: TrendsQuery,
      detail: {
        summary: 'Day by day',
        description:
          'A value for each local day of a range. Rates and rolling counts of a day that has not ended are null.',
        responses: keptAnswer(Trends),
      },
    })
    .get('/statistics', ({ query, principal }) => serveStatistics(context, principal, query), {
      requires: 'metrics.read',
      limit: 'metrics.statistics',
      query: StatisticsQuery,
      detail: {
        summary: 'What a period was, and what may be said of it',
        description:
          'Compared with the period before; trend, weekdays, unusual days and a forecast, each null with its reason where the days cannot bear one.',
        responses: keptAnswer(Statistics),
      },
    })
    .get('/notable', ({ query, principal }) => serveNotable(context, principal, query), {
      requires: 'metrics.read',
      limit: 'metrics.statistics',
      query: NotableQuery,
      detail: {
        summary: 'What stands out',
        description:
          'Of all counts of a day: unusual days, shifts of level, changes of the last week beyond chance, and directions of 90 days.',
        responses: keptAnswer(Notable),
      },
    })
    .get('/cohorts', ({ query, principal }) => serveCohorts(context, principal, query), {
      requires: 'metrics.read',
      limit: 'metrics.cohorts',
      query: PeriodsQuery,
      detail: {
        summary: 'Who stays, by the week or month in which they began',
        description:
          'Retention in each later period, and in it or any later one (unbounded). Null until a period has ended.',
        responses: keptAnswer(Cohorts),
      },
    })
    .get('/lifecycle', ({ query, principal }) => serveLifecycle(context, principal, query), {
      requires: 'metrics.read',
      limit: 'metrics.cohorts',
      query: PeriodsQuery,
      detail: {
        summary: 'Who is new, returning, resurrected or dormant',
        description:
          'Of those active in a week or month: new began in it, returning were active in the one before, resurrected were not. Dormant were active in the one before and no longer.',
        responses: keptAnswer(Lifecycle),
      },
    })
    .get('/activity', ({ query, principal }) => serveActivity(context, principal, query), {
      requires: 'metrics.read',
      limit: 'metrics.activity',
      query: ActivityQuery,
      detail: {
        summary: 'The last 24 hours, or a local day',
        description: 'Of everybody or one person, and of every kind or one.',
        responses: keptAnswer(Activity),
      },
    })
    .get('/activity/counts', ({ query, principal }) => serveActivityCounts(context, principal, query), {
      requires: 'metrics.read',
      limit: 'metrics.activity',
      query: ActivityCountsQuery,
      detail: {
        summary: 'How much of it was of each kind, and by whom',
        description: 'The kinds of one person, or of everybody; the people who did one kind, or any.',
        responses: keptAnswer(ActivityCounts),
      },
    })
    .get('/definitions', () => ({ items: listDefinitions(), next_cursor: null }), {
      requires: 'metrics.read',
      response: { 200: Definitions },
      detail: { summary: 'What each number means' },
    })
    .post('/export', ({ body, principal }) => serveExport(context, principal, body, { exports }), {
      requires: 'metrics.read',
      limit: 'metrics.export',
      streamsAnswer: true,
      body: ExportRequest,
      detail: {
        summary: 'Download a range of days',
        description:
          'Streamed. A transfer that breaks off is not whole; X-Total-Rows says how many rows are to come. docs/export.md describes each format.',
        responses: exportAnswers,
      },
    })
    .post(
      '/invalidate-cache',
      async ({ principal, status }) => {
        await invalidateCache(context, principal)
        return status(204, undefined)
      },
      {
        requires: 'metrics.write',
        response: { 204: t.Void() },
        detail: { summary: 'Compute everything anew when it is asked for next' },
      },
    )
}
