/** The page: its document at `/`, its files under names that change with what is in them, and what keeps them. */
import { Elysia, t } from 'elysia'
import { matchesTag } from '../../cache/serialised.ts'
import { bestOf } from '../../lib/content-encoding.ts'
import { access } from '../access.ts'
import { NoSuchRouteError } from '../path.ts'
import { WORKER_POLICY } from './page-document.ts'
import { DOCUMENT_HEADERS, type PageFile, type PageFiles } from './page-files.ts'

const IMMUTABLE = 'public, max-age=31536000, immutable'

export function pageRoutes(files: PageFiles) {
  const document = async ({ request }: { request: Request }) =>
    sent(request, (await files.page()).document, DOCUMENT_HEADERS)
  return new Elysia({ name: 'page' })
    .use(access)
    .guard({ public: true, unmeasured: true, detail: { hide: true } }, (pages) =>
      pages
        .get('/', document)
        // To which a provider of single sign-on sends people back, with whatever it adds.
        .get('/sso', document, { query: t.Object({}, { additionalProperties: true }) })
        .get('/service-worker.js', async ({ request }) => {
          const { worker } = await files.page()
          return sent(request, worker, {
            'cache-control': 'no-cache',
            'content-security-policy': WORKER_POLICY,
          })
        })
        .get(
          '/assets/:name',
          async ({ request, params }) => {
            const file = (await files.page()).assets.get(params.name)
            if (!file) throw new NoSuchRouteError()
            return sent(request, file, { 'cache-control': IMMUTABLE })
          },
          { params: t.Object({ name: t.String() }) },
        ),
    )
}

function sent({ headers }: Request, file: PageFile, more: Record<string, string>): Response {
  const all = { ...more, etag: file.etag, vary: 'Accept-Encoding' }
  if (matchesTag(headers.get('if-none-match'), file.etag))
    return new Response(null, { status: 304, headers: all })
  const encoding = bestOf(['br', 'gzip'], headers.get('accept-encoding') ?? '') ?? 'identity'
  const packed = file.bodies[encoding]
  const body = packed ?? file.bodies.identity
  return new Response(body, {
    headers: {
      ...all,
      'content-type': file.type,
      ...(packed && encoding !== 'identity' && { 'content-encoding': encoding }),
    },
  })
}
