import { describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { onEachEngine, sharedApp } from './app.ts'
import { authorizationDocument } from './authorization/document.ts'
import { DECLARATIONS, EXPECTATIONS, KEYS, SESSIONS } from './authorization/expectations.ts'
import { type Matrix, makeMatrix } from './authorization/requests.ts'

const DOCUMENT = join(import.meta.dir, '../docs/authorization.md')

onEachEngine('The authorization matrix', (engine) => {
  const shared = sharedApp(engine, { RATE_LIMITS: 'off' })
  let prepared: Promise<Matrix> | undefined
  const matrix = () => {
    prepared ??= shared().then(makeMatrix)
    return prepared
  }

  test('every route of the document has an expectation, and every expectation a route', async () => {
    const { body } = await (await shared()).get('/openapi.json')
    const routes = Object.entries(body.paths).flatMap(([path, operations]) =>
      Object.keys(operations as object).map((method) => `${method.toUpperCase()} ${path}`),
    )
    const declared = DECLARATIONS.flatMap((one) => Object.keys(one.routes))
    expect(routes.sort()).toEqual(declared.sort())
  })

  for (const [route, expectation] of Object.entries(EXPECTATIONS)) {
    const { allowed, instanceAdmin, whileUnclaimed, foreign, unseen = [], notTheirs = [] } = expectation
    describe(route, () => {
      if (allowed === 'public') {
        test('anybody', async () => {
          const { status, body } = await (await matrix()).request(route, {})
          expect([403, 404, 500]).not.toContain(status)
          expect(body.code).not.toBe('not_signed_in')
        })
        return
      }

      test('nobody, and whoever was somebody, is refused with 401', async () => {
        const m = await matrix()
        for (const credential of [{}, m.revokedSession, m.revokedKey, { token: 'x' }, { key: 'alm_x' }]) {
          expect((await m.request(route, credential)).status).toBe(401)
        }
      })

      for (const who of [...SESSIONS, ...KEYS]) {
        const isAllowed = allowed.includes(who) && !instanceAdmin
        test(`${who}: ${isAllowed ? 'let in' : '403'}`, async () => {
          const m = await matrix()
          const { status } = await m.request(route, await m.callerOf(who))
          if (unseen.includes(who)) expect(status).toBe(404)
          else if (notTheirs.includes(who)) expect(status).toBe(403)
          else if (isAllowed) expect([401, 403, 404, 500]).not.toContain(status)
          else expect(status).toBe(403)
        })
      }

      if (instanceAdmin) {
        test('an instance administrator: let in', async () => {
          const m = await matrix()
          const asFirst = () => m.request(route, { token: m.first.token })
          if (!whileUnclaimed) return expect([200, 201, 202, 204]).toContain((await asFirst()).status)
          // In earnest it would take longer than all the others together: who is let in finds it busy.
          const refused = await m.app.context.db.exclusively('demo', asFirst)
          expect(refused).toMatchObject({ status: 409, body: { code: 'demo_busy' } })
        })
      }

      if (foreign === 404) {
        test('a stranger, and a stranger’s key: 404', async () => {
          const m = await matrix()
          expect((await m.request(route, m.stranger, m.asOwner)).status).toBe(404)
          const isSessionOnly = !allowed.includes('key: admin')
          expect((await m.request(route, m.strangerKey, m.asOwner)).status).toBe(isSessionOnly ? 403 : 404)
        })
      }
    })
  }
})

test('docs/authorization.md is this table', async () => {
  if (process.env.UPDATE_DOCS) await Bun.write(DOCUMENT, authorizationDocument())
  expect(await Bun.file(DOCUMENT).text()).toBe(authorizationDocument())
})
