/** Of which kinds a member wants to hear: of all, until something else is said. */

import type { Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import type { Read } from '../../db/handle.ts'
import { sessionOf } from '../auth/session-of.ts'
import { listPreferences, putPreference } from './queries.ts'
import { KINDS, type NotificationPreferences, type PreferenceChanges } from './schema.ts'

type Needs = Pick<Base, 'db'>

export async function readPreferences({ db }: Needs, principal: Principal): Promise<NotificationPreferences> {
  const { organization_id, member_id } = sessionOf(principal)
  return db.for(organization_id).read((q) => readWithin(q, member_id))
}

/** What is left out stays. What has been told already stays, too. */
export async function changePreferences(
  { db }: Needs,
  principal: Principal,
  changes: PreferenceChanges,
): Promise<NotificationPreferences> {
  const { organization_id, member_id } = sessionOf(principal)
  return db.for(organization_id).write(async (tx) => {
    for (const kind of KINDS) {
      const is_on = changes[kind]
      if (is_on !== undefined) await putPreference(tx, member_id, kind, is_on)
    }
    return readWithin(tx, member_id)
  })
}

async function readWithin(q: Read, memberId: string): Promise<NotificationPreferences> {
  const said = new Map((await listPreferences(q, memberId)).map(({ kind, is_on }) => [kind, is_on]))
  // The kinds are the keys of the preferences: none is missing.
  return Object.fromEntries(KINDS.map((kind) => [kind, said.get(kind) ?? true])) as NotificationPreferences
}
