import { Elysia, t } from 'elysia'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import type { RequestMinutes } from '../requests/request-minutes.ts'
import { readDetailedHealth } from './read-detailed-health.ts'
import { Readiness } from './readiness.ts'
import { DetailedHealth } from './schema.ts'

export function healthRoutes(context: Pick<Base, 'db' | 'clock'> & { requests: RequestMinutes }) {
  const readiness = new Readiness(context)
  return new Elysia({ prefix: '/api/v1/health', tags: ['Operations'] })
    .use(access)
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
          'Asks the database. 503 while it is away, or its file is gone, or it is damaged; the process stays, and is ready again once the database is.',
      },
    })
    .get('/detailed', () => readDetailedHealth(context), {
      requires: 'instance.admin',
      unmeasured: true,
      response: { 200: DetailedHealth },
      detail: {
        summary: 'What those who run the instance want to know',
        description: 'For all organizations. rollup_drift should be 0 rows: the numbers equal a recount.',
      },
    })
}
