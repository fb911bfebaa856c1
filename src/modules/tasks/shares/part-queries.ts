/** The SQL of what hangs on a task: the statuses that it has had, and with whom it is shared. */
import { and, count, eq, inArray, ne, or } from 'drizzle-orm'
import type { Viewer } from '../../../access/viewer.ts'
import type { Read, Write } from '../../../db/handle.ts'
import { byId, type IdPage } from '../../../db/id-page.ts'
import type { TaskShare, TaskSharePermission, TaskStatus } from '../schema.ts'

export interface StatusChangeRow {
  id: string
  from_status: TaskStatus | null
  to_status: TaskStatus
  changed_at: number
  changed_by: string
}

export async function listStatusChanges(q: Read, taskId: string, page: IdPage): Promise<StatusChangeRow[]> {
  const { task_status_changes: c } = q.tables
  const { unseen, order } = byId(c.id, page)
  const rows = await q
    .select({
      id: c.id,
      from_status: c.from_status,
      to_status: c.to_status,
      changed_at: c.changed_at,
      changed_by: c.changed_by,
    })
    .from(c)
    .where(and(q.mine(c), eq(c.task_id, taskId), unseen))
    .orderBy(order)
    .limit(page.limit)
  return rows as StatusChangeRow[]
}

export async function countStatusChanges(q: Read, taskId: string): Promise<number> {
  const { task_status_changes: c } = q.tables
  const [row] = await q
    .select({ total: count() })
    .from(c)
    .where(and(q.mine(c), eq(c.task_id, taskId)))
  return row?.total ?? 0
}

export interface ShareRow {
  kind: TaskShare['kind']
  id: string
  permission: TaskSharePermission
  created_at: number
}

/** All of a task: there is one at most for each member and team. */
export async function listShares(q: Read, taskId: string, page: IdPage): Promise<ShareRow[]> {
  const { task_shares: s } = q.tables
  const { unseen, order } = byId(s.subject_id, page)
  const rows = await selectShares(q)
    .where(and(q.mine(s), eq(s.task_id, taskId), unseen))
    .orderBy(order)
    .limit(page.limit)
  return rows as ShareRow[]
}

export async function countShares(q: Read, taskId: string): Promise<number> {
  const { task_shares: s } = q.tables
  const [row] = await q
    .select({ total: count() })
    .from(s)
    .where(and(q.mine(s), eq(s.task_id, taskId)))
  return row?.total ?? 0
}

/** Of each of the tasks: the caller's own, and those of the caller's teams. */
export async function listSharesWith(
  q: Read,
  taskIds: readonly string[],
  viewer: Viewer,
): Promise<ReadonlyMap<string, TaskSharePermission[]>> {
  const { task_shares: s } = q.tables
  const rows = await q
    .select({ task_id: s.task_id, permission: s.permission })
    .from(s)
    .where(and(q.mine(s), q.can.oneOf(s.task_id, taskIds), sharedWith(q, viewer)))
  const byTask = Map.groupBy(rows, ({ task_id }) => task_id)
  return new Map(
    [...byTask].map(([id, all]) => [id, all.map(({ permission }) => permission as TaskSharePermission)]),
  )
}

/** Of several tasks, with whomsoever. */
export async function listSharesOf(
  q: Read,
  taskIds: string[],
): Promise<(Pick<ShareRow, 'kind' | 'id' | 'permission'> & { task_id: string })[]> {
  const { task_shares: s } = q.tables
  const rows = await q
    .select({ task_id: s.task_id, kind: s.kind, id: s.subject_id, permission: s.permission })
    .from(s)
    .where(and(q.mine(s), inArray(s.task_id, taskIds)))
  return rows as Awaited<ReturnType<typeof listSharesOf>>
}

/** With the caller, or with one of the caller's teams. */
export function sharedWith(q: Read, { member_id, teams }: Viewer) {
  const { task_shares: s } = q.tables
  return or(
    and(eq(s.kind, 'member'), eq(s.subject_id, member_id ?? '')),
    teams.size === 0 ? undefined : and(eq(s.kind, 'team'), inArray(s.subject_id, [...teams.keys()])),
  )
}

function selectShares(q: Read) {
  const { task_shares: s } = q.tables
  return q
    .select({ kind: s.kind, id: s.subject_id, permission: s.permission, created_at: s.created_at })
    .from(s)
}

/** @returns Whether there was none before: of two who share at once, one hears that. */
export async function putShare(
  tx: Write,
  task_id: string,
  { id: subject_id, ...share }: ShareRow,
): Promise<{ change: 'new' | 'changed' | 'none'; created_at: number }> {
  const { task_shares: s } = tx.tables
  const made = await tx
    .insert(s)
    .values({ ...share, subject_id, task_id, organization_id: tx.organization_id })
    .onConflictDoNothing()
    .returning({ id: s.subject_id })
  if (made.length > 0) return { change: 'new', created_at: share.created_at }
  const { kind, permission } = share
  const isIt = and(tx.mine(s), eq(s.task_id, task_id), eq(s.kind, kind), eq(s.subject_id, subject_id))
  const changed = await tx
    .update(s)
    .set({ permission })
    .where(and(isIt, ne(s.permission, permission)))
    .returning({ id: s.subject_id })
  const [row] = await tx.select({ created_at: s.created_at }).from(s).where(isIt)
  if (!row) throw new Error('A share that was there is gone within a transaction.')
  return { change: changed.length > 0 ? 'changed' : 'none', created_at: row.created_at }
}

/** @returns The tasks that had been shared with the member. */
export async function deleteSharesWith(tx: Write, memberId: string): Promise<string[]> {
  const { task_shares: s } = tx.tables
  const rows = await tx
    .delete(s)
    .where(and(tx.mine(s), eq(s.kind, 'member'), eq(s.subject_id, memberId)))
    .returning({ task_id: s.task_id })
  return rows.map(({ task_id }) => task_id)
}

/** @returns Whether there was one. */
export async function deleteShare(
  tx: Write,
  taskId: string,
  { kind, id }: Pick<ShareRow, 'kind' | 'id'>,
): Promise<boolean> {
  const { task_shares: s } = tx.tables
  const gone = await tx
    .delete(s)
    .where(and(tx.mine(s), eq(s.task_id, taskId), eq(s.kind, kind), eq(s.subject_id, id)))
    .returning({ id: s.subject_id })
  return gone.length > 0
}
