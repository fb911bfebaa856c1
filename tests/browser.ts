/**
 * A real browser: Debian's Chromium, driven by playwright-core. It reaches this machine and nothing else.
 * The same engine comes as a shell without windows, which opens a page for half of what the whole one takes.
 */
import { existsSync, readFileSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page, type Request } from 'playwright-core'

const PLACES = [
  '/usr/lib/chromium/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]
const INSTALL = 'apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium-headless-shell'

/** @throws Error of one line that says what to install. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
    ],
  })
}

function findChromium(): string {
  const found = process.env.CHROMIUM ?? PLACES.find((path) => existsSync(path)) ?? installed()
  if (!found) throw new Error(`The tests of the page need Chromium: ${INSTALL} (or let CHROMIUM name one).`)
  return found
}

/** Where one may install packages, as in a container of a build. */
function installed(): string | undefined {
  if (process.getuid?.() !== 0 || !Bun.which('apt-get')) return undefined
  process.stderr.write(`The tests of the page need Chromium, which is not here. Installing it: ${INSTALL}\n`)
  Bun.spawnSync(['sh', '-c', INSTALL], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  return PLACES.find((path) => existsSync(path))
}

export interface Seen {
  page: Page
  context: BrowserContext
  /** What went wrong in it, and what it asked of another host. */
  troubles: string[]
  /** Waits until all that the page asked for has come, and is shown. */
  settled(): Promise<void>
}

const QUIET_MS = 40

/** A window of its own, whose clock goes on from the one of the server. */
export async function openPage(
  browser: Browser,
  {
    url,
    at,
    width = 1440,
    height = 900,
    theme = 'light',
    locale = 'en-GB',
    hasWorker = false,
  }: {
    url: string
    at: number
    width?: number
    height?: number
    theme?: 'light' | 'dark'
    locale?: string
    /** Whether the page may keep its files: it loads all of them then, which most tests need not wait for. */
    hasWorker?: boolean
  },
): Promise<Seen> {
  const context = await browser.newContext({
    viewport: { width, height },
    locale,
    timezoneId: 'Europe/London',
    colorScheme: theme,
    baseURL: url,
    reducedMotion: 'reduce',
    serviceWorkers: hasWorker ? 'allow' : 'block',
  })
  const page = await context.newPage()
  await page.clock.install({ time: at })
  page.setDefaultTimeout(10_000)
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(error.stack ?? error.message))
  page.on('console', (message) => {
    // What is refused on purpose, browsers report as well.
    const isTrouble = message.type() === 'error' && !/status of 4\d\d/.test(message.text())
    if (isTrouble || /Content.Security.Policy/i.test(message.text())) troubles.push(message.text())
  })
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== url)
      troubles.push(`asked ${request.url()}`)
  })
  let awaited = 0
  let quiet_since = 0
  // What is told as it happens never ends.
  const isAwaited = (request: Request) => !new URL(request.url()).pathname.endsWith('/live')
  const asked = (request: Request) => {
    if (isAwaited(request)) awaited += 1
  }
  const answered = (request: Request) => {
    if (!isAwaited(request)) return
    awaited -= 1
    quiet_since = performance.now()
  }
  page.on('request', asked).on('requestfinished', answered).on('requestfailed', answered)
  const settled = async () => {
    await page.waitForFunction(
      () => document.querySelector('#page > *') && !document.querySelector('[aria-busy=true]'),
    )
    while (awaited > 0 || performance.now() - quiet_since < QUIET_MS) await Bun.sleep(10)
  }
  return { page, context, troubles, settled }
}

const LIVE = '**/api/v1/live*'

/** Until its disposal the page is not told what others do: for what befalls those who have not heard of it. */
export async function unheard(page: Page): Promise<AsyncDisposable> {
  await page.route(LIVE, (route) => route.fulfill({ status: 404, json: { status: 404 } }))
  return { [Symbol.asyncDispose]: () => page.unroute(LIVE) }
}

const SETTLED_MS = 3_000

/** What is wider than the window, by name; nothing where it fits. */
export async function overflowing(page: Page, width: number): Promise<string[]> {
  await page.setViewportSize({ width, height: 800 })
  // Plots are drawn anew for the width.
  await page
    .waitForFunction(() => document.documentElement.scrollWidth <= innerWidth, undefined, {
      timeout: SETTLED_MS,
    })
    .catch(() => {})
  return page.evaluate(() => {
    const root = document.documentElement
    if (root.scrollWidth <= root.clientWidth) return []
    const wide = [...document.body.querySelectorAll('*')].filter(
      (one) => one.getBoundingClientRect().right > innerWidth + 1,
    )
    return wide.slice(0, 8).map((one) => `${one.tagName} ${one.className}`)
  })
}

const AXE = readFileSync(Bun.resolveSync('axe-core/axe.min.js', import.meta.dir), 'utf8')

/** What stands in somebody's way, by axe-core. @param only These of its rules; all when left out. */
export async function axeFindings(page: Page, only?: readonly string[]): Promise<string[]> {
  // What is shown comes in a file of its own.
  for (const landmark of ['main', 'h1']) await page.locator(landmark).first().waitFor()
  // The page's policy lets no script in; what the debugger runs is not asked.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE)
  return page.evaluate(async (rules) => {
    const { violations } = await (globalThis as any).axe.run(document, {
      resultTypes: ['violations'],
      ...(rules && { runOnly: rules }),
    })
    return violations.map(
      ({ id, nodes }: any) =>
        `${id}: ${nodes
          .map(({ html }: any) => html.slice(0, 160))
          .slice(0, 4)
          .join(' | ')}`,
    )
  }, only)
}
