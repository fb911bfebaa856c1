/** The SQL of lists: which tasks they have, and where each stands. */
import { and, asc, count, desc, eq, exists, gt, gte, inArray, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Moment, Viewer } from '../../../access/viewer.ts'
import type { Read } from '../../../db/handle.ts'
import { byId, type IdPage } from '../../../db/id-page.ts'
import type { projectsSeenBy } from '../../projects/visibility.ts'
import { live, OPEN } from '../queries.ts'
import type { TaskPriority, TaskStatus } from '../schema.ts'
import { sharedWith } from '../shares/part-queries.ts'
import { NEVER_DUE, type Order, type Place, rankOf } from './order.ts'

export interface TaskFilter {
  viewer: Viewer
  seenProjects: ReturnType<typeof projectsSeenBy>
  status?: TaskStatus | undefined
  priority?: TaskPriority | undefined
  assignee_id?: string | undefined
  owner_id?: string | undefined
  project_id?: string | undefined
  team_id?: string | undefined
  label?: string | undefined
  due_before?: Moment | undefined
  due_after?: Moment | undefined
  /** What is late now: the local date, and the instant. */
  overdue?: Moment | undefined
  /** Only these, whatever else is asked. */
  ids?: string[] | undefined
}

/** Some of the tasks, which one index finds. */
export interface Part {
  /** `null` for the primary key. */
  index: string | null
  only: SQL | undefined
  /** The filter that all of it passes, and none has to be looked at for. */
  holds?: 'label' | 'ids'
  /** All of it is looked at and sorted; otherwise it is read in the order of an index. */
  isSorted?: boolean
}

export interface PlacePage {
  after: Place | null
  limit: number
}

/** Where the first of a part stand, in their order, of those that match. */
export async function listPlaces(
  q: Read,
  { index, only, holds, isSorted }: Part,
  filter: TaskFilter,
  order: Order,
  page: PlacePage,
): Promise<Place[]> {
  const { tasks } = q.tables
  const direction = order.isDescending ? desc : asc
  const key = keyColumn(q, order)
  const inOrder = [...(key ? [key] : []), tasks.id]
  const asked = holds ? { ...filter, [holds]: undefined } : filter
  // Expressions, which no index has: for what is in order already, Postgres would walk through all.
  const sorted = [...(key ? [sql`${key} + 0`] : []), sql`${tasks.id} || ''`]
  return q
    .select({ id: sql`${tasks.id}`.mapWith(String), key: sql`${key ?? sql`0`}`.mapWith(Number) })
    .from(q.can.through(tasks, index))
    .where(and(live(q), only, matching(q, asked), beyond(q, filter, order, page.after)))
    .orderBy(...(isSorted ? sorted : inOrder).map((one) => direction(one)))
    .limit(page.limit)
}

/** How many tasks a part has, in the trash or not and whoever sees them: counted only so far. */
export async function countUpTo(q: Read, { index, only }: Part, most: number): Promise<number> {
  const { tasks } = q.tables
  const some = q
    .select({ one: sql`1`.as('one') })
    .from(q.can.through(tasks, index))
    .where(and(q.mine(tasks), only))
    .limit(most)
    .as('some')
  const [row] = await q.select({ total: count() }).from(some)
  return row?.total ?? 0
}

/** The last id of the next `size` ones of a status; `null` where there are fewer. */
export async function findBorder(
  q: Read,
  status: TaskStatus,
  after: string,
  size: number,
): Promise<string | null> {
  const { tasks } = q.tables
  const [row] = await q
    .select({ id: sql`${tasks.id}`.mapWith(String) })
    .from(q.can.through(tasks, 'tasks_by_id'))
    .where(and(live(q), eq(tasks.status, status), gt(tasks.id, after)))
    .orderBy(asc(tasks.id))
    .limit(1)
    .offset(size - 1)
  return row?.id ?? null
}

/** Of a status and between two ids; `null` for no end. */
export async function countBetween(
  q: Read,
  filter: TaskFilter,
  { status, after, until }: { status: TaskStatus; after: string; until: string | null },
): Promise<number> {
  const { tasks } = q.tables
  const between = and(gt(tasks.id, after), until === null ? undefined : lte(tasks.id, until))
  const [row] = await q
    .select({ total: count() })
    .from(q.can.through(tasks, 'tasks_by_id'))
    .where(and(live(q), eq(tasks.status, status), between, matching(q, filter)))
  return row?.total ?? 0
}

/** Tasks with a label, in the trash or not and whoever sees them. */
export async function listLabelled(q: Read, label: string, page: IdPage): Promise<string[]> {
  const { task_labels: l } = q.tables
  const { unseen, order } = byId(l.task_id, page)
  const rows = await q
    .select({ id: sql`${l.task_id}`.mapWith(String) })
    .from(q.can.through(l, null))
    .where(and(q.mine(l), eq(l.label, label), unseen))
    .orderBy(order)
    .limit(page.limit)
  return rows.map(({ id }) => id)
}

/** What of a task is searched, and shown of it when it is found. */
export interface TaskText {
  id: string
  title: string
  /** As much of it as was asked for. */
  description: string
  project_id: string | null
  created_at: number
}

/** Of these tasks those that are seen. */
export async function listTaskTexts(
  q: Read,
  visibility: Pick<TaskFilter, 'viewer' | 'seenProjects'>,
  ids: string[],
  length: number,
): Promise<TaskText[]> {
  const { tasks: t } = q.tables
  const description = sql<string>`substr(${t.description}, 1, ${length})`
  return q
    .select({ id: t.id, title: t.title, description, project_id: t.project_id, created_at: t.created_at })
    .from(t)
    .where(and(live(q), visible(q, visibility), q.can.oneOf(t.id, ids)))
}

/** Tasks that are shared with the caller. */
export async function listShared(q: Read, viewer: Viewer, most: number): Promise<string[]> {
  const { task_shares: s } = q.tables
  const rows = await q
    .select({ id: s.task_id })
    .from(s)
    .where(and(q.mine(s), sharedWith(q, viewer)))
    .limit(most)
  return rows.map(({ id }) => id)
}

/**
 * A little wider than what is asked for, so that the index of due dates finds it: their order goes by
 * days in UTC, which no zone is further from than this.
 *
 * @param isBegun Which end the place after which a page begins takes the place of: of two borders an
 *   engine may search by the wrong one.
 */
export function dueRange(
  q: Read,
  { due_before, due_after, overdue }: Pick<TaskFilter, 'due_before' | 'due_after' | 'overdue'>,
  isBegun = { from: false, until: false },
): SQL | undefined {
  const { due_order } = q.tables.tasks
  const ends = [due_before, overdue].flatMap((end) => (end ? end.at + ZONES_MS : []))
  if (due_after) ends.push(NEVER_DUE)
  return and(
    ends.length === 0 || isBegun.until ? undefined : lt(due_order, Math.min(...ends)),
    due_after && !isBegun.from ? gte(due_order, due_after.at - ZONES_MS) : undefined,
  )
}

const ZONES_MS = 48 * 3_600_000

function matching(q: Read, filter: TaskFilter): SQL | undefined {
  const { tasks, task_labels } = q.tables
  const { label, priority, due_before, due_after, overdue, ids } = filter
  const equal = (['status', 'assignee_id', 'owner_id', 'project_id', 'team_id'] as const).map((name) =>
    filter[name] === undefined ? undefined : eq(tasks[name], filter[name]),
  )
  const labelled = q
    .select({ id: task_labels.task_id })
    .from(task_labels)
    .where(and(q.mine(task_labels), eq(task_labels.label, label ?? ''), eq(task_labels.task_id, tasks.id)))
  return and(
    visible(q, filter),
    ...equal,
    ids && q.can.oneOf(tasks.id, ids),
    priority && eq(tasks.priority_rank, rankOf(priority)),
    label === undefined ? undefined : exists(labelled),
    due_before && or(lt(tasks.due_on, due_before.date), lt(tasks.due_at, due_before.at)),
    due_after && or(gte(tasks.due_on, due_after.date), gte(tasks.due_at, due_after.at)),
    overdue && inArray(tasks.status, OPEN),
    overdue && or(lt(tasks.due_on, overdue.date), lt(tasks.due_at, overdue.at)),
  )
}

/** As `rightTo` in rules.ts, of those who may at least view. */
function visible(q: Read, { viewer, seenProjects }: Pick<TaskFilter, 'viewer' | 'seenProjects'>) {
  const { seesAll, member_id, teams } = viewer
  if (seesAll) return undefined
  const { tasks, task_shares } = q.tables
  const shared = q
    .select({ id: task_shares.task_id })
    .from(task_shares)
    .where(and(q.mine(task_shares), eq(task_shares.task_id, tasks.id), sharedWith(q, viewer)))
  const me = member_id ?? ''
  return or(
    eq(tasks.owner_id, me),
    eq(tasks.assignee_id, me),
    teams.size === 0 ? undefined : inArray(tasks.team_id, [...teams.keys()]),
    inArray(tasks.project_id, seenProjects),
    exists(shared),
  )
}

function keyColumn(q: Read, { by }: Order) {
  const { updated_at, due_order, priority_rank } = q.tables.tasks
  return { created_at: null, updated_at, due: due_order, priority: priority_rank }[by]
}

/** What comes after a place. Where all have the same key, ids alone tell. */
function beyond(q: Read, { priority }: TaskFilter, order: Order, after: Place | null): SQL | undefined {
  if (after === null) return undefined
  const { tasks } = q.tables
  const key = keyColumn(q, order)
  const further = order.isDescending ? lt : gt
  const isOneKey = order.isDescending && order.by === 'due' && after.key === NEVER_DUE
  if (key === null || isOneKey || (order.by === 'priority' && priority)) return further(tasks.id, after.id)
  const sign = sql.raw(order.isDescending ? '<' : '>')
  return sql`(${key}, ${tasks.id}) ${sign} (${after.key}, ${after.id})`
}
