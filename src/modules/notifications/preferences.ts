/** Of which kinds a member wants to hear: of all, until something else is said. */

import type { Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import type { Read } from '../../db/handle.ts'
import type { Resource } from '../../resources/resource.ts'
import { sessionOf } from '../auth/session-of.ts'
import { listPreferences, putPreference } from './queries.ts'
import { type NotificationPreferences, noticesOf, type PreferenceChanges } from './schema.ts'

type Needs = Pick<Base, 'db'> & { resources: readonly Resource[] }

export async function readPreferences(
  { db, resources }: Needs,
  principal: Principal,
): Promise<NotificationPreferences> {
  const { organization_id, member_id } = sessionOf(principal)
  return db.for(organization_id).read((q) => readWithin(q, resources, member_id))
}

/** What is left out stays. What has been told already stays, too. */
export async function changePreferences(
  { db, resources }: Needs,
  principal: Principal,
  changes: PreferenceChanges,
): Promise<NotificationPreferences> {
  const { organization_id, member_id } = sessionOf(principal)
  return db.for(organization_id).write(async (tx) => {
    for (const kind of Object.keys(noticesOf(resources))) {
      const is_on = changes[kind]
      if (is_on !== undefined) await putPreference(tx, member_id, kind, is_on)
    }
    return readWithin(tx, resources, member_id)
  })
}

async function readWithin(
  q: Read,
  resources: readonly Resource[],
  memberId: string,
): Promise<NotificationPreferences> {
  const said = new Map((await listPreferences(q, memberId)).map(({ kind, is_on }) => [kind, is_on]))
  return Object.fromEntries(Object.keys(noticesOf(resources)).map((kind) => [kind, said.get(kind) ?? true]))
}
