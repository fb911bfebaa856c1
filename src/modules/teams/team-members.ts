/** Who is in a team. */

import type { Principal } from '../../access/principal.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { Base } from '../../base.ts'
import type { Read, Write } from '../../db/handle.ts'
import { type Page, type PageQuery, pageById } from '../../http/page.ts'
import { NotFoundError, NotInOrganizationError } from '../../lib/app-error.ts'
import { toWire } from '../../lib/to-wire.ts'
import { memberWithin } from '../members/members.ts'
import {
  countTeamMembers,
  deleteTeamMember,
  findTeamMember,
  listTeamMemberIds,
  listTeamMembers as listTeamMemberRows,
  listTeamsLed,
  putTeamMember,
  type TeamMemberRow,
} from './member-queries.ts'
import { findTeam, listTeamIds } from './queries.ts'
import type { TeamMember, TeamRole } from './schema.ts'
import { enterAsLead } from './teams.ts'

type Needs = Pick<Base, 'db' | 'clock' | 'newId'>

/** @throws NotInOrganizationError */
export async function listTeamMembers(
  { db, cursors }: Pick<Base, 'db' | 'cursors'>,
  { organization_id }: Principal,
  teamId: string,
  query: PageQuery,
): Promise<Page<TeamMember>> {
  const here = db.for(organization_id)
  const inside = <T>(read: (q: Read) => Promise<T>): Promise<T> =>
    here.read(async (q) => {
      if (!(await isTeamWithin(q, teamId))) throw new NotInOrganizationError('team')
      return read(q)
    })
  return pageById(cursors, { organization_id, list: `members of team ${teamId}` }, query, {
    read: async (page) => (await inside((q) => listTeamMemberRows(q, teamId, page))).map(toWire),
    count: async () => (await inside((q) => countTeamMembers(q, [teamId]))).get(teamId) ?? 0,
  })
}

/**
 * Adds a member of the organization, or gives one who is in the team another role.
 *
 * @throws NotInOrganizationError
 * @throws ForbiddenError
 */
export async function putInTeam(
  { db, clock }: Needs,
  principal: Principal,
  teamId: string,
  memberId: string,
  role: TeamRole,
): Promise<TeamMember> {
  const now = clock.now()
  return db.for(principal.organization_id).write(async (tx) => {
    // Nobody is removed from the organization between the look and the deed.
    await tx.can.shareOrganization(tx)
    await enterAsLead(tx, principal, teamId)
    await memberWithin(tx, memberId)
    const before = await findTeamMember(tx, teamId, memberId)
    if (before?.role === role) return toWire(before)
    await putTeamMember(tx, { team_id: teamId, member_id: memberId, role, added_at: now })
    await tx.record({ kind: 'team', id: teamId, verb: before ? 'member_changed' : 'member_added' })
    return toWire(await found(tx, teamId, memberId))
  })
}

/**
 * Takes somebody out of a team. Whoever is in it may leave.
 *
 * @throws NotInOrganizationError
 * @throws ForbiddenError
 * @throws NotFoundError
 */
export async function takeOutOfTeam(
  { db }: Needs,
  principal: Principal,
  teamId: string,
  memberId: string,
): Promise<void> {
  await db.for(principal.organization_id).write(async (tx) => {
    const isOneself = principal.kind === 'session' && principal.member_id === memberId
    if (!isOneself) await enterAsLead(tx, principal, teamId)
    if (!(await findTeam(tx, teamId))) throw new NotInOrganizationError('team')
    await found(tx, teamId, memberId)
    await deleteTeamMember(tx, { team_id: teamId, member_id: memberId })
    await tx.record({ kind: 'team', id: teamId, verb: 'member_removed' })
  })
}

/** Whether there is such a team, not in the trash. */
export async function isTeamWithin(q: Read, id: string): Promise<boolean> {
  return (await findTeam(q, id)) !== null
}

/** Those of them that the caller would lead, were they not in the trash: there they give no rights. */
export async function trashedToLead(
  q: Read,
  { seesAll, member_id }: Viewer,
  ids: readonly string[],
): Promise<readonly string[]> {
  if (seesAll || ids.length === 0) return ids
  return member_id === null ? [] : listTeamsLed(q, member_id, ids)
}

/** Whoever is in a team, for what concerns all of them. */
export async function membersOfTeam(q: Read, teamId: string): Promise<string[]> {
  return listTeamMemberIds(q, teamId)
}

/** Those of them that are teams, not in the trash. */
export async function teamsWithin(q: Read, ids: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  return ids.size === 0 ? ids : new Set(await listTeamIds(q, [...ids]))
}

async function found(tx: Write, teamId: string, memberId: string): Promise<TeamMemberRow> {
  const member = await findTeamMember(tx, teamId, memberId)
  if (!member) throw new NotFoundError('team_member', 'This team has no member with this id.')
  return member
}
