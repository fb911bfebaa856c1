/** Members by their ids: names where somebody would else be a number. */
import type { Member } from '../../../docs/api-types.ts'
import { t } from '../texts/texts.ts'
import { reading } from './reading.ts'

const TEN_MINUTES_MS = 600_000

export function readMembers() {
  return reading(TEN_MINUTES_MS, 'GET /api/v1/members', { query: { limit: 200 } }).value
}

export function members(): readonly Member[] {
  return readMembers().value?.items ?? []
}

export function nameOfMember(id: string | null): string {
  if (id === null) return t.nobody
  return members().find((one) => one.id === id)?.name ?? t.somebody
}
