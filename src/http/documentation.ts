/**
 * `/openapi.json`, Swagger UI at `/docs` and ReDoc at `/redoc`. Their scripts are files of our own
 * dependencies, served by us: nothing is loaded from elsewhere.
 */
import { openapi } from '@elysiajs/openapi'
import { Elysia } from 'elysia'
import { version } from '../../package.json'
import { access } from './access.ts'

const ASSETS: Record<string, { specifier: string; type: string }> = {
  'swagger-ui.css': { specifier: 'swagger-ui-dist/swagger-ui.css', type: 'text/css' },
  'swagger-ui.js': { specifier: 'swagger-ui-dist/swagger-ui-bundle.js', type: 'text/javascript' },
  'redoc.js': { specifier: 'redoc/bundles/redoc.standalone.js', type: 'text/javascript' },
}

export function documentation() {
  return new Elysia({ name: 'documentation' })
    .use(access)
    .use(
      openapi({
        path: '/openapi',
        specPath: '/openapi.json',
        provider: null,
        exclude: { paths: ['/openapi', '/openapi.json'] },
        documentation: {
          info: {
            title: 'Almanac',
            version,
            description: "A small team's backend and its dashboard, in one container.",
          },
          components: {
            securitySchemes: {
              session: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
              api_key: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
            },
          },
        },
      }),
    )
    .guard({ public: true, detail: { hide: true } }, (app) =>
      app
        .get('/', ({ redirect }) => redirect('/docs', 302))
        .get('/docs', () => page(SWAGGER))
        .get('/redoc', () => page(REDOC))
        .get('/docs/swagger-ui.css', () => asset('swagger-ui.css'))
        .get('/docs/swagger-ui.js', () => asset('swagger-ui.js'))
        .get('/docs/redoc.js', () => asset('redoc.js')),
    )
}

function page(html: string): Response {
  return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } })
}

function asset(name: keyof typeof ASSETS): Response {
  const { specifier, type } = ASSETS[name] as (typeof ASSETS)[string]
  return new Response(Bun.file(Bun.resolveSync(specifier, import.meta.dir)), {
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
