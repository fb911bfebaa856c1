/** What those who review an application write about it. */

import { authorOf, isAuthor } from '../../../../access/authorship.ts'
import type { Principal } from '../../../../access/principal.ts'
import { actorOf } from '../../../../access/viewer.ts'
import type { Base } from '../../../../base.ts'
import type { Read, Write } from '../../../../db/handle.ts'
import { type Page, type PageQuery, pageById } from '../../../../http/page.ts'
import { NotFoundError, NotYoursError } from '../../../../lib/app-error.ts'
import { assertUnchanged } from '../../../../lib/etag.ts'
import { newMentionsIn } from '../../../../lib/mentions.ts'
import { newsIn } from '../../../../lib/news.ts'
import { assertStorable } from '../../../../lib/text.ts'
import { toWire } from '../../../../lib/to-wire.ts'
import { recordOwnActivity } from '../../../events/record-activity.ts'
import { mayManage } from '../../rules.ts'
import { enterApplication, readingApplication } from '../enter-application.ts'
import { tellOfNote } from '../notify-of-applications.ts'
import type { NewNote, Note, NoteChanges } from '../schema.ts'
import {
  countNotes,
  discardNote,
  findNote,
  insertNote,
  listNotes as listNoteRows,
  type NoteRow,
  type Place,
  updateNote,
} from './queries.ts'

type Needs = Pick<Base, 'db' | 'clock' | 'newId'>

/** @throws NotVisibleError */
export async function listNotes(
  { db, cursors }: Pick<Base, 'db' | 'cursors'>,
  principal: Principal,
  applicationId: string,
  query: PageQuery,
): Promise<Page<Note>> {
  const { organization_id } = principal
  const inside = readingApplication({ db }, principal, applicationId)
  return pageById(cursors, { organization_id, list: `notes of application ${applicationId}` }, query, {
    read: async (page) => (await inside((q) => listNoteRows(q, applicationId, page))).map(toWire),
    count: () => inside((q) => countNotes(q, applicationId)),
  })
}

/** @throws NotVisibleError, NotFoundError */
export async function readNote({ db }: Pick<Base, 'db'>, principal: Principal, place: Place): Promise<Note> {
  const inside = readingApplication({ db }, principal, place.application_id)
  return toWire(await inside((q) => found(q, place)))
}

/**
 * @throws NotVisibleError
 * @throws InvalidValueError
 */
export async function createNote(
  { db, clock, newId }: Needs,
  principal: Principal,
  application_id: string,
  { body }: NewNote,
): Promise<Note> {
  assertStorable({ body })
  const now = clock.now()
  return db.for(principal.organization_id).write(async (tx) => {
    const { job } = await enterApplication(tx, principal, application_id)
    const { author_id, api_key_id } = authorOf(principal)
    const row: NoteRow = {
      id: newId(),
      application_id,
      author_id,
      api_key_id,
      body,
      created_at: now,
      edited_at: null,
    }
    await insertNote(tx, row)
    const writing = { tx, newId, now, principal }
    await record(writing, row.id, 'created')
    await tellOfNote(writing, job, { application: application_id, note: row.id }, newMentionsIn(body))
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
export async function changeNote(
  { db, clock, newId }: Needs,
  principal: Principal,
  place: Place,
  { body }: NoteChanges,
  ifMatch: string | null,
): Promise<Note> {
  assertStorable({ body })
  const now = clock.now()
  return db.for(principal.organization_id).write(async (tx) => {
    const { row, job } = await enterToChange(tx, principal, place)
    if (!isAuthor(principal, row)) throw new NotYoursError('hiring', 'its author')
    assertUnchanged(ifMatch, toWire(row))
    const news = newsIn(row, { body })
    if (news?.body === undefined) return toWire(row)
    // No two versions share an instant, so that it tells them apart.
    const edited_at = Math.max(now, (row.edited_at ?? row.created_at) + 1)
    await updateNote(tx, { ...place, body: news.body, edited_at })
    const writing = { tx, newId, now, principal }
    await record(writing, place.id, 'changed')
    const about = { application: place.application_id, note: place.id }
    await tellOfNote(writing, job, about, newMentionsIn(news.body, row.body))
    return toWire({ ...row, body: news.body, edited_at })
  })
}

/**
 * Puts a note into the trash.
 *
 * @throws NotVisibleError
 * @throws NotFoundError
 * @throws NotYoursError
 */
export async function deleteNote({ db, clock }: Needs, principal: Principal, place: Place): Promise<void> {
  const deleted_at = clock.now()
  await db.for(principal.organization_id).write(async (tx) => {
    const { row, mayDeleteAny } = await enterToChange(tx, principal, place)
    if (!mayDeleteAny && !isAuthor(principal, row)) {
      throw new NotYoursError('hiring', 'its author, the owner of the job, or an admin of the organization')
    }
    await discardNote(tx, { ...place, deleted_at, deleted_by: actorOf(principal) })
    await tx.record({ kind: 'note', id: place.id, verb: 'deleted' })
  })
}

/** A note of an application that the caller sees; changes of an application's notes wait for each other. */
async function enterToChange(tx: Write, principal: Principal, place: Place) {
  await tx.lock('applications', [place.application_id], 'update')
  const { viewer, job } = await enterApplication(tx, principal, place.application_id)
  return { row: await found(tx, place), job, mayDeleteAny: mayManage(viewer, job) }
}

/** @throws NotFoundError */
async function found(q: Read, place: Place): Promise<NoteRow> {
  const row = await findNote(q, place)
  if (!row) throw new NotFoundError('note', 'The application has no note with this id.')
  return row
}

interface Writing {
  tx: Write
  newId: Base['newId']
  now: number
  principal: Principal
}

async function record({ tx, newId, now, principal }: Writing, id: string, verb: 'created' | 'changed') {
  const activity = { id: newId(), now, verb: `note.${verb}`, core: verb === 'created' }
  await recordOwnActivity(tx, principal, activity)
  await tx.record({ kind: 'note', id, verb })
}
