/**
 * What a change does to the OpenAPI document, by name and in a few lines:
 *
 *   bun scripts/compare-openapi.ts > /tmp/before.json    the document of the code as it is
 *   bun scripts/compare-openapi.ts /tmp/before.json      how that of the code differs by now
 */
import { readDocument } from './client-types.ts'

type Json = Record<string, unknown>
type Sign = '+' | '-' | '~'

interface Difference {
  sign: Sign
  /** Where in the document, name by name. */
  at: string[]
}

/** A line for each difference, with all operations that have it. */
export function compareDocuments(before: unknown, after: unknown): string[] {
  const found = [...differences(before, after, [])].map(({ sign, at }) => ({ sign, ...placeOf(at) }))
  const alike = Map.groupBy(found, ({ sign, what }) => `${sign} ${what}`)
  return [...alike].map(([title, places]) => {
    const operations = places.flatMap(({ operation }) => operation ?? [])
    return operations.length === 0 ? title : `${title}: ${operations.join(', ')}`
  })
}

function* differences(before: unknown, after: unknown, at: string[]): Generator<Difference> {
  const [old, now] = [byName(before), byName(after)]
  if (!isObject(old) || !isObject(now)) {
    if (!Bun.deepEquals(old, now)) yield { sign: '~', at }
    return
  }
  for (const name of new Set([...Object.keys(old), ...Object.keys(now)])) {
    if (!(name in now)) yield { sign: '-', at: [...at, name] }
    else if (!(name in old)) yield { sign: '+', at: [...at, name] }
    else yield* differences(old[name], now[name], [...at, name])
  }
}

/** Parameters have names, and their order says nothing. */
function byName(value: unknown): unknown {
  if (!Array.isArray(value) || !value.every((one) => isObject(one) && 'in' in one)) return value
  return Object.fromEntries(value.map((one) => [`${one.in} ${one.name}`, one]))
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function placeOf([room = '', path = '', method, ...rest]: string[]): { operation?: string; what: string } {
  const isOperation = room === 'paths' && method !== undefined
  if (!isOperation) return { what: [room, path, ...(method ? [method, ...rest] : [])].join(' › ') }
  return { operation: `${method.toUpperCase()} ${path}`, what: rest.join(' › ') || 'the operation' }
}

if (import.meta.main) {
  const [, , before] = process.argv
  const document = await readDocument()
  if (before === undefined) console.log(JSON.stringify(document, null, 2))
  else console.log(compareDocuments(await Bun.file(before).json(), document).join('\n') || 'No difference')
}
