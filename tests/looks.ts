/** How the page has to look everywhere, as checks of one view that is shown. */
import type { BrowserContext, Page } from 'playwright-core'
import { axeFindings, overflowing } from './browser.ts'

export const WIDTHS = [320, 390, 768, 1024, 1440, 2560] as const

/** As attributes of the document: light is how it comes. */
export const OTHER_LOOKS = [
  { theme: 'dark', time: '' },
  { theme: 'light', time: 'past' },
  { theme: 'dark', time: 'past' },
] as const

interface OtherLook {
  theme: 'light' | 'dark'
  time: string
}

/**
 * A quick look at what is shown, of which deep/page.ts looks at all: axe as it comes, whether it can be
 * read in dark, and whether it fits a small phone and a usual screen.
 *
 * @param has_past Whether it is to be read as it looks on a past day, too.
 */
export async function lookFindings(page: Page, has_past = false): Promise<string[]> {
  const time = await page.evaluate(() => document.documentElement.dataset.time ?? '')
  const findings = await axeFindings(page)
  findings.push(...(await contrastFindings(page, { theme: 'dark', time })))
  if (has_past) findings.push(...(await contrastFindings(page, { theme: 'light', time: 'past' })))
  findings.push(...(await wideFindings(page, [320, 1440])))
  return findings
}

/** Before a page of it is opened: from then on each page knows what moved in it. */
export async function watchShifts(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const shifts: string[] = []
    Object.assign(globalThis, { shifts })
    const nameOf = (node: Node | null) => (node instanceof Element ? `${node.tagName}.${node.className}` : '')
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as any[]) {
        if (entry.hadRecentInput) continue
        const moved = entry.sources.map(({ node }: { node: Node | null }) => nameOf(node))
        shifts.push(`${entry.value.toFixed(4)} ${moved.join(' ')}`)
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

/** What has moved by itself since the page came, or since this was asked. */
export async function shifted(page: Page): Promise<string[]> {
  return page.evaluate(() => (globalThis as any).shifts.splice(0))
}

/** Whether all can be read in another theme, or as it is shown of the past. */
export async function contrastFindings(page: Page, { theme, time }: OtherLook): Promise<string[]> {
  const dress = (to: { theme: string; time: string }) =>
    page.evaluate((look) => {
      const { dataset } = document.documentElement
      const worn = { theme: dataset.theme ?? '', time: dataset.time ?? '' }
      dataset.theme = look.theme
      if (look.time) dataset.time = look.time
      else delete dataset.time
      return worn
    }, to)
  const before = await dress({ theme, time })
  try {
    return (await axeFindings(page, ['color-contrast'])).map((one) => `${theme} ${time}: ${one}`)
  } finally {
    await dress(before)
  }
}

/** What is wider than windows of these widths. */
export async function wideFindings(page: Page, widths: readonly number[]): Promise<string[]> {
  const findings: string[] = []
  for (const width of widths)
    for (const one of await overflowing(page, width)) findings.push(`at ${width}: ${one}`)
  return findings
}

/** What does not fit once somebody has made all texts twice as large. */
export async function largeTextFindings(page: Page, width: number): Promise<string[]> {
  await page.setViewportSize({ width, height: 900 })
  await page.evaluate(() => {
    const all = [...document.body.querySelectorAll<HTMLElement>('*')]
    const sizes = all.map((one) => getComputedStyle(one).fontSize)
    all.forEach((one, i) => {
      one.style.fontSize = `${Number.parseFloat(sizes[i] ?? '') * 2}px`
      one.style.lineHeight = '1.4'
    })
  })
  return (await overflowing(page, width)).map((one) => `text of 200 %: ${one}`)
}

/** What is drawn in colours of its own where somebody has chosen theirs, and what moves for who wants no motion. */
export async function preferenceFindings(page: Page): Promise<string[]> {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  const findings = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('i'))
    probe.style.color = 'CanvasText'
    const wanted = getComputedStyle(probe).color
    probe.remove()
    const found: string[] = []
    const expect = (selector: string, property: 'fill' | 'stroke') => {
      for (const one of document.querySelectorAll(selector))
        if (getComputedStyle(one)[property] !== wanted) found.push(`forced colours: ${selector}`)
    }
    for (const bars of ['.p-bar', '.p-unusual', '.p-dot']) expect(bars, 'fill')
    for (const lines of ['.p-line', '.p-partial']) expect(lines, 'stroke')
    for (const one of document.getAnimations()) found.push(`moves: ${(one as any).animationName ?? one}`)
    for (const one of document.querySelectorAll('*')) {
      const { transitionDuration } = getComputedStyle(one)
      if (/[1-9]/.test(transitionDuration)) found.push(`moves: ${one.tagName}.${one.className}`)
    }
    return [...new Set(found)]
  })
  await page.emulateMedia({ forcedColors: 'none' })
  return findings
}
