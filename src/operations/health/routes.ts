import { Elysia, t } from 'elysia'
import { access } from '../../http/access.ts'
import { type HealthNeeds, readDetailedHealth } from './read-detailed-health.ts'
import { Readiness } from './readiness.ts'
import { DetailedHealth, Health } from './schema.ts'

export function healthRoutes(context: HealthNeeds) {
  const readiness = new Readiness(context)
  const time = () => new Date(context.clock.now()).toISOString()
  return new Elysia({ prefix: '/api/v1/health', tags: ['Operations'] })
    .use(access)
    .get('', () => readiness.check().then(() => ({ status: 'ok' as const, time: time() })), {
      public: true,
      unmeasured: true,
      response: { 200: Health },
      detail: {
        summary: 'The server works, and what time it has',
        description: 'The same as /health/ready. For an administrator, /health/detailed says more.',
      },
    })
    .get('/live', () => ({ status: 'ok' as const }), {
      public: true,
      selfContained: true,
      unmeasured: true,
      response: { 200: t.Object({ status: t.Literal('ok') }) },
      detail: {
        summary: 'The process answers',
        description: 'Touches nothing else.',
      },
    })
    .get('/ready', () => readiness.check().then(() => ({ status: 'ok' as const })), {
      public: true,
      unmeasured: true,
      response: { 200: t.Object({ status: t.Literal('ok') }) },
      detail: {
        summary: 'The process can serve: its database answers',
        description:
          'Asks the database, at most once a second. 503 while it is away, or its file is gone, or it is damaged; the process stays, and is ready again once the database is.',
      },
    })
    .get('/detailed', () => readDetailedHealth(context), {
      requires: 'instance.admin',
      unmeasured: true,
      response: { 200: DetailedHealth },
      detail: {
        summary: 'What those who run the instance want to know',
        description:
          'For all organizations. Each check has its state and its time; one that fails keeps no other from answering. rollup_drift should be 0 rows: the numbers equal a recount.',
      },
    })
}
