import { and, count, eq, ne } from 'drizzle-orm'
import type { InstanceRead, InstanceWrite, Read, Write } from '../../db/handle.ts'
import { type IdPage, inPage, type PageValues, type PageVariant, pageOf } from '../../db/id-page.ts'
import {
  type InstanceReading,
  instanceMutation,
  instanceQuery,
  mutation,
  query,
  type Reading,
  type Slot,
  type Slots,
} from '../../db/query.ts'
import { batchStatement } from '../../db/statement.ts'

function columnsOf({ tables: { organizations } }: Pick<Reading, 'tables'>) {
  const { id, name, slug, time_zone, plan, created_at } = organizations
  return { id, name, slug, time_zone, plan, created_at }
}

export type OrganizationRow = NonNullable<Awaited<ReturnType<typeof findOrganization>>>

const selectOwn = query((q) => {
  const { organizations } = q.tables
  return q
    .select({
      ...columnsOf(q),
      color: organizations.color,
      requires_second_factor: organizations.requires_second_factor,
    })
    .from(organizations)
    .where(eq(organizations.id, q.organization_id))
})

/** The handle's own. */
export async function findOrganization(q: Read) {
  const [row] = await selectOwn(q)
  return row ?? null
}

type Settings = { name: string; color: string | null; requires_second_factor: boolean }

const setSettings = mutation((q, { name, color, requires_second_factor }: Slots<Settings>) => {
  const { organizations } = q.tables
  return q
    .update(organizations)
    .set({ name, color, requires_second_factor })
    .where(eq(organizations.id, q.organization_id))
})

export async function updateSettings(tx: Write, settings: Settings) {
  await setSettings(tx, settings)
}

type Of = { user_id: string }

const selectPageOf = instanceQuery((q, page: Slots<Of & PageValues>, variant: PageVariant) => {
  const { organizations, members } = q.tables
  const { unseen, order } = inPage(organizations.id, page, variant)
  return q
    .select({ ...columnsOf(q), member_id: members.id, role: members.role })
    .from(members)
    .innerJoin(organizations, eq(organizations.id, members.organization_id))
    .where(and(worksIn(q, page.user_id), unseen))
    .orderBy(order)
    .limit(page.limit)
})

/** Where a user is an active member. */
export function listOrganizationsOf(q: InstanceRead, user_id: string, page: IdPage) {
  const [values, variant] = pageOf(page)
  return selectPageOf(q, { ...values, user_id }, variant)
}

const selectTotalOf = instanceQuery((q, { user_id }: Slots<Of>) =>
  q.select({ total: count() }).from(q.tables.members).where(worksIn(q, user_id)),
)

export async function countOrganizationsOf(q: InstanceRead, user_id: string): Promise<number> {
  const [row] = await selectTotalOf(q, { user_id })
  return row?.total ?? 0
}

function worksIn(q: InstanceReading, user_id: Slot<string>) {
  const { members } = q.tables
  return and(eq(members.user_id, user_id), eq(members.status, 'active'))
}

const selectPage = instanceQuery((q, page: Slots<PageValues>, variant: PageVariant) => {
  const { organizations } = q.tables
  const { unseen, order } = inPage(organizations.id, page, variant)
  return q.select(columnsOf(q)).from(organizations).where(unseen).orderBy(order).limit(page.limit)
})

export function listOrganizations(q: InstanceRead, page: IdPage) {
  return selectPage(q, ...pageOf(page))
}

const selectTotal = instanceQuery((q) => q.select({ total: count() }).from(q.tables.organizations))

export async function countOrganizations(q: InstanceRead): Promise<number> {
  const [row] = await selectTotal(q)
  return row?.total ?? 0
}

const selectMembers = instanceQuery((q, { ids }: Slots<{ ids: string[] }>) => {
  const { members } = q.tables
  return q
    .select({ organization_id: members.organization_id, members: count() })
    .from(members)
    .where(and(q.can.oneOf(members.organization_id, ids), eq(members.status, 'active')))
    .groupBy(members.organization_id)
})

/** Active members by organization; one without any is not in it. */
export async function countMembers(q: InstanceRead | InstanceWrite, ids: string[]) {
  const rows = await selectMembers(q, { ids })
  return new Map(rows.map((row) => [row.organization_id, row.members]))
}

/** By the index of the newest events, each looked up by itself. */
const selectLastEvents = batchStatement({ id: 'text' })<{ id: string; at: number | null }>(`
  select r.id, (
    select occurred_at from activity_events where organization_id = r.id
    order by occurred_at desc, id desc limit 1
  ) as at from :rows as r`)

/** When somebody did something last, by organization; `null` where nobody has. */
export async function findLastActivities(q: InstanceRead | InstanceWrite, ids: string[]) {
  const rows = await q.each(
    selectLastEvents,
    ids.map((id) => ({ id })),
  )
  return new Map(rows.map(({ id, at }) => [id, at]))
}

const setPlan = instanceMutation((q, { id, plan }: Slots<{ id: string; plan: string }>) => {
  const { organizations } = q.tables
  return q
    .update(organizations)
    .set({ plan })
    .where(and(eq(organizations.id, id), ne(organizations.plan, plan)))
    .returning(columnsOf(q))
})

const selectById = instanceQuery((q, { id }: Slots<{ id: string }>) => {
  const { organizations } = q.tables
  return q.select(columnsOf(q)).from(organizations).where(eq(organizations.id, id))
})

/** @returns The organization before and after, if there is one; twice the same where it had this plan. */
export async function updatePlan(tx: InstanceWrite, id: string, plan: string) {
  const [before] = await selectById(tx, { id })
  if (!before) return null
  const [after = before] = await setPlan(tx, { id, plan })
  return { before, after }
}

const deleteRow = instanceMutation((q, { id }: Slots<{ id: string }>) => {
  const { organizations } = q.tables
  return q.delete(organizations).where(eq(organizations.id, id)).returning({ name: organizations.name })
})

/** What is left of it goes along. @returns What it was called; `null` where there was none. */
export async function deleteOrganizationRow(instance: InstanceWrite, id: string): Promise<string | null> {
  const [deleted] = await deleteRow(instance, { id })
  return deleted?.name ?? null
}

type OfOne = { id: string }

export const closeMemberships = instanceMutation((q, { id }: Slots<OfOne>) => {
  const { members } = q.tables
  return q.update(members).set({ status: 'removed' }).where(eq(members.organization_id, id))
})

export const deleteKeys = instanceMutation((q, { id }: Slots<OfOne>) => {
  const { api_keys } = q.tables
  return q.delete(api_keys).where(eq(api_keys.organization_id, id))
})

export const deleteInvitations = instanceMutation((q, { id }: Slots<OfOne>) => {
  const { invitations } = q.tables
  return q.delete(invitations).where(eq(invitations.organization_id, id))
})

export const deleteSessionsIn = instanceMutation((q, { id }: Slots<OfOne>) => {
  const { sessions } = q.tables
  return q.delete(sessions).where(eq(sessions.active_organization_id, id))
})
