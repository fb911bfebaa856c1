/** What administrators of the instance do with all of its organizations. */

import type { Base } from '../../base.ts'
import { EVERY_ORGANIZATION } from '../../db/database.ts'
import { type Page, type PageQuery, pageById } from '../../http/page.ts'
import { NotFoundError } from '../../lib/app-error.ts'
import {
  countMembers,
  countOrganizations,
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
        const members = await countMembers(
          q,
          rows.map(({ id }) => id),
        )
        return rows.map((row) => toWire(row, members))
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
    return toWire(after, await countMembers(instance, [organizationId]))
  })
}

function toWire(
  { id, name, slug, plan, created_at }: OrganizationRow,
  members: Map<string, number>,
): InstanceOrganization {
  return {
    id,
    name,
    slug,
    plan,
    created_at: new Date(created_at).toISOString(),
    members: members.get(id) ?? 0,
  }
}
