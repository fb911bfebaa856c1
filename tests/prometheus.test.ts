/** What Prometheus is told, whom it is told to, and the alerts and the dashboard that are made of it. */
import { describe, expect, test } from 'bun:test'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onEachEngine, type TestApp, testApp } from './app.ts'
import { temporaryFolder } from './db/database.ts'
import { listening } from './listening.ts'
import { apiKey, signUp } from './people.ts'
import { promtool } from './promtool.ts'

const MONITORING = join(import.meta.dir, '../docs/monitoring')
const TOKEN = 'a-token-for-whoever-scrapes'

onEachEngine('What Prometheus is told', (engine) => {
  test('is in its format, with every metric told of once', async () => {
    await using app = await testApp(engine)
    const { token } = await signUp(app, 'ada')
    const { status, text, headers } = await app.get('/metrics', { token })
    expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
    const lines = text.trim().split('\n').filter(Boolean)
    const samples = lines.filter((line) => !line.startsWith('#'))
    for (const sample of samples) expect(sample).toMatch(/^almanac_\w+(\{.*\})? [\d.e+-]+$/)
    expect(new Set(samples.map((line) => line.slice(0, line.lastIndexOf(' ')))).size).toBe(samples.length)
    const told = lines.filter((line) => line.startsWith('# TYPE'))
    expect(new Set(told).size).toBe(told.length)
    expect(told.length).toBeGreaterThan(30)
  })

  test('counts what people do, and how requests and queries go', async () => {
    await using app = await testApp(engine)
    const { token, email, password } = await signUp(app, 'ada')
    await app.post('/api/v1/auth/signin', { json: { email, password } })
    await app.post('/api/v1/auth/signin', { json: { email, password: 'a wrong password' } })
    await app.post('/api/v1/tasks/bulk', {
      token,
      json: { tasks: [{ title: 'Roses' }, { title: 'Tulips' }] },
    })
    for (let times = 0; times < 3; times += 1) await app.get('/api/v1/metrics/dashboard', { token })
    await app.context.cron.run('clean_up')
    const metrics = await scrape(app, token)
    expect(metrics.get('almanac_users_registered_total')).toBe(1)
    expect(metrics.get('almanac_sign_ins_total')).toBe(1)
    expect(metrics.get('almanac_sign_in_failures_total')).toBe(1)
    // Those who go on guessing are refused without a look at the password, and have failed all the same.
    for (let times = 0; times < 9; times += 1) {
      await app.post('/api/v1/auth/signin', { json: { email, password: 'a wrong password' } })
    }
    expect((await scrape(app, token)).get('almanac_sign_in_failures_total')).toBe(10)
    expect(metrics.get('almanac_tasks_created_total')).toBe(2)
    expect(metrics.get('almanac_cache_hits_total{prefix="dashboard"}')).toBe(2)
    expect(metrics.get('almanac_cache_misses_total{prefix="dashboard"}')).toBe(1)
    expect(metrics.get('almanac_cache_compute_duration_seconds_count{prefix="dashboard"}')).toBe(1)
    expect(metrics.get('almanac_job_last_run_success{job_name="clean_up"}')).toBe(1)
    expect(metrics.get('almanac_health_check_ok{check="database"}')).toBe(1)
    const labels = 'method="GET",route="/api/v1/metrics/dashboard",status="200"'
    expect(metrics.get(`almanac_http_request_duration_seconds_count{${labels}}`)).toBe(3)
    expect(metrics.get(`almanac_http_request_duration_seconds_bucket{${labels},le="+Inf"}`)).toBe(3)
    expect(metrics.get('almanac_db_query_duration_seconds_count{kind="select"}')).toBeGreaterThan(0)
  })

  test('adds up: no bucket holds less than the one before', async () => {
    await using app = await testApp(engine)
    const { token } = await signUp(app, 'ada')
    const times = app.context.routeTimes.of('GET', '/api/v1/tasks')
    const durations_ms = [0.2, 3, 3, 40, 700, 30_000, 2_000_000]
    for (const ms of durations_ms) {
      times.begun()
      times.answered(200, ms * 1000, app.clock.at, '')
    }
    const metrics = await scrape(app, token)
    const name = 'almanac_http_request_duration_seconds'
    const labels = 'method="GET",route="/api/v1/tasks",status="200"'
    const at = (le: string) => metrics.get(`${name}_bucket{${labels},le="${le}"}`)
    expect([at('0.001'), at('0.005'), at('0.05'), at('1'), at('10'), at('+Inf')]).toEqual([1, 3, 4, 5, 5, 7])
    const sum = durations_ms.reduce((total, ms) => total + ms / 1000, 0)
    expect(metrics.get(`${name}_sum{${labels}}`)).toBeCloseTo(sum, 6)
    expect(metrics.get('almanac_http_requests_in_progress{method="GET",route="/api/v1/tasks"}')).toBe(0)
  })

  test('has no label that a caller can write', async () => {
    await using app = await testApp(engine)
    const { token } = await signUp(app, 'ada')
    for (const path of ['/api/v1/gardens/roses', '/api/v1/tasks/roses', '/api/v1/jobs/roses/run', '/roses']) {
      await app.get(path, { token })
      await app.post(path, { token, headers: { 'x-correlation-id': 'roses' }, json: { roses: 1 } })
    }
    expect((await app.get('/metrics', { token })).text).not.toContain('roses')
  })

  test('names all that the alerts and the dashboard ask for', async () => {
    await using app = await testApp(engine)
    const { token } = await signUp(app, 'ada')
    const { text } = await app.get('/metrics', { token })
    for (const file of ['alerts.yml', 'dashboard.json']) {
      const asked = readFileSync(join(MONITORING, file), 'utf8').match(/\balmanac_\w+/g) ?? []
      expect(asked.length).toBeGreaterThan(10)
      const unknown = [...new Set(asked)].filter((name) => !isTold(text, name))
      expect(unknown).toEqual([])
    }
  })
})

describe('The metrics are for', () => {
  test('an administrator of the instance and whoever has METRICS_TOKEN, and nobody else', async () => {
    await using app = await testApp('sqlite', { METRICS_TOKEN: TOKEN })
    const ada = await signUp(app, 'ada')
    const ben = await signUp(app, 'ben')
    const key = await apiKey(app, ada, 'admin')
    expect((await app.get('/metrics', { token: ada.token })).status).toBe(200)
    expect((await app.get('/metrics', { token: TOKEN })).status).toBe(200)
    const refused = [{ token: ben.token }, { key }, { token: `${TOKEN}x` }, { token: '' }, {}]
    for (const credential of refused) expect((await app.get('/metrics', credential)).status).toBe(401)
  })

  test('programs on this machine, but none that speaks for others', async () => {
    await using app = await testApp('sqlite')
    const server = listening(app)
    const status = async (headers: Record<string, string> = {}) =>
      (await fetch(`${server.url}/metrics`, { headers })).status
    expect(await status()).toBe(200)
    expect(await status({ 'x-forwarded-for': '203.0.113.7' })).toBe(401)
    expect(await status({ via: '1.1 proxy' })).toBe(401)
    // The name of a site whose page a browser on this machine shows.
    expect(await status({ host: 'rebound.example' })).toBe(401)
    expect(await status({ host: `localhost:${server.port}` })).toBe(200)
    expect(await status({ authorization: 'Bearer wrong' })).toBe(401)
    server.stop()
  })

  test('and no empty token opens them', async () => {
    await using app = await testApp('sqlite')
    expect((await app.get('/metrics', { headers: { authorization: 'Bearer undefined' } })).status).toBe(401)
  })
})

test('The alerts are sound, fire when they should, and are silent when all is well', async () => {
  const tool = await promtool()
  if (!tool) return skipped()
  for (const words of [
    ['check', 'rules', 'alerts.yml'],
    ['test', 'rules', 'alerts.test.yml'],
  ]) {
    const child = Bun.spawnSync([tool, ...words], { cwd: MONITORING })
    const said = child.stdout.toString() + child.stderr.toString()
    expect([child.exitCode, said]).toEqual([0, expect.stringContaining('SUCCESS')])
  }
}, 60_000)

test('What a server in trouble tells makes the alerts fire', async () => {
  const tool = await promtool()
  if (!tool) return skipped()
  await using app = await testApp('sqlite')
  const { token, email } = await signUp(app, 'ada')
  const { db, cron, routeTimes, loopDelay } = app.context
  const wrong = { json: { email, password: 'a wrong password' } }
  for (let times = 0; times < 10; times += 1) await app.post('/api/v1/auth/signin', wrong)
  const job = cron.jobs.find(({ name }) => name === 'undo_imports')
  if (job) job.run = () => Promise.reject(new Error('out of luck'))
  await cron.run('undo_imports')
  const tasks = routeTimes.of('GET', '/api/v1/tasks')
  for (const [status, ms] of [
    [503, 4_000],
    [200, 3_000],
  ] as const) {
    tasks.begun()
    for (let times = 0; times < 50; times += 1) tasks.answered(status, ms * 1000, app.clock.at, '')
  }
  loopDelay.buckets.add(0.9, 100)
  db.check = () => Promise.reject(new Error('away'))
  db.pool = () => ({ most: 10, in_use: 10, idle: 0, waiting: 500 })
  const { text } = await app.get('/metrics', { token })
  const fired = [
    ...['AlmanacErrors', 'AlmanacSlow', 'AlmanacJobFailed', 'AlmanacPartFailed'],
    ...['AlmanacDatabaseQueue', 'AlmanacEventLoopHeld', 'AlmanacSignInFailures'],
  ]
  using place = temporaryFolder()
  const rules = join(place.path, 'real.test.yml')
  writeFileSync(rules, JSON.stringify(rulesTest(text, fired)))
  const child = Bun.spawnSync([tool, 'test', 'rules', rules])
  expect(child.stdout.toString() + child.stderr.toString()).toContain('SUCCESS')
}, 60_000)

/** What is told now, told for two hours: counters grow as much each minute. JSON is YAML. */
function rulesTest(text: string, fired: string[]) {
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const input_series = samples.map((line) => {
    const at = line.lastIndexOf(' ')
    const [series, value] = [line.slice(0, at), line.slice(at + 1)]
    const grows = /^\w+_(total|bucket|sum|count)\b/.test(series)
    return { series, values: grows ? `0+${value}x120` : `${value}x120` }
  })
  const exp_samples = fired.map((alertname) => ({ labels: `{alertname="${alertname}"}`, value: 1 }))
  const expr = `max by (alertname) (count by (alertname) (ALERTS{alertstate="firing", alertname=~"${fired.join('|')}"}) > bool 0)`
  return {
    rule_files: [join(MONITORING, 'alerts.yml')],
    evaluation_interval: '1m',
    tests: [{ interval: '1m', input_series, promql_expr_test: [{ expr, eval_time: '2h', exp_samples }] }],
  }
}

test('What is told is what promtool takes', async () => {
  const tool = await promtool()
  if (!tool) return skipped()
  await using app = await testApp('sqlite')
  const { token } = await signUp(app, 'ada')
  const { text } = await app.get('/metrics', { token })
  const child = Bun.spawn([tool, 'check', 'metrics'], {
    stdin: new Blob([text]),
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const said = (await new Response(child.stdout).text()) + (await new Response(child.stderr).text())
  expect([await child.exited, said]).toEqual([0, ''])
}, 60_000)

function skipped(): void {
  process.stderr.write('skipped: promtool is not there, and could not be had from Debian.\n')
}

/** By name and labels. */
async function scrape(app: TestApp, token: string): Promise<Map<string, number>> {
  const { text } = await app.get('/metrics', { token })
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(
    samples.map((line) => {
      const at = line.lastIndexOf(' ')
      return [line.slice(0, at), Number(line.slice(at + 1))]
    }),
  )
}

function isTold(text: string, name: string): boolean {
  const family = name.replace(/_(bucket|sum|count)$/, '')
  return text.includes(`# TYPE ${name} `) || text.includes(`# TYPE ${family} histogram`)
}

test('The dashboard is one that Grafana takes', () => {
  expect(existsSync(join(MONITORING, 'dashboard.json'))).toBe(true)
  const dashboard = JSON.parse(readFileSync(join(MONITORING, 'dashboard.json'), 'utf8'))
  expect(dashboard).toMatchObject({ title: 'Almanac', schemaVersion: expect.any(Number) })
  const ids = dashboard.panels.map(({ id }: { id: number }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})
