import { and, count, eq, isNull } from 'drizzle-orm'
import type { Read, Write } from '../../db/handle.ts'
import { type IdPage, inPage, type PageValues, type PageVariant, pageOf } from '../../db/id-page.ts'
import { mutation, query, type Reading, type Slots } from '../../db/query.ts'

export interface CommentRow {
  id: string
  task_id: string
  author_id: string | null
  api_key_id: string | null
  body: string
  created_at: number
  edited_at: number | null
}

export async function listComments(q: Read, task_id: string, page: IdPage): Promise<CommentRow[]> {
  const [values, variant] = pageOf(page)
  return selectPage(q, { ...values, task_id }, variant)
}

const selectPage = query((q, slots: Slots<PageValues & { task_id: string }>, variant: PageVariant) => {
  const { unseen, order } = inPage(q.tables.task_comments.id, slots, variant)
  return selectComments(q)
    .where(and(liveOf(q, slots), unseen))
    .orderBy(order)
    .limit(slots.limit)
})

export async function countComments(q: Read, task_id: string): Promise<number> {
  const [row] = await selectTotal(q, { task_id })
  return row?.total ?? 0
}

const selectTotal = query((q, task: Slots<{ task_id: string }>) =>
  q.select({ total: count() }).from(q.tables.task_comments).where(liveOf(q, task)),
)

/** Of this task, and of no other. */
export async function findComment(q: Read, task_id: string, id: string): Promise<CommentRow | null> {
  const [row] = await selectComment(q, { task_id, id })
  return row ?? null
}

const selectComment = query((q, place: Slots<Place>) => selectComments(q).where(isAt(q, place)))

interface Place {
  task_id: string
  id: string
}

function selectComments(q: Reading) {
  const { task_comments: c } = q.tables
  const { id, task_id, author_id, api_key_id, body, created_at, edited_at } = c
  return q.select({ id, task_id, author_id, api_key_id, body, created_at, edited_at }).from(c)
}

function isAt(q: Reading, place: Slots<Place>) {
  return and(liveOf(q, place), eq(q.tables.task_comments.id, place.id))
}

/** Those of a task that are not in the trash. */
function liveOf(q: Reading, { task_id }: Slots<Pick<Place, 'task_id'>>) {
  const { task_comments: c } = q.tables
  return and(q.mine(c), eq(c.task_id, task_id), isNull(c.deleted_at))
}

export const insertComment = mutation((q, comment: Slots<CommentRow>) => {
  const { id, task_id, author_id, api_key_id, body, created_at, edited_at } = comment
  const values = { id, task_id, author_id, api_key_id, body, created_at, edited_at }
  return q.insert(q.tables.task_comments).values({ ...values, organization_id: q.organization_id })
})

/**
 * @param seen The only version that is to be changed.
 * @returns Whether it was that one still.
 */
export async function updateComment(
  tx: Write,
  { id, task_id, edited_at: seen_at }: CommentRow,
  changes: Pick<CommentRow, 'body' | 'edited_at'>,
): Promise<boolean> {
  const values = { ...changes, id, task_id, seen_at }
  return (await setBody(tx, values, { was_edited: seen_at !== null })).length > 0
}

type Edit = Place & Pick<CommentRow, 'body' | 'edited_at'> & { seen_at: number | null }

const setBody = mutation((q, slots: Slots<Edit>, { was_edited }: { was_edited: boolean }) => {
  const { task_comments: c } = q.tables
  const { body, edited_at, seen_at } = slots
  const isSeen = was_edited ? eq(c.edited_at, seen_at) : isNull(c.edited_at)
  return q
    .update(c)
    .set({ body, edited_at })
    .where(and(isAt(q, slots), isSeen))
    .returning({ id: c.id })
})

/** Puts it into the trash. */
export const discardComment = mutation(
  (q, slots: Slots<Place & { deleted_at: number; deleted_by: string }>) => {
    const { deleted_at, deleted_by } = slots
    return q.update(q.tables.task_comments).set({ deleted_at, deleted_by }).where(isAt(q, slots))
  },
)
