/**
 * Who may do what with a task. Each reason gives a right, and the highest counts:
 *
 *   manage   admins, keys, its owner, leads of its team, and who may delete its project
 *   edit     its assignee, its team, who sees its project, and with whom it is shared to edit
 *   view     with whom it is shared to view
 *
 * To manage is to edit, and to delete it, share it, give it away or move it. A task that is in no
 * project and of no team is there for its owner, its assignee and admins alone.
 *
 * What its columns say of that is in reasons.ts, of which lists are made, too.
 */

import type { Viewer } from '../../access/viewer.ts'
import { NotYoursError } from '../../lib/app-error.ts'
import { type Named, REASONS, type ReasonColumn } from './reasons.ts'
import type { TaskSharePermission } from './schema.ts'

const RIGHTS = ['none', 'view', 'edit', 'manage'] as const
export type Right = (typeof RIGHTS)[number]

export interface Related {
  owner_id: string | null
  assignee_id: string | null
  team_id: string | null
  project_id: string | null
  /** What the caller may do with its project; `null` where there is none, or it is not seen. */
  project: { mayManage: boolean } | null
  /** With the caller, or with one of the caller's teams. */
  shares: readonly TaskSharePermission[]
}

export function rightTo(viewer: Viewer, task: Related): Right {
  if (viewer.seesAll) return 'manage'
  const rights = [...REASONS.map((reason) => rightBy(reason, viewer, task)), ...task.shares]
  return RIGHTS.findLast((right) => rights.includes(right)) ?? 'none'
}

function rightBy({ column, names, right }: (typeof REASONS)[number], viewer: Viewer, task: Related): Right {
  const standing = STANDINGS[names](viewer, task, column)
  if (standing === null) return 'none'
  return standing.leads ? 'manage' : right
}

/** What the one that a column names is to the viewer; `null` for nothing. */
const STANDINGS: Record<
  Named,
  (viewer: Viewer, task: Related, column: ReasonColumn) => { leads: boolean } | null
> = {
  member: ({ member_id }, task, column) =>
    member_id !== null && task[column] === member_id ? { leads: false } : null,
  team: ({ teams }, task, column) => {
    const role = teams.get(task[column] ?? '')
    return role ? { leads: role === 'lead' } : null
  },
  project: (_, { project }) => project && { leads: project.mayManage },
}

const WHO = {
  edit: 'somebody to whom the task belongs, is assigned or shared to edit, or a member of its team',
  manage: 'its owner, a lead of its team, or an admin of the organization',
}

/** @throws NotYoursError */
export function assertRight(right: Right, needed: 'edit' | 'manage'): void {
  if (!isAtLeast(right, needed)) throw new NotYoursError('task', WHO[needed])
}

/** Each right holds those before it. */
export function isAtLeast(right: Right, needed: Right): boolean {
  return RIGHTS.indexOf(right) >= RIGHTS.indexOf(needed)
}
