/** The labels that tasks have, of those that one sees. */
import { reading } from './reading.ts'

const FIVE_MINUTES_MS = 300_000

export function labels(): readonly string[] {
  const { value } = reading(FIVE_MINUTES_MS, 'GET /api/v1/tasks/labels', { query: { limit: 200 } }).value
  return value?.items.map(({ label }) => label) ?? []
}
