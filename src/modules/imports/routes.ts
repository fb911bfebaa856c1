import { Elysia, t } from 'elysia'
import type { Principal } from '../../access/principal.ts'
import type { Principals } from '../../access/principals.ts'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import { streamedAnswer } from '../../http/documented-answers.ts'
import { PageQuery } from '../../http/page.ts'
import { progressResponse } from '../../http/progress-response.ts'
import { Id } from '../../http/schema.ts'
import { whileAllowed } from '../auth/still-allowed.ts'
import { listImports, readImport } from './imports.ts'
import { Import, Imports, UndoLine } from './schema.ts'
import { undoImport } from './undo-import.ts'

const WITH_ID = t.Object({ id: Id })

export function importRoutes(context: Pick<Base, 'db' | 'clock' | 'cursors'> & { principals: Principals }) {
  const undo = (principal: Principal, id: string) =>
    whileAllowed(
      undoImport(context, principal.organization_id, id),
      context.principals.watch(principal, 'events.import'),
    )
  return new Elysia({ prefix: '/api/v1/imports', tags: ['Activity'] })
    .use(access)
    .get('', ({ query, principal }) => listImports(context, principal.organization_id, query), {
      requires: 'events.import',
      query: PageQuery,
      response: { 200: Imports },
      detail: { summary: 'The histories that were imported' },
    })
    .get('/:id', ({ params, principal }) => readImport(context, principal.organization_id, params.id), {
      requires: 'events.import',
      params: WITH_ID,
      response: { 200: Import },
      detail: { summary: 'An import, and what became of it' },
    })
    .delete(
      '/:id',
      ({ params, principal }) =>
        progressResponse(
          undo(principal, params.id),
          'Not all of it is taken out yet. Ask again: it goes on where it stopped.',
        ),
      {
        requires: 'events.import',
        streamsAnswer: true,
        params: WITH_ID,
        detail: {
          summary: 'Take an import back',
          description:
            'All events that it brought go, and with them what they added to any number. One that is still ' +
            'running ends. Answers with NDJSON: progress, then a last line with `done`. Interrupted, it goes ' +
            'on when it is asked again, or within minutes by itself.',
          responses: streamedAnswer('application/x-ndjson', UndoLine),
        },
      },
    )
}
