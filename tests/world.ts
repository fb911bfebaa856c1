/** A server of one's own for a browser: nothing in it yet, and a clock that tests may move. */
import type { Browser } from 'playwright-core'
import { type ENGINES, type TestApp, testApp } from './app.ts'
import { openPage, type Seen } from './browser.ts'
import { listening } from './listening.ts'

export interface World extends AsyncDisposable {
  app: TestApp
  url: string
  open(more?: { width?: number; theme?: 'light' | 'dark'; locale?: string }): Promise<Seen>
}

export async function worldOf(browser: Browser, engine: (typeof ENGINES)[number]): Promise<World> {
  const app = await testApp(engine)
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
