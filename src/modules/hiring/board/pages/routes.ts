import { Elysia, t } from 'elysia'
import { access } from '../../../../http/access.ts'
import { ExternalId } from '../../../../http/schema.ts'
import type { Mailer } from '../../../../operations/mailer.ts'
import type { StoredFiles } from '../../../files/stored-files.ts'
import { Boards } from '../boards.ts'
import { policyOf } from './html.ts'
import { HTML, type PageContext, serveFeed, serveJobPage, serveListPage, serveSitemap } from './pages.ts'
import { refusalPageOf } from './refusal-page.ts'
import { takeForm } from './take-form.ts'

const OfBoard = t.Object({ slug: ExternalId })
const OfJob = t.Object({ slug: ExternalId, job: ExternalId })

type Needs = Omit<PageContext, 'boards'> & { mailer: Mailer; files: StoredFiles; newId: () => string }

export function boardPageRoutes(base: Needs) {
  const context = { ...base, boards: new Boards(base) }
  return new Elysia({ prefix: '/board/:slug' })
    .use(access)
    .guard({ public: true, refusalPage: refusalPageOf(base.config), detail: { hide: true } }, (pages) =>
      pages
        .get('', ({ params, query }) => serveListPage(context, params.slug, query.after ?? null), {
          limit: 'board.jobs',
          direct: true,
          params: OfBoard,
          query: t.Object({ after: t.Optional(t.String({ pattern: '^[0-9a-f-]{36}$' })) }),
        })
        .get('/sitemap.xml', ({ params }) => serveSitemap(context, params.slug), {
          limit: 'board.jobs',
          direct: true,
          params: OfBoard,
        })
        .get('/rss.xml', ({ params }) => serveFeed(context, params.slug), {
          limit: 'board.jobs',
          direct: true,
          params: OfBoard,
        })
        .get('/:job', ({ params }) => serveJobPage(context, params.slug, params.job), {
          limit: 'board.job',
          direct: true,
          params: OfJob,
        })
        .post(
          '/:job',
          async ({ params, body }) => {
            const { status, page } = await takeForm(context, params, body)
            const headers = {
              'content-type': HTML,
              'content-security-policy': policyOf(page),
              'cache-control': 'no-store',
            }
            return new Response(page, { status, headers })
          },
          {
            limit: 'board.apply',
            takesForm: true,
            takesFiles: [],
            params: OfJob,
            body: t.Record(t.String(), t.Any()),
          },
        ),
    )
}
