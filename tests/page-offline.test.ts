/** The page where there is no network, and where the server has become another one meanwhile. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import type { Browser } from 'playwright-core'
import { type TestApp, testApp } from './app.ts'
import { axeFindings, openBrowser, openPage } from './browser.ts'
import { type Member, signUp } from './people.ts'

let browser: Browser
let app: TestApp
let ada: Member
let grace: Member

beforeAll(async () => {
  ;[browser, app] = await Promise.all([openBrowser(), testApp('sqlite')])
  ;[ada, grace] = [await signUp(app, 'ada'), await signUp(app, 'grace')]
})

afterAll(async () => {
  await browser?.close()
  await app?.[Symbol.asyncDispose]()
})

/** The application on a socket that comes and goes, and that can be upgraded. */
function place() {
  const files = { areNewer: false }
  const answer = async (request: Request): Promise<Response> => {
    const isOfPage = ['/', '/service-worker.js'].includes(new URL(request.url).pathname)
    if (!files.areNewer || !isOfPage) return app.app.handle(request)
    const plain = await app.app.handle(new Request(request.url))
    return new Response((await plain.text()).replaceAll(await nameOfPage(), 'newer'), plain)
  }
  const listen = (port: number) => Bun.serve({ port, hostname: '127.0.0.1', fetch: answer })
  let server = listen(0)
  const port = Number(server.port)
  return {
    files,
    url: `http://127.0.0.1:${port}`,
    stop: () => server.stop(true),
    start: () => {
      server = listen(port)
    },
  }
}

async function nameOfPage(): Promise<string> {
  const document = await (await app.app.handle(new Request('http://localhost/'))).text()
  return /data-page="(\w+)"/.exec(document)?.[1] ?? ''
}

async function opened(more: { hasWorker?: boolean; locale?: string } = {}) {
  const there = place()
  const { page, context, troubles } = await openPage(browser, { url: there.url, at: app.clock.at, ...more })
  const signIn = ({ email, password }: Member) =>
    context.request.post('/api/v1/auth/signin', { data: { email, password } })
  await signIn(ada)
  await page.goto('/')
  await page.locator('.cards').waitFor()
  return {
    ...{ there, page, context, troubles, signIn },
    /** Until the files of the page, and the numbers on it, are kept. */
    async kept(name?: string) {
      await page.clock.runFor(4_000)
      const awaited = { files: `page-${name ?? (await nameOfPage())}`, isOver: true, hasNumbers: true }
      for (let looks = 0; looks < 100; looks += 1) {
        if (Bun.deepEquals(await page.evaluate(keptFor, awaited.files), awaited)) return
        await Bun.sleep(50)
      }
      throw new Error(`Not kept: ${JSON.stringify(await page.evaluate(keptFor, awaited.files))}`)
    },
    async [Symbol.asyncDispose]() {
      await context.close()
      await there.stop()
    },
  }
}

/** @param files By the name under which a worker keeps them. */
async function keptFor(files: string) {
  const { installing, waiting, active } = await navigator.serviceWorker.ready
  const isThere = (await caches.keys()).includes(files)
  return {
    files: isThere ? files : null,
    isOver: !installing && !waiting && active?.state === 'activated',
    hasNumbers: (await caches.match('/numbers')) !== undefined,
  }
}

const keptOf = () => caches.match('/numbers').then((found) => found?.json())

test('without a network the page opens with the last numbers, says of when, and goes on by itself', async () => {
  await using w = await opened({ hasWorker: true })
  const { page, there } = w
  await w.kept()
  const shown = page.locator('[data-metric=total_users]').first()
  await shown.waitFor()
  const value = await shown.getAttribute('data-value')
  // Work is no number: it is not kept.
  expect(JSON.stringify(await page.evaluate(keptOf))).not.toContain('/api/v1/tasks')
  await there.stop()
  await page.clock.setSystemTime(app.clock.at + 26 * 3_600_000)
  await page.reload()
  await page.getByText('Offline: these are the last numbers, of Fri 20 Nov, 12:00').waitFor()
  expect(await shown.getAttribute('data-value')).toBe(value)
  expect(await page.locator('.live').innerText()).toContain('Offline, last numbers of')
  expect(await page.locator('.days .date').innerText()).toContain('20 November')
  expect(await axeFindings(page)).toEqual([])
  // A view that was never loaded comes from the kept files, and says that its own part could not be read.
  await page.goto('/#/tasks')
  await page.locator('[data-view=tasks] [role=alert]').first().waitFor()
  there.start()
  await page.getByRole('button', { name: 'Try now' }).click()
  await page.locator('.band').waitFor({ state: 'detached' })
  await page.locator('.live', { hasText: 'Live' }).waitFor()
})

test('what is kept is of who is signed in, and goes with them', async () => {
  await using w = await opened({ hasWorker: true })
  const { page, there } = w
  await w.kept()
  expect((await page.evaluate(keptOf)).account.user.email).toBe(ada.email)
  // Another signs in over it.
  await w.signIn(grace)
  await page.reload()
  await page.locator('.cards').waitFor()
  expect((await page.evaluate(keptOf))?.account.user.email).not.toBe(ada.email)
  await w.kept()
  expect((await page.evaluate(keptOf)).account.user.email).toBe(grace.email)
  await page.getByRole('button', { name: 'Your account' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.locator('[data-view=sign-in]').waitFor()
  await page.clock.runFor(4_000)
  expect(await page.evaluate(keptOf)).toBeUndefined()
  // Files are nobody's: without a network the page says what it lacks.
  await there.stop()
  await page.reload()
  await page.getByText('Offline: Almanac does not answer.').waitFor()
  expect(await axeFindings(page)).toEqual([])
})

test('after an upgrade the newer page is there at once, and the newer one opens without a network', async () => {
  await using w = await opened({ hasWorker: true, locale: 'de-DE' })
  const { page, there } = w
  await w.kept()
  there.files.areNewer = true
  await page.reload()
  await page.locator('html[data-page=newer]').waitFor()
  await page.locator('.cards').waitFor()
  await w.kept('newer')
  await there.stop()
  await page.reload()
  await page.locator('html[data-page=newer]').waitFor()
  await page.getByText('Offline: das sind die letzten Zahlen, von 12:00').waitFor()
})

test('an upgrade while the page is open is said, and the new page is one step away', async () => {
  await using w = await opened()
  const { page, there, troubles } = w
  there.files.areNewer = true
  await page.clock.runFor(5 * 60_000)
  expect(await page.getByText('Almanac was updated.').count()).toBe(0)
  await page.clock.runFor(6 * 60_000)
  await page.getByText('Almanac was updated.').waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Load the new page' }).click()
  await page.locator('html[data-page=newer]').waitFor()
  await page.locator('.cards').waitFor()
  expect(await page.getByText('Almanac was updated.').count()).toBe(0)
  expect(troubles).toEqual([])
})

test('a part whose file the server has no more says so, and how to get it', async () => {
  await using w = await opened()
  const { page, there } = w
  await page.route('**/assets/chunk-*.js', (route) => route.fulfill({ status: 404, body: '' }))
  there.files.areNewer = true
  await page.goto('/#/projects')
  await page.getByText('This part of the page could not be loaded.').waitFor()
  await page.getByText('Almanac was updated.').waitFor()
})
