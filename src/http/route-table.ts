/** What the pipeline knows of all routes, read once from what they declare (see access.ts). */

import type { Permission } from '../access/principal.ts'
import type { LimitClass } from '../config/rate-limits.ts'
import type { DirectRoute } from './direct.ts'
import { loggedPaths } from './logged-path.ts'
import type { RefusalPage } from './refusal-page.ts'
import { type RequestSchemas, RequestShape } from './request-shape.ts'

// The names under which declarations stand in a route's `detail`, and in the OpenAPI document.
export const DECLARATION = 'x-requires'
export const PUBLIC = 'public'
export const STREAMS = 'x-streams-body'
export const FORM = 'x-form'
export const FILES = 'x-takes-files'
export const STREAMS_ANSWER = 'x-streams-answer'
export const LIMIT = 'x-rate-limit'
// These stay out of the document: they change nothing for a client.
export const DIRECT = 'x-direct'
export const UNMEASURED = 'x-unmeasured'
export const SELF_CONTAINED = 'x-self-contained'
export const KEYED = 'x-keyed'
export const UNKEYED = 'x-unkeyed'
export const TRIED = 'x-tried'
export const REFUSAL_PAGE = 'x-refusal-page'
// These stand there as the answers that they mean.
export const REFUSES = 'x-refuses'
export const VERSIONED = 'x-versioned'

export interface RouteTable {
  /** Whether anybody may ask for this without saying who they are. */
  isPublic(method: string, path: string): boolean
  /** Whether it asks for nothing beyond the process, not even for who the caller is. */
  isSelfContained(method: string, path: string): boolean
  /** What the path takes; nothing where there is no such path. */
  methodsAt(path: string): string[]
  /** Whether the route reads its body itself, as it comes. */
  readsStream(route: string): boolean
  /** Whether a form of a page may be its body. */
  takesForm(route: string): boolean
  /** Where a form with files may be its body: the fields beside them that are JSON. */
  filesBeside(route: string): readonly string[] | null
  /** Whether its requests count: not where they are no work of ours, or take as long as the caller does. */
  isMeasured(method: string, route: string): boolean
  /** Whether If-Match is looked at: what is changed here has a version. */
  looksAtVersion(method: string, route: string): boolean
  /** Whether an Idempotency-Key means something here. */
  takesKey(method: string, route: string): boolean
  /** Whether it can be tried out: what it does, it does in the database, and of an organization. */
  takesDryRun(method: string, route: string): boolean
  limitOf(method: string, route: string): LimitClass
  /** What the route asks of its caller; `null` of a public one. */
  permissionOf(method: string, route: string): Permission | null
  /** What its requests may hold; nothing where a route is no part of the API. */
  shapeOf(method: string, route: string): RequestShape | undefined
  /** How people are told what is refused at a path, where its routes are for them. */
  refusalPageAt(path: string): RefusalPage | undefined
  /** A path as it may stand in a log. */
  loggedPath(path: string): string
  /** The route, where its handler may be asked without the router. */
  direct(route: string): DirectRoute | undefined
  /** All of these. */
  readonly allDirect: readonly DirectRoute[]
}

export interface DeclaredRoute {
  method: string
  path: string
  handler?: unknown
  hooks?: { detail?: Record<string, unknown>; body?: unknown; query?: unknown; params?: unknown }
}

/** @throws Error that names the routes whose declarations are missing or not possible. */
export function routeTable(routes: readonly DeclaredRoute[]): RouteTable {
  assertDeclared(routes)
  const limitOf = limitClasses(routes)
  const permissionOf = permissions(routes)
  const direct = directRoutes(routes, limitOf, permissionOf)
  return {
    isPublic: pathsOf(routes.filter(({ hooks }) => hooks?.detail?.[DECLARATION] === PUBLIC)),
    isSelfContained: pathsOf(routes.filter(({ hooks }) => hooks?.detail?.[SELF_CONTAINED])),
    methodsAt: methodsByPath(routes),
    readsStream: declaring(routes, STREAMS),
    takesForm: declaring(routes, FORM),
    filesBeside: filesBeside(routes),
    isMeasured: measuredRoutes(routes),
    looksAtVersion: versionedChanges(routes),
    takesKey: keyTakers(routes),
    takesDryRun: dryRunTakers(routes),
    limitOf,
    permissionOf,
    shapeOf: requestShapes(routes),
    refusalPageAt: refusalPages(routes),
    loggedPath: loggedPaths(routes),
    direct: (route) => direct.get(route),
    allDirect: [...direct.values()],
  }
}

function assertDeclared(routes: readonly DeclaredRoute[]): void {
  const silent = routes.filter((route) => route.hooks?.detail?.[DECLARATION] === undefined)
  if (silent.length === 0) return
  throw new Error(`These routes do not declare whom they are for (public or requires): ${namesOf(silent)}`)
}

/** As a test on method and path. Paths are looked up by themselves: each request asks, and most find nothing. */
function pathsOf(routes: readonly DeclaredRoute[]): (method: string, path: string) => boolean {
  const isPattern = ({ path }: DeclaredRoute) => path.includes(':')
  const plain = new Map<string, string[]>()
  for (const { method, path } of routes.filter((route) => !isPattern(route))) {
    const known = withoutEndSlash(path)
    // Both ways of writing it stand there: to cut a path for each request costs more.
    for (const way of [known, `${known}/`]) plain.set(way, [...(plain.get(way) ?? []), method])
  }
  const patterns = routes.filter(isPattern).map(({ method, path }) => ({ method, pattern: patternOf(path) }))
  return (method, path) => {
    const asked = method === 'HEAD' ? 'GET' : method
    if (plain.get(path)?.includes(asked)) return true
    if (patterns.length === 0) return false
    const wanted = withoutEndSlash(path)
    return patterns.some((one) => one.method === asked && one.pattern.test(wanted))
  }
}

/** What stands in the place of a parameter may be anything but more of the path. */
function patternOf(path: string): RegExp {
  return new RegExp(`^${withoutEndSlash(path).replace(/:[^/]+/g, '[^/]+')}$`)
}

function methodsByPath(routes: readonly DeclaredRoute[]): RouteTable['methodsAt'] {
  const methods = new Map<string, string[]>()
  for (const { method, path } of routes) {
    const pattern = patternOf(path).source
    const also = method === 'GET' ? ['GET', 'HEAD'] : [method]
    methods.set(pattern, [...(methods.get(pattern) ?? []), ...also])
  }
  const patterns = [...methods].map(([pattern, taken]) => ({ taken, test: new RegExp(pattern) }))
  return (path) => {
    const wanted = withoutEndSlash(path)
    return [...new Set(patterns.flatMap(({ test, taken }) => (test.test(wanted) ? taken : [])))]
  }
}

function versionedChanges(routes: readonly DeclaredRoute[]): RouteTable['looksAtVersion'] {
  const versioned = routes.filter(({ method, hooks }) => method !== 'POST' && hooks?.detail?.[VERSIONED])
  const looking = new Set(versioned.map(({ method, path }) => `${method} ${path}`))
  return (method, route) => looking.has(`${method} ${route}`)
}

function keyTakers(routes: readonly DeclaredRoute[]): RouteTable['takesKey'] {
  const keyed = new Set(
    routes
      .filter((route) => takesKey(route.method, route.hooks?.detail))
      .map(({ method, path }) => `${method} ${path}`),
  )
  return (method, route) => keyed.has(`${method} ${route}`)
}

/** Every POST but one that streams or changes nothing, and what else says so. @param declared What it declares. */
export function takesKey(method: string, declared: Record<string, unknown> = {}): boolean {
  if (declared[KEYED]) return true
  return method === 'POST' && ![STREAMS, STREAMS_ANSWER, UNKEYED].some((name) => declared[name])
}

function dryRunTakers(routes: readonly DeclaredRoute[]): RouteTable['takesDryRun'] {
  const taking = new Set(
    routes
      .filter(({ method, hooks }) => takesDryRun(method, hooks?.detail))
      .map(({ method, path }) => `${method} ${path}`),
  )
  return (method, route) => taking.has(`${method} ${route}`)
}

/**
 * What sends files, or answers bit by bit, does more than to write, unless it says that it does not; accounts
 * and the instance are no organization's.
 */
export function takesDryRun(method: string, declared: Record<string, unknown> = {}): boolean {
  const isElsewhere = [PUBLIC, 'account', 'instance.admin'].includes(String(declared[DECLARATION]))
  const doesMore = [STREAMS, STREAMS_ANSWER, FILES, FORM, UNKEYED].some((name) => declared[name])
  return method !== 'GET' && !isElsewhere && (!doesMore || declared[TRIED] === true)
}

function declaring(routes: readonly DeclaredRoute[], declaration: string): (route: string) => boolean {
  const paths = new Set(routes.filter(({ hooks }) => hooks?.detail?.[declaration]).map(({ path }) => path))
  return (route) => paths.has(route)
}

function filesBeside(routes: readonly DeclaredRoute[]): RouteTable['filesBeside'] {
  const declared = routes.flatMap(({ path, hooks }) => {
    const fields = hooks?.detail?.[FILES] as readonly string[] | undefined
    return fields ? [[path, fields] as const] : []
  })
  const byPath = new Map(declared)
  return (route) => byPath.get(route) ?? null
}

function measuredRoutes(routes: readonly DeclaredRoute[]): RouteTable['isMeasured'] {
  const leftOut = new Set(routes.filter(isLeftOut).map(({ method, path }) => `${method} ${path}`))
  return (method, route) => !leftOut.has(`${method === 'HEAD' ? 'GET' : method} ${route}`)
}

function isLeftOut({ hooks }: DeclaredRoute): boolean {
  return [UNMEASURED, STREAMS, STREAMS_ANSWER].some((name) => hooks?.detail?.[name])
}

function limitClasses(routes: readonly DeclaredRoute[]): RouteTable['limitOf'] {
  const classes = new Map(
    routes.map(({ method, path, hooks }) => [`${method} ${path}`, limitClass(method, hooks?.detail)]),
  )
  return (method, route) => (classes.get(`${method} ${route}`) as LimitClass | undefined) ?? 'read'
}

function permissions(routes: readonly DeclaredRoute[]): RouteTable['permissionOf'] {
  const asked = new Map(
    routes.map(({ method, path, hooks }) => [`${method} ${path}`, hooks?.detail?.[DECLARATION]]),
  )
  return (method, route) => {
    const declared = asked.get(`${method} ${route}`)
    return declared === PUBLIC ? null : (declared as Permission)
  }
}

/** @param detail What the route declares. */
export function limitClass(method: string, detail: Record<string, unknown> = {}): LimitClass {
  const declared = detail[LIMIT] as LimitClass | undefined
  if (declared !== undefined) return declared
  if (detail[DECLARATION] === PUBLIC) return 'public'
  return method === 'GET' ? 'read' : 'write'
}

/** Pages and their files are no part of the API: links to them come with parameters of others. */
function requestShapes(routes: readonly DeclaredRoute[]): RouteTable['shapeOf'] {
  const shapes = new Map(
    routes
      .filter(({ hooks }) => !hooks?.detail?.hide)
      .map(({ method, path, hooks }) => [`${method} ${path}`, shapeOnceAsked(hooks ?? {})]),
  )
  return (method, route) => shapes.get(`${method === 'HEAD' ? 'GET' : method} ${route}`)?.()
}

/** All of them together would take a tenth of the time in which the server is ready. */
function shapeOnceAsked(schemas: RequestSchemas): () => RequestShape {
  let shape: RequestShape | undefined
  return () => {
    shape ??= new RequestShape(schemas)
    return shape
  }
}

function refusalPages(routes: readonly DeclaredRoute[]): RouteTable['refusalPageAt'] {
  const pages = routes.flatMap(({ path, hooks }) => {
    const page = hooks?.detail?.[REFUSAL_PAGE] as RefusalPage | undefined
    return page ? [{ pattern: patternOf(path), page }] : []
  })
  return (path) => {
    const wanted = withoutEndSlash(path)
    return pages.find(({ pattern }) => pattern.test(wanted))?.page
  }
}

function directRoutes(
  routes: readonly DeclaredRoute[],
  limitOf: RouteTable['limitOf'],
  permissionOf: RouteTable['permissionOf'],
) {
  const direct = routes.filter(({ hooks }) => hooks?.detail?.[DIRECT])
  const impossible = direct.filter((route) => !mayBeDirect(route))
  if (impossible.length > 0) throw new Error(`These routes cannot be direct: ${namesOf(impossible)}`)
  return new Map(
    direct.map(({ method, path, handler, hooks }): [string, DirectRoute] => [
      path,
      {
        path,
        permission: permissionOf(method, path),
        limit: limitOf(method, path),
        takesQuery: hooks?.query !== undefined,
        handler: handler as DirectRoute['handler'],
      },
    ]),
  )
}

function mayBeDirect(route: DeclaredRoute): boolean {
  return route.method === 'GET' && typeof route.handler === 'function' && !isLeftOut(route)
}

function namesOf(routes: readonly DeclaredRoute[]): string {
  return routes.map(({ method, path }) => `${method} ${path}`).join(', ')
}

function withoutEndSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
}
