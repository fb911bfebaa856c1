/** What administrators of the instance do with all of its organizations. */

import type { Base } from '../../base.ts'
import { EVERY_ORGANIZATION } from '../../db/database.ts'
import type { InstanceRead, InstanceWrite } from '../../db/handle.ts'
import { type Page, type PageQuery, pageById } from '../../http/page.ts'
import { NotFoundError } from '../../lib/app-error.ts'
import {
  countMembers,
  countOrganizations,
  findLastActivities,
  listOrganizations,
  type OrganizationRow,
  updatePlan,
} from './queries.ts'
import type { InstanceOrganization, PlanChange } from './schema.ts'

type Needs = Pick<Base, 'db'>

export async function listAllOrganizations(
  { db, cursors }: Pick<Base, 'db' | 'cursors'>,
  query: PageQuery,
): Promise<Page<InstanceOrganization>> {
  const list = { organization_id: EVERY_ORGANIZATION, list: 'instance/organizations' }
  return pageById(cursors, list, query, {
    read: (page) =>
      db.instance.read(async (q) => {
        const rows = await listOrganizations(q, page)
        const standings = await readStandings(
          q,
          rows.map(({ id }) => id),
        )
        return rows.map((row) => toWire(row, standings))
      }),
    count: () => db.instance.read(countOrganizations),
  })
}

/**
 * Gives an organization a plan, and with it its limits, from the next request on.
 *
 * @throws NotFoundError
 */
export async function setPlan(
  { db }: Needs,
  organizationId: string,
  { plan }: PlanChange,
): Promise<InstanceOrganization> {
  return db.instance.write(async (instance) => {
    const updated = await updatePlan(instance, organizationId, plan)
    if (!updated) throw new NotFoundError('organization')
    const { before, after } = updated
    if (before !== after) {
      // Those who are remembered are remembered with the plan.
      const change = { kind: 'organization', id: organizationId, verb: 'plan_changed' }
      const audited = { before: { plan: before.plan }, after: { plan: after.plan } }
      await instance.within(organizationId).record(change, audited)
    }
    return toWire(after, await readStandings(instance, [organizationId]))
  })
}

export interface Standings {
  /** Active ones. */
  membersOf(id: string): number
  /** When somebody did something last, as on the wire. */
  lastActivityOf(id: string): string | null
}

export async function readStandings(q: InstanceRead | InstanceWrite, ids: string[]): Promise<Standings> {
  const members = await countMembers(q, ids)
  const activities = await findLastActivities(q, ids)
  return {
    membersOf: (id) => members.get(id) ?? 0,
    lastActivityOf: (id) => {
      const at = activities.get(id) ?? null
      return at === null ? null : new Date(at).toISOString()
    },
  }
}

function toWire(
  { id, name, slug, plan, created_at }: Pick<OrganizationRow, 'id' | 'name' | 'slug' | 'plan' | 'created_at'>,
  { membersOf, lastActivityOf }: Standings,
): InstanceOrganization {
  return {
    id,
    name,
    slug,
    plan,
    created_at: new Date(created_at).toISOString(),
    members: membersOf(id),
    last_active_at: lastActivityOf(id),
  }
}
