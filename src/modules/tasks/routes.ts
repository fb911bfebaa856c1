import { Elysia, t } from 'elysia'
import type { Principals } from '../../access/principals.ts'
import type { Base } from '../../base.ts'
import type { KeptRanges } from '../../changes/kept-ranges.ts'
import type { UnchangedAnswers } from '../../changes/unchanged-answers.ts'
import { access } from '../../http/access.ts'
import { keptAnswer } from '../../http/documented-answers.ts'
import { LongAnswers } from '../../http/long-answers.ts'
import { PageQuery } from '../../http/page.ts'
import { exportAnswer } from '../../metrics/export/schema.ts'
import { changeTasks, createTasks } from './bulk/bulk-tasks.ts'
import { deleteTasks } from './bulk/delete-tasks.ts'
import { exportTasks } from './export/export-tasks.ts'
import { importTasks } from './import/import-tasks.ts'
import { listTaskLabels } from './labels/list-labels.ts'
import { serveTaskCounts } from './list/serve-task-counts.ts'
import { serveTasks } from './list/serve-tasks.ts'
import {
  NewTask,
  NewTaskShare,
  NewTasks,
  ShareParams,
  StatusChanges,
  Task,
  TaskChanges,
  TaskCounts,
  TaskCountsQuery,
  TaskExportDocument,
  TaskExportQuery,
  TaskImport,
  TaskLabels,
  TaskLabelsQuery,
  TaskShare,
  TaskShares,
  TaskSummary,
  Tasks,
  TasksQuery,
  TasksToChange,
  TasksToDelete,
  TaskTable,
  WrittenTasks,
} from './schema.ts'
import { serveTask } from './serve-task.ts'
import { listShares, listStatusChanges, shareTask, unshareTask } from './shares/task-parts.ts'
import { serveSummary } from './summary/summarize-tasks.ts'
import { changeTask, createTask, deleteTask } from './tasks.ts'

const ById = t.Object({ id: t.String() })

export function taskRoutes(
  context: Pick<Base, 'db' | 'clock' | 'newId' | 'cursors'> & {
    unchanged: UnchangedAnswers
    ranges: KeptRanges
    principals: Principals
  },
) {
  const exports = new LongAnswers('exports of tasks', { together: 4, each: 2 })
  return new Elysia({ prefix: '/api/v1/tasks', tags: ['Work'] })
    .use(access)
    .get('', ({ query, principal }) => serveTasks(context, principal, query), {
      requires: 'work.read',
      query: TasksQuery,
      detail: {
        summary: 'The tasks that you may see',
        description:
          'Your own, those assigned to you, of your teams, of projects that you see, and shared with you; admins and keys see all.',
        responses: keptAnswer(Tasks),
      },
    })
    .post(
      '',
      async ({ body, principal, status }) => status(201, await createTask(context, principal, body)),
      {
        requires: 'work.write',
        versioned: true,
        body: NewTask,
        response: { 201: Task },
        detail: { summary: 'Make a task', description: 'It is yours unless you name another owner.' },
      },
    )
    .post(
      '/import',
      async ({ body, principal, status }) => status(201, await importTasks(context, principal, body)),
      {
        requires: 'work.write',
        takesFiles: [],
        tried: true,
        body: TaskTable,
        response: { 201: TaskImport },
        detail: {
          summary: 'Make the tasks of a CSV that another program has written, all or none',
          description:
            'In a form with the field `file`; up to 2,000. The names of its columns say what they are. What a line names and is not here becomes a label of its task, which `remarks` says. With `Dry-Run: true` it is looked at alone.',
        },
      },
    )
    .get('/export', ({ query, principal }) => exportTasks(context, principal, query, exports), {
      requires: 'work.read',
      limit: 'metrics.export',
      streamsAnswer: true,
      query: TaskExportQuery,
      detail: {
        summary: 'Download tasks as CSV, a workbook or JSON',
        description:
          'All that you see and the filters of the list let through, however many they are, with the names of projects, teams and people. A transfer that breaks off is not whole.',
        responses: exportAnswer(TaskExportDocument),
      },
    })
    .get('/labels', ({ query, principal }) => listTaskLabels(context, principal, query), {
      requires: 'work.read',
      query: TaskLabelsQuery,
      response: { 200: TaskLabels },
      detail: {
        summary: 'The labels of the tasks that you may see',
        description:
          'In the order of the alphabet, whether they have a colour or not. A label is here where you see one of the newest 200 tasks that have it.',
      },
    })
    .get('/stats/counts', ({ query, principal }) => serveTaskCounts(context, principal, query), {
      requires: 'work.read',
      query: TaskCountsQuery,
      detail: {
        summary: 'How many tasks a list has, by status, due date and person',
        description: 'Of the tasks that you may see, with the filters of the list.',
        responses: keptAnswer(TaskCounts),
      },
    })
    .get('/stats/summary', ({ principal }) => serveSummary(context, principal), {
      requires: 'work.read',
      detail: {
        summary: 'What you have to do, and have done lately',
        description:
          'Of the tasks assigned to you, and yours that are assigned to nobody. For a key, of the organization.',
        responses: keptAnswer(TaskSummary),
      },
    })
    .post(
      '/bulk',
      async ({ body, principal, status }) =>
        status(201, { tasks: await createTasks(context, principal, body.tasks) }),
      {
        requires: 'work.write',
        body: NewTasks,
        response: { 201: WrittenTasks },
        detail: {
          summary: 'Make up to 500 tasks, all or none',
          description: 'If one of them cannot be made, none is, and `results` says why, of each.',
        },
      },
    )
    .patch(
      '/bulk',
      async ({ body, principal }) => ({ tasks: await changeTasks(context, principal, body.tasks) }),
      {
        requires: 'work.write',
        keyed: true,
        body: TasksToChange,
        response: { 200: WrittenTasks },
        detail: {
          summary: 'Change up to 500 tasks, all or none',
          description:
            'Each as it would be by itself. If one of them cannot be changed, none is, and `results` says why.',
        },
      },
    )
    .post(
      '/bulk-delete',
      async ({ body, principal, status }) => {
        await deleteTasks(context, principal, body.ids)
        return status(204, undefined)
      },
      {
        requires: 'work.write',
        body: TasksToDelete,
        response: { 204: t.Void() },
        detail: {
          summary: 'Put up to 500 tasks into the trash, all or none',
          description:
            'Each as it would be by itself. If one of them cannot be deleted, none is, and `results` says why.',
        },
      },
    )
    .get('/:id', ({ params, principal }) => serveTask(context, principal, params.id), {
      requires: 'work.read',
      direct: true,
      params: ById,
      detail: { summary: 'A task', responses: keptAnswer(Task) },
    })
    .patch(
      '/:id',
      ({ params, body, principal, ifMatch }) => changeTask(context, principal, params.id, body, ifMatch),
      {
        requires: 'work.write',
        versioned: true,
        params: ById,
        body: TaskChanges,
        response: { 200: Task },
        detail: {
          summary: 'Change a task',
          description:
            'What is left out stays. With If-Match, only the version that has this ETag is changed. ' +
            'Another owner, team or project takes the owner, a lead of the team, or an admin.',
        },
      },
    )
    .delete(
      '/:id',
      async ({ params, principal, ifMatch, status }) => {
        await deleteTask(context, principal, params.id, ifMatch)
        return status(204, undefined)
      },
      {
        requires: 'work.write',
        versioned: true,
        params: ById,
        response: { 204: t.Void() },
        detail: { summary: 'Put a task into the trash' },
      },
    )
    .get(
      '/:id/statuses',
      ({ params, query, principal }) => listStatusChanges(context, principal, params.id, query),
      {
        requires: 'work.read',
        params: ById,
        query: PageQuery,
        response: { 200: StatusChanges },
        detail: { summary: 'The statuses that a task has had' },
      },
    )
    .get('/:id/shares', ({ params, query, principal }) => listShares(context, principal, params.id, query), {
      requires: 'work.read',
      params: ById,
      query: PageQuery,
      response: { 200: TaskShares },
      detail: { summary: 'With whom a task is shared' },
    })
    .put(
      '/:id/shares/:kind/:subject_id',
      ({ params, body, principal }) =>
        shareTask(context, principal, params.id, subjectOf(params), body.permission),
      {
        requires: 'work.write',
        params: ShareParams,
        body: NewTaskShare,
        response: { 200: TaskShare },
        detail: { summary: 'Share a task with a member or a team, to view or to edit' },
      },
    )
    .delete(
      '/:id/shares/:kind/:subject_id',
      async ({ params, principal, status }) => {
        await unshareTask(context, principal, params.id, subjectOf(params))
        return status(204, undefined)
      },
      {
        requires: 'work.write',
        params: ShareParams,
        response: { 204: t.Void() },
        detail: { summary: 'Share a task with them no longer' },
      },
    )
}

function subjectOf({ kind, subject_id }: { kind: 'members' | 'teams'; subject_id: string }) {
  return { kind: kind === 'members' ? ('member' as const) : ('team' as const), id: subject_id }
}
