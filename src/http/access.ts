/**
 * What each route asks of its caller. Every route says one of the two; the application does not
 * start with a route that says neither (see `assertDeclared`).
 *
 *   { public: true }               anybody
 *   { requires: 'events.write' }   a principal with that permission, given to the handler
 *
 * Who the caller is was found out before the body was read, so that a wrong token is answered
 * with 401 whatever the body holds. Whether he may is decided here, before the body is checked.
 */
import { Elysia } from 'elysia'
import { AppError } from '../lib/app-error.ts'
import { NotSignedInError } from '../modules/auth/errors.ts'
import { grantOf, type Permission, type Principal } from '../modules/auth/principal.ts'
import type { LimitClass } from './limits.ts'
import { requestInfo } from './request-info.ts'

export class NotAllowedError extends AppError {
  constructor(permission: Permission) {
    const { roles, scopes, instanceAdmin } = grantOf(permission)
    const keys = scopes.length > 0 ? `an API key with the scope ${scopes.join(' or ')}` : 'no API key'
    const who = instanceAdmin ? 'an instance administrator' : `the role ${roles.join(' or ')}`
    super(403, 'not_allowed', `This takes ${who}, or ${keys}.`, {
      required_roles: roles,
      required_scopes: scopes,
    })
  }
}

/** The name under which a declaration stands in the OpenAPI document. */
const DECLARATION = 'x-requires'
const PUBLIC = 'public'
const STREAMS = 'x-streams-body'
const LIMIT = 'x-rate-limit'

export const access = new Elysia({ name: 'access' }).macro({
  public: (_: true) => ({ detail: declaration(PUBLIC, []), transform: admit(null) }),
  /** The class of limit; by default reads and writes are counted each for themselves. */
  limit: (name: LimitClass) => ({ detail: limited(name) }),
  /**
   * The route reads its body itself, as it comes. Elysia's own word for this, `parse: 'none'`,
   * fails as soon as there is a parser for all routes.
   */
  streams: (_: true) => ({ detail: streamed }),
  requires: (permission: Permission) => ({
    detail: declaration(permission, waysIn(permission)),
    transform: admit(permission),
    resolve({ request }: { request: Request }) {
      return { principal: principalOf(request) }
    },
    beforeHandle: ({ request, route, body }: AtTheHandler) =>
      requestInfo(request)?.passage.claim(request, route, body),
  }),
})

function waysIn(permission: Permission): Record<string, string[]>[] {
  const mayKeys = grantOf(permission).scopes.length > 0
  return mayKeys ? [{ session: [] }, { api_key: [] }] : [{ session: [] }]
}

const streamed: { [STREAMS]: true; description?: string } = { [STREAMS]: true }

function declaration(requirement: Permission | typeof PUBLIC, security: Record<string, string[]>[]) {
  return { [DECLARATION]: requirement, security }
}

function limited(name: LimitClass): { [LIMIT]: LimitClass; description?: string } {
  return { [LIMIT]: name }
}

interface AtTheRoute {
  request: Request
  route: string
  server: { requestIP(request: Request): { address: string } | null } | null
}

interface AtTheHandler {
  request: Request
  route: string
  body: unknown
}

function admit(permission: Permission | null) {
  return ({ request, route, server }: AtTheRoute): void => {
    const info = requestInfo(request)
    if (!info) throw new NotSignedInError()
    const { passage } = info
    passage.admit(request, info, permission, passage.routes.limitOf(request.method, route), server)
  }
}

function principalOf(request: Request): Principal {
  const principal = requestInfo(request)?.caller?.principal
  if (!principal) throw new NotSignedInError()
  return principal
}

interface DeclaredRoute {
  method: string
  path: string
  hooks?: { detail?: Record<string, unknown> }
}

/** @throws Error that names the routes which do not say what they require. */
export function assertDeclared(routes: readonly DeclaredRoute[]): void {
  const silent = routes.filter((route) => route.hooks?.detail?.[DECLARATION] === undefined)
  if (silent.length === 0) return
  const names = silent.map(({ method, path }) => `${method} ${path}`).join(', ')
  throw new Error(`These routes do not declare whom they are for (public or requires): ${names}`)
}

/** The public routes, as a test on method and path. Anything else needs a principal. */
export function publicPaths(routes: readonly DeclaredRoute[]): (method: string, path: string) => boolean {
  const open = new Set(
    routes
      .filter((route) => route.hooks?.detail?.[DECLARATION] === PUBLIC)
      .map(({ method, path }) => `${method} ${withoutEndSlash(path)}`),
  )
  return (method, path) => open.has(`${method === 'HEAD' ? 'GET' : method} ${withoutEndSlash(path)}`)
}

/** The methods that a path takes; none where there is no such path. */
export function methodsByPath(routes: readonly DeclaredRoute[]): (path: string) => string[] {
  const methods = new Map<string, string[]>()
  for (const { method, path } of routes) {
    const pattern = withoutEndSlash(path).replace(/:[^/]+/g, '[^/]+')
    const also = method === 'GET' ? ['GET', 'HEAD'] : [method]
    methods.set(pattern, [...(methods.get(pattern) ?? []), ...also])
  }
  const patterns = [...methods].map(([pattern, taken]) => ({ taken, test: new RegExp(`^${pattern}$`) }))
  return (path) => {
    const wanted = withoutEndSlash(path)
    return [...new Set(patterns.flatMap(({ test, taken }) => (test.test(wanted) ? taken : [])))]
  }
}

/** The routes that read their bodies themselves. */
export function streamReaders(routes: readonly DeclaredRoute[]): (route: string) => boolean {
  const readers = new Set(routes.filter(({ hooks }) => hooks?.detail?.[STREAMS]).map(({ path }) => path))
  return (route) => readers.has(route)
}

/** The class of limit of each route. */
export function limitClasses(
  routes: readonly DeclaredRoute[],
): (method: string, route: string) => LimitClass {
  const classes = new Map(
    routes.map(({ method, path, hooks }) => [
      `${method} ${path}`,
      hooks?.detail?.[LIMIT] ?? usualLimit(method, hooks),
    ]),
  )
  return (method, route) => (classes.get(`${method} ${route}`) as LimitClass | undefined) ?? 'read'
}

function usualLimit(method: string, hooks: DeclaredRoute['hooks']): LimitClass {
  if (hooks?.detail?.[DECLARATION] === PUBLIC) return 'public'
  return method === 'GET' ? 'read' : 'write'
}

function withoutEndSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
}
