import { Elysia, t } from 'elysia'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import {
  changeAssessment,
  createAssessment,
  deleteAssessment,
  listAssessments,
  readAnswers,
  readAssessment,
} from './assessments.ts'
import {
  Assessment,
  AssessmentChanges,
  Assessments,
  AssessmentsQuery,
  NewAssessment,
  OpenedAnswers,
} from './schema.ts'
import { readStatistics } from './statistics/read-statistics.ts'
import { AssessmentStatistics } from './statistics/schema.ts'

const ById = t.Object({ id: t.String() })

export function assessmentRoutes(context: Pick<Base, 'db' | 'clock' | 'newId' | 'cursors'>) {
  return new Elysia({ prefix: '/api/v1/assessments', tags: ['Knowledge'] })
    .use(access)
    .get('', ({ query, principal }) => listAssessments(context, principal, query), {
      requires: 'knowledge.read',
      query: AssessmentsQuery,
      response: { 200: Assessments },
      detail: {
        summary: 'The assessments that you may see',
        description:
          'What is published, where its lesson is open, and your own; admins and keys see all. Without questions.',
      },
    })
    .post(
      '',
      async ({ body, principal, status }) => status(201, await createAssessment(context, principal, body)),
      {
        requires: 'knowledge.write',
        versioned: true,
        body: NewAssessment,
        response: { 201: Assessment },
        detail: { summary: 'Make an assessment', description: 'It is yours unless you name another author.' },
      },
    )
    .get('/:id', ({ params, principal }) => readAssessment(context, principal, params.id), {
      requires: 'knowledge.read',
      versioned: true,
      params: ById,
      response: { 200: Assessment },
      detail: {
        summary: 'An assessment with its questions',
        description: 'What is right is told only to those who may change it.',
      },
    })
    .patch(
      '/:id',
      ({ params, body, principal, ifMatch }) =>
        changeAssessment(context, principal, params.id, body, ifMatch),
      {
        requires: 'knowledge.write',
        versioned: true,
        params: ById,
        body: AssessmentChanges,
        response: { 200: Assessment },
        detail: {
          summary: 'Change an assessment',
          description:
            'By its author or an admin. What is left out stays; questions are given whole. Whoever has begun ' +
            'goes on with those that they were asked. `answers_open` shows everybody what is right.',
        },
      },
    )
    .delete(
      '/:id',
      async ({ params, principal, ifMatch, status }) => {
        await deleteAssessment(context, principal, params.id, ifMatch)
        return status(204, undefined)
      },
      {
        requires: 'knowledge.write',
        versioned: true,
        params: ById,
        response: { 204: t.Void() },
        detail: { summary: 'Put an assessment into the trash', description: 'By its author or an admin.' },
      },
    )
    .get('/:id/answers', ({ params, principal }) => readAnswers(context, principal, params.id), {
      requires: 'knowledge.read',
      params: ById,
      response: { 200: OpenedAnswers },
      detail: { summary: 'What is right, once the author has opened it' },
    })
    .get('/:id/statistics', ({ params, principal }) => readStatistics(context, principal, params.id), {
      requires: 'knowledge.read',
      params: ById,
      response: { 200: AssessmentStatistics },
      detail: {
        summary: 'How an assessment and each of its questions go',
        description: 'For its author and admins.',
      },
    })
}
