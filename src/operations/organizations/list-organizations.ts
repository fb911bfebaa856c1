/** Which organizations an instance has, and how large each is. */
import type { Base } from '../../base.ts'
import { countRows } from '../../db/rows/count-rows.ts'
import { countMembers, findLastActivity, listOrganizations } from './queries.ts'

export interface ListedOrganization {
  id: string
  slug: string
  name: string
  plan: string
  created_at: string
  /** Active ones. */
  members: number
  /** Of all tables. */
  rows: number
  last_active_at: string | null
}

/** Counts all rows: for the command line, where nobody else waits for it. */
export async function listOrganizationsWithSizes({ db }: Pick<Base, 'db'>): Promise<ListedOrganization[]> {
  return db.instance.snapshot(async (q) => {
    const members = new Map((await countMembers(q)).map((row) => [row.organization_id, row.members]))
    const rows = await countRows(q)
    const listed: ListedOrganization[] = []
    for (const { id, created_at, ...organization } of await listOrganizations(q)) {
      const [last] = await findLastActivity(q.within(id))
      listed.push({
        id,
        ...organization,
        created_at: new Date(created_at).toISOString(),
        members: members.get(id) ?? 0,
        // Its own row is one, too.
        rows: (rows.get(id) ?? 0) + 1,
        last_active_at: last ? new Date(last.occurred_at).toISOString() : null,
      })
    }
    return listed
  })
}
