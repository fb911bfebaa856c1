/** The one way in which tasks are written: with all that follows from it, or not at all. */
import type { Context } from '../../context.ts'
import type { WorkState } from '../../db/facts.ts'
import type { Write } from '../../db/handle.ts'
import { InvalidValueError } from '../../lib/app-error.ts'
import { ChangedMeanwhileError } from '../../lib/etag.ts'
import type { Principal } from '../auth/principal.ts'
import { recordOwnActivity } from '../events/record-activity.ts'
import { isMemberWithin } from '../members/members.ts'
import { projectRights } from '../projects/projects.ts'
import { actorOf, type Scene } from '../teams/standing.ts'
import { isTeamWithin } from '../teams/team-members.ts'
import { insertStatusChange } from './part-queries.ts'
import { insertTask, replaceLabels, type TaskRow, updateTask } from './queries.ts'

export interface Writing {
  tx: Write
  newId: Context['newId']
  now: number
  principal: Principal
  scene: Scene
}

export interface TaskChange {
  /** `null` for a new one. */
  before: TaskRow | null
  after: TaskRow
}

/**
 * Whether the caller may change them has been asked; where he may carry them is asked here.
 *
 * @throws InvalidValueError
 * @throws ChangedMeanwhileError when one is not as it was before.
 */
export async function writeTasks(writing: Writing, changes: readonly TaskChange[]): Promise<void> {
  for (const change of changes) {
    await assertSound(writing, change)
    await writeRows(writing, change)
    await recordActivity(writing, change)
  }
  const { tx, now } = writing
  await tx.record({ type: 'tasks_changed', tasks: changes.map(stateOf), at: now })
}

/**
 * Nothing is carried where the caller may not, nor named that is not of the organization.
 *
 * @throws InvalidValueError
 */
async function assertSound({ tx, scene: { standing } }: Writing, { before, after }: TaskChange) {
  for (const field of ['owner_id', 'assignee_id'] as const) {
    const id = after[field]
    const isKnown = id === null || id === standing.member_id || id === before?.[field]
    if (!isKnown && !(await isMemberWithin(tx, id))) {
      throw new InvalidValueError(field, 'is no member of this organization')
    }
  }
  const { team_id, project_id } = after
  if (team_id !== null && team_id !== before?.team_id) {
    const isOwn = standing.isAbove ? await isTeamWithin(tx, team_id) : standing.teams.has(team_id)
    if (!isOwn) throw new InvalidValueError('team_id', 'is no team of this organization in which you are')
  }
  if (project_id !== null && project_id !== before?.project_id) {
    if (!(await projectRights(tx, standing, project_id))) {
      throw new InvalidValueError('project_id', 'is no project that you may see')
    }
  }
}

/** @throws ChangedMeanwhileError */
async function writeRows({ tx, newId, now, principal }: Writing, { before, after }: TaskChange) {
  const { id, ...columns } = after
  if (before === null) await insertTask(tx, after)
  else if (!(await updateTask(tx, id, columns, before.updated_at))) throw new ChangedMeanwhileError()
  if (before?.labels !== after.labels) await replaceLabels(tx, id, after.labels)
  if (before?.status === after.status) return
  await insertStatusChange(tx, id, {
    id: newId(),
    from_status: before?.status ?? null,
    to_status: after.status,
    changed_at: now,
    changed_by: actorOf(principal),
  })
}

/** That a member acted: said before the fact about the tasks, since everybody locks people first. */
async function recordActivity({ tx, newId, now, principal }: Writing, { before, after }: TaskChange) {
  const isDone = before !== null && after.status === 'done' && before.status !== 'done'
  const verb = before === null ? 'task.created' : isDone ? 'task.completed' : 'task.changed'
  await recordOwnActivity(tx, principal, { id: newId(), now, verb, core: verb !== 'task.changed' })
}

function stateOf({ before, after: { id, status, due_on, due_at } }: TaskChange): WorkState {
  return { id, status, due_on, due_at, is_new: before === null }
}
