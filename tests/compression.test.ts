/** Answers that are packed on their way, as callers ask for it. */
import { expect, test } from 'bun:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { sharedApp } from './app.ts'
import { signUp } from './people.ts'

const app = sharedApp('sqlite')

const UNPACK = {
  zstd: (bytes: Uint8Array) => Bun.zstdDecompressSync(bytes),
  br: (bytes: Uint8Array) => brotliDecompressSync(bytes),
  gzip: (bytes: Uint8Array) => gunzipSync(bytes),
}

async function asked(path: string, token: string, more: Record<string, string> = {}) {
  const headers = { ...more, authorization: `Bearer ${token}` }
  const response = await (await app()).app.handle(new Request(`http://localhost${path}`, { headers }))
  return { response, bytes: new Uint8Array(await response.arrayBuffer()) }
}

const DASHBOARD = '/api/v1/metrics/dashboard'

test('a kept answer is the same, however it is packed, and its tag is known in each way', async () => {
  const { token } = await signUp(await app(), 'ada')
  await asked(DASHBOARD, token)
  const plain = await asked(DASHBOARD, token)
  expect(plain.response.headers.get('content-encoding')).toBeNull()
  expect(plain.response.headers.get('vary')).toBe('Accept-Encoding')
  const etag = plain.response.headers.get('etag') ?? ''
  for (const encoding of ['zstd', 'br', 'gzip'] as const) {
    const { response, bytes } = await asked(DASHBOARD, token, { 'accept-encoding': encoding })
    expect(response.headers.get('content-encoding')).toBe(encoding)
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(Buffer.from(UNPACK[encoding](bytes)).equals(plain.bytes)).toBe(true)
    expect(bytes.length).toBeLessThan(plain.bytes.length / 2)
    const tag = response.headers.get('etag') ?? ''
    const again = await asked(DASHBOARD, token, {
      'accept-encoding': encoding,
      'if-none-match': `"x", ${tag}`,
    })
    expect([again.response.status, again.response.headers.get('content-encoding')]).toEqual([304, null])
  }
  // What one caller asked for is not what the next one gets.
  const after = await asked(DASHBOARD, token)
  expect(after.response.headers.get('content-encoding')).toBeNull()
  expect(after.response.headers.get('etag')).toBe(etag)
  const refused = await asked(DASHBOARD, token, { 'accept-encoding': 'gzip;q=0, identity' })
  expect(refused.response.headers.get('content-encoding')).toBeNull()
})

test('a long list is packed, a short answer is not', async () => {
  const { token } = await signUp(await app(), 'grace')
  const gzip = { 'accept-encoding': 'gzip' }
  const definitions = await asked('/api/v1/metrics/definitions', token, gzip)
  expect(definitions.response.headers.get('content-encoding')).toBe('gzip')
  expect(definitions.response.headers.get('vary')).toContain('Accept-Encoding'.toLowerCase())
  const { items } = JSON.parse(gunzipSync(definitions.bytes).toString())
  expect(items.length).toBeGreaterThan(40)
  const me = await asked('/api/v1/auth/me', token, gzip)
  expect(me.response.headers.get('content-encoding')).toBeNull()
})

test('the tag of a document with a strong one says how it is packed, and stands for it all the same', async () => {
  const { token } = await signUp(await app(), 'lin')
  const { response } = await asked('/openapi.json', token, { 'accept-encoding': 'br' })
  expect(response.headers.get('etag')).toEndWith('-br"')
  const again = await asked('/openapi.json', token, {
    'if-none-match': response.headers.get('etag') ?? '',
  })
  expect(again.response.status).toBe(304)
})
