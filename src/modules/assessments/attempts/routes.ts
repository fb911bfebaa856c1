import { Elysia, t } from 'elysia'
import type { Base } from '../../../base.ts'
import { access } from '../../../http/access.ts'
import { readAttempt, saveAnswers, startAttempt, submitAttempt } from './attempts.ts'
import { listAttempts, readScores } from './list-attempts.ts'
import {
  Attempt,
  Attempts,
  AttemptsQuery,
  GivenAnswers,
  NewAttempt,
  Scores,
  SubmittedAnswers,
  SubmittedAttempt,
} from './schema.ts'

const ById = t.Object({ id: t.String() })
type Needs = Pick<Base, 'db' | 'clock' | 'newId' | 'cursors'>

/** Of an assessment. */
export function attemptsRoutes(context: Needs) {
  return new Elysia({ prefix: '/api/v1/assessments/:id', tags: ['Knowledge'] })
    .use(access)
    .get('/attempts', ({ params, query, principal }) => listAttempts(context, principal, params.id, query), {
      requires: 'knowledge.read',
      params: ById,
      query: AttemptsQuery,
      response: { 200: Attempts },
      detail: {
        summary: 'Your attempts at an assessment',
        description: "Everybody's for its author, admins and keys.",
      },
    })
    .post(
      '/attempts',
      async ({ params, body, principal, status }) =>
        status(201, await startAttempt(context, principal, params.id, body ?? {})),
      {
        requires: 'knowledge.learn',
        params: ById,
        body: t.Optional(NewAttempt),
        response: { 201: Attempt },
        refuses: [409],
        detail: {
          summary: 'Begin an attempt',
          description:
            'Each one counts, submitted or not. The time runs by the clock of the server until `ends_at`.',
        },
      },
    )
    .get(
      '/scores',
      ({ params, query, principal }) => readScores(context, principal, params.id, query.person),
      {
        requires: 'knowledge.read',
        params: ById,
        query: t.Object({ person: AttemptsQuery.properties.person }),
        response: { 200: Scores },
        detail: {
          summary: 'Your first, last and best score',
          description: "Somebody else's for its author, admins and keys.",
        },
      },
    )
}

export function attemptRoutes(context: Needs) {
  return new Elysia({ prefix: '/api/v1/attempts/:id', tags: ['Knowledge'] })
    .use(access)
    .get('', ({ params, principal }) => readAttempt(context, principal, params.id), {
      requires: 'knowledge.learn',
      params: ById,
      response: { 200: Attempt },
      detail: { summary: 'An attempt of yours, with its questions and what was saved' },
    })
    .put(
      '/answers',
      ({ params, body, principal }) => saveAnswers(context, principal, params.id, body.answers),
      {
        requires: 'knowledge.learn',
        params: ById,
        body: GivenAnswers,
        response: { 200: Attempt },
        refuses: [409],
        detail: {
          summary: 'Save answers',
          description: 'Those to other questions stay. One that says nothing takes back what was saved.',
        },
      },
    )
    .post(
      '/submit',
      ({ params, body, principal }) => submitAttempt(context, principal, params.id, body?.answers ?? []),
      {
        requires: 'knowledge.learn',
        params: ById,
        body: t.Optional(SubmittedAnswers),
        response: { 200: SubmittedAttempt },
        refuses: [409],
        detail: {
          summary: 'Submit an attempt, and have it graded',
          description:
            'Of what was saved and is given now. After its end answers are refused; without any, what was saved ' +
            'in time is graded.',
        },
      },
    )
}
