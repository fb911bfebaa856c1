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
 * Lists ask the database who may view: see `visible` in list/filters.ts.
 */
import type { Viewer } from '../../access/viewer.ts'
import { TaskNotYoursError } from './errors.ts'
import type { TaskSharePermission } from './schema.ts'

const RIGHTS = ['none', 'view', 'edit', 'manage'] as const
export type Right = (typeof RIGHTS)[number]

export interface Related {
  owner_id: string | null
  assignee_id: string | null
  team_id: string | null
  /** What the caller may do with its project; `null` where there is none, or it is not seen. */
  project: { mayManage: boolean } | null
  /** With the caller, or with one of the caller's teams. */
  shares: readonly TaskSharePermission[]
}

export function rightTo({ seesAll, member_id, teams }: Viewer, task: Related): Right {
  const isMe = (id: string | null) => member_id !== null && id === member_id
  const role = task.team_id === null ? undefined : teams.get(task.team_id)
  if (seesAll || isMe(task.owner_id) || role === 'lead' || task.project?.mayManage) return 'manage'
  if (isMe(task.assignee_id) || role || task.project || task.shares.includes('edit')) return 'edit'
  return task.shares.includes('view') ? 'view' : 'none'
}

const WHO = {
  edit: 'somebody to whom the task belongs, is assigned or shared to edit, or a member of its team',
  manage: 'its owner, a lead of its team, or an admin of the organization',
}

/** @throws TaskNotYoursError */
export function assertRight(right: Right, needed: 'edit' | 'manage'): void {
  if (RIGHTS.indexOf(right) < RIGHTS.indexOf(needed)) throw new TaskNotYoursError(WHO[needed])
}
