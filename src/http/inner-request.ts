/**
 * Requests that the application makes to itself, to answer another one: what a tool does is what its route
 * does. Such a request passes the whole pipeline, so that permissions, limits, checks and logs hold of it
 * as of any other. It has its caller's credential and correlation, and comes from the same address.
 */
import type { ThroughTool } from '../db/origin.ts'
import { correlationIdOf } from './request-info.ts'

/** Those that say who asks, from which page, and in which chain of calls. */
const HANDED_ON = [
  ...['authorization', 'x-api-key', 'cookie', 'host', 'origin', 'sec-fetch-site'],
  ...['x-parent-correlation-id', 'x-chain-depth'],
]

export interface Inner {
  outer: Request
  /** By which tool it is made, where it is one that changes something. */
  tool: ThroughTool | null
}

export interface InnerRequest {
  method: string
  /** Path and query. */
  target: string
  body?: unknown
  headers?: Readonly<Record<string, string>>
  tool?: ThroughTool | null
}

const inners = new WeakMap<Request, Inner>()

export function innerRequest(outer: Request, wanted: InnerRequest): Request {
  const { method, target, body, tool = null } = wanted
  const headers = new Headers({ ...wanted.headers, 'x-correlation-id': correlationIdOf(outer) })
  for (const name of HANDED_ON) {
    const value = outer.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  if (body !== undefined) headers.set('content-type', 'application/json')
  const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }
  const request = new Request(`http://localhost${target}`, init)
  inners.set(request, { outer, tool })
  return request
}

/** `undefined` of what came from outside. */
export function innerOf(request: Request): Inner | undefined {
  return inners.get(request)
}
