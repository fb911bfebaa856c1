/** Which organizations an instance has, and how large each is. */
import type { Base } from '../../base.ts'
import { countRows } from '../../db/rows/count-rows.ts'
import { readStandings } from '../../modules/organizations/instance.ts'
import { listOrganizations } from './queries.ts'

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
export function listOrganizationsWithSizes({ db }: Pick<Base, 'db'>): Promise<ListedOrganization[]> {
  return db.instance.snapshot(async (q) => {
    const organizations = await listOrganizations(q)
    const rows = await countRows(q)
    const { membersOf, lastActivityOf } = await readStandings(
      q,
      organizations.map(({ id }) => id),
    )
    return organizations.map(({ id, created_at, ...organization }) => ({
      id,
      ...organization,
      created_at: new Date(created_at).toISOString(),
      members: membersOf(id),
      // Its own row is one, too.
      rows: (rows.get(id) ?? 0) + 1,
      last_active_at: lastActivityOf(id),
    }))
  }, 'heavy')
}
