/** The SQL of who is in a team. */
import { and, count, eq, ne } from 'drizzle-orm'
import type { Read, Write } from '../../db/handle.ts'
import { type IdPage, inPage, type PageValues, type PageVariant, pageOf } from '../../db/id-page.ts'
import { mutation, query, type Reading, type Slots } from '../../db/query.ts'
import type { TeamRole } from './schema.ts'

export interface TeamMemberRow {
  id: string
  name: string
  email: string
  role: TeamRole
  added_at: number
}

/** How many members each of the teams has. */
export async function countTeamMembers(q: Read, team_ids: string[]): Promise<Map<string, number>> {
  if (team_ids.length === 0) return new Map()
  const rows = await selectSizes(q, { team_ids })
  return new Map(rows.map(({ id, members }) => [id, members]))
}

const selectSizes = query((q, { team_ids }: Slots<{ team_ids: readonly string[] }>) => {
  const { team_members } = q.tables
  return q
    .select({ id: team_members.team_id, members: count() })
    .from(team_members)
    .where(and(q.mine(team_members), q.can.oneOf(team_members.team_id, team_ids)))
    .groupBy(team_members.team_id)
})

export async function listTeamMembers(q: Read, team_id: string, page: IdPage): Promise<TeamMemberRow[]> {
  const [values, variant] = pageOf(page)
  return (await selectMemberPage(q, { ...values, team_id }, variant)).map(asRow)
}

const selectMemberPage = query((q, slots: Slots<PageValues & { team_id: string }>, variant: PageVariant) => {
  const { unseen, order } = inPage(q.tables.members.id, slots, variant)
  return selectTeamMembers(q)
    .where(and(inTeam(q, slots), unseen))
    .orderBy(order)
    .limit(slots.limit)
})

export async function findTeamMember(
  q: Read,
  team_id: string,
  member_id: string,
): Promise<TeamMemberRow | null> {
  const [row] = await selectTeamMember(q, { team_id, member_id })
  return row ? asRow(row) : null
}

interface Membership {
  team_id: string
  member_id: string
}

const selectTeamMember = query((q, place: Slots<Membership>) =>
  selectTeamMembers(q).where(and(inTeam(q, place), eq(q.tables.team_members.member_id, place.member_id))),
)

/** Those of them that a member leads, in the trash or not. */
export async function listTeamsLed(q: Read, member_id: string, ids: readonly string[]): Promise<string[]> {
  return (await selectLed(q, { member_id, ids })).map(({ id }) => id)
}

const selectLed = query((q, slots: Slots<{ member_id: string; ids: readonly string[] }>) => {
  const { team_members: m } = q.tables
  const isLead = and(q.mine(m), eq(m.member_id, slots.member_id), eq(m.role, 'lead'))
  return q
    .select({ id: m.team_id })
    .from(m)
    .where(and(isLead, q.can.oneOf(m.team_id, slots.ids)))
})

/** Whoever is in a team, suspended or not. */
export async function listTeamMemberIds(q: Read, team_id: string): Promise<string[]> {
  return (await selectMemberIds(q, { team_id })).map(({ id }) => id)
}

const selectMemberIds = query((q, { team_id }: Slots<{ team_id: string }>) => {
  const { team_members } = q.tables
  return q
    .select({ id: team_members.member_id })
    .from(team_members)
    .where(and(q.mine(team_members), eq(team_members.team_id, team_id)))
})

function selectTeamMembers(q: Reading) {
  const { members, team_members, users } = q.tables
  return q
    .select({
      id: members.id,
      name: users.name,
      email: users.email,
      role: team_members.role,
      added_at: team_members.added_at,
    })
    .from(team_members)
    .innerJoin(members, and(q.mine(members), eq(members.id, team_members.member_id)))
    .innerJoin(users, eq(users.id, members.user_id))
}

function inTeam(q: Reading, { team_id }: Slots<Pick<Membership, 'team_id'>>) {
  const { members, team_members } = q.tables
  return and(q.mine(team_members), eq(team_members.team_id, team_id), ne(members.status, 'removed'))
}

/** The column is a text; only the words of the schema are ever written there. */
function asRow(row: Omit<TeamMemberRow, 'role'> & { role: string }): TeamMemberRow {
  return { ...row, role: row.role as TeamRole }
}

export const putTeamMember = mutation(
  (q, member: Slots<Membership & Pick<TeamMemberRow, 'role' | 'added_at'>>) => {
    const { team_members } = q.tables
    const { team_id, member_id, role, added_at } = member
    return q
      .insert(team_members)
      .values({ team_id, member_id, role, added_at, organization_id: q.organization_id })
      .onConflictDoUpdate({
        target: [team_members.organization_id, team_members.team_id, team_members.member_id],
        set: { role },
      })
  },
)

export const deleteTeamMember = mutation((q, { team_id, member_id }: Slots<Membership>) => {
  const { team_members } = q.tables
  const isIt = and(eq(team_members.team_id, team_id), eq(team_members.member_id, member_id))
  return q.delete(team_members).where(and(q.mine(team_members), isIt))
})

/** @returns The teams in which the member was. */
export async function deleteTeamMemberships(tx: Write, member_id: string): Promise<string[]> {
  return (await deleteMemberships(tx, { member_id })).map(({ id }) => id)
}

const deleteMemberships = mutation((q, { member_id }: Slots<{ member_id: string }>) => {
  const { team_members } = q.tables
  return q
    .delete(team_members)
    .where(and(q.mine(team_members), eq(team_members.member_id, member_id)))
    .returning({ id: team_members.team_id })
})
