/** The application of a test: real, on a real database of its own, through HTTP. */
import { afterAll, describe } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../src/app.ts'
import { readConfig } from '../src/config/env.ts'
import { createContext } from '../src/context.ts'
import { PageFiles } from '../src/http/web/page-files.ts'
import type { HashingCost } from '../src/modules/auth/passwords.ts'
import { postgresServer } from './postgres-server.ts'
import { Secrets } from './secrets.ts'
import { copySqliteTemplate } from './sqlite-template.ts'

export const ENGINES = ['sqlite', 'postgres'] as const
export type Engine = (typeof ENGINES)[number]

/** Says the same of both engines. */
export function onEachEngine(title: string, body: (engine: Engine) => void): void {
  for (const engine of ENGINES) describe(`${title} [${engine}]`, () => body(engine))
}

export interface Answer<Body = any> {
  status: number
  headers: Headers
  text: string
  /** The body as JSON; `undefined` where it is none. */
  body: Body
}

export interface Call {
  token?: string
  key?: string
  json?: unknown
  body?: BodyInit
  headers?: Record<string, string>
}

export type TestApp = Awaited<ReturnType<typeof testApp>>

/** A clock that stands still until it is set. */
export class TestClock {
  constructor(public at = Date.parse('2026-11-20T12:00:00Z')) {}
  now() {
    return this.at
  }
}

/** What passwords cost where people sign up by the thousand: next to nothing. */
export const CHEAP: HashingCost = { memoryCost: 64, timeCost: 1 }

/** Built when the first test of a file opens the page. */
const PAGE = new PageFiles()

export async function testApp(engine: Engine, env: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-test-'))
  const clock = new TestClock()
  // Where the caller names a database, none is made that nobody would use.
  const isNamed = env.DATABASE_URL !== undefined
  const database_url =
    engine === 'postgres' && !isNamed ? await (await postgresServer()).createDatabase() : undefined
  if (engine === 'sqlite' && !isNamed) copySqliteTemplate(join(folder, 'almanac.sqlite'))
  const config = readConfig({
    DATA_DIR: folder,
    // The clock stands still, so a limit that is reached would never end. Tests of limits set them.
    RATE_LIMITS: 'off',
    ...(database_url && { DATABASE_URL: database_url }),
    ...env,
  })
  const secrets = new Secrets()
  secrets.collectConfig(config)
  const context = await createContext(config, { clock, hashing: CHEAP, accessLog: secrets.accessLog })
  const app = createApp(context, context, PAGE)
  const call = async (method: string, path: string, options: Call = {}): Promise<Answer> => {
    const response = await app.handle(new Request(`http://localhost${path}`, requestInit(method, options)))
    const text = await response.text()
    const answer = { status: response.status, headers: response.headers, text, body: parsed(text) }
    secrets.collect(options, answer)
    return answer
  }
  return {
    app,
    context,
    config,
    clock,
    /** What was sent and given out until now, and what was logged meanwhile. */
    secrets,
    call,
    get: (path: string, options?: Call) => call('GET', path, options),
    post: (path: string, options?: Call) => call('POST', path, options),
    put: (path: string, options?: Call) => call('PUT', path, options),
    delete: (path: string, options?: Call) => call('DELETE', path, options),
    async [Symbol.asyncDispose]() {
      await context[Symbol.asyncDispose]()
      if (database_url) await (await postgresServer()).dropDatabase(database_url)
      rmSync(folder, { recursive: true, force: true })
      secrets.refuseLogged()
    },
  }
}

/** A member, or a key. */
export type Caller = { token: string } | { key: string }

export type CallBy<Got> = (
  method: string,
  path: string,
  by: Caller | null,
  json?: unknown,
  headers?: Record<string, string>,
) => Promise<Got>

export interface Calls {
  call: CallBy<Answer>
  /** @returns What it is answered with. @throws Error unless it succeeds. */
  done: CallBy<any>
}

/** Calls in few words. @param at Where their paths begin. */
export function callsTo(app: TestApp | (() => Promise<TestApp>), at = '/api/v1'): Calls {
  const call: Calls['call'] = async (method, path, by, json, headers = {}) => {
    const who = by === null ? {} : 'key' in by ? { key: by.key } : { token: by.token }
    const to = typeof app === 'function' ? await app() : app
    return to.call(method, at + path, { ...who, headers, json })
  }
  return {
    call,
    async done(method, path, by, json, headers) {
      const { status, body, text } = await call(method, path, by, json, headers)
      if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`)
      return body
    },
  }
}

/**
 * Asks again while the answer is 503, as clients do: on a slow machine hundreds who come at once may
 * have to. What was answered so has changed nothing.
 */
export async function untilTaken<Got extends { status: number }>(ask: () => Promise<Got>): Promise<Got> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await ask()
    if (answer.status !== 503 || attempt === MOST_ATTEMPTS) return answer
    await Bun.sleep(attempt * 100 * (1 + Math.random()))
  }
}

const MOST_ATTEMPTS = 20

/** One application for all the tests of a `describe`, gone after the last. */
export function sharedApp(engine: Engine, env?: Record<string, string>): () => Promise<TestApp> {
  let app: Promise<TestApp> | undefined
  afterAll(async () => {
    await (await app)?.[Symbol.asyncDispose]()
  })
  return () => {
    app ??= testApp(engine, env)
    return app
  }
}

function requestInit(method: string, { token, key, json, body, headers = {} }: Call): RequestInit {
  const all = new Headers(headers)
  if (token) all.set('authorization', `Bearer ${token}`)
  if (key) all.set('x-api-key', key)
  if (json !== undefined) all.set('content-type', 'application/json')
  const content = json === undefined ? body : JSON.stringify(json)
  return { method, headers: all, ...(content !== undefined && { body: content }) }
}

function parsed(text: string): any {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
