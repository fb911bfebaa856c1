/** The SQL by which a person goes: into another candidate, or for good. */
import { and, asc, eq, isNotNull, isNull, lt } from 'drizzle-orm'
import type { Read } from '../../../db/handle.ts'
import { mutation, query, type Slots } from '../../../db/query.ts'
import { batchStatement, statement } from '../../../db/statement.ts'

/** What is searched becomes an empty text, which is indexed anew. */
const EMPTY = `
  name = null, email = '', phone = null, location = null, source = null, tags = '[]',
  consent_purpose = null, consent_at = null, retain_until = null, updated_at = :now`

/** Nothing of the person stays in the row. */
export const emptyErased = statement<{ id: string; now: number }>(`
  update candidates set ${EMPTY}, email_key = null, merged_into = null, erased_at = :now
  where organization_id = :organization_id and id = :id`)

/** Nothing but the address, which leads to whom they are now: who writes from it is no new person. */
export const emptyMerged = statement<{ id: string; merged_into: string; now: number }>(`
  update candidates set ${EMPTY}, merged_into = :merged_into
  where organization_id = :organization_id and id = :id`)

/** The addresses of those who were merged into one who is erased. */
export const forgetAddresses = statement<{ id: string }>(`
  update candidates set email_key = null
  where organization_id = :organization_id and merged_into = :id`)

/** One of those addresses becomes another. */
export const replaceAddress = statement<{ id: string; email_key: string; by: string }>(`
  update candidates set email_key = :by
  where organization_id = :organization_id and merged_into = :id and email_key = :email_key`)

/** Until it is given another, so that no two have it for a moment. */
export const releaseAddress = statement<{ id: string }>(`
  update candidates set email_key = null
  where organization_id = :organization_id and id = :id`)

/** Those who were merged into one go with it: they name it still. */
export const followMerge = mutation((q, slots: Slots<{ from: string; to: string }>) => {
  const { candidates: c } = q.tables
  return q
    .update(c)
    .set({ merged_into: slots.to })
    .where(and(q.mine(c), eq(c.merged_into, slots.from)))
})

/** Of those whose time is over, some. @param today The local date that has not ended. */
export async function listOverdue(q: Read, today: string, limit: number): Promise<string[]> {
  return (await selectOverdue(q, { today, limit })).map(({ id }) => id)
}

const selectOverdue = query((q, { today, limit }: Slots<{ today: string; limit: number }>) => {
  const { candidates: c } = q.tables
  return q
    .select({ id: c.id })
    .from(c)
    .where(and(q.mine(c), isNotNull(c.retain_until), lt(c.retain_until, today), isNull(c.erased_at)))
    .orderBy(asc(c.retain_until))
    .limit(limit)
})

/** What the applications of a person say of them; the applications stay. */
export const emptyApplications = statement<{ candidate_id: string }>(`
  update applications set name = null, message = '', answers = '[]'
  where organization_id = :organization_id and candidate_id = :candidate_id`)

export const deleteNotesOf = batchStatement({ application_id: 'text' })(`
  delete from application_notes
  where organization_id = :organization_id and application_id in (select r.application_id from :rows as r)`)

/** By which what agents have changed is taken back: what things were before tells of the person. */
export const deleteToolChangesOf = batchStatement({ application_id: 'text' })(`
  delete from tool_changes
  where organization_id = :organization_id and application_id in (select r.application_id from :rows as r)`)

/** What was said about the person goes, the scores stay. */
export const emptyRatingsOf = batchStatement({ application_id: 'text' })(`
  update application_ratings set comment = ''
  where organization_id = :organization_id and application_id in (select r.application_id from :rows as r)`)
