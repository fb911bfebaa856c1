/** A real server with the demo of one team, and the cookies of who looks at it in a browser. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import type { PageView } from './page-views.ts'
import { startServer } from './server-process.ts'

export type Cookies = Parameters<BrowserContext['addCookies']>[0]

export interface DemoPlace extends AsyncDisposable {
  url: string
  /** Those of who sees this view; none before a door. */
  cookiesFor(view: PageView): Cookies
  /** Its address, with the ids of what there is. */
  addressOf(view: PageView): Promise<string>
}

/** The first to sign up administers the instance. */
const ADMIN = {
  email: 'ada@example.com',
  password: 'correct horse battery',
  name: 'Ada Okafor',
  organization: { name: 'Bluebird', time_zone: 'Europe/London' },
}

/** @param onEmpty What is done while nobody has an account. */
export async function demoPlace(onEmpty: (url: string) => Promise<void>): Promise<DemoPlace> {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-demo-'))
  const server = await startServer({ env: { DATA_DIR: folder, RATE_LIMITS: 'off', LOG_LEVEL: 'error' } })
  const { url } = server
  await onEmpty(url)
  const ofDemo = await signInToDemo(url)
  const ofAdmin = cookiesOf(await post(url, '/auth/signup', ADMIN))
  const cookiesFor = ({ is_door, is_for_admin }: PageView) => (is_door ? [] : is_for_admin ? ofAdmin : ofDemo)
  return {
    url,
    cookiesFor,
    addressOf: (view) => addressWithIds(url, view.address, cookiesFor(view)),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

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

/** @param cookies Of who has what it names. */
export async function addressWithIds(url: string, address: string, cookies: Cookies): Promise<string> {
  const headers = { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') }
  let filled = address
  for (const [whole, list] of address.matchAll(/\{([^}]+)\}/g)) {
    const { items } = await (await fetch(`${url}/api/v1/${list}`, { headers })).json()
    filled = filled.replace(whole, items[0]?.id ?? '')
  }
  return filled
}
