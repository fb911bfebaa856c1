import { type Static, t } from 'elysia'
import { Incomplete, PageOf, PageQuery } from '../../http/page.ts'
import { Flag, GivenInstant, Id, Instant, OrNull, Upload } from '../../http/schema.ts'
import { LONGEST_SEARCH } from '../../lib/text-search.ts'
import { MOST_FILES, SENT_FILE } from '../files/schema.ts'

export const LONGEST_TITLE = 500
export const LONGEST_DESCRIPTION = 100_000
export const LONGEST_LABEL = 100
export const MOST_LABELS = 50

const Title = t.String({
  minLength: 1,
  maxLength: LONGEST_TITLE,
  pattern: '\\S',
  examples: ['Prune the roses'],
})
const Description = t.String({ maxLength: LONGEST_DESCRIPTION })
const Label = t.String({ minLength: 1, maxLength: LONGEST_LABEL, pattern: '\\S' })

export const TaskStatus = t.Union([
  t.Literal('todo'),
  t.Literal('in_progress'),
  t.Literal('done'),
  t.Literal('cancelled'),
])

export const TaskPriority = t.Union([
  t.Literal('none'),
  t.Literal('low'),
  t.Literal('medium'),
  t.Literal('high'),
  t.Literal('urgent'),
])

export const Task = t.Object({
  id: t.String(),
  title: t.String(),
  description: t.String(),
  status: TaskStatus,
  priority: TaskPriority,
  project_id: OrNull(t.String()),
  team_id: OrNull(t.String()),
  owner_id: OrNull(t.String()),
  assignee_id: OrNull(t.String()),
  due_on: OrNull(t.String(), { description: 'A local date, at whose end it is due.' }),
  due_at: OrNull(Instant),
  overdue: t.Boolean({ description: 'Neither done nor cancelled, and due before now; due today is not.' }),
  labels: t.Array(t.String()),
  completed_at: OrNull(Instant),
  created_at: Instant,
  updated_at: Instant,
})

/** What of a task only lists say: it is no part of its version. */
export const ListedTask = t.Object({
  ...Task.properties,
  comment_count: t.Integer({ minimum: 0 }),
  file_count: t.Integer({ minimum: 0 }),
  in_progress_since: OrNull(Instant, { description: 'null where it is not in progress.' }),
  may: t.Union([t.Literal('view'), t.Literal('edit'), t.Literal('manage')], {
    description:
      'What you may do with it, as far as you may write: manage is to delete, share and move it, too.',
  }),
})

export const Tasks = t.Object({
  ...PageOf(ListedTask).properties,
  total_at_least: t.Optional(
    t.Integer({ description: 'In the place of `total`, where there are more than are counted.' }),
  ),
  incomplete: Incomplete,
})

export const NewTaskFiles = t.Object({
  file: t.Array(Upload, {
    minItems: 1,
    maxItems: MOST_FILES,
    description: 'Whatever they are: what is not known is kept as `application/octet-stream`.',
  }),
})

export const TaskFile = t.Object({
  id: t.String(),
  task_id: t.String(),
  name: t.String({ description: 'As it was called, without what could be a path.' }),
  ...SENT_FILE,
  created_by: OrNull(t.String(), { description: 'A member or an API key.' }),
  created_at: Instant,
})

export const TaskFiles = t.Object({ items: t.Array(TaskFile), next_cursor: t.Null() })

export const TaskLabelsQuery = t.Omit(PageQuery, ['sort', 'count'])

export const TaskLabel = t.Object({ label: t.String() })

export const TaskLabels = PageOf(TaskLabel)

export const TaskSort = t.Union(
  [
    ...[t.Literal('created_at'), t.Literal('-created_at'), t.Literal('updated_at'), t.Literal('-updated_at')],
    ...[t.Literal('due'), t.Literal('-due'), t.Literal('priority'), t.Literal('-priority')],
  ],
  {
    default: 'created_at',
    description: 'With `-` the other way round. What is never due comes last in both.',
  },
)

/** The order in which a day comes: none of it is said twice. */
export const DueGroup = t.Union(
  [t.Literal('late'), t.Literal('today'), t.Literal('week'), t.Literal('later'), t.Literal('none')],
  {
    description:
      'late: open, and due before now; today: still due today; week: in the seven days after; later: after these; none: never due.',
  },
)

const taskFilter = {
  status: t.Optional(
    t.String({
      maxLength: 100,
      description: 'One of todo, in_progress, done and cancelled, or several with commas between.',
      examples: ['todo,in_progress'],
    }),
  ),
  priority: t.Optional(TaskPriority),
  assignee_id: t.Optional(
    t.Union([Id, t.Literal('none')], { description: '`none`: those that are assigned to nobody.' }),
  ),
  owner_id: t.Optional(Id),
  project_id: t.Optional(Id),
  team_id: t.Optional(Id),
  label: t.Optional(Label),
  due_before: t.Optional(t.String({ description: 'Only those due before this local date.' })),
  due_after: t.Optional(t.String({ description: 'Only those due on this local date or later.' })),
  due: t.Optional(DueGroup),
  overdue: t.Optional(Flag),
  text: t.Optional(
    t.String({
      minLength: 1,
      maxLength: LONGEST_SEARCH,
      description: 'Words, as in the search: among the newest 5,000 of the organization that hold them.',
    }),
  ),
}

export const TasksQuery = t.Object({ ...PageQuery.properties, sort: t.Optional(TaskSort), ...taskFilter })

export const TaskCountsQuery = t.Object(taskFilter)

export const TaskExportQuery = t.Object({
  format: t.Union([t.Literal('csv'), t.Literal('xlsx'), t.Literal('json')], { default: 'csv' }),
  ...taskFilter,
})

const Name = OrNull(t.String())

/** Of the JSON format. */
export const TaskExportDocument = t.Object({
  organization_id: t.String(),
  time_zone: t.String(),
  generated_at: Instant,
  tasks: t.Array(
    t.Object({
      ...t.Omit(ListedTask, ['in_progress_since', 'may']).properties,
      project: OrNull(t.String(), { description: 'Its name; null where you do not see it.' }),
      ...{ team: Name, owner: Name, assignee: Name },
    }),
    { description: 'In the order of their making.' },
  ),
})

const ByStatus = t.Object({
  todo: t.Integer(),
  in_progress: t.Integer(),
  done: t.Integer(),
  cancelled: t.Integer(),
})

export const TaskCounts = t.Object({
  total: t.Integer(),
  incomplete: Incomplete,
  by_status: ByStatus,
  open: t.Object(
    {
      by_due: t.Object({
        late: t.Integer(),
        today: t.Integer(),
        week: t.Integer(),
        later: t.Integer(),
        none: t.Integer(),
      }),
      by_assignee: t.Array(t.Object({ assignee_id: OrNull(t.String()), count: t.Integer() }), {
        description: 'Who has most first; null for those that are assigned to nobody.',
      }),
    },
    { description: 'Of those that are todo or in_progress.' },
  ),
})

export const TaskSummary = t.Object({
  scope: t.Union([t.Literal('mine'), t.Literal('organization')], {
    description: 'mine: assigned to you, or yours and assigned to nobody. A key counts the organization’s.',
  }),
  total: t.Integer(),
  by_status: ByStatus,
  overdue: t.Integer(),
  due_this_week: t.Integer({ description: 'Open ones, from Monday to Sunday.' }),
  recently_completed: t.Object(
    { total: t.Integer(), items: t.Array(Task, { description: 'The last ten.' }) },
    { description: 'In the last seven local days, today included.' },
  ),
  activity: t.Array(t.Object({ date: t.String(), created: t.Integer(), completed: t.Integer() }), {
    description: 'By local day, the last seven.',
  }),
})

export const NewTask = t.Object(
  {
    title: Title,
    description: t.Optional(Description),
    status: t.Optional(TaskStatus),
    priority: t.Optional(TaskPriority),
    project_id: t.Optional(OrNull(Id)),
    team_id: t.Optional(OrNull(Id)),
    owner_id: t.Optional(OrNull(Id)),
    assignee_id: t.Optional(OrNull(Id)),
    due_on: t.Optional(OrNull(t.String({ examples: ['2026-12-24'] }))),
    due_at: t.Optional(OrNull(GivenInstant)),
    labels: t.Optional(t.Array(Label, { maxItems: MOST_LABELS })),
  },
  { examples: [{ title: 'Prune the roses', priority: 'high', due_on: '2026-12-24' }] },
)

export const TaskChanges = t.Partial(NewTask, { examples: [{ status: 'done' }] })

const MOST_AT_ONCE = 500

export const NewTasks = t.Object(
  { tasks: t.Array(NewTask, { minItems: 1, maxItems: MOST_AT_ONCE }) },
  { examples: [{ tasks: [{ title: 'Prune the roses' }, { title: 'Mow the lawn', priority: 'low' }] }] },
)

export const TaskToChange = t.Object({
  id: Id,
  if_updated_at: t.Optional(
    t.String({
      maxLength: 100,
      description: 'The `updated_at` of the only version that is to be changed.',
    }),
  ),
  ...TaskChanges.properties,
})

export const TasksToChange = t.Object(
  { tasks: t.Array(TaskToChange, { minItems: 1, maxItems: MOST_AT_ONCE }) },
  { examples: [{ tasks: [{ id: '…', status: 'done' }] }] },
)

export const TasksToDelete = t.Object(
  { ids: t.Array(Id, { minItems: 1, maxItems: MOST_AT_ONCE }) },
  { examples: [{ ids: ['…'] }] },
)

export const TaskTable = t.Object({
  file: t.Array(Upload, {
    minItems: 1,
    maxItems: 1,
    description: 'A CSV in UTF-8 whose first line names its columns.',
  }),
  dates: t.Optional(
    t.Union([t.Literal('day_first'), t.Literal('month_first')], {
      description: 'Which is the day of a date with slashes.',
    }),
  ),
})

export const TaskImportRemark = t.Object({
  field: t.String({ examples: ['status'] }),
  value: t.String({ description: 'What means nothing here, as the file has it.' }),
  became: OrNull(t.Literal('label'), { description: 'null where it is left out.' }),
  tasks: t.Integer({ description: 'Of how many.' }),
})

export const TaskImport = t.Object({
  created: t.Integer(),
  ids: t.Array(t.String(), { description: 'In the order of the file.' }),
  columns: t.Array(
    t.Object({
      column: t.String({ description: 'As the file calls it.' }),
      field: OrNull(t.String(), { description: 'What it was taken for; null where it was left out.' }),
    }),
  ),
  remarks: t.Array(TaskImportRemark),
})

export const WrittenTasks = t.Object({
  tasks: t.Array(Task, { description: 'In the order of the request.' }),
})

export const StatusChange = t.Object({
  id: t.String(),
  from_status: OrNull(TaskStatus),
  to_status: TaskStatus,
  changed_at: Instant,
  changed_by: t.String({ description: 'The member, or the API key.' }),
})

export const StatusChanges = PageOf(StatusChange)

export const TaskSharePermission = t.Union([t.Literal('view'), t.Literal('edit')])

export const TaskShare = t.Object({
  kind: t.Union([t.Literal('member'), t.Literal('team')]),
  id: t.String({ description: "The member's, or the team's." }),
  permission: TaskSharePermission,
  created_at: Instant,
})

export const TaskShares = PageOf(TaskShare)

export const NewTaskShare = t.Object(
  { permission: TaskSharePermission },
  { examples: [{ permission: 'view' }] },
)

export const ShareParams = t.Object({
  id: t.String(),
  kind: t.Union([t.Literal('members'), t.Literal('teams')]),
  subject_id: t.String(),
})

export type TaskStatus = Static<typeof TaskStatus>
export type TaskPriority = Static<typeof TaskPriority>
export type Task = Static<typeof Task>
export type ListedTask = Static<typeof ListedTask>
export type TaskLabel = Static<typeof TaskLabel>
export type TaskLabelsQuery = Static<typeof TaskLabelsQuery>
export type TasksQuery = Static<typeof TasksQuery>
export type TaskTable = Static<typeof TaskTable>
export type TaskImport = Static<typeof TaskImport>
export type TaskImportRemark = Static<typeof TaskImportRemark>
export type TaskExportQuery = Static<typeof TaskExportQuery>
export type TaskCountsQuery = Static<typeof TaskCountsQuery>
export type TaskCounts = Static<typeof TaskCounts>
export type DueGroup = Static<typeof DueGroup>
export type NewTask = Static<typeof NewTask>
export type TaskChanges = Static<typeof TaskChanges>
export type TaskToChange = Static<typeof TaskToChange>
export type TaskSummary = Static<typeof TaskSummary>
export type TaskSort = Static<typeof TaskSort>
export type StatusChange = Static<typeof StatusChange>
export type TaskShare = Static<typeof TaskShare>
export type TaskSharePermission = Static<typeof TaskSharePermission>
