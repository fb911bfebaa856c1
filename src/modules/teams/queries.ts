import { and, count, eq, inArray, isNull, ne } from 'drizzle-orm'
import type { Read, Write } from '../../db/handle.ts'
import { byId, type IdPage } from '../../db/id-page.ts'
import type { TeamRole } from './schema.ts'

export interface TeamRow {
  id: string
  name: string
  description: string
  created_at: number
  updated_at: number
}

export interface TeamMemberRow {
  id: string
  name: string
  email: string
  role: TeamRole
  added_at: number
}

/** Those that are not in the trash. */
export async function listTeams(q: Read, page: IdPage, memberId: string | undefined): Promise<TeamRow[]> {
  const { unseen, order } = byId(q.tables.teams.id, page)
  return selectTeams(q)
    .where(and(liveTeams(q, memberId), unseen))
    .orderBy(order)
    .limit(page.limit)
}

export async function countTeams(q: Read, memberId: string | undefined): Promise<number> {
  const [row] = await q.select({ total: count() }).from(q.tables.teams).where(liveTeams(q, memberId))
  return row?.total ?? 0
}

export async function findTeam(q: Read, id: string): Promise<TeamRow | null> {
  const [row] = await selectTeams(q).where(and(liveTeams(q), eq(q.tables.teams.id, id)))
  return row ?? null
}

/** Those of them that are there, and not in the trash. */
export async function listTeamIds(q: Read, ids: readonly string[]): Promise<string[]> {
  const { teams } = q.tables
  const conditions = and(liveTeams(q), q.can.oneOf(teams.id, ids))
  const rows = await q.select({ id: teams.id }).from(teams).where(conditions)
  return rows.map(({ id }) => id)
}

function selectTeams(q: Read) {
  const { teams } = q.tables
  const { id, name, description, created_at, updated_at } = teams
  return q.select({ id, name, description, created_at, updated_at }).from(teams)
}

function liveTeams(q: Read, memberId?: string) {
  const { teams, team_members } = q.tables
  const ofMember = q
    .select({ id: team_members.team_id })
    .from(team_members)
    .where(and(q.mine(team_members), eq(team_members.member_id, memberId ?? '')))
  const isWanted = memberId === undefined ? undefined : inArray(teams.id, ofMember)
  return and(q.mine(teams), isNull(teams.deleted_at), isWanted)
}

export async function insertTeam(tx: Write, team: TeamRow) {
  await tx.insert(tx.tables.teams).values({ ...team, organization_id: tx.organization_id })
}

/**
 * @param seenAt The `updated_at` of the only version that is to be changed; `null` for any.
 * @returns Whether there was such a version.
 */
export async function updateTeam(
  tx: Write,
  id: string,
  changes: Partial<Omit<typeof tx.tables.teams.$inferInsert, 'organization_id' | 'id'>>,
  seenAt: number | null,
): Promise<boolean> {
  const { teams } = tx.tables
  const isSeen = seenAt === null ? undefined : eq(teams.updated_at, seenAt)
  const changed = await tx
    .update(teams)
    .set(changes)
    .where(and(tx.mine(teams), eq(teams.id, id), isSeen))
    .returning({ id: teams.id })
  return changed.length > 0
}

/** How many members each of the teams has. */
export async function countTeamMembers(q: Read, teamIds: string[]): Promise<Map<string, number>> {
  const { team_members } = q.tables
  if (teamIds.length === 0) return new Map()
  const rows = await q
    .select({ id: team_members.team_id, members: count() })
    .from(team_members)
    .where(and(q.mine(team_members), inArray(team_members.team_id, teamIds)))
    .groupBy(team_members.team_id)
  return new Map(rows.map(({ id, members }) => [id, members]))
}

export async function listTeamMembers(q: Read, teamId: string, page: IdPage): Promise<TeamMemberRow[]> {
  const { members } = q.tables
  const { unseen, order } = byId(members.id, page)
  const rows = await selectTeamMembers(q)
    .where(and(inTeam(q, teamId), unseen))
    .orderBy(order)
    .limit(page.limit)
  return rows.map(asRow)
}

export async function findTeamMember(
  q: Read,
  teamId: string,
  memberId: string,
): Promise<TeamMemberRow | null> {
  const { team_members } = q.tables
  const [row] = await selectTeamMembers(q).where(and(inTeam(q, teamId), eq(team_members.member_id, memberId)))
  return row ? asRow(row) : null
}

/** Those of them that a member leads, in the trash or not. */
export async function listTeamsLed(q: Read, memberId: string, ids: readonly string[]): Promise<string[]> {
  const { team_members: m } = q.tables
  const isLead = and(q.mine(m), eq(m.member_id, memberId), eq(m.role, 'lead'))
  const rows = await q
    .select({ id: m.team_id })
    .from(m)
    .where(and(isLead, q.can.oneOf(m.team_id, ids)))
  return rows.map(({ id }) => id)
}

/** Whoever is in a team, suspended or not. */
export async function listTeamMemberIds(q: Read, teamId: string): Promise<string[]> {
  const { team_members } = q.tables
  const rows = await q
    .select({ id: team_members.member_id })
    .from(team_members)
    .where(and(q.mine(team_members), eq(team_members.team_id, teamId)))
  return rows.map(({ id }) => id)
}

function selectTeamMembers(q: Read) {
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

function inTeam(q: Read, teamId: string) {
  const { members, team_members } = q.tables
  return and(q.mine(team_members), eq(team_members.team_id, teamId), ne(members.status, 'removed'))
}

/** The column is a text; only the words of the schema are ever written there. */
function asRow(row: Omit<TeamMemberRow, 'role'> & { role: string }): TeamMemberRow {
  return { ...row, role: row.role as TeamRole }
}

export async function putTeamMember(
  tx: Write,
  member: Omit<typeof tx.tables.team_members.$inferInsert, 'organization_id'>,
) {
  const { team_members } = tx.tables
  await tx
    .insert(team_members)
    .values({ ...member, organization_id: tx.organization_id })
    .onConflictDoUpdate({
      target: [team_members.organization_id, team_members.team_id, team_members.member_id],
      set: { role: member.role },
    })
}

export async function deleteTeamMember(tx: Write, teamId: string, memberId: string) {
  const { team_members } = tx.tables
  const isIt = and(eq(team_members.team_id, teamId), eq(team_members.member_id, memberId))
  await tx.delete(team_members).where(and(tx.mine(team_members), isIt))
}

/** @returns The teams in which the member was. */
export async function deleteTeamMemberships(tx: Write, memberId: string): Promise<string[]> {
  const { team_members } = tx.tables
  const rows = await tx
    .delete(team_members)
    .where(and(tx.mine(team_members), eq(team_members.member_id, memberId)))
    .returning({ id: team_members.team_id })
  return rows.map(({ id }) => id)
}
