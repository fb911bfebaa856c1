/**
 * `/openapi.json`, Swagger UI at `/docs` and ReDoc at `/redoc`. Their scripts are files of our own
 * dependencies, served by us: nothing is loaded from elsewhere.
 */
import { type AnyElysia, Elysia } from 'elysia'
import { Serialised } from '../cache/serialised.ts'
import { ROOT } from '../lib/root.ts'
import { access } from './access.ts'

const ASSETS: Record<string, { specifier: string; type: string }> = {
  'swagger-ui.css': { specifier: 'swagger-ui-dist/swagger-ui.css', type: 'text/css' },
  'swagger-ui.js': { specifier: 'swagger-ui-dist/swagger-ui-bundle.js', type: 'text/javascript' },
  'redoc.js': { specifier: 'redoc/bundles/redoc.standalone.js', type: 'text/javascript' },
}

/**
 * @param app Gives the whole application, once it is there.
 * @param schemas Of all that is on the wire, by name.
 */
export function documentation(app: () => AnyElysia, schemas: Readonly<Record<string, unknown>>) {
  let document: Serialised | undefined
  return new Elysia({ name: 'documentation' })
    .use(access)
    .guard({ public: true, selfContained: true, unmeasured: true, detail: { hide: true } }, (pages) =>
      pages
        .get('/openapi.json', async () => {
          // What makes it takes a tenth of the time of a start, and few ask.
          const { openApiDocument } = await import('./openapi.ts')
          document ??= serialised(openApiDocument(app(), schemas))
          return document
        })
        .get('/docs', () => page(SWAGGER))
        .get('/redoc', () => page(REDOC))
        .get('/docs/swagger-ui.css', () => asset('swagger-ui.css'))
        .get('/docs/swagger-ui.js', () => asset('swagger-ui.js'))
        .get('/docs/redoc.js', () => asset('redoc.js')),
    )
}

function serialised(document: unknown): Serialised {
  const text = JSON.stringify(document)
  return new Serialised(text, `"${Bun.hash(text).toString(36)}"`)
}

function page(html: string): Response {
  return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } })
}

function asset(name: keyof typeof ASSETS): Response {
  const { specifier, type } = ASSETS[name] as (typeof ASSETS)[string]
  return new Response(Bun.file(Bun.resolveSync(specifier, ROOT)), {
    headers: { 'content-type': type, 'cache-control': 'public, max-age=3600' },
  })
}

const SWAGGER = `<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Almanac API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="icon" href="data:,">
<div id="docs"></div>
<script src="/docs/swagger-ui.js"></script>
<script>
  SwaggerUIBundle({ url: '/openapi.json', dom_id: '#docs', deepLinking: true, persistAuthorization: true, validatorUrl: null })
</script>
</html>`

const REDOC = `<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Almanac API</title>
<link rel="icon" href="data:,">
<style>body { margin: 0 }</style>
<div id="docs"></div>
<script src="/docs/redoc.js"></script>
<script>
  Redoc.init('/openapi.json', { disableGoogleFont: true, hideLogo: true }, document.getElementById('docs'))
</script>
</html>`
