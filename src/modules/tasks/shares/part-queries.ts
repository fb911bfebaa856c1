/** The SQL of what hangs on a task: the statuses that it has had, and with whom it is shared. */
import { and, count, eq, ne, or } from 'drizzle-orm'
import type { Viewer } from '../../../access/viewer.ts'
import { type ViewerValues, valuesOf } from '../../../access/viewer-values.ts'
import type { Read, Write } from '../../../db/handle.ts'
import { type IdPage, inPage, type PageValues, type PageVariant, pageOf } from '../../../db/id-page.ts'
import { mutation, query, type Reading, type Slots } from '../../../db/query.ts'
import { statement } from '../../../db/statement.ts'
import type { TaskShare, TaskSharePermission, TaskStatus } from '../schema.ts'

export interface StatusChangeRow {
  id: string
  from_status: TaskStatus | null
  to_status: TaskStatus
  changed_at: number
  changed_by: string
}

type OfTask = { task_id: string }

export async function listStatusChanges(q: Read, task_id: string, page: IdPage): Promise<StatusChangeRow[]> {
  const [values, variant] = pageOf(page)
  const [first, kept] = await Promise.all([
    q.all(findFirstStatus, { task_id }),
    selectStatusChanges(q, { ...values, task_id }, variant),
  ])
  const all = [...first.filter(({ id }) => isBeyond(page, id)), ...(kept as StatusChangeRow[])]
  return all.sort((a, b) => (isBeyond({ ...page, after: a.id }, b.id) ? -1 : 1)).slice(0, page.limit)
}

function isBeyond({ after, newest_first }: IdPage, id: string): boolean {
  return after === null || (newest_first ? id < after : id > after)
}

/** It has the task's own id. There is none where an older version has put it among the others. */
const findFirstStatus = statement<OfTask, StatusChangeRow & { from_status: null }>(`
  select t.id, null as from_status, coalesce((
      select s.from_status from task_status_changes s
      where s.organization_id = :organization_id and s.task_id = t.id order by s.id limit 1), t.status) as to_status,
    t.created_at as changed_at, t.created_by as changed_by
  from tasks t where t.organization_id = :organization_id and t.id = :task_id and t.created_by is not null`)

const selectStatusChanges = query((q, slots: Slots<PageValues & OfTask>, variant: PageVariant) => {
  const { task_status_changes: c } = q.tables
  const { id, from_status, to_status, changed_at, changed_by } = c
  const { unseen, order } = inPage(id, slots, variant)
  return q
    .select({ id, from_status, to_status, changed_at, changed_by })
    .from(c)
    .where(and(q.mine(c), eq(c.task_id, slots.task_id), unseen))
    .orderBy(order)
    .limit(slots.limit)
})

export async function countStatusChanges(q: Read, task_id: string): Promise<number> {
  const [first, [row]] = await Promise.all([
    q.all(findFirstStatus, { task_id }),
    selectStatusTotal(q, { task_id }),
  ])
  return first.length + (row?.total ?? 0)
}

const selectStatusTotal = query((q, { task_id }: Slots<OfTask>) => {
  const { task_status_changes: c } = q.tables
  return q
    .select({ total: count() })
    .from(c)
    .where(and(q.mine(c), eq(c.task_id, task_id)))
})

export interface ShareRow {
  kind: TaskShare['kind']
  id: string
  permission: TaskSharePermission
  created_at: number
}

/** All of a task: there is one at most for each member and team. */
export async function listShares(q: Read, task_id: string, page: IdPage): Promise<ShareRow[]> {
  const [values, variant] = pageOf(page)
  return (await selectShares(q, { ...values, task_id }, variant)) as ShareRow[]
}

const selectShares = query((q, slots: Slots<PageValues & OfTask>, variant: PageVariant) => {
  const { task_shares: s } = q.tables
  const { kind, subject_id: id, permission, created_at } = s
  const { unseen, order } = inPage(id, slots, variant)
  return q
    .select({ kind, id, permission, created_at })
    .from(s)
    .where(and(q.mine(s), eq(s.task_id, slots.task_id), unseen))
    .orderBy(order)
    .limit(slots.limit)
})

export async function countShares(q: Read, task_id: string): Promise<number> {
  const [row] = await selectShareTotal(q, { task_id })
  return row?.total ?? 0
}

const selectShareTotal = query((q, { task_id }: Slots<OfTask>) => {
  const { task_shares: s } = q.tables
  return q
    .select({ total: count() })
    .from(s)
    .where(and(q.mine(s), eq(s.task_id, task_id)))
})

/** Of each of the tasks: the caller's own, and those of the caller's teams. */
export async function listSharesWith(
  q: Read,
  task_ids: readonly string[],
  viewer: Viewer,
): Promise<ReadonlyMap<string, TaskSharePermission[]>> {
  const rows = await selectSharesWith(q, { ...valuesOf(viewer), task_ids })
  const byTask = Map.groupBy(rows, ({ task_id }) => task_id)
  return new Map(
    [...byTask].map(([id, all]) => [id, all.map(({ permission }) => permission as TaskSharePermission)]),
  )
}

const selectSharesWith = query((q, slots: Slots<ViewerValues & { task_ids: readonly string[] }>) => {
  const { task_shares: s } = q.tables
  return q
    .select({ task_id: s.task_id, permission: s.permission })
    .from(s)
    .where(and(q.mine(s), q.can.oneOf(s.task_id, slots.task_ids), sharedWith(q, slots)))
})

/** Of several tasks, with whomsoever. */
export async function listSharesOf(
  q: Read,
  task_ids: readonly string[],
): Promise<(Pick<ShareRow, 'kind' | 'id' | 'permission'> & { task_id: string })[]> {
  return (await selectSharesOf(q, { task_ids })) as Awaited<ReturnType<typeof listSharesOf>>
}

const selectSharesOf = query((q, { task_ids }: Slots<{ task_ids: readonly string[] }>) => {
  const { task_shares: s } = q.tables
  return q
    .select({ task_id: s.task_id, kind: s.kind, id: s.subject_id, permission: s.permission })
    .from(s)
    .where(and(q.mine(s), q.can.oneOf(s.task_id, task_ids)))
})

/** Tasks that are shared with the caller, but at most so many. */
export async function listShared(q: Read, viewer: Viewer, limit: number): Promise<string[]> {
  return (await selectShared(q, { ...valuesOf(viewer), limit })).map(({ id }) => id)
}

const selectShared = query((q, slots: Slots<ViewerValues & { limit: number }>) => {
  const { task_shares: s } = q.tables
  return q
    .select({ id: s.task_id })
    .from(s)
    .where(and(q.mine(s), sharedWith(q, slots)))
    .limit(slots.limit)
})

/** With the caller, or with one of the caller's teams. */
export function sharedWith(q: Reading, { me, teams }: Slots<ViewerValues>) {
  const { task_shares: s } = q.tables
  return or(
    and(eq(s.kind, 'member'), eq(s.subject_id, me)),
    and(eq(s.kind, 'team'), q.can.oneOf(s.subject_id, teams)),
  )
}

/** @returns Whether there was none before: of two who share at once, one hears that. */
export async function putShare(
  tx: Write,
  task_id: string,
  share: ShareRow,
): Promise<{ change: 'new' | 'changed' | 'none'; created_at: number }> {
  const row = { ...share, task_id }
  if ((await insertShare(tx, row)).length > 0) return { change: 'new', created_at: share.created_at }
  const changed = await setPermission(tx, row)
  const [there] = await selectShare(tx, row)
  if (!there) throw new Error('A share that was there is gone within a transaction.')
  return { change: changed.length > 0 ? 'changed' : 'none', created_at: there.created_at }
}

const insertShare = mutation((q, share: Slots<ShareRow & OfTask>) => {
  const { task_shares: s } = q.tables
  const { task_id, kind, id: subject_id, permission, created_at } = share
  return q
    .insert(s)
    .values({ task_id, kind, subject_id, permission, created_at, organization_id: q.organization_id })
    .onConflictDoNothing()
    .returning({ id: s.subject_id })
})

const setPermission = mutation((q, share: Slots<Place & Pick<ShareRow, 'permission'>>) => {
  const { task_shares: s } = q.tables
  const { permission } = share
  return q
    .update(s)
    .set({ permission })
    .where(and(isAt(q, share), ne(s.permission, permission)))
    .returning({ id: s.subject_id })
})

const selectShare = query((q, place: Slots<Place>) => {
  const { task_shares: s } = q.tables
  return q.select({ created_at: s.created_at }).from(s).where(isAt(q, place))
})

type Place = OfTask & Pick<ShareRow, 'kind' | 'id'>

function isAt(q: Reading, { task_id, kind, id }: Slots<Place>) {
  const { task_shares: s } = q.tables
  return and(q.mine(s), eq(s.task_id, task_id), eq(s.kind, kind), eq(s.subject_id, id))
}

/** @returns The tasks that had been shared with the member. */
export async function deleteSharesWith(tx: Write, member_id: string): Promise<string[]> {
  return (await deleteSharesOfMember(tx, { member_id })).map(({ task_id }) => task_id)
}

const deleteSharesOfMember = mutation((q, { member_id }: Slots<{ member_id: string }>) => {
  const { task_shares: s } = q.tables
  return q
    .delete(s)
    .where(and(q.mine(s), eq(s.kind, 'member'), eq(s.subject_id, member_id)))
    .returning({ task_id: s.task_id })
})

/** @returns Whether there was one. */
export async function deleteShare(
  tx: Write,
  task_id: string,
  subject: Pick<ShareRow, 'kind' | 'id'>,
): Promise<boolean> {
  return (await deleteShareAt(tx, { ...subject, task_id })).length > 0
}

const deleteShareAt = mutation((q, place: Slots<Place>) => {
  const { task_shares: s } = q.tables
  return q.delete(s).where(isAt(q, place)).returning({ id: s.subject_id })
})
