/** Who of several members sees which tasks: the rule of rules.ts, asked for many at once. */

import type { Viewer } from '../../access/viewer.ts'
import { readViewers } from '../../access/viewers.ts'
import type { Write } from '../../db/handle.ts'
import { readProjectRights } from '../projects/visibility.ts'
import { type Related, rightTo } from './rules.ts'
import { listSharesOf } from './shares/part-queries.ts'

/** What it depends on. */
export interface Seen extends Pick<Related, 'owner_id' | 'assignee_id' | 'team_id'> {
  id: string
  project_id: string | null
}

export interface Audience<Task extends Seen = Seen> {
  task: Task
  member_ids: string[]
}

/** Leaves out who does not see the task, or is no active member at all; and tasks without anybody. */
export async function visibleTo<Task extends Seen>(
  tx: Write,
  audiences: readonly Audience<Task>[],
): Promise<Audience<Task>[]> {
  const viewers = await readViewers(tx, [...new Set(audiences.flatMap(({ member_ids }) => member_ids))])
  if (viewers.size === 0) return []
  const tasks = audiences.map(({ task }) => task)
  const projectRight = await readProjectRights(tx, new Set(tasks.flatMap((task) => task.project_id ?? [])))
  const shares = Map.groupBy(
    await listSharesOf(
      tx,
      tasks.map(({ id }) => id),
    ),
    ({ task_id }) => task_id,
  )
  const sees = (viewer: Viewer | undefined, task: Seen): boolean => {
    if (!viewer) return false
    const project = task.project_id === null ? null : projectRight(viewer, task.project_id)
    const own = (shares.get(task.id) ?? []).filter(({ kind, id }) =>
      kind === 'member' ? id === viewer.member_id : viewer.teams.has(id),
    )
    const related = { ...task, project, shares: own.map(({ permission }) => permission) }
    return rightTo(viewer, related) !== 'none'
  }
  return audiences
    .map(({ task, member_ids }) => ({
      task,
      member_ids: member_ids.filter((id) => sees(viewers.get(id), task)),
    }))
    .filter(({ member_ids }) => member_ids.length > 0)
}
