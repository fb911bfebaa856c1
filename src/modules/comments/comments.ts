import { authorOf } from '../../access/authorship.ts'
import type { Principal } from '../../access/principal.ts'
import { actorOf } from '../../access/viewer.ts'
import type { Base } from '../../base.ts'
import type { Read } from '../../db/handle.ts'
import { type Page, type PageQuery, pageById } from '../../http/page.ts'
import { NotFoundError } from '../../lib/app-error.ts'
import { assertUnchanged, ChangedMeanwhileError } from '../../lib/etag.ts'
import { newMentionsIn } from '../../lib/mentions.ts'
import { newsIn } from '../../lib/news.ts'
import { assertStorable } from '../../lib/text.ts'
import { toWire } from '../../lib/to-wire.ts'
import { recordOwnActivity } from '../events/record-activity.ts'
import { notify, type Occasion } from '../notifications/notify.ts'
import { enterTask, readingTask } from '../tasks/enter-tasks.ts'
import { type Seen, visibleTo } from '../tasks/visibility.ts'
import {
  type CommentRow,
  countComments,
  discardComment,
  findComment,
  insertComment,
  listComments as listCommentRows,
  updateComment,
} from './queries.ts'
import { assertMayDelete, assertMayEdit } from './rules.ts'
import type { Comment, CommentChanges, NewComment } from './schema.ts'

type Needs = Pick<Base, 'db' | 'clock' | 'newId'>

/** Where a comment is said to be: nobody takes one of another task for it. */
interface Place {
  task_id: string
  id: string
}

/** @throws NotVisibleError */
export async function listComments(
  { db, clock, cursors }: Pick<Base, 'db' | 'clock' | 'cursors'>,
  principal: Principal,
  taskId: string,
  query: PageQuery,
): Promise<Page<Comment>> {
  const { organization_id } = principal
  const inside = readingTask({ db, clock }, principal, taskId)
  return pageById(cursors, { organization_id, list: `comments of task ${taskId}` }, query, {
    read: async (page) => (await inside((q) => listCommentRows(q, taskId, page))).map(toWire),
    count: () => inside((q) => countComments(q, taskId)),
  })
}

/**
 * @throws NotVisibleError
 * @throws NotFoundError
 */
export async function readComment(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  principal: Principal,
  place: Place,
): Promise<Comment> {
  return db.for(principal.organization_id).read(async (q) => {
    const { row } = await enter(q, principal, place, clock.now())
    return toWire(row)
  })
}

/**
 * Comments on a task that the caller sees, and tells those who are mentioned and see it, too.
 *
 * @throws NotVisibleError
 * @throws InvalidValueError
 */
export async function createComment(
  { db, clock, newId }: Needs,
  principal: Principal,
  taskId: string,
  { body }: NewComment,
): Promise<Comment> {
  assertStorable({ body })
  const now = clock.now()
  return db.for(principal.organization_id).write(async (tx) => {
    const { row: task } = await enterTask(tx, principal, taskId, now)
    const { author_id, api_key_id } = authorOf(principal)
    // In the order in which it is read, of which the tag is made.
    const row: CommentRow = {
      id: newId(),
      task_id: taskId,
      author_id,
      api_key_id,
      body,
      created_at: now,
      edited_at: null,
    }
    await insertComment(tx, row)
    const writing = { tx, newId, now, principal }
    await record(writing, row, 'created')
    await tellMentioned(writing, task, row.id, newMentionsIn(body))
    return toWire(row)
  })
}

/**
 * @param ifMatch The version that the caller has seen, as an If-Match header.
 * @throws NotVisibleError
 * @throws NotFoundError
 * @throws NotYoursError
 * @throws ChangedMeanwhileError
 * @throws InvalidValueError
 */
export async function changeComment(
  { db, clock, newId }: Needs,
  principal: Principal,
  place: Place,
  { body }: CommentChanges,
  ifMatch: string | null,
): Promise<Comment> {
  assertStorable({ body })
  const now = clock.now()
  return db.for(principal.organization_id).write(async (tx) => {
    const { row, task } = await enter(tx, principal, place, now)
    assertMayEdit(principal, row)
    assertUnchanged(ifMatch, toWire(row))
    const news = newsIn(row, { body })
    if (news?.body === undefined) return toWire(row)
    // No two versions share an instant, so that it tells them apart.
    const after = { ...row, body: news.body, edited_at: Math.max(now, (row.edited_at ?? row.created_at) + 1) }
    const isDone = await updateComment(tx, row, { body: after.body, edited_at: after.edited_at })
    if (!isDone) throw new ChangedMeanwhileError(toWire(await found(tx, place)))
    const writing = { tx, newId, now, principal }
    await record(writing, row, 'changed')
    await tellMentioned(writing, task, row.id, newMentionsIn(after.body, row.body))
    return toWire(after)
  })
}

/**
 * Puts a comment into the trash.
 *
 * @throws NotVisibleError
 * @throws NotFoundError
 * @throws NotYoursError
 */
export async function deleteComment(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  principal: Principal,
  place: Place,
): Promise<void> {
  const now = clock.now()
  await db.for(principal.organization_id).write(async (tx) => {
    const { row, right } = await enter(tx, principal, place, now)
    assertMayDelete(principal, right, row)
    await discardComment(tx, { ...place, deleted_at: now, deleted_by: actorOf(principal) })
    await tx.record({ kind: 'comment', id: row.id, verb: 'deleted' })
  })
}

/** A comment of a task that the caller sees. @throws NotVisibleError, NotFoundError */
async function enter(q: Read, principal: Principal, { task_id, id }: Place, at: number) {
  const { row: task, right } = await enterTask(q, principal, task_id, at)
  return { row: await found(q, { task_id, id }), task, right }
}

/** @throws NotFoundError */
async function found(q: Read, { task_id, id }: Place): Promise<CommentRow> {
  const row = await findComment(q, task_id, id)
  if (!row) throw new NotFoundError('comment', 'The task has no comment with this id.')
  return row
}

/** That it came or changed, and that a member acted. */
async function record(
  { tx, newId, now, principal }: Occasion & { principal: Principal },
  { id }: CommentRow,
  verb: 'created' | 'changed',
) {
  await tx.record({ kind: 'comment', id, verb })
  const activity = { id: newId(), now, verb: `comment.${verb}`, core: verb === 'created' }
  await recordOwnActivity(tx, principal, activity)
}

async function tellMentioned(writing: Occasion, task: Seen, commentId: string, memberIds: string[]) {
  if (memberIds.length === 0) return
  const [audience] = await visibleTo(writing.tx, [{ task, member_ids: memberIds }])
  const about = { task: task.id, comment: commentId }
  if (audience) await notify(writing, [{ kind: 'mention', to: audience.member_ids, about }])
}
