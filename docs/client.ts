/**
 * A client of the API as docs/api.md describes it, to be taken along together with api-types.ts. It stays
 * signed in, sends again what may be sent again, turns the pages of lists, and changes no version that it
 * has not seen. It needs nothing but `fetch`. What is streamed (imports, exports) is not for it.
 *
 *   const almanac = new Almanac('http://localhost:3000', { api_key })
 *   await almanac.call('POST /api/v1/tasks', { body: { title: 'Prune the roses' } })
 *   for await (const task of almanac.list('GET /api/v1/tasks', { query: { status: 'todo' } })) …
 */
import type { Operations, Problem, SignedIn, Task, TaskChanges } from './api-types.ts'

type Route = {
  [R in keyof Operations]: Operations[R]['answer'] extends Response ? never : R
}[keyof Operations]
type Answer<R extends Route> = Operations[R]['answer']
type ListRoute = { [R in Route]: Answer<R> extends Page ? R : never }[Route]
type Item<R extends ListRoute> = Answer<R> extends { items: (infer One)[] } ? One : never
/** Nothing has to be given to a route that asks for nothing. */
type Given<R extends Route> =
  object extends Omit<Operations[R], 'answer'>
    ? [given?: Omit<Operations[R], 'answer'>]
    : [given: Omit<Operations[R], 'answer'>]

interface Page {
  items: unknown[]
  next_cursor: string | null
}

interface Request {
  params?: Record<string, string>
  query?: Record<string, unknown>
  body?: unknown
  if_match?: string | null
}

interface Answered {
  status: number
  headers: Headers
  text: string
}

const ATTEMPTS = 5
const TIMEOUT_MS = 30_000
const LONGEST_WAIT_MS = 60_000

/** A refusal. Decide by its `status` and `code`. */
export class RefusedError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail)
  }
}

export class Almanac {
  readonly #url: string
  readonly #api_key: string | undefined
  #session: SignedIn | undefined
  #refreshing: Promise<void> | undefined

  constructor(url: string, { api_key, session }: { api_key?: string; session?: SignedIn } = {}) {
    this.#url = url
    this.#api_key = api_key
    this.#session = session
  }

  async signIn(email: string, password: string, code?: string): Promise<void> {
    const body = { email, password, ...(code !== undefined && { code }) }
    this.#session = await this.call('POST /api/v1/auth/signin', { body })
  }

  /** @throws RefusedError */
  async call<R extends Route>(route: R, ...[given]: Given<R>): Promise<Answer<R>> {
    return (await this.#send<Answer<R>>(route, given ?? {})).value
  }

  /** All that a list holds, page by page. */
  async *list<R extends ListRoute>(route: R, ...[given]: Given<R>): AsyncGenerator<Item<R>> {
    const { query, ...rest }: Request = given ?? {}
    let cursor: string | null | undefined
    do {
      const { value } = await this.#send<Page>(route, { ...rest, query: { ...query, cursor } })
      // The types of the route say so.
      yield* value.items as Item<R>[]
      cursor = value.next_cursor
    } while (cursor !== null)
  }

  /** Changes a task as it is now: where somebody else was quicker, `change` is asked again. */
  async changeTask(id: string, change: (now: Task) => TaskChanges | Promise<TaskChanges>): Promise<Task> {
    let now = await this.#send<Task>('GET /api/v1/tasks/{id}', { params: { id } })
    for (let attempt = 1; ; attempt += 1) {
      const request = { params: { id }, body: await change(now.value), if_match: now.etag }
      try {
        return (await this.#send<Task>('PATCH /api/v1/tasks/{id}', request)).value
      } catch (error) {
        const problem = error instanceof RefusedError ? error.problem : undefined
        if (problem?.status !== 412 || attempt === ATTEMPTS) throw error
        // With 412 it is the task as it is now: nothing has to be read again.
        now = { value: problem.current as unknown as Task, etag: problem.etag ?? null }
      }
    }
  }

  async #send<T>(route: string, request: Request): Promise<{ value: T; etag: string | null }> {
    const { status, headers, text } = await this.#sendUntilAnswered(route, request)
    if (status >= 400) throw refusalOf(status, text)
    // The types of the route say what it is; 204 is nothing.
    const value = (status === 204 ? undefined : JSON.parse(text)) as T
    return { value, etag: headers.get('etag') }
  }

  async #sendUntilAnswered(route: string, request: Request): Promise<Answered> {
    const [method = '', path = ''] = route.split(' ')
    // One key for all attempts, so that it is done once.
    const key = method === 'POST' || path.endsWith('/bulk') ? crypto.randomUUID() : null
    // What makes or ends sessions takes no key.
    const isRepeatable =
      !path.startsWith('/api/v1/auth/') && (method !== 'PATCH' || Boolean(key ?? request.if_match))
    let hasRefreshed = false
    for (let attempt = 1; ; attempt += 1) {
      const isLast = !isRepeatable || attempt === ATTEMPTS
      const session = this.#session
      const answered = await this.#sendOnce(method, path, request, key).catch((lost: unknown) => {
        if (isLast) throw lost
      })
      if (answered?.status === 401 && session && !hasRefreshed) {
        hasRefreshed = true
        // Unless another request has done so meanwhile.
        if (this.#session === session) await this.#refresh()
      } else if (answered && (isLast || (answered.status !== 429 && answered.status !== 503))) {
        return answered
      } else {
        await wait(answered?.headers.get('retry-after'), attempt)
      }
    }
  }

  async #sendOnce(
    method: string,
    path: string,
    { params, query, body, if_match }: Request,
    key: string | null = null,
  ): Promise<Answered> {
    const headers = new Headers()
    if (this.#api_key) headers.set('x-api-key', this.#api_key)
    else if (this.#session) headers.set('authorization', `Bearer ${this.#session.access_token}`)
    if (body !== undefined) headers.set('content-type', 'application/json')
    if (key) headers.set('idempotency-key', key)
    if (if_match) headers.set('if-match', if_match)
    const url = new URL(
      path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params?.[name] ?? '')),
      this.#url,
    )
    for (const [name, value] of Object.entries(query ?? {})) {
      if (value !== undefined && value !== null) url.searchParams.set(name, String(value))
    }
    const content = body === undefined ? null : JSON.stringify(body)
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    const response = await fetch(url, { method, headers, body: content, signal })
    // Read here, as the connection may also be lost in the middle of it.
    return { status: response.status, headers: response.headers, text: await response.text() }
  }

  /** One at a time: a refresh token is good for one use. */
  #refresh(): Promise<void> {
    this.#refreshing ??= this.#renew().finally(() => {
      this.#refreshing = undefined
    })
    return this.#refreshing
  }

  async #renew(): Promise<void> {
    const body = { refresh_token: this.#session?.refresh_token }
    const send = () => this.#sendOnce('POST', '/api/v1/auth/refresh', { body })
    // For some seconds it is answered the same again: an answer may be lost, once.
    const { status, text } = await send().catch(send)
    if (status === 401) this.#session = undefined
    if (status !== 200) throw refusalOf(status, text)
    this.#session = JSON.parse(text) as SignedIn
  }
}

function refusalOf(status: number, text: string): Error {
  try {
    return new RefusedError(JSON.parse(text) as Problem)
  } catch {
    return new Error(`${status}, from something between here and Almanac`)
  }
}

/** As long as was asked for, or else longer each time, and not all at once. */
function wait(retryAfter: string | null | undefined, attempt: number): Promise<void> {
  const ms = retryAfter ? Number(retryAfter) * 1000 : 100 * 2 ** attempt * (0.5 + Math.random())
  return new Promise((resolve) => setTimeout(resolve, Math.min(ms, LONGEST_WAIT_MS)))
}
