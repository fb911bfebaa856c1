/** The page's files as the server gives them out. What the page does with them: page.test.ts. */
import { expect, test } from 'bun:test'
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { sharedApp } from './app.ts'

const app = sharedApp('sqlite')

async function fetched(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const response = await (await app()).app.handle(new Request(`http://localhost${path}`, { method, headers }))
  const bytes = new Uint8Array(await response.arrayBuffer())
  return { status: response.status, headers: response.headers, bytes, text: new TextDecoder().decode(bytes) }
}

const pathsIn = (html: string) =>
  [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '')

test('the document is the page, checked again each time, and runs nothing that is inline or from elsewhere', async () => {
  const { status, headers, text } = await fetched('/')
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(headers.get('cache-control')).toBe('no-cache')
  expect(headers.get('content-security-policy')).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:; " +
      "connect-src 'self'; manifest-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
  )
  expect(text).not.toMatch(/<script>|<style|style=|\son\w+=|https?:\/\//)
})

test('whoever has the document is told so', async () => {
  const { headers } = await fetched('/')
  const again = await fetched('/', { 'if-none-match': headers.get('etag') ?? '' })
  expect({ status: again.status, length: again.bytes.length }).toEqual({ status: 304, length: 0 })
})

test('each file that the document names is there, for ever under this name, and compressed as it is asked for', async () => {
  const { text } = await fetched('/')
  const paths = pathsIn(text)
  expect(paths.length).toBe(5)
  for (const path of paths) {
    const plain = await fetched(path)
    expect({ path, status: plain.status }).toEqual({ path, status: 200 })
    expect(plain.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(plain.headers.get('content-encoding')).toBeNull()
    if (path.endsWith('.woff2')) continue
    const br = await fetched(path, { 'accept-encoding': 'gzip, deflate, br, zstd' })
    expect(br.headers.get('content-encoding')).toBe('br')
    expect(new TextDecoder().decode(brotliDecompressSync(br.bytes))).toBe(plain.text)
    const gzip = await fetched(path, { 'accept-encoding': 'gzip, br;q=0' })
    expect(gzip.headers.get('content-encoding')).toBe('gzip')
    expect(new TextDecoder().decode(gunzipSync(gzip.bytes))).toBe(plain.text)
  }
})

test('what keeps the files names each of them, is checked again each time, and reaches nothing else', async () => {
  const { status, headers, text } = await fetched('/service-worker.js')
  expect([status, headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8'])
  expect(headers.get('cache-control')).toBe('no-cache')
  expect(headers.get('content-security-policy')).toBe("default-src 'none'; connect-src 'self'")
  const document = await fetched('/')
  for (const path of pathsIn(document.text)) expect(text).toContain(`"${path}"`)
  const paths = [...new Set(text.match(/\/assets\/[\w.-]+/g))]
  const statuses = await Promise.all(paths.map(async (path) => [path, (await fetched(path)).status]))
  expect(statuses).toEqual(paths.map((path) => [path, 200]))
  const again = await fetched('/service-worker.js', { 'if-none-match': headers.get('etag') ?? '' })
  expect(again.status).toBe(304)
})

test('a file that there is not is a 404 and no page', async () => {
  const { status, headers } = await fetched('/assets/main-0.js')
  expect({ status, type: headers.get('content-type') }).toEqual({
    status: 404,
    type: 'application/problem+json',
  })
})

test('a cookie that is over does not keep the page from whoever wants to sign in', async () => {
  const { text } = await fetched('/')
  const cookie = { cookie: 'auth_token=over' }
  const answers = await Promise.all(['/', ...pathsIn(text)].map((path) => fetched(path, cookie)))
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
})

test('what every view loads stays small', async () => {
  const { text } = await fetched('/')
  const scripts = pathsIn(text).filter((path) => /\.(js|css)$/.test(path))
  const sizes = await Promise.all(scripts.map(async (path) => gzipSync((await fetched(path)).bytes).length))
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(34_500)
})

test('Swagger UI stays where it was', async () => {
  expect((await fetched('/docs')).text).toContain('SwaggerUIBundle')
})
