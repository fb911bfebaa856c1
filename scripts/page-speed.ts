/**
 * How quick the page is in Chromium, on a server and a demo of its own with 5,000 tasks more, and what an
 * hour of being open leaves in its memory. How much it loads: page-size.ts.
 *
 *   bun scripts/page-speed.ts [SECONDS]    how long an open page is watched for its requests; 120
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { openBrowser } from '../tests/browser.ts'
import { startServer } from '../tests/server-process.ts'

const ROUNDS = 7
const TIMES = 10
const TASKS = 5_000
const AT_ONCE = 500
const WARM_UP_MINUTES = 5
const MINUTES = 60
/** What people do where there is most to be drawn, and where the page is drawn anew for it. */
const INTERACTIONS: readonly (readonly [address: string, what: string, act: Act])[] = [
  ['/#/tasks', 'the key j', (page) => page.keyboard.press('j')],
  ['/#/tasks', 'a task that is opened', (page, time) => page.locator('.task-row .title').nth(time).click()],
  [
    '/#/tasks?view=board',
    'a letter in the search',
    (page, time) => (time === 0 ? page.keyboard.press('/') : page.keyboard.press('a')),
  ],
  ['/#/explore/sessions?period=year', 'the key [', (page) => page.keyboard.press('[')],
  [
    '/#/explore/sessions?period=year',
    'a day that is pointed at',
    (page, time) => page.mouse.move(400 + 40 * time, 330),
  ],
  ['/#/explore/sessions?period=year&table=all', 'the theme', (page) => page.keyboard.press('Shift+T')],
]
const seconds = Number(process.argv[2] ?? 120)

const data = mkdtempSync(join(tmpdir(), 'almanac-page-speed-'))
try {
  await using server = await startServer({
    env: { DATA_DIR: data, RATE_LIMITS: 'off', LOG_LEVEL: 'error' },
  })
  const browser = await openBrowser()
  const account = await fillIn(server.url)
  const paints: number[] = []
  // The first of them has the server build the page.
  for (let round = 0; round <= ROUNDS; round += 1) paints.push(await firstPaint(browser, server.url, account))
  say('first contentful paint', `${median(paints.slice(1))} ms (goal: 300), the first of all ${paints[0]} ms`)
  const { page, context } = await opened(browser, server.url, account)
  await page.locator('.cards').waitFor()
  await page.waitForTimeout(5_000)
  say('requests in a minute of an open page', await requestsInAMinute(page))
  for (const [address, what, act] of INTERACTIONS)
    say(`${address}, ${what}`, await slowestAnswer(page, server.url + address, act))
  await context.close()
  say('memory, after an hour of refreshes', await memoryOfAnHour(browser, server.url, account))
  await browser.close()
} finally {
  rmSync(data, { recursive: true, force: true })
}

type Act = (page: Page, time: number) => Promise<void>

interface Login {
  email: string
  password: string
}

async function fillIn(url: string): Promise<Login> {
  const made = await (await post(url, '/instance/demo', { teams: ['karakeep'] })).text()
  const { email, password } = JSON.parse(made.trim().split('\n').at(-1) ?? '{}')
  const { access_token } = await (await post(url, '/auth/signin', { email, password })).json()
  for (let number = 0; number < TASKS; number += AT_ONCE) {
    const tasks = Array.from({ length: AT_ONCE }, (_, i) => ({ title: `Task ${number + i}` }))
    const { ok, status } = await post(url, '/tasks/bulk', { tasks }, access_token)
    if (!ok) throw new Error(`The tasks were refused: ${status}`)
  }
  return { email, password }
}

function post(url: string, path: string, body: unknown, token?: string): Promise<Response> {
  const headers = {
    'content-type': 'application/json',
    ...(token && { authorization: `Bearer ${token}` }),
  }
  return fetch(`${url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
}

/** A window without anything kept, signed in. */
async function opened(
  browser: Browser,
  url: string,
  login: Login,
  prepare: (page: Page) => Promise<void> = async () => {},
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } })
  await context.request.post('/api/v1/auth/signin', { data: login })
  const page = await context.newPage()
  await prepare(page)
  await page.goto('/')
  return { page, context }
}

/** Of something that stands there: of an empty document there is no paint. */
async function firstPaint(browser: Browser, url: string, login: Login): Promise<number> {
  const { page, context } = await opened(browser, url, login)
  await page.locator('.cards').waitFor()
  const at = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
  )
  await context.close()
  return Math.round(at)
}

async function requestsInAMinute(page: Page): Promise<string> {
  let requests = 0
  page.on('request', () => {
    requests += 1
  })
  await page.waitForTimeout(seconds * 1000)
  return `${((requests * 60) / seconds).toFixed(1)} (goal: 3)`
}

/**
 * From what somebody does to the next paint, as browsers measure it; and how long the page worked for it,
 * which is the same on a machine that has other things to do.
 */
async function slowestAnswer(page: Page, address: string, act: Act): Promise<string> {
  await page.goto('about:blank')
  await page.goto(address)
  await page.waitForTimeout(2_000)
  await page.evaluate(() => {
    const seen: number[] = []
    Object.assign(globalThis, { seen })
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.push(duration)
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
  })
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  const work: number[] = []
  for (let time = 0; time < TIMES; time += 1) {
    const before = (await metricsOf(devtools))('TaskDuration')
    await act(page, time)
    await page.waitForTimeout(200)
    work.push((await metricsOf(devtools))('TaskDuration') - before)
  }
  await devtools.detach()
  const seen: number[] = await page.evaluate('seen')
  return `${Math.max(0, ...seen)} ms (goal: 100), ${Math.round(Math.max(...work) * 1000)} ms of work`
}

/** On a clock that is set forward, the server's answers are the real ones. */
async function memoryOfAnHour(browser: Browser, url: string, login: Login): Promise<string> {
  const { page, context } = await opened(browser, url, login, (page) => page.clock.install())
  await page.locator('.cards').waitFor()
  await pass(page, WARM_UP_MINUTES)
  const before = await memoryOf(page)
  await pass(page, MINUTES)
  const after = await memoryOf(page)
  await context.close()
  const megabytes = (one: number) => (one / 1e6).toFixed(1)
  return (
    `${megabytes(after.bytes)} MB and ${after.nodes} nodes, ` +
    `${megabytes(before.bytes)} MB and ${before.nodes} nodes before it (goal: no more than at first)`
  )
}

async function pass(page: Page, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    await page.clock.runFor(60_000)
    // What was asked is answered.
    await page.waitForTimeout(150)
  }
}

async function memoryOf(page: Page): Promise<{ bytes: number; nodes: number }> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('HeapProfiler.collectGarbage')
  await devtools.send('Performance.enable')
  const metrics = await metricsOf(devtools)
  await devtools.detach()
  return { bytes: metrics('JSHeapUsedSize'), nodes: metrics('Nodes') }
}

async function metricsOf(devtools: CDPSession): Promise<(name: string) => number> {
  const { metrics } = await devtools.send('Performance.getMetrics')
  return (name) => metrics.find((one) => one.name === name)?.value ?? Number.NaN
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

function say(what: string, value: string): void {
  console.log(`${what.padEnd(42)} ${value}`)
}
