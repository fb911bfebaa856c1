import { Elysia, t } from 'elysia'
import type { Serialised } from '../../../../cache/serialised.ts'
import { access } from '../../../../http/access.ts'
import { ExternalId } from '../../../../http/schema.ts'
import type { Mailer } from '../../../../operations/mailer.ts'
import type { StoredFiles } from '../../applications/files/stored-files.ts'
import { Boards } from '../boards.ts'
import { KEPT_S } from '../serve-board.ts'
import { policyOf } from './html.ts'
import { type PageContext, serveFeed, serveJobPage, serveListPage, serveSitemap } from './pages.ts'
import { takeForm } from './take-form.ts'

const OfBoard = t.Object({ slug: ExternalId })
const OfJob = t.Object({ slug: ExternalId, job: ExternalId })
const HTML = 'text/html; charset=utf-8'

type Needs = Omit<PageContext, 'boards'> & { mailer: Mailer; files: StoredFiles; newId: () => string }

interface Answering {
  headers: Record<string, string | number>
}

export function boardPageRoutes(base: Needs) {
  const context = { ...base, boards: new Boards(base) }
  const as = ({ headers }: Answering, type: string, { body }: Serialised) => {
    headers['content-type'] = type
    headers['content-security-policy'] = policyOf(body)
    headers['cache-control'] = `public, max-age=${KEPT_S.jobs}`
  }
  return new Elysia({ prefix: '/board/:slug' })
    .use(access)
    .guard({ public: true, detail: { hide: true } }, (pages) =>
      pages
        .get(
          '',
          async ({ params, set }) => {
            const page = await serveListPage(context, params.slug)
            as(set, HTML, page)
            return page
          },
          { limit: 'board.jobs', params: OfBoard },
        )
        .get(
          '/sitemap.xml',
          async ({ params, set }) => {
            const sitemap = await serveSitemap(context, params.slug)
            as(set, 'application/xml; charset=utf-8', sitemap)
            return sitemap
          },
          { limit: 'board.jobs', params: OfBoard },
        )
        .get(
          '/rss.xml',
          async ({ params, set }) => {
            const feed = await serveFeed(context, params.slug)
            as(set, 'application/rss+xml; charset=utf-8', feed)
            return feed
          },
          { limit: 'board.jobs', params: OfBoard },
        )
        .get(
          '/:job',
          async ({ params, set }) => {
            const page = await serveJobPage(context, params.slug, params.job)
            as(set, HTML, page)
            return page
          },
          { limit: 'board.job', params: OfJob },
        )
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
