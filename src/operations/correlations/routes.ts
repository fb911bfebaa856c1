import { Elysia, t } from 'elysia'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import { Id } from '../../http/schema.ts'
import type { RecentLines } from '../logging/recent-lines.ts'
import type { RouteTimes } from '../monitoring/route-times.ts'
import { readCorrelation } from './read-correlation.ts'
import { Correlation } from './schema.ts'

export function correlationRoutes(
  context: Pick<Base, 'db' | 'config'> & { routeTimes: RouteTimes; recentLines: RecentLines },
) {
  return new Elysia({ prefix: '/api/v1/operations/correlations', tags: ['Operations'] })
    .use(access)
    .get('/:id', ({ params }) => readCorrelation(context, params.id), {
      requires: 'instance.admin',
      unmeasured: true,
      params: t.Object({ id: Id }),
      response: { 200: Correlation },
      detail: {
        summary: 'All that is known of a correlation id, in order',
        description:
          'Lines of the log, requests that were slow or failed, slow queries, runs of jobs, and entries of the audit log. What is in memory is that of the process which answers.',
      },
    })
}
