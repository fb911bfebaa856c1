/**
 * Asks the API. Who is signed in stands in cookies that no script can read; when they are too old, one
 * refresh is asked for, whoever needs it, and what was refused is asked again.
 */
import type { Operations, Problem } from '../../../docs/api-types.ts'
import { language, t } from '../texts/texts.ts'

export type Route = keyof Operations
export type Answer<R extends Route> = Operations[R]['answer']
/** Nothing has to be given to a route that asks for nothing. */
export type Given<R extends Route> =
  object extends Omit<Operations[R], 'answer'>
    ? [given?: Omit<Operations[R], 'answer'> & Conditions]
    : [given: Omit<Operations[R], 'answer'> & Conditions]

interface Conditions {
  /** The tag of the version that is to be changed. */
  if_match?: string | null
  /** Whether it is to be tried out, and nothing kept. */
  dry_run?: boolean
  signal?: AbortSignal
}

interface Asked extends Conditions {
  params?: Record<string, string>
  query?: Record<string, unknown>
  body?: unknown
  /** Another form of the answer than JSON. */
  accept?: string
}

/** What the server refuses. Decide by `status` and `problem.code`. */
export class Refused extends Error {
  constructor(
    readonly problem: Problem,
    /** Seconds, where it says when to come again. */
    readonly retry_after: number | null,
  ) {
    super(problem.detail)
  }

  get status(): number {
    return this.problem.status
  }
}

/** No answer came. */
export class NotConnected extends Error {}

/** An answer began and broke off; what was done until then is done. */
export class CutOff extends NotConnected {}

/** Called when a session that was there has ended. */
let onSignedOut: () => void = () => {}

export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener
}

/** Called when the organization asks for a second factor that who is signed in does not have. */
let onSecondFactorNeeded: () => void = () => {}

export function whenSecondFactorNeeded(listener: () => void): void {
  onSecondFactorNeeded = listener
}

/**
 * @throws Refused
 * @throws NotConnected
 */
export async function call<R extends Route>(route: R, ...[given]: Given<R>): Promise<Answer<R>> {
  return (await ask<R>(route, given ?? {})).value
}

/** As `call`, with the tag of the version that came. */
export async function callTagged<R extends Route>(route: R, ...[given]: Given<R>) {
  return ask<R>(route, given ?? {})
}

/** The answer as it comes, for what is streamed. @throws Refused @throws NotConnected */
export async function stream(route: Route, given: Asked = {}): Promise<Response> {
  const response = await sendSignedIn(route, given)
  if (!response.ok) throw await refusalOf(response)
  return response
}

async function ask<R extends Route>(route: R, given: Asked) {
  const response = await sendSignedIn(route, given)
  if (!response.ok) throw await refusalOf(response)
  // The types of the route say what it is; 204 is nothing.
  const value = (response.status === 204 ? undefined : await response.json()) as Answer<R>
  return { value, etag: response.headers.get('etag') }
}

async function sendSignedIn(route: Route, given: Asked): Promise<Response> {
  // One key for both attempts, so that it is done once.
  const key = route.startsWith('POST') || route.endsWith('/bulk') ? newKey() : null
  return asSignedIn(route, () => send(route, given, key))
}

/** Sent again where one refresh was needed. */
export async function asSignedIn(route: Route, send: () => Promise<Response>): Promise<Response> {
  const response = await send()
  if (response.status !== 401 || isOwnRefusal(route)) return response
  if (!(await refresh())) {
    onSignedOut()
    return response
  }
  return send()
}

/** By what browsers have on plain http, too: `randomUUID` they have on https and on this machine alone. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((one) => one.toString(16).padStart(2, '0'))
    .join('')
}

/** Where 401 says that the password is wrong, or that nobody is signed in. */
function isOwnRefusal(route: Route): boolean {
  return /^POST \/api\/v1\/auth\/(signin|oidc\/finish|signup|refresh|password-reset|verify-email|email-change\/confirm)/.test(
    route,
  )
}

let refreshing: Promise<boolean> | undefined

function refresh(): Promise<boolean> {
  refreshing ??= send('POST /api/v1/auth/refresh', { body: {} }, null)
    .then(({ ok }) => ok)
    .finally(() => {
      refreshing = undefined
    })
  return refreshing
}

async function send(route: Route, given: Asked, key: string | null): Promise<Response> {
  const [method = 'GET', path = ''] = route.split(' ')
  const headers = new Headers()
  if (given.body !== undefined && !isFile(given.body)) headers.set('content-type', 'application/json')
  if (key) headers.set('idempotency-key', key)
  if (given.accept) headers.set('accept', given.accept)
  if (given.if_match) headers.set('if-match', given.if_match)
  if (given.dry_run) headers.set('dry-run', 'true')
  try {
    return await fetch(pathOf(path, given), {
      method,
      headers,
      body: bodyOf(given),
      credentials: 'same-origin',
      ...(given.signal && { signal: given.signal }),
    })
  } catch (cause) {
    throw new NotConnected('no answer', { cause })
  }
}

function bodyOf({ body }: Asked): BodyInit | null {
  if (body === undefined) return null
  return isFile(body) ? body : JSON.stringify(body)
}

/** Files go as they are, and the browser says of what kind they are. */
function isFile(body: unknown): body is FormData | Blob {
  return body instanceof FormData || body instanceof Blob
}

export function pathOf(path: string, { params, query }: Asked): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params?.[name] ?? ''))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  }
  return search.size > 0 ? `${filled}?${search}` : filled
}

/** In the reader's language; that nobody is signed in is only to be known. */
async function inWords(problem: Problem): Promise<Problem> {
  if (language.peek() === 'en' || problem.status === 401) return problem
  const { problems } = await import('../texts/problems.ts')
  const detail = problems.detail(problem.code, problem.detail)
  if (!problem.fields) return { ...problem, detail }
  const wrongs = Object.entries(problem.fields).map(([name, what]) => [name, problems.field(what)] as const)
  // What is wrong is said of each field, where the code has no words of its own.
  const ofFields = wrongs.map(([, what]) => t.fieldWrong(what)).join(' ')
  return {
    ...problem,
    detail: detail === problem.detail ? ofFields : detail,
    fields: Object.fromEntries(wrongs),
  }
}

export async function refusalOf(response: Response): Promise<Error> {
  const after = response.headers.get('retry-after')
  try {
    const problem: Problem = await response.json()
    if (problem.code === 'second_factor_needed') onSecondFactorNeeded()
    return new Refused(await inWords(problem), after === null ? null : Number(after))
  } catch (cause) {
    return new NotConnected(`${response.status}, from something between here and Almanac`, { cause })
  }
}
