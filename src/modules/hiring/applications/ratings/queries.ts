import { and, eq } from 'drizzle-orm'
import type { Read, Write } from '../../../../db/handle.ts'
import { mutation, query, type Slots } from '../../../../db/query.ts'

export interface RatingRow {
  member_id: string
  score: number
  comment: string
  created_at: number
  updated_at: number
}

/** At most as many as there are members, and no more than so many. */
export const listRatings = query((q, slots: Slots<{ application_id: string; limit: number }>) => {
  const { application_ratings: r } = q.tables
  const { member_id, score, comment, created_at, updated_at } = r
  return q
    .select({ member_id, score, comment, created_at, updated_at })
    .from(r)
    .where(and(q.mine(r), eq(r.application_id, slots.application_id)))
    .orderBy(member_id)
    .limit(slots.limit)
})

type Place = { application_id: string; member_id: string }

export async function findRating(q: Read, place: Place): Promise<RatingRow | null> {
  const [row] = await selectRating(q, place)
  return row ?? null
}

const selectRating = query((q, { application_id, member_id }: Slots<Place>) => {
  const { application_ratings: r } = q.tables
  const { score, comment, created_at, updated_at } = r
  return q
    .select({ member_id: r.member_id, score, comment, created_at, updated_at })
    .from(r)
    .where(and(q.mine(r), eq(r.application_id, application_id), eq(r.member_id, member_id)))
})

export const putRating = mutation((q, row: Slots<RatingRow & Place>) => {
  const { application_ratings: r } = q.tables
  const { application_id, member_id, score, comment, created_at, updated_at } = row
  const values = { application_id, member_id, score, comment, created_at, updated_at }
  return q
    .insert(r)
    .values({ ...values, organization_id: q.organization_id })
    .onConflictDoUpdate({
      target: [r.organization_id, r.application_id, r.member_id],
      set: { score, comment, updated_at },
    })
})

/** @returns Whether there was one. */
export async function deleteRating(tx: Write, place: Place): Promise<boolean> {
  return (await deleteOne(tx, place)).length > 0
}

const deleteOne = mutation((q, { application_id, member_id }: Slots<Place>) => {
  const { application_ratings: r } = q.tables
  return q
    .delete(r)
    .where(and(q.mine(r), eq(r.application_id, application_id), eq(r.member_id, member_id)))
    .returning({ member_id: r.member_id })
})
