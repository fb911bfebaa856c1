/** Looking up all that is known of a correlation id. */
import { expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getLogger } from '@logtape/logtape'
import { RecentLines } from '../src/operations/logging/recent-lines.ts'
import { onEachEngine, type TestApp, testApp } from './app.ts'
import { almanac } from './command-line.ts'
import { loggedSince, loggedSoFar } from './log-lines.ts'
import { signUp } from './people.ts'
import { type ServerProcess, startServer } from './server-process.ts'

const lookUp = (app: TestApp, token: string, id: string) =>
  app.get(`/api/v1/operations/correlations/${id}`, { token })

onEachEngine('A correlation id', (engine) => {
  test('leads to the request that failed, its slow queries and the run of a job', async () => {
    await using app = await testApp(engine)
    const { token } = await signUp(app, 'ada')
    const id = crypto.randomUUID()
    const { stats } = app.context.db
    const finished = stats.finished
    stats.finished = (sql, startedAt) => finished.call(stats, sql, startedAt - 200)
    const headers = { 'x-correlation-id': id }
    const asked = await app.post('/api/v1/operations/jobs/undo_imports/run', { token, headers })
    stats.finished = finished
    expect(asked.status).toBe(202)
    app.context.routeTimes.of('GET', '/api/v1/tasks').answered(503, 1000, app.clock.at, id)
    const { status, body } = await lookUp(app, token, id.toUpperCase())
    const kinds = new Set(body.items.map(({ kind }: { kind: string }) => kind))
    expect([status, body.correlation_id, [...kinds].sort()]).toEqual([
      200,
      id,
      ['audit_entry', 'job_run', 'request', 'slow_query'],
    ])
    const run = body.items.find(({ kind }: { kind: string }) => kind === 'job_run')
    expect(run.job_run).toMatchObject({ id: asked.body.id, name: 'undo_imports', correlation_id: id })
    const times = body.items.map(({ at }: { at: string }) => at)
    expect(times).toEqual(times.toSorted())
  })

  test('stands at the slow queries of what is kept afterwards, and of nobody else', async () => {
    await using app = await testApp(engine)
    const { token } = await signUp(app, 'ada')
    const { stats } = app.context.db
    const finished = stats.finished
    stats.finished = (sql, startedAt) => finished.call(stats, sql, startedAt - 200)
    const ask = () => {
      const id = crypto.randomUUID()
      const headers = { 'x-correlation-id': id }
      return app.get('/api/v1/metrics/dashboard', { token, headers }).then(() => id)
    }
    const known = new Set(stats.slow())
    const computed = await ask()
    const of = stats.slow().filter((query) => !known.has(query))
    const kept = await ask()
    stats.finished = finished
    expect(of.length).toBeGreaterThan(3)
    expect(new Set(of.map(({ correlation_id }) => correlation_id))).toEqual(new Set([computed]))
    expect(stats.slow().filter(({ correlation_id }) => correlation_id === kept)).toEqual([])
  })

  test('of which nothing is known, or that is none, is not found', async () => {
    await using app = await testApp(engine)
    const { token } = await signUp(app, 'ada')
    for (const id of [crypto.randomUUID(), 'a', '.*']) {
      expect(await lookUp(app, token, encodeURIComponent(id))).toMatchObject({
        status: 404,
        body: { code: 'correlation_not_found' },
      })
    }
  })

  test('stands in every line that a request or a run of a job writes, by itself', async () => {
    await using app = await testApp(engine)
    await signUp(app, 'ada')
    const [job] = app.context.cron.jobs
    if (job) {
      job.run = async () => {
        await Bun.sleep(1)
        getLogger(['almanac', 'test']).warn('A line from deep inside.')
        return 'done'
      }
    }
    const mark = loggedSoFar()
    await app.context.cron.run(job?.name ?? '')
    const [run] = await app.context.db.instance.read((q) => q.select().from(q.tables.job_runs))
    const lines = loggedSince(mark)
      .split('\n')
      .filter((line) => line.includes('from deep inside'))
    expect(lines).toHaveLength(2)
    for (const line of lines) expect(line).toContain(run?.correlation_id ?? 'no run')
  })
})

test('Without log files the last lines of the process are looked through', () => {
  const lines = new RecentLines(({ message }) => `${message.join('')}\n`)
  const record = (correlation_id: string | undefined, text: string) =>
    lines.add({ properties: { correlation_id }, message: [text] } as never)
  record('a', 'first')
  record('b', 'not this')
  record(undefined, 'nor this')
  record('a', 'second')
  expect(lines.with('a')).toEqual(['first', 'second'])
  lines.addAccess('12:00:00.000 200 GET /x 0.1 ms a\n12:00:00.000 404 GET /correlations/a 0.1 ms b\n')
  lines.addAccess('{"path":"/x","correlation_id":"a"}\n')
  expect(lines.with('a').slice(2)).toEqual([
    '12:00:00.000 200 GET /x 0.1 ms a',
    '{"path":"/x","correlation_id":"a"}',
  ])
  // Of more than is kept, the oldest go.
  lines.addAccess(`${'z'.repeat(2 ** 20)}\n`)
  expect(lines.with('a')).toEqual(['first', 'second'])
})

// A request that had gone well, or was refused, was unknown.
test('Without log files a request is found by its id, too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-correlations-'))
  await using server = await startServer({ env: { DATA_DIR: folder } })
  const authorization = `Bearer ${await firstToken(server)}`
  const id = crypto.randomUUID()
  await fetch(`${server.url}/api/v1/tasks?bogus=1`, { headers: { authorization, 'x-correlation-id': id } })
  // Access lines wait a tenth of a second for others.
  await Bun.sleep(200)
  for (const _ of [1, 2]) {
    const answer = await fetch(`${server.url}/api/v1/operations/correlations/${id}`, {
      headers: { authorization },
    })
    const { items } = (await answer.json()) as { items: { kind: string; line: string }[] }
    expect(items).toMatchObject([
      { kind: 'log_line', line: expect.stringMatching(/ 422 GET \/api\/v1\/tasks /) },
    ])
  }
  rmSync(folder, { recursive: true })
})

test('With log files all lines are found, over HTTP and on the command line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-correlations-'))
  const env = { DATA_DIR: folder, LOG_DIR: join(folder, 'logs'), ENVIRONMENT: 'production' }
  await using server = await startServer({ env })
  const id = crypto.randomUUID()
  const token = await firstToken(server)
  await fetch(`${server.url}/api/v1/tasks?limit=1`, {
    headers: { authorization: `Bearer ${token}`, 'x-correlation-id': id },
  })
  // Access lines wait a tenth of a second for others.
  await Bun.sleep(200)
  const answer = await fetch(`${server.url}/api/v1/operations/correlations/${id}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const { items, is_complete } = (await answer.json()) as { items: { line: string }[]; is_complete: boolean }
  expect([answer.status, is_complete, items.length]).toEqual([200, true, 1])
  expect(JSON.parse(items[0]?.line ?? '')).toMatchObject({
    path: '/api/v1/tasks',
    status: 200,
    correlation_id: id,
  })
  const printed = await almanac(['logs', '--correlation', id], { LOG_DIR: env.LOG_DIR })
  // The look-up itself has the id in its path.
  expect([printed.code, printed.out.split('\n')[0]]).toEqual([0, items[0]?.line])
  rmSync(folder, { recursive: true })
})

async function firstToken({ url }: ServerProcess): Promise<string> {
  const person = { email: 'ada@example.com', password: 'the password of ada', name: 'ada' }
  const answer = await fetch(`${url}/api/v1/auth/signup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...person, organization: { name: "ada's", time_zone: 'UTC' } }),
  })
  return ((await answer.json()) as { access_token: string }).access_token
}
