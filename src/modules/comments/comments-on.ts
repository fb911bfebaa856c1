/**
 * What is said about a thing, whatever it is: seen by those who see the thing, written by those of them
 * who may write anything there, changed by its author, deleted by the author and whoever is above the thing.
 * That viewers write nothing is said by the permission of the routes, as everywhere.
 */
import type { Act } from '../../access/act.ts'
import { authorOf, isAuthor } from '../../access/authorship.ts'
import type { Principal } from '../../access/principal.ts'
import { actorOf } from '../../access/viewer.ts'
import type { Base } from '../../base.ts'
import type { Read, Write } from '../../db/handle.ts'
import { type Page, type PageQuery, pageById } from '../../http/page.ts'
import { NotFoundError, NotYoursError } from '../../lib/app-error.ts'
import { assertUnchanged, ChangedMeanwhileError } from '../../lib/etag.ts'
import { newMentionsIn } from '../../lib/mentions.ts'
import { newsIn } from '../../lib/news.ts'
import { assertStorable } from '../../lib/text.ts'
import { toWire } from '../../lib/to-wire.ts'
import { recordOwnActivity } from '../events/record-activity.ts'
import { notify } from '../notifications/notify.ts'
import { commentQueries, versionOf } from './queries.ts'
import type { CommentChanges, NewComment } from './schema.ts'
import type { Comment, CommentRow, Place, Subject } from './subject.ts'

type Needs = Pick<Base, 'db' | 'clock' | 'newId'>

export function commentsOn<Parent extends string, Entered>(subject: Subject<Parent, Entered>) {
  const { kind, of, parent } = subject
  const queries = commentQueries(subject.table, parent)

  /** @throws NotVisibleError */
  async function list(
    { db, clock, cursors }: Pick<Base, 'db' | 'clock' | 'cursors'>,
    principal: Principal,
    parentId: string,
    query: PageQuery,
  ): Promise<Page<Comment<Parent>>> {
    const { organization_id } = principal
    const inside = <T>(read: (q: Read) => Promise<T>): Promise<T> =>
      db.for(organization_id).read(async (q) => {
        await subject.enter(q, principal, parentId, clock.now())
        return read(q)
      })
    return pageById(cursors, { organization_id, list: `${kind}s of ${of} ${parentId}` }, query, {
      read: async (page) => (await inside((q) => queries.list(q, parentId, page))).map(wired),
      count: () => inside((q) => queries.count(q, parentId)),
    })
  }

  /** @throws NotVisibleError, NotFoundError */
  async function read(
    { db, clock }: Pick<Base, 'db' | 'clock'>,
    principal: Principal,
    place: Place,
  ): Promise<Comment<Parent>> {
    return db.for(principal.organization_id).read(async (q) => {
      await subject.enter(q, principal, place.parent_id, clock.now())
      return wired(await found(q, place))
    })
  }

  /**
   * Comments on a thing that the caller sees, and tells those who are mentioned and see it, too.
   *
   * @throws NotVisibleError
   * @throws InvalidValueError
   */
  async function create(
    { db, clock, newId }: Needs,
    principal: Principal,
    parent_id: string,
    { body }: NewComment,
  ): Promise<Comment<Parent>> {
    assertStorable({ body })
    const now = clock.now()
    return db.for(principal.organization_id).writeTogether(async (tx) => {
      if (subject.assertTakesMore && subject.locks) await tx.lock(subject.locks, [parent_id], 'share')
      const entered = await subject.enter(tx, principal, parent_id, now)
      subject.assertTakesMore?.(entered)
      const written = { body, created_at: now, edited_at: null }
      const row: CommentRow = { id: newId(), parent_id, ...authorOf(principal), ...written }
      tx.send(queries.insert(tx, row))
      const act = { tx, newId, now, principal }
      await record(act, row, 'created')
      await tellMentioned(act, entered, row, newMentionsIn(body))
      return wired(row)
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
  async function change(
    { db, clock, newId }: Needs,
    principal: Principal,
    place: Place,
    { body }: CommentChanges,
    ifMatch: string | null,
  ): Promise<Comment<Parent>> {
    assertStorable({ body })
    const now = clock.now()
    return db.for(principal.organization_id).write(async (tx) => {
      const { entered, row } = await enterToChange(tx, principal, place, now)
      if (!isAuthor(principal, row)) throw new NotYoursError(subject.refusedAs, 'its author')
      assertUnchanged(ifMatch, wired(row))
      const news = newsIn(row, { body })
      if (news?.body === undefined) return wired(row)
      const after = { ...row, body: news.body, edited_at: Math.max(now, versionOf(row) + 1) }
      const isDone = await queries.update(tx, row, after)
      if (!isDone) throw new ChangedMeanwhileError(wired(await found(tx, place)))
      const act = { tx, newId, now, principal }
      await record(act, row, 'changed')
      await tellMentioned(act, entered, row, newMentionsIn(after.body, row.body))
      return wired(after)
    })
  }

  /**
   * Puts a comment into the trash.
   *
   * @param ifMatch The version that the caller has seen, as an If-Match header.
   * @throws ChangedMeanwhileError
   * @throws NotVisibleError
   * @throws NotFoundError
   * @throws NotYoursError
   */
  async function discard(
    { db, clock }: Pick<Base, 'db' | 'clock'>,
    principal: Principal,
    place: Place,
    ifMatch: string | null,
  ): Promise<void> {
    const deleted_at = clock.now()
    await db.for(principal.organization_id).write(async (tx) => {
      // Where the thing is locked, its comments are, too: these two locks have one order.
      if (ifMatch !== null && !subject.locks) await tx.lock(subject.table, [place.id], 'update')
      const { entered, row } = await enterToChange(tx, principal, place, deleted_at)
      if (!subject.mayDeleteAny(principal, entered) && !isAuthor(principal, row)) {
        throw new NotYoursError(subject.refusedAs, subject.whoMayDelete)
      }
      assertUnchanged(ifMatch, wired(row))
      await queries.discard(tx, place, { deleted_at, deleted_by: actorOf(principal) })
      await tx.record({ kind, id: row.id, verb: 'deleted' })
    })
  }

  async function enterToChange(tx: Write, principal: Principal, place: Place, at: number) {
    if (subject.locks) await tx.lock(subject.locks, [place.parent_id], 'update')
    const entered = await subject.enter(tx, principal, place.parent_id, at)
    return { entered, row: await found(tx, place) }
  }

  /** Of this thing, and of no other. @throws NotFoundError */
  async function found(q: Read, place: Place): Promise<CommentRow> {
    const row = await queries.find(q, place)
    if (!row) throw new NotFoundError(kind, `The ${of} has no ${subject.act} with this id.`)
    return row
  }

  /** That it came or changed, and that a member acted: people are locked before what is theirs is told. */
  async function record({ tx, newId, now, principal }: Act, { id }: CommentRow, verb: 'created' | 'changed') {
    await tx.record({ kind, id, verb })
    const activity = { id: newId(), now, verb: `${subject.act}.${verb}`, core: verb === 'created' }
    await recordOwnActivity(tx, principal, activity)
  }

  async function tellMentioned(act: Act, entered: Entered, row: CommentRow, memberIds: string[]) {
    if (memberIds.length === 0) return
    const to = await subject.whoSees(act.tx, entered, memberIds)
    await notify(act, [{ kind: 'mention', to, about: { [of]: row.parent_id, [kind]: row.id } }])
  }

  /** In the order in which it is read, of which the tag is made. */
  function wired({ id, parent_id, author_id, api_key_id, body, created_at, edited_at }: CommentRow) {
    const row = { id, [parent]: parent_id, author_id, api_key_id, body, created_at, edited_at }
    // A key that is computed has no name for the compiler.
    return toWire(row) as object as Comment<Parent>
  }

  return { list, read, create, change, discard }
}
