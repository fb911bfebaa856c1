/** Who is told of what becomes of tasks. However many change at once, the queries are the same few. */
import type { Act } from '../../access/act.ts'
import { newMentionsIn } from '../../lib/mentions.ts'
import { type Notice, notify } from '../notifications/notify.ts'
import { membersOfTeam } from '../teams/team-members.ts'
import type { TaskChange } from './changes.ts'
import type { ShareRow } from './shares/part-queries.ts'
import { visibleTo } from './visibility.ts'

/** Those to whom a task is assigned now, and those whom a description mentions now. */
export async function notifyOfTasks(act: Act, changes: readonly TaskChange[]): Promise<void> {
  const mentioned = changes.flatMap(({ before, after }) => {
    if (before?.description === after.description) return []
    const member_ids = newMentionsIn(after.description, before?.description)
    return member_ids.length === 0 ? [] : [{ task: after, member_ids }]
  })
  const seeing = mentioned.length === 0 ? [] : await visibleTo(act.tx, mentioned)
  await notify(act, [
    ...changes.flatMap(assignment),
    ...seeing.map(({ task, member_ids }): Notice => {
      return { kind: 'mention', to: member_ids, about: { task: task.id } }
    }),
  ])
}

/** An assignee sees the task by being that. */
function assignment({ before, after }: TaskChange): Notice[] {
  const { id: task, assignee_id } = after
  if (assignee_id === null || assignee_id === before?.assignee_id) return []
  return [{ kind: 'task_assigned', to: [assignee_id], about: { task } }]
}

/** The member, or those in the team, with whom a task is shared now. */
export async function notifyOfShare(
  act: Act,
  task_id: string,
  { kind, id }: Pick<ShareRow, 'kind' | 'id'>,
): Promise<void> {
  const to = kind === 'member' ? [id] : await membersOfTeam(act.tx, id)
  await notify(act, [{ kind: 'task_shared', to, about: { task: task_id } }])
}
