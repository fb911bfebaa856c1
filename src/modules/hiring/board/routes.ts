import { Elysia } from 'elysia'
import type { Base } from '../../../base.ts'
import { access } from '../../../http/access.ts'
import { keptAnswer } from '../../../http/documented-answers.ts'
import type { Mailer } from '../../../operations/mailer.ts'
import type { StoredFiles } from '../applications/files/stored-files.ts'
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
import { KEPT_S, serveCompany, serveJob, serveJobs } from './serve-board.ts'

type Needs = Pick<Base, 'config' | 'db' | 'clock' | 'newId' | 'cache' | 'cursors'> & {
  mailer: Mailer
  files: StoredFiles
}

interface Answering {
  headers: Record<string, string | number>
}

export function boardRoutes(base: Needs) {
  const context = { ...base, boards: new Boards(base) }
  const keepFor = ({ headers }: Answering, seconds: number) => {
    headers['cache-control'] = `public, max-age=${seconds}`
  }
  return new Elysia({ prefix: '/api/v1/board/:slug', tags: ['Hiring'] })
    .use(access)
    .get(
      '/jobs',
      async ({ params, query, set }) => {
        const answer = await serveJobs(context, params.slug, query)
        keepFor(set, KEPT_S.jobs)
        return answer
      },
      {
        public: true,
        limit: 'board.jobs',
        refuses: [404],
        params: OfBoard,
        query: BoardJobsQuery,
        detail: {
          summary: 'The jobs of an organization that are open',
          description: 'For everybody, the newest first. Kept for a minute.',
          responses: keptAnswer(BoardJobs),
        },
      },
    )
    .get(
      '/jobs/:id',
      async ({ params, set }) => {
        const answer = await serveJob(context, params.slug, params.id)
        keepFor(set, KEPT_S.job)
        return answer
      },
      {
        public: true,
        limit: 'board.job',
        params: OfBoardJob,
        detail: {
          summary: 'A job that is open, and what is asked of those who apply',
          description: 'For everybody. Kept for five minutes.',
          responses: keptAnswer(BoardJobDetail),
        },
      },
    )
    .get(
      '/company',
      async ({ params, set }) => {
        const answer = await serveCompany(context, params.slug)
        keepFor(set, KEPT_S.company)
        return answer
      },
      {
        public: true,
        limit: 'board.jobs',
        refuses: [404],
        params: OfBoard,
        detail: {
          summary: 'Whose board it is, and the companies that have jobs on it',
          description: 'For everybody. Kept for ten minutes.',
          responses: keptAnswer(Board),
        },
      },
    )
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
