/** Companies and jobs by their ids, and who somebody is. */
import type { Application, Company, Job } from '../../../../docs/api-types.ts'
import { reading } from '../../state/reading.ts'
import { h } from '../../texts/hiring.ts'

const FIVE_MINUTES_MS = 300_000

export function readCompanies() {
  return reading(FIVE_MINUTES_MS, 'GET /api/v1/companies', { query: { limit: 200 } }).value
}

export function companies(): readonly Company[] {
  return readCompanies().value?.items ?? []
}

export function nameOfCompany(id: string | null): string {
  return companies().find((one) => one.id === id)?.name ?? ''
}

export function readJobs() {
  return reading(60_000, 'GET /api/v1/jobs', { query: { limit: 200, count: 'true', sort: '-created_at' } })
    .value
}

export function jobs(): readonly Job[] {
  return readJobs().value?.items ?? []
}

/** Whose application it is. */
export function whoseIs({ candidate, name }: Application): string {
  return candidate?.name ?? name ?? h.erased
}
