import { Elysia, t } from 'elysia'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import { PageQuery } from '../../http/page.ts'
import { correlationIdOf } from '../../http/request-info.ts'
import { ExternalId } from '../../http/schema.ts'
import type { CronJobs } from '../../jobs/cron.ts'
import { listJobRuns, readJobs } from './read-jobs.ts'
import { runJob } from './run-job.ts'
import { ScheduledJobRun, ScheduledJobRuns, ScheduledJobs } from './schema.ts'

const WITH_NAME = t.Object({ name: ExternalId })
const RunsQuery = t.Omit(PageQuery, ['count', 'sort'])

export function scheduledJobRoutes(
  context: Pick<Base, 'db' | 'clock' | 'newId' | 'cursors'> & { cron: CronJobs },
) {
  return new Elysia({ prefix: '/api/v1/operations/jobs', tags: ['Operations'] })
    .use(access)
    .get('', () => readJobs(context), {
      requires: 'instance.admin',
      response: { 200: ScheduledJobs },
      detail: { summary: 'The jobs: what each did last, and when it runs next' },
    })
    .get('/:name/runs', ({ params, query }) => listJobRuns(context, params.name, query), {
      requires: 'instance.admin',
      refuses: [404],
      params: WITH_NAME,
      query: RunsQuery,
      response: { 200: ScheduledJobRuns },
      detail: { summary: 'The runs of a job in the last 30 days, the newest first' },
    })
    .post(
      '/:name/run',
      async ({ params, request, status }) =>
        status(202, await runJob(context, params.name, correlationIdOf(request))),
      {
        requires: 'instance.admin',
        refuses: [404, 409],
        params: WITH_NAME,
        response: { 202: ScheduledJobRun },
        detail: {
          summary: 'Run a job now',
          description: 'Answered when it has begun. 409 while it runs, in whatever process.',
        },
      },
    )
}
