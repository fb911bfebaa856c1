/** A real server and a window of a browser at it: nothing in it yet, and a clock that tests may move. */
import { afterAll, beforeAll } from 'bun:test'
import type { Browser, Page } from 'playwright-core'
import { type Engine, type TestApp, testApp } from './app.ts'
import { openBrowser, openPage, type Seen } from './browser.ts'
import { listening } from './listening.ts'
import { postgresServer } from './postgres-server.ts'

export interface World extends AsyncDisposable {
  app: TestApp
  url: string
  open(more?: { width?: number; theme?: 'light' | 'dark'; locale?: string }): Promise<Seen>
}

/** A server, and a window at it in which one after the other signs in. */
export interface Window extends World, Seen {
  /** As who comes with a cookie and an address; `null` has none. The page is loaded anew then. */
  signIn(one: { email: string; password: string } | null): Promise<void>
}

/**
 * One browser for all the tests of a file, and of each engine a server and a window that they share: to
 * open others takes as long as most tests. Who is to find nothing there signs up.
 *
 * @param prepare What each window is given before its first page.
 */
export function browserTests(prepare: (page: Page) => Promise<void> = async () => {}) {
  let browser: Browser
  const shared = new Map<Engine, Promise<Window>>()
  beforeAll(async () => {
    ;[browser] = await Promise.all([openBrowser(), postgresServer()])
  })
  afterAll(async () => {
    for (const window of shared.values()) await (await window)[Symbol.asyncDispose]()
    await browser?.close()
  })
  return {
    /** A server at which nobody has been. */
    world: (engine: Engine, env?: Record<string, string>) => worldOf(browser, engine, env),
    window(engine: Engine): Promise<Window> {
      const opened = shared.get(engine) ?? windowOf(browser, engine, prepare)
      shared.set(engine, opened)
      return opened
    },
  }
}

async function worldOf(browser: Browser, engine: Engine, env?: Record<string, string>): Promise<World> {
  const app = await testApp(engine, env)
  const { url, stop } = listening(app)
  return {
    app,
    url,
    open: (more = {}) => openPage(browser, { url, at: app.clock.at, ...more }),
    async [Symbol.asyncDispose]() {
      await stop()
      await app[Symbol.asyncDispose]()
    },
  }
}

async function windowOf(
  browser: Browser,
  engine: Engine,
  prepare: (page: Page) => Promise<void>,
): Promise<Window> {
  const world = await worldOf(browser, engine)
  const seen = await world.open()
  await prepare(seen.page)
  return {
    ...world,
    ...seen,
    async signIn(one) {
      await seen.page.goto('about:blank')
      await seen.context.clearCookies()
      if (one) {
        const { email, password } = one
        await seen.context.request.post('/api/v1/auth/signin', { data: { email, password } })
      }
      seen.troubles.length = 0
    },
    async [Symbol.asyncDispose]() {
      await seen.context.close()
      await world[Symbol.asyncDispose]()
    },
  }
}
