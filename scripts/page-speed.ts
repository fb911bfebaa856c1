/**
 * How quick the page is in Chromium, on a server and a demo of its own with 5,000 tasks more.
 *
 *   bun scripts/page-speed.ts [SECONDS]    how long an open page is watched for its requests; 120
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { openBrowser } from '../tests/browser.ts'
import { startServer } from '../tests/server-process.ts'

const ROUNDS = 7
const TASKS = 5_000
const AT_ONCE = 500
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
  for (const [address, key] of [
    ['/#/tasks', 'j'],
    ['/#/explore/sessions?period=year', '['],
  ] as const)
    say(
      `${address}, the key ${key}`,
      `${await slowestAnswer(page, server.url + address, key)} ms (goal: 100)`,
    )
  await context.close()
  await browser.close()
} finally {
  rmSync(data, { recursive: true, force: true })
}

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
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } })
  await context.request.post('/api/v1/auth/signin', { data: login })
  const page = await context.newPage()
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

/** From a key to the next paint, as browsers measure it. */
async function slowestAnswer(page: Page, address: string, key: string): Promise<number> {
  await page.goto(address)
  await page.waitForTimeout(2_000)
  await page.evaluate(() => {
    const seen: number[] = []
    Object.assign(globalThis, { seen })
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.push(duration)
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
  })
  for (let times = 0; times < 10; times += 1) {
    await page.keyboard.press(key)
    await page.waitForTimeout(200)
  }
  const seen: number[] = await page.evaluate('seen')
  return Math.max(0, ...seen)
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

function say(what: string, value: string): void {
  console.log(`${what.padEnd(42)} ${value}`)
}
