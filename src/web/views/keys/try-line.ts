/** A line for a terminal, to try a new key. What can be tried without a trace in the numbers is. */
import { examples } from '../overview/examples.ts'

export const SCOPES = ['ingest', 'read', 'write', 'admin'] as const

export type Scope = (typeof SCOPES)[number]

/** Then there is nothing to try but an event, which counts. */
export function mayOnlyReport(scopes: readonly Scope[]): boolean {
  return scopes.every((one) => one === 'ingest')
}

/** @param origin Where this Almanac is reached. */
export function tryLine(origin: string, key: string, scopes: readonly Scope[]): string {
  if (mayOnlyReport(scopes)) return examples(origin, key).curl
  return `curl ${origin}/api/v1/metrics/dashboard \\\n  -H "x-api-key: ${key}"`
}
