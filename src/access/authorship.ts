import type { Origin } from '../db/origin.ts'
import type { Work } from '../lib/current-correlation.ts'
import type { Principal } from './principal.ts'

/** A member or a key, each in a column of its own: the id of the one is never taken for the other's. */
export interface Author {
  author_id: string | null
  api_key_id: string | null
}

export function authorOf(principal: Principal): Author {
  return principal.kind === 'session'
    ? { author_id: principal.member_id, api_key_id: null }
    : { author_id: null, api_key_id: principal.api_key_id }
}

export function isAuthor(principal: Principal, { author_id, api_key_id }: Author): boolean {
  return principal.kind === 'session'
    ? author_id === principal.member_id
    : api_key_id === principal.api_key_id
}

/** On whose behalf a request writes. @param principal `null` for nobody. */
export function originOf(
  principal: Principal | null,
  request: Work & Pick<Origin, 'address' | 'tool'>,
): Origin {
  if (!principal) return { ...request, actor: 'anonymous' }
  if (principal.kind === 'api_key') return { ...request, actor: `api_key:${principal.api_key_id}` }
  const { organization_id: home_id, member_id, user_id } = principal
  return { ...request, actor: `member:${member_id}`, abroad: { home_id, actor: `user:${user_id}` } }
}
