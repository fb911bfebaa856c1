/** Projects by their ids. */
import type { Project } from '../../../docs/api-types.ts'
import { reading } from './reading.ts'

const FIVE_MINUTES_MS = 300_000

export function projects(): readonly Project[] {
  return reading(FIVE_MINUTES_MS, 'GET /api/v1/projects', { query: { limit: 200 } }).value.value?.items ?? []
}

export function nameOfProject(id: string | null): string {
  return id === null ? '' : (projects().find((one) => one.id === id)?.name ?? '')
}
