/** The one way in which tasks are written: with all that follows from it, or not at all. */

import type { Act } from '../../access/act.ts'
import { actorOf, type Perspective } from '../../access/viewer.ts'
import type { WorkChange } from '../../db/facts.ts'
import { InvalidValueError } from '../../lib/app-error.ts'
import { lostSight } from '../../resources/lost-sight.ts'
import { type OwnActivity, recordOwnActivity } from '../events/record-activity.ts'
import { membersWithin } from '../members/members.ts'
import { readProjectRights } from '../projects/visibility.ts'
import { teamsWithin } from '../teams/team-members.ts'
import type { TaskChange } from './changes.ts'
import { orderColumns } from './list/order.ts'
import { notifyOfTasks } from './notify-of-tasks.ts'
import type { TaskRow } from './queries.ts'
import {
  aspectsWhere,
  deleteLabels,
  insertLabels,
  insertStatusChanges,
  insertTasks,
  putTasks,
} from './task-statements.ts'

export interface TaskAct extends Act {
  /** It travels with what is asked next, where it is not there yet. */
  perspective: Perspective | Promise<Perspective>
}

/**
 * Whether the caller may change them has been asked; whither is asked here. Hundreds
 * take as many queries as one.
 *
 * @throws InvalidValueError
 */
export async function writeTasks(act: TaskAct, given: readonly TaskChange[]): Promise<void> {
  const changes = given.filter(({ before, after }) => before !== after)
  if (changes.length === 0) return
  const { tx, now, principal } = act
  const faults = findFaults(act, changes)
  // What is right as good as always is written while that is looked at, and taken back where it is not.
  const isOwn = namesNobodyElse(act, changes)
  if (isOwn) tx.send(writeRows(act, changes))
  for (const fault of await faults) if (fault) throw fault
  if (!isOwn) tx.send(writeRows(act, changes))
  await recordOwnActivity(tx, principal, ...changes.map((change) => activityOf(act, change)))
  await tx.record({ type: 'work_changed', kind: 'task', changes: changes.map(workOf), at: now })
  for (const { before, after } of changes) for (const lost of lostSight(before, after)) await tx.record(lost)
  await notifyOfTasks(act, changes)
}

/**
 * Nothing is carried where the caller may not, nor named that is not of the organization.
 *
 * @returns What is wrong with each of them, or `null`.
 */
export async function findFaults(
  { tx, perspective }: TaskAct,
  changes: readonly TaskChange[],
): Promise<(InvalidValueError | null)[]> {
  const named = (field: PlaceField) => new Set(changes.flatMap((change) => newly(field, change) ?? []))
  const people = named('owner_id').union(named('assignee_id'))
  const [{ viewer }, members] = await Promise.all([perspective, membersWithin(tx, people)])
  const teams = viewer.seesAll ? await teamsWithin(tx, named('team_id')) : viewer.teams
  const projects = named('project_id')
  // Whoever deletes one of them meanwhile waits, and takes along what came.
  await tx.lock('projects', [...projects], 'share')
  const projectRight = await readProjectRights(tx, projects)
  const places: Record<PlaceField, { has(id: string): boolean }> = {
    owner_id: members,
    assignee_id: members,
    team_id: teams,
    project_id: { has: (id) => projectRight(viewer, id) !== null },
  }
  return changes.map((change) => {
    const wrong = FIELDS.find((field) => {
      const id = newly(field, change)
      return id !== null && !places[field].has(id)
    })
    return wrong ? new InvalidValueError(wrong, NOWHERE[wrong]) : null
  })
}

const FIELDS = ['owner_id', 'assignee_id', 'team_id', 'project_id'] as const
type PlaceField = (typeof FIELDS)[number]
const NOWHERE: Record<PlaceField, string> = {
  owner_id: 'is no member of this organization',
  assignee_id: 'is no member of this organization',
  team_id: 'is no team of this organization in which you are',
  project_id: 'is no project that you may see',
}

/** What stood there before was asked when it came. */
function newly(field: PlaceField, change: TaskChange): string | null {
  return stays(field, change) ? null : change.after[field]
}

/** Nor a team or a project: these are locked before anything is written into them. */
function namesNobodyElse({ principal }: TaskAct, changes: readonly TaskChange[]): boolean {
  const self = principal.kind === 'session' ? principal.member_id : null
  return changes.every((change) =>
    FIELDS.every((field) => {
      const id = newly(field, change)
      return id === null || id === self
    }),
  )
}

function stays(field: PlaceField, { before, after }: TaskChange): boolean {
  return after[field] === before?.[field]
}

function columnsOf(row: TaskRow) {
  return { ...row, ...orderColumns(row), labels: JSON.stringify(row.labels) }
}

type Kept = TaskChange & { before: TaskRow }

function isKept(change: TaskChange): change is Kept {
  return change.before !== null
}

function aspectsOf({ before, after }: Kept) {
  const [was, is] = [columnsOf(before), columnsOf(after)]
  return aspectsWhere((column) => is[column] !== was[column])
}

/** All of it is sent at once. */
async function writeRows(act: TaskAct, changes: readonly TaskChange[]): Promise<void> {
  const [written] = await Promise.all([
    putRows(act, changes),
    putLabels(act, changes),
    putStatuses(act, changes),
  ])
  if (written < changes.length) throw new Error('A task that was to be changed had not been locked.')
}

/** @returns How many it has written. */
async function putRows({ tx, principal }: TaskAct, changes: readonly TaskChange[]): Promise<number> {
  const created_by = actorOf(principal)
  const rowsOf = (some: readonly TaskChange[]) =>
    some.map(({ after }) => ({ ...columnsOf(after), created_by }))
  const made = changes.filter(({ before }) => before === null)
  const alike = Map.groupBy(changes.filter(isKept), (change) => aspectsOf(change).join())
  const [, ...written] = await Promise.all([
    tx.each(insertTasks, rowsOf(made)),
    ...Array.from(alike.values(), (some) =>
      tx.each(putTasks(some[0] ? aspectsOf(some[0]) : []), rowsOf(some)),
    ),
  ])
  return made.length + written.flat().length
}

async function putLabels({ tx }: TaskAct, changes: readonly TaskChange[]): Promise<void> {
  const relabelled = changes.filter(({ before, after }) => before?.labels !== after.labels)
  const had = relabelled.flatMap(({ before }) => (before ? labelsOf(before) : []))
  const has = relabelled.flatMap(({ after }) => labelsOf(after))
  await Promise.all([tx.each(deleteLabels, had), tx.each(insertLabels, has)])
}

function labelsOf({ id, labels }: TaskRow) {
  return labels.map((label) => ({ task_id: id, label }))
}

async function putStatuses({ tx, newId, now, principal }: TaskAct, changes: readonly TaskChange[]) {
  const by = { changed_at: now, changed_by: actorOf(principal) }
  const statuses = changes.flatMap(({ before, after: { id: task_id, status: to_status } }) => {
    // The first status of a task is told by the task itself.
    if (before === null || before.status === to_status) return []
    return { task_id, id: newId(), from_status: before.status, to_status, ...by }
  })
  await tx.each(insertStatusChanges, statuses)
}

/** That a member acted. */
function activityOf({ newId, now }: TaskAct, { before, after }: TaskChange): OwnActivity {
  const isDone = before !== null && after.status === 'done' && before.status !== 'done'
  const verb = before === null ? 'task.created' : isDone ? 'task.completed' : 'task.changed'
  return { id: newId(), now, verb, core: verb !== 'task.changed' }
}

function workOf({ before, after: { id, status, due_on, due_at } }: TaskChange): WorkChange {
  return { id, verb: before === null ? 'created' : 'changed', status, due_on, due_at }
}
