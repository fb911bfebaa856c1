import type { Read, Write } from '../db/handle.ts'
import { batchStatement, statement } from '../db/statement.ts'
import type { Role } from './principal.ts'

export type TeamRole = 'lead' | 'member'

const selectTimeZone = statement<Record<never, never>, { time_zone: string }>(
  'select time_zone from organizations where id = :organization_id',
)

/** Of the handle's own: asked wherever there are local days. */
export async function findTimeZone(q: Read): Promise<string | null> {
  return (await q.all(selectTimeZone))[0]?.time_zone ?? null
}

const selectTeamRoles = statement<{ member_id: string }, { team_id: string; role: string }>(`
  select m.team_id, m.role from team_members m
  join teams t on t.organization_id = m.organization_id and t.id = m.team_id and t.deleted_at is null
  where m.organization_id = :organization_id and m.member_id = :member_id`)

const selectZoneAndRoles = statement<
  { member_id: string },
  { time_zone: string; team_id: string | null; role: string | null }
>(`
  select o.time_zone, t.id as team_id, m.role from organizations o
  left join team_members m on m.organization_id = :organization_id and m.member_id = :member_id
  left join teams t on t.organization_id = :organization_id and t.id = m.team_id and t.deleted_at is null
  where o.id = :organization_id`)

/** Both, as nearly every request of a member asks. */
export async function findZoneAndRoles(
  q: Read,
  member_id: string,
): Promise<{ timeZone: string; roles: Map<string, TeamRole> } | null> {
  const rows = await q.all(selectZoneAndRoles, { member_id })
  const [first] = rows
  if (!first) return null
  const roles = new Map<string, TeamRole>()
  for (const { team_id, role } of rows) if (team_id !== null) roles.set(team_id, role as TeamRole)
  return { timeZone: first.time_zone, roles }
}

/** Of a member, by team. Teams in the trash give no rights. */
export async function listTeamRoles(q: Read, member_id: string): Promise<Map<string, TeamRole>> {
  const rows = await q.all(selectTeamRoles, { member_id })
  return new Map(rows.map(({ team_id, role }) => [team_id, role as TeamRole]))
}

const findTeamRoles = batchStatement({ member_id: 'text' })<{
  member_id: string
  team_id: string
  role: string
}>(`
  select m.member_id, m.team_id, m.role from :rows as r
  join team_members m on m.organization_id = :organization_id and m.member_id = r.member_id
  join teams t on t.organization_id = m.organization_id and t.id = m.team_id and t.deleted_at is null`)

/** The same of several members at once. */
export async function listTeamRolesOf(
  tx: Write,
  memberIds: readonly string[],
): Promise<Map<string, Map<string, TeamRole>>> {
  const rows = await tx.each(
    findTeamRoles,
    memberIds.map((member_id) => ({ member_id })),
  )
  const ofMembers = new Map<string, Map<string, TeamRole>>()
  for (const { member_id, team_id, role } of rows) {
    const roles = ofMembers.get(member_id) ?? new Map<string, TeamRole>()
    ofMembers.set(member_id, roles.set(team_id, role as TeamRole))
  }
  return ofMembers
}

const findActiveRoles = batchStatement({ id: 'text' })<{ id: string; role: string }>(`
  select m.id, m.role from :rows as r
  join members m on m.organization_id = :organization_id and m.id = r.id and m.status = 'active'`)

/** Of those among them who are active members. */
export async function listActiveRoles(tx: Write, ids: readonly string[]): Promise<Map<string, Role>> {
  const rows = await tx.each(
    findActiveRoles,
    ids.map((id) => ({ id })),
  )
  return new Map(rows.map(({ id, role }) => [id, role as Role]))
}
