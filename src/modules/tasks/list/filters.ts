/** What lists are filtered by. The filters that there are make the shape of a query; what they ask for, its values. */
import { and, eq, exists, gte, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Moment, Viewer } from '../../../access/viewer.ts'
import { type ViewerValues, type ViewerVariant, valuesOf, variantOf } from '../../../access/viewer-values.ts'
import type { Reading, Slots } from '../../../db/query.ts'
import { projectsSeenBy } from '../../projects/visibility.ts'
import { OPEN } from '../queries.ts'
import { type Named, REASONS, type ReasonColumn } from '../reasons.ts'
import type { TaskPriority, TaskStatus } from '../schema.ts'
import { sharedWith } from '../shares/part-queries.ts'
import { NEVER_DUE, rankOf } from './order.ts'
import type { DueRange } from './parts.ts'

export interface TaskFilter {
  viewer: Viewer
  status?: TaskStatus | undefined
  /** Some of them, where more than one are asked for. */
  statuses?: TaskStatus[] | undefined
  priority?: TaskPriority | undefined
  assignee_id?: string | undefined
  /** Assigned to nobody. */
  unassigned?: true | undefined
  owner_id?: string | undefined
  project_id?: string | undefined
  team_id?: string | undefined
  label?: string | undefined
  due_before?: Moment | undefined
  due_after?: Moment | undefined
  /** Due at no time. */
  never_due?: true | undefined
  /** What is late now: the local date, and the instant. */
  overdue?: Moment | undefined
  /** Only these, whatever else is asked. */
  ids?: string[] | undefined
}

const EQUAL = ['status', 'assignee_id', 'owner_id', 'project_id', 'team_id'] as const
const FLAGS = ['unassigned', 'never_due'] as const
const FILTERS = [
  ...[...EQUAL, ...FLAGS],
  ...(['statuses', 'ids', 'priority', 'label', 'due_before', 'due_after', 'overdue'] as const),
] as const
type FilterName = (typeof FILTERS)[number]

/** What is not asked for has no place in the query. */
export interface FilterValues extends ViewerValues, Record<(typeof EQUAL)[number], string | null> {
  statuses: readonly string[]
  ids: readonly string[]
  rank: number | null
  label: string | null
  before_date: string | null
  before_at: number | null
  after_date: string | null
  after_at: number | null
  today: string | null
  now: number | null
}

export interface FilterShape extends ViewerVariant {
  filters: FilterName[]
}

export function valuesOfFilter(filter: TaskFilter): FilterValues {
  const { viewer, priority, due_before, due_after, overdue } = filter
  return {
    ...valuesOf(viewer),
    status: filter.status ?? null,
    assignee_id: filter.assignee_id ?? null,
    owner_id: filter.owner_id ?? null,
    project_id: filter.project_id ?? null,
    team_id: filter.team_id ?? null,
    statuses: filter.statuses ?? [],
    ids: filter.ids ?? [],
    rank: priority === undefined ? null : rankOf(priority),
    label: filter.label ?? null,
    before_date: due_before?.date ?? null,
    before_at: due_before?.at ?? null,
    after_date: due_after?.date ?? null,
    after_at: due_after?.at ?? null,
    today: overdue?.date ?? null,
    now: overdue?.at ?? null,
  }
}

/** Whether nothing is asked for but what the viewer sees. @param but This may be. */
export function isUnfiltered(filter: TaskFilter, but?: FilterName): boolean {
  return FILTERS.every((name) => name === but || filter[name] === undefined)
}

/** @param passed A filter that is known to be passed. */
export function shapeOfFilter(filter: TaskFilter, passed?: FilterName): FilterShape {
  const filters = FILTERS.filter((name) => name !== passed && filter[name] !== undefined)
  return { ...variantOf(filter.viewer), filters }
}

export function matching(q: Reading, slots: Slots<FilterValues>, shape: FilterShape): SQL | undefined {
  const { tasks, task_labels } = q.tables
  const labelled = q
    .select({ id: task_labels.task_id })
    .from(task_labels)
    .where(and(q.mine(task_labels), eq(task_labels.label, slots.label), eq(task_labels.task_id, tasks.id)))
  const late = or(lt(tasks.due_on, slots.today), lt(tasks.due_at, slots.now))
  const conditions: Record<FilterName, SQL | undefined> = {
    status: eq(tasks.status, slots.status),
    assignee_id: eq(tasks.assignee_id, slots.assignee_id),
    owner_id: eq(tasks.owner_id, slots.owner_id),
    project_id: eq(tasks.project_id, slots.project_id),
    team_id: eq(tasks.team_id, slots.team_id),
    statuses: q.can.oneOf(tasks.status, slots.statuses),
    unassigned: isNull(tasks.assignee_id),
    never_due: eq(tasks.due_order, NEVER_DUE),
    ids: q.can.oneOf(tasks.id, slots.ids),
    priority: eq(tasks.priority_rank, slots.rank),
    label: exists(labelled),
    due_before: or(lt(tasks.due_on, slots.before_date), lt(tasks.due_at, slots.before_at)),
    due_after: or(gte(tasks.due_on, slots.after_date), gte(tasks.due_at, slots.after_at)),
    overdue: and(inArray(tasks.status, OPEN), late),
  }
  const rest = shape.filters.filter((name) => name !== 'label').map((name) => conditions[name])
  const others = and(visible(q, slots, shape), ...rest)
  if (!shape.filters.includes('label')) return others
  // An index alone tells it: for the others the task itself is looked up, and only where it has the label.
  return others ? sql`case when ${conditions.label} then ${others} end` : conditions.label
}

/** As `rightTo` in rules.ts, of those who may at least view. */
export function visible(q: Reading, slots: Slots<ViewerValues>, variant: ViewerVariant): SQL | undefined {
  if (variant.sees_all) return undefined
  const { tasks, task_shares } = q.tables
  const isOf: Record<Named, (column: ReasonColumn) => SQL> = {
    member: (column) => eq(tasks[column], slots.me),
    team: (column) => q.can.oneOf(tasks[column], slots.teams),
    project: (column) => inArray(tasks[column], projectsSeenBy(q, slots, variant)),
  }
  const shared = q
    .select({ id: task_shares.task_id })
    .from(task_shares)
    .where(and(q.mine(task_shares), eq(task_shares.task_id, tasks.id), sharedWith(q, slots)))
  return or(...REASONS.map(({ column, names }) => isOf[names](column)), exists(shared))
}

/**
 * A little wider than what is asked for, so that the index of due dates finds it: their order goes by
 * days in UTC, which no zone is further from than this.
 *
 * @param isBegun Which end the place after which a page begins takes the place of: of two borders an
 *   engine may search by the wrong one.
 */
export function dueRange(
  { due_before, due_after, overdue }: Pick<TaskFilter, 'due_before' | 'due_after' | 'overdue'>,
  isBegun = { from: false, until: false },
): DueRange | undefined {
  const ends = [due_before, overdue].flatMap((end) => (end ? end.at + ZONES_MS : []))
  if (due_after) ends.push(NEVER_DUE)
  const range: DueRange = {
    ...(ends.length > 0 && !isBegun.until && { due_below: Math.min(...ends) }),
    ...(due_after && !isBegun.from && { due_from: due_after.at - ZONES_MS }),
  }
  return Object.keys(range).length === 0 ? undefined : range
}

const ZONES_MS = 48 * 3_600_000
