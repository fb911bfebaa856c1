import { and, count, eq, isNull } from 'drizzle-orm'
import type { Read } from '../../../../db/handle.ts'
import { type IdPage, inPage, type PageValues, type PageVariant, pageOf } from '../../../../db/id-page.ts'
import { mutation, query, type Reading, type Slots } from '../../../../db/query.ts'

export interface NoteRow {
  id: string
  application_id: string
  author_id: string | null
  api_key_id: string | null
  body: string
  created_at: number
  edited_at: number | null
}

export async function listNotes(q: Read, application_id: string, page: IdPage): Promise<NoteRow[]> {
  const [values, variant] = pageOf(page)
  return selectPage(q, { ...values, application_id }, variant)
}

const selectPage = query((q, slots: Slots<PageValues & { application_id: string }>, variant: PageVariant) => {
  const { unseen, order } = inPage(q.tables.application_notes.id, slots, variant)
  return selectNotes(q)
    .where(and(liveOf(q, slots), unseen))
    .orderBy(order)
    .limit(slots.limit)
})

export async function countNotes(q: Read, application_id: string): Promise<number> {
  const [row] = await selectTotal(q, { application_id })
  return row?.total ?? 0
}

const selectTotal = query((q, slots: Slots<{ application_id: string }>) =>
  q.select({ total: count() }).from(q.tables.application_notes).where(liveOf(q, slots)),
)

export interface Place {
  application_id: string
  id: string
}

/** Of this application, and of no other. */
export async function findNote(q: Read, place: Place): Promise<NoteRow | null> {
  const [row] = await selectNote(q, place)
  return row ?? null
}

const selectNote = query((q, place: Slots<Place>) => selectNotes(q).where(isAt(q, place)))

function selectNotes(q: Reading) {
  const { application_notes: n } = q.tables
  const { id, application_id, author_id, api_key_id, body, created_at, edited_at } = n
  return q.select({ id, application_id, author_id, api_key_id, body, created_at, edited_at }).from(n)
}

function isAt(q: Reading, place: Slots<Place>) {
  return and(liveOf(q, place), eq(q.tables.application_notes.id, place.id))
}

/** Those of an application that are not in the trash. */
function liveOf(q: Reading, { application_id }: Slots<Pick<Place, 'application_id'>>) {
  const { application_notes: n } = q.tables
  return and(q.mine(n), eq(n.application_id, application_id), isNull(n.deleted_at))
}

/** On which application each of them is; those in the trash are left out. */
export const listNotePlaces = query((q, { ids }: Slots<{ ids: readonly string[] }>) => {
  const { application_notes: n } = q.tables
  return q
    .select({ id: n.id, application_id: n.application_id })
    .from(n)
    .where(and(q.mine(n), isNull(n.deleted_at), q.can.oneOf(n.id, ids)))
})

export const insertNote = mutation((q, note: Slots<NoteRow>) => {
  const { id, application_id, author_id, api_key_id, body, created_at, edited_at } = note
  const values = { id, application_id, author_id, api_key_id, body, created_at, edited_at }
  return q.insert(q.tables.application_notes).values({ ...values, organization_id: q.organization_id })
})

/** One whose application is locked. */
export const updateNote = mutation((q, note: Slots<Place & { body: string; edited_at: number }>) => {
  const { body, edited_at } = note
  return q.update(q.tables.application_notes).set({ body, edited_at }).where(isAt(q, note))
})

/** Puts it into the trash. */
export const discardNote = mutation((q, slots: Slots<Place & { deleted_at: number; deleted_by: string }>) => {
  const { deleted_at, deleted_by } = slots
  return q.update(q.tables.application_notes).set({ deleted_at, deleted_by }).where(isAt(q, slots))
})
