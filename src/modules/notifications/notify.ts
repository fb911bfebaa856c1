/** How members are told of something: inside the transaction in which it happens, or not at all. */

import type { Act, Actor } from '../../access/act.ts'
import { type About, insertNotifications } from './queries.ts'

export interface Notice {
  /** One of the `notices` of a resource. */
  kind: string
  /** Members who may see what it is about: that is for the caller to know. */
  to: readonly string[]
  about?: About
}

/**
 * Tells those of them who are active members, and want to hear of such things; nobody of their own doings. To be called last: ids
 * are made here, and the longer a transaction waits afterwards, the more may be listed before it.
 *
 * @returns Who is told.
 */
export async function notify(
  { tx, newId, now, principal }: Act<Actor>,
  notices: readonly Notice[],
): Promise<string[]> {
  const actor_id = principal?.kind === 'session' ? principal.member_id : null
  const api_key_id = principal?.kind === 'api_key' ? principal.api_key_id : null
  const rows = notices.flatMap(({ kind, to, about }) =>
    [...new Set(to)]
      .filter((member_id) => member_id !== actor_id)
      .map((member_id) => ({ member_id, id: newId(), kind, about: about ?? null })),
  )
  const told = await insertNotifications(tx, rows, { actor_id, api_key_id, created_at: now })
  const members = [...new Set(told)]
  for (const id of members) await tx.record({ kind: 'member', id, verb: 'notified' })
  return members
}
