import { Elysia } from 'elysia'
import type { Base } from '../../../base.ts'
import { access } from '../../../http/access.ts'
import { keptAnswer } from '../../../http/documented-answers.ts'
import type { Mailer } from '../../../operations/mailer.ts'
import type { StoredFiles } from '../../files/stored-files.ts'
import { apply } from './apply.ts'
import { Boards } from './boards.ts'
import {
  Board,
  BoardForm,
  BoardJobDetail,
  BoardJobs,
  BoardJobsQuery,
  OfBoard,
  OfBoardJob,
  Received,
} from './schema.ts'
import { serveCompany, serveJob, serveJobs } from './serve-board.ts'

type Needs = Pick<Base, 'config' | 'db' | 'clock' | 'newId' | 'cache' | 'cursors'> & {
  mailer: Mailer
  files: StoredFiles
}

export function boardRoutes(base: Needs) {
  const context = { ...base, boards: new Boards(base) }
  return new Elysia({ prefix: '/api/v1/board/:slug', tags: ['Hiring'] })
    .use(access)
    .get('/jobs', ({ params, query }) => serveJobs(context, params.slug, query), {
      public: true,
      limit: 'board.jobs',
      direct: true,
      refuses: [404],
      params: OfBoard,
      query: BoardJobsQuery,
      detail: {
        summary: 'The jobs of an organization that are open',
        description: 'For everybody, the newest first. Kept for a minute.',
        responses: keptAnswer(BoardJobs),
      },
    })
    .get('/jobs/:id', ({ params }) => serveJob(context, params.slug, params.id), {
      public: true,
      limit: 'board.job',
      direct: true,
      params: OfBoardJob,
      detail: {
        summary: 'A job that is open, and what is asked of those who apply',
        description: 'For everybody. Kept for five minutes.',
        responses: keptAnswer(BoardJobDetail),
      },
    })
    .get('/company', ({ params }) => serveCompany(context, params.slug), {
      public: true,
      limit: 'board.jobs',
      direct: true,
      refuses: [404],
      params: OfBoard,
      detail: {
        summary: 'Whose board it is, and the companies that have jobs on it',
        description: 'For everybody. Kept for ten minutes.',
        responses: keptAnswer(Board),
      },
    })
    .post(
      '/jobs/:id/applications',
      async ({ params, body, status }) => status(202, await apply(context, params.slug, params.id, body)),
      {
        public: true,
        limit: 'board.apply',
        takesFiles: ['answers', 'consent'],
        refuses: [507],
        params: OfBoardJob,
        body: BoardForm,
        response: { 202: Received },
        detail: {
          summary: 'Apply for a job',
          description:
            'For everybody, and harmless to send again: of one address for one job one application goes on. ' +
            'The answer is the same whether the address is known or not. With files it is a form, in which `answers` and `consent` are JSON.',
        },
      },
    )
}
