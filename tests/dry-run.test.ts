/** Dry runs: every route that changes something, tried out, leaves nothing behind. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { type Answer, type Call, callsTo, onEachEngine, sharedApp } from './app.ts'
import { EXPECTATIONS } from './authorization/expectations.ts'
import { makeMatrix } from './authorization/requests.ts'
import { openMailbox } from './mailbox.ts'
import { signUp } from './people.ts'
import { postgresServer } from './postgres-server.ts'
import { tableHashes } from './table-hashes.ts'

/** On a busy machine it takes longer to start than a test may. */
const START_MS = 60_000
const EACH_ROUTE_MS = 120_000

/** They do more than to write into the database, or change nothing, or what is no organization's. */
const REFUSED =
  /\/(auth|instance|operations|export|events\/import|imports|files$|preview$)|members\/leave|invitations\/accept|board\//

const mailbox = await openMailbox()
afterAll(() => mailbox.stop())

beforeAll(async () => {
  await postgresServer()
}, START_MS)

onEachEngine('A dry run', (engine) => {
  const app = sharedApp(engine, { SMTP_URL: mailbox.url })
  const { call, done } = callsTo(app)
  const DRY = { 'dry-run': 'true' }

  test(
    'of any route is answered as if it were so, or refused, and nothing is there afterwards',
    async () => {
      const real = await app()
      const asked: [string, string, Call][] = []
      // At first everything is made that the requests are about, and none of them is sent.
      const noted = async (method: string, path: string, options: Call = {}): Promise<Answer> => {
        asked.push([method, path, options])
        return { status: 599, headers: new Headers(), text: '', body: undefined }
      }
      const matrix = await makeMatrix({ ...real, call: noted })
      const routes = Object.entries(EXPECTATIONS).filter(
        ([route, { allowed }]) => allowed !== 'public' && !route.startsWith('GET'),
      )
      for (const [route, { instanceAdmin }] of routes) {
        await matrix.request(route, instanceAdmin ? { token: matrix.first.token } : matrix.asOwner)
      }
      const news: unknown[] = []
      real.context.db.onCommit((one) => news.push(one))
      const before = await tableHashes(real)
      let succeeded = 0
      for (const [i, [method, path, options]] of asked.entries()) {
        const { status, body, headers } = await real.call(method, path, { ...options, headers: DRY })
        const [route = ''] = routes[i] ?? []
        const isRefused = body?.code === 'dry_run_impossible'
        expect({ route, isRefused }).toEqual({ route, isRefused: REFUSED.test(route) })
        if (status < 300) succeeded += 1
        if (status < 300) expect(headers.get('dry-run')).toBe('true')
        // As without it, where the matrix sends nothing of use, or what is to go has not been made.
        else if (!isRefused) expect(['invalid_value', 'rating_not_found']).toContain(body.code)
      }
      expect(news).toEqual([])
      expect(await tableHashes(real)).toEqual(before)
      expect(succeeded).toBeGreaterThan(70)
    },
    EACH_ROUTE_MS,
  )

  test('takes nobody along who writes at the same moment', async () => {
    const ada = await signUp(await app(), 'ada')
    const titles = Array.from({ length: 40 }, (_, i) => `${i}`)
    const answers = await Promise.all(
      titles.map((title, i) => call('POST', '/tasks', ada, { title }, i % 3 === 0 ? DRY : {})),
    )
    expect(answers.map(({ status }) => status)).toEqual(titles.map(() => 201))
    const kept = titles.filter((_, i) => i % 3 !== 0)
    const { items, total } = await done('GET', '/tasks?count=true', ada)
    expect(items.map(({ title }: any) => title).sort()).toEqual(kept.sort())
    expect(total).toBe(kept.length)
    expect((await done('GET', '/tasks/stats/summary', ada)).total).toBe(kept.length)
    expect((await done('GET', '/metrics/dashboard', ada)).work_metrics.tasks_by_status.todo).toBe(kept.length)
  }, 60_000)

  test('sends no mail, takes no key, and is refused what would be refused', async () => {
    const ben = await signUp(await app(), 'ben')
    const inviting = (email: string, headers = {}) =>
      call('POST', '/invitations', ben, { email, role: 'member' }, headers)
    expect((await inviting('dry@example.com', DRY)).status).toBe(201)
    expect((await inviting('real@example.com')).status).toBe(201)
    await mailbox.next('real@example.com')
    expect(mailbox.count('dry@example.com')).toBe(0)

    const keyed = { 'idempotency-key': 'once' }
    const making = (headers: Record<string, string>) => call('POST', '/tasks', ben, { title: 'x' }, headers)
    expect((await making({ ...keyed, ...DRY })).headers.get('idempotent-replayed')).toBeNull()
    const { headers } = await making(keyed)
    expect([headers.get('idempotent-replayed'), headers.get('dry-run')]).toEqual([null, null])
    expect((await done('GET', '/tasks', ben)).items).toHaveLength(1)

    expect((await call('POST', '/tasks', ben, { title: '' }, DRY)).status).toBe(422)
    const nowhere = { title: 'x', project_id: ben.member_id }
    const refused = async (headers: Record<string, string>) => {
      const { status, body } = await call('POST', '/tasks', ben, nowhere, headers)
      return [status, body.code, body.fields]
    }
    expect(await refused(DRY)).toEqual(await refused({}))
    const unsure = await call('POST', '/tasks', ben, { title: 'x' }, { 'dry-run': 'yes' })
    expect(unsure.body.fields).toEqual({ 'Dry-Run': 'must be true or false' })
  }, 60_000)
})
