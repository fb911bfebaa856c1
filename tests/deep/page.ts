/**
 * Looks at every view of the page, in each language: axe in light, dark and past, each width, text of
 * 200 %, colours of one's own, no motion, and that nothing moves by itself while a view comes.
 *
 *   bun run test:deep page              all of them
 *   bun run test:deep page de tasks     in German, those whose name holds `tasks`
 *
 * Prints what is wrong with each, and ends with 1 where anything is.
 */
import type { Browser, Page } from 'playwright-core'
import { axeFindings, openBrowser } from '../browser.ts'
import { type Cookies, demoPlace } from '../demo-place.ts'
import {
  contrastFindings,
  largeTextFindings,
  OTHER_LOOKS,
  preferenceFindings,
  shifted,
  WIDTHS,
  watchShifts,
  wideFindings,
} from '../looks.ts'
import { FIRST_RUN, inThePast, PAGE_VIEWS, type PageView } from '../page-views.ts'

const LOCALES: Readonly<Record<string, string>> = { en: 'en-GB', de: 'de-DE' }
const LONGEST_WAIT_MS = 10_000
const SETTLED_MS = 300
/** What the demo's public board, and the first job on it, are called in the report. */
const BOARD = { name: 'board-pages', address: 'board/karakeep', is_door: true } as const

process.exitCode = await run(process.argv.slice(2))

async function run(words: string[]): Promise<number> {
  const languages = Object.keys(LOCALES).filter(
    (one) => !words.some((word) => word in LOCALES) || words.includes(one),
  )
  const names = words.filter((word) => !(word in LOCALES))
  const isWanted = ({ name }: PageView) => names.length === 0 || names.some((one) => name.includes(one))
  const browser = await openBrowser()
  let wrong = 0
  const look = async (url: string, view: PageView, cookies: Cookies) => {
    if (!isWanted(view)) return
    for (const language of languages) {
      const findings = await findingsOf(browser, url, view, cookies, LOCALES[language] ?? 'en-GB')
      console.log(`${findings.length === 0 ? 'good ' : 'WRONG'} ${language} ${view.name}`)
      for (const one of findings) console.log(`        ${one}`)
      wrong += findings.length
    }
  }
  {
    await using place = await demoPlace((url) => look(url, FIRST_RUN, []))
    for (const view of PAGE_VIEWS) {
      const address = await place.addressOf(view)
      await look(place.url, { ...view, address }, place.cookiesFor(view))
      if (view.has_past)
        await look(
          place.url,
          { name: `${view.name}-past`, address: inThePast(address) },
          place.cookiesFor(view),
        )
    }
    if (isWanted(BOARD)) {
      const findings = await findingsOnBoard(browser, place.url)
      console.log(`${findings.length === 0 ? 'good ' : 'WRONG'} ${BOARD.name}`)
      for (const one of findings) console.log(`        ${one}`)
      wrong += findings.length
    }
  }
  await browser.close()
  console.log(wrong === 0 ? 'Nothing is wrong.' : `${wrong} findings.`)
  return wrong === 0 ? 0 : 1
}

async function findingsOf(
  browser: Browser,
  url: string,
  { address }: PageView,
  cookies: Cookies,
  locale: string,
): Promise<string[]> {
  const context = await browser.newContext({
    ...{ viewport: { width: 1440, height: 900 }, locale, timezoneId: 'Europe/London' },
    ...{ reducedMotion: 'reduce', serviceWorkers: 'block' },
  })
  await context.addCookies(cookies)
  await watchShifts(context)
  const page = await context.newPage()
  page.setDefaultTimeout(LONGEST_WAIT_MS)
  const findings: string[] = []
  page.on('pageerror', (error) => findings.push(`error: ${error.message}`))
  await shown(page, `${url}/${address}`)
  findings.push(...(await shifted(page)).map((one) => `moved: ${one}`))
  findings.push(...(await axeFindings(page)))
  for (const other of OTHER_LOOKS) findings.push(...(await contrastFindings(page, other)))
  findings.push(...(await wideFindings(page, WIDTHS)))
  findings.push(...(await preferenceFindings(page)))
  findings.push(...(await largeTextFindings(page, 1440)))
  await context.close()
  return findings
}

async function shown(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.waitForLoadState('networkidle', { timeout: LONGEST_WAIT_MS }).catch(() => {})
  await page.waitForTimeout(SETTLED_MS)
}

/** The public pages: made by the server, without scripts, in the theme of the system. */
async function findingsOnBoard(browser: Browser, url: string): Promise<string[]> {
  const page = await browser.newPage({ locale: 'en-GB' })
  const findings: string[] = []
  await shown(page, `${url}/${BOARD.address}`)
  const job = await page.locator('main a[href*="/board/"]').first().getAttribute('href')
  for (const address of [`${url}/${BOARD.address}`, new URL(job ?? '', url).href]) {
    await shown(page, address)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      findings.push(...(await axeFindings(page)).map((one) => `${colorScheme}: ${one}`))
    }
    findings.push(...(await wideFindings(page, WIDTHS)))
    findings.push(...(await largeTextFindings(page, 1440)))
  }
  await page.close()
  return findings
}
