import { and, eq, ne } from 'drizzle-orm'
import type { Read } from '../../../db/handle.ts'
import { mutation, query, type Reading, type Slots } from '../../../db/query.ts'
import { batchStatement } from '../../../db/statement.ts'

/** One who is a person still: neither erased nor merged into another. */
export interface CandidateRow {
  id: string
  name: string
  email: string
  phone: string | null
  location: string | null
  source: string | null
  tags: string[]
  consent_purpose: string | null
  consent_at: number | null
  retain_until: string | null
  created_at: number
  updated_at: number
}

/** As the columns say it: of a person the name and the address are there. */
type StoredCandidate = Awaited<ReturnType<typeof selectCandidate>>[number]

export function asRow(row: StoredCandidate): CandidateRow {
  return row as CandidateRow
}

/** Addresses that differ in case alone are one. */
export function emailKeyOf(email: string): string {
  return email.normalize('NFC').toLowerCase()
}

export async function findCandidate(q: Read, id: string): Promise<CandidateRow | null> {
  const [row] = await selectCandidate(q, { id })
  return row ? asRow(row) : null
}

const selectCandidate = query((q, { id }: Slots<{ id: string }>) =>
  selectCandidates(q).where(and(present(q), eq(q.tables.candidates.id, id))),
)

/** Into whom one was merged; `null` for one who was not. */
export async function findMergedInto(q: Read, id: string): Promise<string | null> {
  const [row] = await selectMergedInto(q, { id })
  return row?.merged_into ?? null
}

const selectMergedInto = query((q, { id }: Slots<{ id: string }>) => {
  const { candidates: c } = q.tables
  return q
    .select({ merged_into: c.merged_into })
    .from(c)
    .where(and(q.mine(c), eq(c.id, id)))
})

/** Whose address it is; that of one who was merged is the other's. */
export async function findByEmail(q: Read, email: string): Promise<CandidateRow | null> {
  const [holder] = await selectHolder(q, { email_key: emailKeyOf(email) })
  return holder ? findCandidate(q, holder.merged_into ?? holder.id) : null
}

const selectHolder = query((q, { email_key }: Slots<{ email_key: string }>) => {
  const { candidates: c } = q.tables
  return q
    .select({ id: c.id, merged_into: c.merged_into })
    .from(c)
    .where(and(q.mine(c), eq(c.email_key, email_key)))
})

export async function listCandidatesById(q: Read, ids: readonly string[]): Promise<CandidateRow[]> {
  return ids.length === 0 ? [] : (await selectByIds(q, { ids })).map(asRow)
}

const selectByIds = query((q, { ids }: Slots<{ ids: readonly string[] }>) =>
  selectCandidates(q).where(and(present(q), q.can.oneOf(q.tables.candidates.id, ids))),
)

export function selectCandidates(q: Reading) {
  const { candidates: c } = q.tables
  const { id, name, email, phone, location, source, tags, consent_purpose, consent_at } = c
  const { retain_until, created_at, updated_at } = c
  return q
    .select({
      ...{ id, name, email, phone, location, source, tags, consent_purpose, consent_at },
      ...{ retain_until, created_at, updated_at },
    })
    .from(c)
}

/**
 * The address is that of a person still: it goes with an erasure, and with a merge. Of its key SQLite
 * would go through the whole index, to look for a few ids.
 */
export function present(q: Reading) {
  const { candidates: c } = q.tables
  return and(q.mine(c), ne(c.email, ''))
}

export type KeyedRow = CandidateRow & { email_key: string }

/** @returns Nothing where the address has a candidate already. */
export const insertCandidate = mutation((q, row: Slots<KeyedRow>) => {
  const { candidates } = q.tables
  const { id, created_at } = row
  return q
    .insert(candidates)
    .values({ ...columnsOf(row), id, created_at, organization_id: q.organization_id })
    .onConflictDoNothing({ target: [candidates.organization_id, candidates.email_key] })
    .returning({ id: candidates.id })
})

/** One that is locked. */
export const updateCandidate = mutation((q, row: Slots<KeyedRow>) => {
  const { candidates: c } = q.tables
  return q
    .update(c)
    .set(columnsOf(row))
    .where(and(present(q), eq(c.id, row.id)))
})

/** What of a candidate may change. */
function columnsOf(row: Slots<KeyedRow>) {
  const { name, email, email_key, phone, location, source, tags, consent_purpose, consent_at } = row
  const { retain_until, updated_at } = row
  return {
    ...{ name, email, email_key, phone, location, source, tags, consent_purpose, consent_at },
    ...{ retain_until, updated_at },
  }
}

export const deleteTags = mutation((q, { candidate_id }: Slots<{ candidate_id: string }>) => {
  const { candidate_tags: t } = q.tables
  return q.delete(t).where(and(q.mine(t), eq(t.candidate_id, candidate_id)))
})

export const insertTags = batchStatement({ candidate_id: 'text', tag: 'text' })(`
  insert into candidate_tags (organization_id, tag, candidate_id)
  select :organization_id, r.tag, r.candidate_id from :rows as r where true`)
