/**
 * Asks every route in this process, in earnest and without a side effect: what reads, as whoever
 * asks; what writes, as nobody, or with a body that says nothing. What is refused as it should be is
 * well.
 */

import { type Attempt, attempt, type Probe, type ProbedRoute, type Tried } from './probe.ts'
import type { EndpointValidation } from './schema.ts'

/** No thing of ours has it. */
const NOBODY = '00000000-0000-7000-8000-000000000000'
const AT_ONCE = 4
const OWN = /^\/api\/v1\/monitoring\/validate\//

/** @param credential Of whoever asks, as headers. */
export async function validateEndpoints(
  probe: Probe,
  credential: Record<string, string>,
): Promise<EndpointValidation> {
  const attempts = probe.routes
    .filter(({ path }) => !OWN.test(path))
    .map((route) => attemptAt(route, credential))
  const items: Tried[] = []
  for (let at = 0; at < attempts.length; at += AT_ONCE) {
    const group = attempts.slice(at, at + AT_ONCE)
    items.push(...(await Promise.all(group.map((one) => attempt(probe, one)))))
  }
  const failed = items.filter(({ is_ok }) => !is_ok).length
  return { is_ok: failed === 0, tried: items.length, failed, items }
}

function attemptAt(route: ProbedRoute, credential: Record<string, string>): Attempt {
  const { method, isPublic } = route
  const path = route.path.replace(/:(\w+)/g, NOBODY)
  if (method === 'GET') return readingAt(path, route, isPublic ? {} : credential)
  if (!isPublic) {
    const isExpected = (status: number) => status === 401
    return { method, path, tried: 'as nobody', expected: '401', isExpected }
  }
  return {
    ...{ method, path, tried: 'an empty object', expected: 'a refusal (400 to 422)' },
    headers: { 'content-type': 'application/json' },
    body: '{}',
    isExpected: (status) => status >= 400 && status <= 422,
  }
}

function readingAt(path: string, route: ProbedRoute, headers: Record<string, string>): Attempt {
  const { method, isPublic } = route
  const tried = isPublic ? 'as nobody' : 'as you'
  if (route.path.includes(':')) {
    const isExpected = (status: number) => [200, 403, 404, 422].includes(status)
    return {
      method,
      path,
      tried: `${tried}, with an id that there is not`,
      expected: '404',
      headers,
      isExpected,
    }
  }
  // Some ask for parameters, and some for a role that an administrator of the instance may not have.
  const isExpected = (status: number) => [200, 403, 422].includes(status)
  return { method, path, tried, expected: '200, 403 or 422', headers, isExpected }
}
