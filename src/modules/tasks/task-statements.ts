/** The SQL with which tasks are written, one or hundreds at a time. */
import { APART, batchStatement } from '../../db/statement.ts'

/** What changes together. */
const ASPECTS = {
  text: { title: 'text', description: 'text', labels: 'text' },
  status: { status: 'text', completed_at: 'int' },
  due: { due_on: 'text', due_at: 'int', due_order: 'int' },
  priority: { priority: 'text', priority_rank: 'int' },
  place: { project_id: 'text', team_id: 'text', owner_id: 'text', assignee_id: 'text' },
} as const
export type Aspect = keyof typeof ASPECTS
type ColumnOf<A extends Aspect = Aspect> = { [K in A]: keyof (typeof ASPECTS)[K] }[A]

const { text, status, due, priority, place } = ASPECTS
const MADE = { id: 'text', created_at: 'int', created_by: 'text', updated_at: 'int' } as const
const ALL = { ...MADE, ...text, ...status, ...due, ...priority, ...place }

/** The aspects that a test holds for: of any of their columns. */
export function aspectsWhere(isSo: (column: ColumnOf) => boolean): Aspect[] {
  return (Object.keys(ASPECTS) as Aspect[]).filter((aspect) =>
    (Object.keys(ASPECTS[aspect]) as ColumnOf[]).some(isSo),
  )
}

/** `json(…)` and not `cast(… as json)`: on SQLite that word means a number. */
const INSERT = `
  insert into tasks (organization_id, ${Object.keys(ALL).join(', ')})
  select :organization_id, ${Object.keys(ALL)
    .map((name) => (name === 'labels' ? 'json(r.labels)' : `r.${name}`))
    .join(', ')}
  from :rows as r where true`

/** Makes those that are new. */
export const insertTasks = batchStatement(ALL, APART)(INSERT)

/**
 * Changes those that are there, unless they are newer already. Only these aspects are named in the change:
 * SQLite writes each index anew of which a column is named.
 *
 * An `update … from` is no choice: SQLite would go through the table, and look for each task in the
 * document of rows.
 */
export function putTasks(aspects: readonly Aspect[]) {
  const key = aspects.join()
  const known = puts.get(key)
  if (known) return known
  const put = putting(['updated_at', ...aspects.flatMap((aspect) => Object.keys(ASPECTS[aspect]))])
  puts.set(key, put)
  return put
}

const putting = (changing: readonly string[]) =>
  batchStatement(ALL)<{ id: string }>(`${INSERT}
  on conflict (organization_id, id) do update
  set ${changing.map((name) => `${name} = excluded.${name}`).join(', ')}
  where tasks.updated_at < excluded.updated_at
  returning id`)

/** By what they change: there are 32 at most. */
const puts = new Map<string, ReturnType<typeof putting>>()

export const deleteLabels = batchStatement({ task_id: 'text', label: 'text' })(`
  delete from task_labels
  where organization_id = :organization_id and (label, task_id) in (select r.label, r.task_id from :rows as r)`)

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
