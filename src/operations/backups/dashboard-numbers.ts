/**
 * The numbers of a dashboard by name, as `user_metrics.total_users` and `trends.daily_active_users[].value`.
 * A later version may show more, and in other words: what both know can be compared all the same.
 */
import type { SchemaLike } from '../../http/expectation.ts'
import { Dashboard } from '../../metrics/read/dashboard/schema.ts'

interface Nested extends SchemaLike {
  properties?: Record<string, Nested>
  items?: Nested
  anyOf?: Nested[]
}

/** These tell of the process that answers. */
const { system_metrics: _, cache_metadata: __, ...told } = Dashboard.properties

/** All that this version shows. */
export const DASHBOARD_NUMBERS: readonly string[] = namesIn({ type: 'object', properties: told }, '')

/** In the order of the names; `null` where it is none. */
export function numbersOf(dashboard: object, names: readonly string[]): unknown[] {
  return names.map((name) => numberAt(dashboard, name.split('.')))
}

function namesIn(schema: Nested, name: string): string[] {
  const { type, properties = {}, items, anyOf } = schema
  if (anyOf) return anyOf.flatMap((one) => namesIn(one, name))
  if (type === 'number' || type === 'integer') return [name]
  if (items) return namesIn(items, `${name}[]`)
  const above = name === '' ? '' : `${name}.`
  return Object.entries(properties).flatMap(([key, one]) => namesIn(one, above + key))
}

function numberAt(value: unknown, [key, ...rest]: string[]): unknown {
  if (key === undefined) return typeof value === 'number' ? value : null
  if (typeof value !== 'object' || value === null) return null
  const isList = key.endsWith('[]')
  const found: unknown = Reflect.get(value, isList ? key.slice(0, -2) : key)
  if (!isList) return numberAt(found, rest)
  return Array.isArray(found) ? found.map((one) => numberAt(one, rest)) : null
}
