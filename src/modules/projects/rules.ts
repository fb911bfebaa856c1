/**
 * Who may see, change and delete a project:
 *
 *              admins, keys   owner   leads of its team   its team   others
 *   see             yes        yes          yes             yes      if it has no team
 *   change          yes        yes          yes             yes      if it has no team
 *   delete          yes        yes          yes              –        –
 *   new owner       yes        yes           –               –        –
 *
 * Lists ask the same of the database: see `visible` in list-queries.ts.
 */

import type { Viewer } from '../../access/viewer.ts'
import { NotYoursError } from '../../lib/app-error.ts'

interface Owned {
  owner_id: string | null
  team_id: string | null
}

export function maySee({ seesAll, member_id, teams }: Viewer, { owner_id, team_id }: Owned): boolean {
  if (seesAll || team_id === null) return true
  return (member_id !== null && owner_id === member_id) || teams.has(team_id)
}

export function mayDelete({ seesAll, member_id, teams }: Viewer, { owner_id, team_id }: Owned): boolean {
  const isOwner = member_id !== null && owner_id === member_id
  return seesAll || isOwner || (team_id !== null && teams.get(team_id) === 'lead')
}

/** @throws NotYoursError */
export function assertMayDelete(viewer: Viewer, project: Owned): void {
  if (mayDelete(viewer, project)) return
  throw new NotYoursError('project', 'its owner, a lead of its team, or an admin of the organization')
}

/**
 * Nobody carries a project where they may not, nor takes it from its owner.
 *
 * @param before `null` for a new one.
 * @throws NotYoursError
 */
export function assertMayPlace(
  { seesAll, member_id, teams }: Viewer,
  before: Owned | null,
  after: Owned,
): void {
  if (seesAll) return
  const isOwner = before === null || before.owner_id === member_id
  if (before !== null && after.owner_id !== before.owner_id && !isOwner) {
    throw new NotYoursError('project', 'its owner, or an admin of the organization, to give it to another')
  }
  if (after.team_id === (before?.team_id ?? null)) return
  if (after.team_id !== null && !teams.has(after.team_id)) {
    throw new NotYoursError('project', 'a member of that team, or an admin of the organization')
  }
  if (before !== null && !mayDelete({ seesAll, member_id, teams }, before)) {
    throw new NotYoursError('project', 'its owner, a lead of its team, or an admin, to move it')
  }
}
