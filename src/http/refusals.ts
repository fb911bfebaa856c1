/**
 * The refusals of each route in the OpenAPI document. They follow from what the route declares, so
 * that no route lists them and none forgets one; it names only those of its own action (`refuses`).
 * None is checked against a schema at run time: a problem is thrown, and goes past the router.
 */
import { LONGEST_URL } from './path.ts'
import { TITLES } from './problem.ts'

type Json = Record<string, unknown>

export interface Declared {
  /** In capital letters. */
  method: string
  isPublic: boolean
  /** Whether it asks for nothing that may be away. */
  isSelfContained: boolean
  hasBody: boolean
  takesKey: boolean
  /** Whether its path names a thing of ours. */
  namesThing: boolean
  isVersioned: boolean
  /** Those of its own. */
  refuses: readonly number[]
}

const PROBLEM = '#/components/schemas/Problem'

/** Whatever a route takes, a parameter that it does not know is refused. */
const ALWAYS = [414, 422, 429]
/** Reading a body; a POST that needs none is read all the same. */
const OF_A_BODY = [400, 408, 413, 415]

export function refusalsOf(declared: Declared): number[] {
  const { method, isPublic, isSelfContained, hasBody, takesKey, namesThing, isVersioned, refuses } = declared
  return [
    ...ALWAYS,
    ...(isSelfContained ? [] : [503]),
    ...(isPublic ? [] : [401, 403]),
    ...(hasBody || method === 'POST' ? OF_A_BODY : []),
    ...(takesKey ? [409] : []),
    ...(namesThing ? [404] : []),
    ...(isVersioned && method !== 'GET' && method !== 'POST' ? [412] : []),
    ...refuses,
  ]
}

const DESCRIPTIONS: Record<number, string> = {
  413: 'Too large: a body of JSON has at most 4 MiB, and less on routes that are for everybody; with files, what the instance is configured for',
  414: `Address too long: it has at most ${LONGEST_URL} characters, with its query`,
}

export function problemAnswer(status: number): Json {
  return {
    description: DESCRIPTIONS[status] ?? TITLES[status] ?? 'A problem',
    content: { 'application/problem+json': { schema: { $ref: PROBLEM } } },
  }
}
