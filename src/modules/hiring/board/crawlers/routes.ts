/** What search engines ask a server for first: where the boards are, and that nothing else is for them. */
import { Elysia } from 'elysia'
import type { Base } from '../../../../base.ts'
import { access } from '../../../../http/access.ts'
import { addressOf } from '../pages/pages.ts'
import { sitemapIndexOf } from '../pages/xml.ts'
import { listBoardsWithJobs } from '../queries.ts'

/** As many as the protocol lets an index have. */
const MOST_BOARDS = 50_000

export function crawlerRoutes(context: Pick<Base, 'config' | 'db'>) {
  return new Elysia({ name: 'crawlers' })
    .use(access)
    .guard({ public: true, limit: 'board.jobs', detail: { hide: true } }, (pages) =>
      pages
        .get('/robots.txt', () => sent('text/plain; charset=utf-8', robots(context.config.public_url)))
        .get('/sitemap.xml', async () => {
          const boards = await context.db.instance.read((q) => listBoardsWithJobs(q, { limit: MOST_BOARDS }))
          const maps = boards.map(({ slug }) => `${addressOf(context, slug)}/sitemap.xml`)
          return sent('application/xml; charset=utf-8', sitemapIndexOf(maps))
        }),
    )
}

function robots(publicUrl: string): string {
  return `User-agent: *
Allow: /board/
Allow: /sitemap.xml
Disallow: /

Sitemap: ${publicUrl}/sitemap.xml
`
}

function sent(type: string, text: string): Response {
  return new Response(text, { headers: { 'content-type': type, 'cache-control': 'public, max-age=3600' } })
}
