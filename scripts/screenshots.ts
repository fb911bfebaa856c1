/**
 * Makes a picture of every view of the page, on a server and a demo of its own, to be looked at.
 *
 *   bun scripts/screenshots.ts FOLDER             all of them
 *   bun scripts/screenshots.ts FOLDER tasks -de   those whose name holds one of these
 *   bun scripts/screenshots.ts --docs             those that stand in docs/
 *
 * Their names say the view, the width, the theme and the language: overview-1440-dark-de.png.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../tests/browser.ts'
import { type Cookies, demoPlace } from '../tests/demo-place.ts'
import { FIRST_RUN, inThePast, PAGE_VIEWS, type PageView } from '../tests/page-views.ts'

const DOCS = join(import.meta.dir, '../docs')
const SIZES = { 1440: 900, 1240: 800, 1024: 768, 390: 844, 320: 640 } as const
const THEMES = ['light', 'dark'] as const
const LOCALES = { en: 'en-GB', de: 'de-DE' } as const
const SETTLED_MS = 500
/** By then the page listens to what happens, and says that it is live. */
const LIVE_MS = 3_500
const LONGEST_WAIT_MS = 5_000

type Width = keyof typeof SIZES
type Look = (typeof THEMES)[number] | 'past'
type Language = keyof typeof LOCALES

/** What stands in the documents, and from which picture. */
const IN_DOCS: Readonly<Record<string, string>> = {
  'overview-1240-light-en': 'page-overview',
  'explore-1240-light-en': 'page-explore',
  'retention-1240-light-en': 'page-retention',
  'overview-1240-past-en': 'page-past',
}

interface Camera {
  browser: Browser
  widths: readonly Width[]
  wanted: (file: string) => boolean
  fileOf: (file: string) => string
  settled_ms: number
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
  const browser = await openBrowser()
  const camera: Camera = {
    browser,
    widths: isForDocs ? [1240] : [1440, 1024, 390, 320],
    wanted: (file) =>
      isForDocs ? file in IN_DOCS : names.length === 0 || names.some((name) => file.includes(name)),
    fileOf: (file) => join(target, `${isForDocs ? IN_DOCS[file] : file}.png`),
    settled_ms: isForDocs ? LIVE_MS : SETTLED_MS,
  }
  await using place = await demoPlace((url) => shoot(camera, url, FIRST_RUN, []))
  for (const view of PAGE_VIEWS) {
    const address = await place.addressOf(view)
    await shoot(camera, place.url, { ...view, address }, place.cookiesFor(view))
  }
  await browser.close()
  return 0
}

async function shoot(camera: Camera, url: string, view: PageView, cookies: Cookies): Promise<void> {
  const looks: Look[] = view.has_past ? [...THEMES, 'past'] : [...THEMES]
  // Names of a type are its keys.
  for (const language of Object.keys(LOCALES) as Language[])
    for (const width of camera.widths)
      for (const look of looks) await take(camera, url, view, cookies, { width, look, language })
}

async function take(
  { browser, wanted, fileOf, settled_ms }: Camera,
  url: string,
  { name, address }: PageView,
  cookies: Cookies,
  { width, look, language }: { width: Width; look: Look; language: Language },
): Promise<void> {
  const file = `${name}-${width}-${look}-${language}`
  if (!wanted(file)) return
  const context = await browser.newContext({
    viewport: { width, height: SIZES[width] },
    colorScheme: look === 'past' ? 'light' : look,
    locale: LOCALES[language],
    timezoneId: 'Europe/London',
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  })
  await context.addCookies(cookies)
  const page = await context.newPage()
  await page.goto(`${url}/${look === 'past' ? inThePast(address) : address}`)
  await page.waitForLoadState('networkidle', { timeout: LONGEST_WAIT_MS }).catch(() => {})
  await page.waitForTimeout(settled_ms)
  // As high as it is, so that what sticks to the window stands where it should.
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({ width, height: Math.min(height, 4_000) })
  await page.waitForTimeout(SETTLED_MS / 2)
  await page.screenshot({ path: fileOf(file) })
  console.log(fileOf(file))
  await context.close()
}
