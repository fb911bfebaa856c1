/**
 * Makes a picture of every view of the page, on a server and a demo of its own, to be looked at.
 *
 *   bun scripts/screenshots.ts FOLDER           all of them
 *   bun scripts/screenshots.ts FOLDER tasks     those whose name holds `tasks`
 *   bun scripts/screenshots.ts --docs           those that stand in docs/
 *
 * Their names say the view, the width and the theme: overview-1440-dark.png.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext } from 'playwright-core'
import { openBrowser } from '../tests/browser.ts'
import { startServer } from '../tests/server-process.ts'

const DOCS = join(import.meta.dir, '../docs')
const SIZES = { 1440: 900, 1240: 800, 390: 844 } as const
const THEMES = ['light', 'dark'] as const
const SETTLED_MS = 500
const LONGEST_WAIT_MS = 5_000
/** In the demo, a day on which something happened. */
const PAST_DAYS = 166

type Width = keyof typeof SIZES
type Theme = (typeof THEMES)[number]

interface Shot {
  name: string
  /** `{jobs?status=open}` is the id of the first that this list of the API has. */
  address: string
  /** Of a page of numbers, which is also looked at on a past day. */
  has_past?: true
  /** Before anybody has signed in. */
  is_door?: true
  /** By whoever administers the instance. */
  is_for_admin?: true
}

const SHOTS: readonly Shot[] = [
  { name: 'first-run', address: '#/', is_door: true },
  { name: 'sign-in', address: '#/sign-in', is_door: true },
  { name: 'overview', address: '#/', has_past: true },
  { name: 'explore', address: '#/explore/sessions?before=1', has_past: true },
  { name: 'explore-line', address: '#/explore/total_users?period=year' },
  { name: 'retention', address: '#/retention', has_past: true },
  { name: 'activity', address: '#/activity' },
  { name: 'tasks', address: '#/tasks' },
  { name: 'board', address: '#/tasks?view=board' },
  { name: 'projects', address: '#/projects' },
  { name: 'conversations', address: '#/conversations' },
  { name: 'content', address: '#/content' },
  { name: 'text', address: '#/content/{content}' },
  { name: 'text-written', address: '#/content/{content}?show=write' },
  { name: 'text-revisions', address: '#/content/{content}?show=revisions' },
  { name: 'course', address: '#/courses/{content?kind=course}' },
  { name: 'assessment', address: '#/assessments/{assessments}' },
  { name: 'assessment-built', address: '#/assessments/{assessments}?show=edit' },
  { name: 'assessment-results', address: '#/assessments/{assessments}?show=results' },
  { name: 'jobs', address: '#/hiring' },
  { name: 'pipeline', address: '#/hiring/jobs/{jobs?status=open}' },
  { name: 'application', address: '#/hiring/applications/{applications}' },
  { name: 'job', address: '#/hiring/jobs/{jobs?status=open}?show=details' },
  { name: 'candidate', address: '#/hiring/candidates/{candidates}' },
  { name: 'funnel', address: '#/hiring/funnel' },
  { name: 'members', address: '#/members' },
  { name: 'organization', address: '#/organization' },
  { name: 'account', address: '#/account' },
  { name: 'operations', address: '#/operations', is_for_admin: true },
  { name: 'definitions', address: '#/definitions' },
]

/** The first to sign up administers the instance. */
const ADMIN = {
  email: 'ada@example.com',
  password: 'correct horse battery',
  name: 'Ada Okafor',
  organization: { name: 'Bluebird', time_zone: 'Europe/London' },
}

/** What stands in the documents, and from which picture. */
const IN_DOCS: Readonly<Record<string, string>> = {
  'overview-1240-light': 'page-overview',
  'explore-1240-light': 'page-explore',
  'retention-1240-light': 'page-retention',
  'overview-1240-past': 'page-past',
}

interface Place {
  browser: Browser
  url: string
  widths: readonly Width[]
  wanted: (file: string) => boolean
  fileOf: (file: string) => string
}

process.exitCode = await main(process.argv.slice(2))

async function main(words: string[]): Promise<number> {
  const isForDocs = words[0] === '--docs'
  const [folder, ...names] = words
  if (!folder) {
    console.error('Usage: bun scripts/screenshots.ts FOLDER [NAME...], or --docs')
    return 2
  }
  const target = isForDocs ? DOCS : folder
  mkdirSync(target, { recursive: true })
  const data = mkdtempSync(join(tmpdir(), 'almanac-screenshots-'))
  try {
    await using server = await startServer({
      env: { DATA_DIR: data, RATE_LIMITS: 'off', LOG_LEVEL: 'error' },
    })
    const browser = await openBrowser()
    const wanted = (file: string) =>
      isForDocs ? file in IN_DOCS : names.length === 0 || names.some((name) => file.includes(name))
    const fileOf = (file: string) => join(target, `${isForDocs ? IN_DOCS[file] : file}.png`)
    const widths = isForDocs ? ([1240] as const) : ([1440, 390] as const)
    await shootAll({ browser, url: server.url, widths, wanted, fileOf })
    await browser.close()
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
  return 0
}

async function shootAll(place: Place): Promise<void> {
  for (const shot of SHOTS.filter(({ is_door }) => is_door)) await shoot(place, shot, null)
  const ofDemo = await signInToDemo(place.url)
  const ofAdmin = cookiesOf(await post(place.url, '/auth/signup', ADMIN))
  for (const shot of SHOTS.filter(({ is_door }) => !is_door)) {
    await shoot(place, shot, shot.is_for_admin ? ofAdmin : ofDemo)
  }
}

type Cookies = Parameters<BrowserContext['addCookies']>[0]

/** @returns What the browser of its owner would be given. */
async function signInToDemo(url: string): Promise<Cookies> {
  const made = await (await post(url, '/instance/demo', { teams: ['karakeep'] })).text()
  const { email, password } = JSON.parse(made.trim().split('\n').at(-1) ?? '{}')
  return cookiesOf(await post(url, '/auth/signin', { email, password }))
}

function post(url: string, path: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return fetch(`${url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
}

function cookiesOf({ headers }: Response): Cookies {
  return headers.getSetCookie().map((line) => {
    const [pair = '', ...rest] = line.split('; ')
    const [name = '', value = ''] = pair.split('=')
    const path = rest.find((one) => one.startsWith('Path='))?.slice(5) ?? '/'
    return { name, value, path, domain: '127.0.0.1', httpOnly: true }
  })
}

async function shoot(place: Place, named: Shot, cookies: Cookies | null): Promise<void> {
  const shot = { ...named, address: await withIds(place.url, named.address, cookies) }
  for (const width of place.widths) {
    for (const theme of THEMES) await take(place, shot, cookies, width, theme)
    if (shot.has_past) await take(place, shot, cookies, width, 'past')
  }
}

async function withIds(url: string, address: string, cookies: Cookies | null): Promise<string> {
  const headers = { cookie: (cookies ?? []).map(({ name, value }) => `${name}=${value}`).join('; ') }
  let filled = address
  for (const [whole, list] of address.matchAll(/\{([^}]+)\}/g)) {
    const { items } = await (await fetch(`${url}/api/v1/${list}`, { headers })).json()
    filled = filled.replace(whole, items[0]?.id ?? '')
  }
  return filled
}

async function take(
  { browser, url, wanted, fileOf }: Place,
  { name, address }: Shot,
  cookies: Cookies | null,
  width: Width,
  look: Theme | 'past',
): Promise<void> {
  const file = `${name}-${width}-${look}`
  if (!wanted(file)) return
  const context = await browser.newContext({
    viewport: { width, height: SIZES[width] },
    colorScheme: look === 'past' ? 'light' : look,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    reducedMotion: 'reduce',
  })
  if (cookies) await context.addCookies(cookies)
  const page = await context.newPage()
  await page.goto(`${url}/${look === 'past' ? inThePast(address) : address}`)
  await page.waitForLoadState('networkidle', { timeout: LONGEST_WAIT_MS }).catch(() => {})
  await page.waitForTimeout(SETTLED_MS)
  // As high as it is, so that what sticks to the window stands where it should.
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({ width, height: Math.min(height, 4_000) })
  await page.waitForTimeout(SETTLED_MS / 2)
  await page.screenshot({ path: fileOf(file) })
  console.log(fileOf(file))
  await context.close()
}

function inThePast(address: string): string {
  const day = new Date(Date.now() - PAST_DAYS * 86_400_000).toISOString().slice(0, 10)
  return `${address}${address.includes('?') ? '&' : '?'}day=${day}`
}
