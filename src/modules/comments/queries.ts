import { and, count, eq, isNull } from 'drizzle-orm'
import type { Read, Write } from '../../db/handle.ts'
import { byId, type IdPage } from '../../db/id-page.ts'

export interface CommentRow {
  id: string
  task_id: string
  author_id: string | null
  api_key_id: string | null
  body: string
  created_at: number
  edited_at: number | null
}

export async function listComments(q: Read, taskId: string, page: IdPage): Promise<CommentRow[]> {
  const { unseen, order } = byId(q.tables.task_comments.id, page)
  return selectComments(q)
    .where(and(liveOf(q, taskId), unseen))
    .orderBy(order)
    .limit(page.limit)
}

export async function countComments(q: Read, taskId: string): Promise<number> {
  const [row] = await q.select({ total: count() }).from(q.tables.task_comments).where(liveOf(q, taskId))
  return row?.total ?? 0
}

/** Of this task, and of no other. */
export async function findComment(q: Read, taskId: string, id: string): Promise<CommentRow | null> {
  const [row] = await selectComments(q).where(and(liveOf(q, taskId), eq(q.tables.task_comments.id, id)))
  return row ?? null
}

function selectComments(q: Read) {
  const { task_comments: c } = q.tables
  const { id, task_id, author_id, api_key_id, body, created_at, edited_at } = c
  return q.select({ id, task_id, author_id, api_key_id, body, created_at, edited_at }).from(c)
}

/** Those of a task that are not in the trash. */
function liveOf(q: Read, taskId: string) {
  const { task_comments: c } = q.tables
  return and(q.mine(c), eq(c.task_id, taskId), isNull(c.deleted_at))
}

export async function insertComment(tx: Write, comment: CommentRow) {
  await tx.insert(tx.tables.task_comments).values({ ...comment, organization_id: tx.organization_id })
}

/**
 * @param seen The only version that is to be changed.
 * @returns Whether it was that one still.
 */
export async function updateComment(
  tx: Write,
  seen: CommentRow,
  changes: Pick<CommentRow, 'body' | 'edited_at'>,
): Promise<boolean> {
  const { task_comments: c } = tx.tables
  const isSeen = seen.edited_at === null ? isNull(c.edited_at) : eq(c.edited_at, seen.edited_at)
  const changed = await tx
    .update(c)
    .set(changes)
    .where(and(liveOf(tx, seen.task_id), eq(c.id, seen.id), isSeen))
    .returning({ id: c.id })
  return changed.length > 0
}

/** Puts it into the trash. */
export async function discardComment(
  tx: Write,
  { task_id, id }: Pick<CommentRow, 'task_id' | 'id'>,
  deleted: { deleted_at: number; deleted_by: string },
) {
  const { task_comments: c } = tx.tables
  await tx
    .update(c)
    .set(deleted)
    .where(and(liveOf(tx, task_id), eq(c.id, id)))
}
