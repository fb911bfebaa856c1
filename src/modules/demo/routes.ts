import { Elysia } from 'elysia'
import { access } from '../../http/access.ts'
import { streamedAnswer } from '../../http/documented-answers.ts'
import { requestInfo } from '../../http/request-info.ts'
import { DEMO_TEAMS, makeDemo, readDemo, removeDemo } from './demo.ts'
import type { DemoNeeds } from './past.ts'
import { progressLines } from './progress-lines.ts'
import { Demo, MakeDemo, MakingLine, RemovingLine } from './schema.ts'
import { assertMayMakeDemo } from './who-may.ts'

export function demoRoutes(context: DemoNeeds) {
  return new Elysia({ prefix: '/api/v1/instance/demo', tags: ['Operations'] })
    .use(access)
    .get('', () => readDemo(context), {
      requires: 'instance.admin',
      response: { 200: Demo },
      detail: { summary: 'What there is of the demo' },
    })
    .post(
      '',
      async ({ body: { teams = DEMO_TEAMS }, request }) => {
        await assertMayMakeDemo(context, requestInfo(request)?.caller?.principal ?? null)
        return progressLines(async (show) => ({ ...(await makeDemo(context, teams, show)) }))
      },
      {
        public: true,
        refuses: [401, 403, 409],
        limit: 'instance.demo',
        streamsAnswer: true,
        body: MakeDemo,
        detail: {
          summary: 'Make the demo',
          description:
            'Five organizations with everything that teams have, until now, and an account that owns them. ' +
            'For administrators of the instance, and for anybody while there is none. Answers with NDJSON: ' +
            'progress, then a last line with `done` and the password. What is there stays as it is.',
          responses: streamedAnswer('application/x-ndjson', MakingLine),
        },
      },
    )
    .delete('', () => progressLines(async (show) => ({ removed: await removeDemo(context, show) })), {
      requires: 'instance.admin',
      refuses: [409],
      limit: 'instance.demo',
      streamsAnswer: true,
      detail: {
        summary: 'Remove the demo',
        description:
          'Its organizations with everything in them, and the accounts that it has made. Nothing else is touched. ' +
          'Answers with NDJSON: progress, then a last line with `done`.',
        responses: streamedAnswer('application/x-ndjson', RemovingLine),
      },
    })
}
