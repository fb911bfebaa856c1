/** The SQL with which tasks are written, one or hundreds at a time. */
import { batchStatement } from '../../db/statement.ts'

const PLACES = { project_id: 'text', team_id: 'text', owner_id: 'text', assignee_id: 'text' } as const
const CHANGING = {
  title: 'text',
  description: 'text',
  status: 'text',
  priority: 'text',
  due_on: 'text',
  due_at: 'int',
  due_order: 'int',
  priority_rank: 'int',
  completed_at: 'int',
  updated_at: 'int',
} as const
const ALL = { id: 'text', created_at: 'int', labels: 'text', ...PLACES, ...CHANGING } as const

/**
 * Makes those that are new and changes the others, unless they are newer already. An `update … from` is
 * no choice: SQLite would go through the table, and look for each task in the document of rows.
 *
 * `json(…)` and not `cast(… as json)`: on SQLite that word means a number.
 */
const putting = (changing: object) =>
  batchStatement(ALL)<{ id: string }>(`
  insert into tasks (organization_id, ${Object.keys(ALL).join(', ')})
  select :organization_id, ${Object.keys(ALL)
    .map((name) => (name === 'labels' ? 'json(r.labels)' : `r.${name}`))
    .join(', ')}
  from :rows as r where true
  on conflict (organization_id, id) do update
  set labels = excluded.labels, ${Object.keys(changing)
    .map((name) => `${name} = excluded.${name}`)
    .join(', ')}
  where tasks.updated_at < excluded.updated_at
  returning id`)

export const putTasks = putting({ ...PLACES, ...CHANGING })

/** Those that stay with whom they are: SQLite then leaves four indexes alone. */
export const putUnmovedTasks = putting(CHANGING)

export const deleteLabels = batchStatement({ task_id: 'text' })(`
  delete from task_labels
  where organization_id = :organization_id and task_id in (select r.task_id from :rows as r)`)

export const insertLabels = batchStatement({ task_id: 'text', label: 'text' })(`
  insert into task_labels (organization_id, task_id, label)
  select :organization_id, r.task_id, r.label from :rows as r where true`)

export const insertStatusChanges = batchStatement({
  task_id: 'text',
  id: 'text',
  from_status: 'text',
  to_status: 'text',
  changed_at: 'int',
  changed_by: 'text',
})(`
  insert into task_status_changes (organization_id, task_id, id, from_status, to_status, changed_at, changed_by)
  select :organization_id, r.task_id, r.id, r.from_status, r.to_status, r.changed_at, r.changed_by
  from :rows as r where true`)
