/** Tags of versions, through proxies that pack answers and mark the tags. */
import { expect, test } from 'bun:test'
import { onEachEngine, sharedApp } from './app.ts'
import { signUp } from './people.ts'

const MARKED: [by: string, mark: (etag: string) => string][] = [
  ['nginx', (etag) => `W/${etag}`],
  ['Apache', (etag) => etag.replace(/"$/, '-gzip"')],
  ['Caddy', (etag) => `W/${etag.replace(/"$/, '-zstd"')}`],
]

onEachEngine('A version whose tag was marked on its way', (engine) => {
  const app = sharedApp(engine)

  for (const [by, mark] of MARKED) {
    test(`by ${by} is the version: it is changed, and not sent again`, async () => {
      const { call, get, post } = await app()
      const { token } = await signUp(await app(), by)
      const { body, headers } = await post('/api/v1/tasks', { token, json: { title: 'Roses' } })
      const path = `/api/v1/tasks/${body.id}`
      const etag = mark(headers.get('etag') ?? '')
      expect((await get(path, { token, headers: { 'if-none-match': etag } })).status).toBe(304)
      const change = { token, json: { title: 'Tulips' }, headers: { 'if-match': etag } }
      expect((await call('PATCH', path, change)).status).toBe(200)
      // Now it is another.
      expect((await call('PATCH', path, { ...change, json: { title: 'Oaks' } })).status).toBe(412)
      expect((await get(path, { token, headers: { 'if-none-match': etag } })).status).toBe(200)
    })
  }
})
