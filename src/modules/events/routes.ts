import { Elysia, t } from 'elysia'
import { authorOf } from '../../access/authorship.ts'
import type { Principal } from '../../access/principal.ts'
import type { Principals } from '../../access/principals.ts'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import { streamedAnswer } from '../../http/documented-answers.ts'
import { LongAnswers } from '../../http/long-answers.ts'
import { progressResponse } from '../../http/progress-response.ts'
import { ExternalId } from '../../http/schema.ts'
import { whileAllowed } from '../auth/still-allowed.ts'
import { deleteEvent } from './delete-event.ts'
import { EventGroups } from './event-groups.ts'
import { importEvents } from './import-events.ts'
import { formatOf, historyOf } from './import-request.ts'
import { ingestEvents } from './ingest-events.ts'
import { EventOrEvents, ImportLine, ImportQuery, Ingested } from './schema.ts'

export function eventRoutes(context: Pick<Base, 'db' | 'clock' | 'newId'> & { principals: Principals }) {
  const groups = new EventGroups(context)
  const imports = new LongAnswers('imports', { together: 32, each: 16 })
  const importOf = (principal: Principal, request: Request, query: ImportQuery) => {
    const watch = context.principals.watch(principal, 'events.import')
    const sent = whileAllowed(historyOf(request), watch)
    const origin = { ...authorOf(principal), file_name: query.file_name ?? null }
    const format = formatOf(request, query)
    const taken = importEvents(context, principal.organization_id, sent, format, origin)
    return untilEnd(taken, imports.begin(principal))
  }
  return new Elysia({ prefix: '/api/v1/events', tags: ['Activity'] })
    .use(access)
    .post(
      '',
      ({ body, principal }) => ingestEvents(context, groups, principal, Array.isArray(body) ? body : [body]),
      {
        requires: 'events.write',
        limit: 'events.write',
        body: EventOrEvents,
        response: { 200: Ingested },
        detail: { summary: 'Report one event, or up to 1,000', description: 'Idempotent by `id`.' },
      },
    )
    .post(
      '/import',
      ({ request, query, principal }) =>
        progressResponse(
          importOf(principal, request, query),
          'The import stopped here. Send the file again: nothing is counted twice.',
        ),
      {
        requires: 'events.import',
        limit: 'events.import',
        streams: true,
        query: ImportQuery,
        detail: {
          summary: 'Import a history of any length',
          description:
            'CSV with the columns id, person, occurred_at and verb (or kind), as our own exports of activity ' +
            'have them, or NDJSON; gzip with Content-Encoding. Answers with NDJSON: progress, then a last line with `done`.',
          requestBody: { required: true, content: { 'text/csv': {}, 'application/x-ndjson': {} } },
          responses: streamedAnswer('application/x-ndjson', ImportLine),
        },
      },
    )
    .delete(
      '/:id',
      async ({ params, principal, status }) => {
        await deleteEvent(context, principal, params.id)
        return status(204, undefined)
      },
      {
        requires: 'events.delete',
        refuses: [404],
        params: t.Object({ id: ExternalId }),
        response: { 204: t.Void() },
        detail: { summary: 'Take an event back' },
      },
    )
}

/** Nobody else asks for the parts, and the first is asked for at once. */
async function* untilEnd<T>(parts: AsyncGenerator<T>, end: () => void): AsyncGenerator<T> {
  try {
    yield* parts
  } finally {
    end()
  }
}
