import { Elysia } from 'elysia'
import type { Base } from '../../../base.ts'
import { access } from '../../../http/access.ts'
import { Content } from '../schema.ts'
import { compareRevisions, listRevisions, readRevision, restoreRevision } from './revisions.ts'
import {
  Comparison,
  ComparisonQuery,
  OfContent,
  RevisionParams,
  Revisions,
  RevisionsQuery,
  RevisionWithBody,
} from './schema.ts'

export function revisionRoutes(context: Pick<Base, 'db' | 'clock' | 'newId' | 'cursors'>) {
  return new Elysia({ prefix: '/api/v1/content/:id/revisions', tags: ['Knowledge'] })
    .use(access)
    .get('', ({ params, query, principal }) => listRevisions(context, principal, params.id, query), {
      requires: 'knowledge.read',
      params: OfContent,
      query: RevisionsQuery,
      response: { 200: Revisions },
      detail: {
        summary: 'The texts that content has had, the newest first',
        description: 'For its author and admins.',
      },
    })
    .get('/:number', ({ params, principal }) => readRevision(context, principal, placeOf(params)), {
      requires: 'knowledge.read',
      params: RevisionParams,
      response: { 200: RevisionWithBody },
      detail: { summary: 'A text that content has had' },
    })
    .get(
      '/:number/comparison',
      ({ params, query, principal }) => compareRevisions(context, principal, placeOf(params), query.with),
      {
        requires: 'knowledge.read',
        params: RevisionParams,
        query: ComparisonQuery,
        response: { 200: Comparison },
        detail: { summary: 'What has changed since, line by line' },
      },
    )
    .post(
      '/:number/restore',
      ({ params, principal }) => restoreRevision(context, principal, placeOf(params)),
      {
        requires: 'knowledge.write',
        versioned: true,
        params: RevisionParams,
        response: { 200: Content },
        detail: {
          summary: 'Bring a text back, as a new revision',
          description: 'What came between stays. Where it is the same already, nothing changes.',
        },
      },
    )
}

function placeOf({ id: content_id, number }: { id: string; number: number }) {
  return { content_id, number }
}
