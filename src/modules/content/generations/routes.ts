import { Elysia } from 'elysia'
import type { Base } from '../../../base.ts'
import { access } from '../../../http/access.ts'
import { PageQuery } from '../../../http/page.ts'
import { OfContent } from '../revisions/schema.ts'
import { finishGeneration, listGenerations, startGeneration } from './generations.ts'
import { FinishedGeneration, Generation, GenerationParams, Generations, NewGeneration } from './schema.ts'

export function generationRoutes(context: Pick<Base, 'db' | 'clock' | 'newId' | 'cursors'>) {
  return new Elysia({ prefix: '/api/v1/content/:id/generations', tags: ['Knowledge'] })
    .use(access)
    .get('', ({ params, query, principal }) => listGenerations(context, principal, params.id, query), {
      requires: 'knowledge.read',
      params: OfContent,
      query: PageQuery,
      response: { 200: Generations },
      detail: { summary: 'How content was made by a model', description: 'For its author and admins.' },
    })
    .post(
      '',
      async ({ params, body, principal, status }) =>
        status(201, await startGeneration(context, principal, params.id, body)),
      {
        requires: 'knowledge.write',
        params: OfContent,
        body: NewGeneration,
        response: { 201: Generation },
        detail: { summary: 'Say that a model has begun to write' },
      },
    )
    .patch(
      '/:generation_id',
      ({ params, body, principal }) =>
        finishGeneration(context, principal, { content_id: params.id, id: params.generation_id }, body),
      {
        requires: 'knowledge.write',
        params: GenerationParams,
        body: FinishedGeneration,
        response: { 200: Generation },
        refuses: [409],
        detail: {
          summary: 'Say that it has finished, and whether a text came of it',
          description:
            'Once: from then on it counts in avg_generation_time, on the day on which it finished.',
        },
      },
    )
}
