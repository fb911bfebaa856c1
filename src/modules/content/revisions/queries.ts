import { and, count, desc, eq, lt } from 'drizzle-orm'
import type { Read } from '../../../db/handle.ts'
import { mutation, query, type Reading, type Slots } from '../../../db/query.ts'

/** All but its text. */
export interface RevisionRow {
  number: number
  title: string
  restored_from: number | null
  author_id: string | null
  api_key_id: string | null
  created_at: number
}

export interface RevisionWithBody extends RevisionRow {
  body: string
}

export const insertRevision = mutation((q, slots: Slots<RevisionWithBody & { content_id: string }>) => {
  const { content_id, number, title, body, restored_from, author_id, api_key_id, created_at } = slots
  const values = { content_id, number, title, body, restored_from, author_id, api_key_id, created_at }
  return q.insert(q.tables.content_revisions).values({ ...values, organization_id: q.organization_id })
})

/** The newest first. */
export function listRevisions(
  q: Read,
  { content_id, before, limit }: { content_id: string; before: number | null; limit: number },
): Promise<RevisionRow[]> {
  return selectPage(q, { content_id, limit, before: before ?? Number.MAX_SAFE_INTEGER })
}

const selectPage = query((q, slots: Slots<{ content_id: string; before: number; limit: number }>) => {
  const { content_revisions: r } = q.tables
  return q
    .select(columnsOf(q))
    .from(r)
    .where(and(q.mine(r), eq(r.content_id, slots.content_id), lt(r.number, slots.before)))
    .orderBy(desc(r.number))
    .limit(slots.limit)
})

export async function countRevisions(q: Read, content_id: string): Promise<number> {
  const [row] = await selectTotal(q, { content_id })
  return row?.total ?? 0
}

const selectTotal = query((q, { content_id }: Slots<{ content_id: string }>) => {
  const { content_revisions: r } = q.tables
  return q
    .select({ total: count() })
    .from(r)
    .where(and(q.mine(r), eq(r.content_id, content_id)))
})

export async function findRevision(
  q: Read,
  content_id: string,
  number: number,
): Promise<RevisionWithBody | null> {
  const [row] = await selectRevision(q, { content_id, number })
  return row ?? null
}

const selectRevision = query((q, slots: Slots<{ content_id: string; number: number }>) => {
  const { content_revisions: r } = q.tables
  return q
    .select({ ...columnsOf(q), body: r.body })
    .from(r)
    .where(and(q.mine(r), eq(r.content_id, slots.content_id), eq(r.number, slots.number)))
})

function columnsOf(q: Reading) {
  const { number, title, restored_from, author_id, api_key_id, created_at } = q.tables.content_revisions
  return { number, title, restored_from, author_id, api_key_id, created_at }
}
