import { Elysia, t } from 'elysia'
import { access } from '../../http/access.ts'

export function healthRoutes() {
  return new Elysia({ prefix: '/api/v1/health', tags: ['Operations'] })
    .use(access)
    .get('/live', () => ({ status: 'ok' as const }), {
      public: true,
      unmeasured: true,
      response: { 200: t.Object({ status: t.Literal('ok') }) },
      detail: {
        summary: 'The process answers',
        description: 'Touches nothing else: see /health/ready for that.',
      },
    })
}
