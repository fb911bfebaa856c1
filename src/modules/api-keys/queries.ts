import { and, count, eq } from 'drizzle-orm'
import type { Read, Write } from '../../db/handle.ts'
import { type IdPage, inPage, type PageValues, type PageVariant, pageOf } from '../../db/id-page.ts'
import { mutation, query, type Slots } from '../../db/query.ts'
import { statement } from '../../db/statement.ts'

export interface ApiKeyFound {
  organization_id: string
  id: string
  /** JSON on SQLite, a list on Postgres: hot SQL is not mapped. */
  scopes: string | string[]
  plan: string
  expires_at: number | null
  last_used_at: number | null
}

/** A key that is not over. */
export const findApiKeyByHash = statement<{ key_hash: string; now: number }, ApiKeyFound>(
  `select k.organization_id, k.id, k.scopes, k.expires_at, k.last_used_at, o.plan
   from api_keys k join organizations o on o.id = k.organization_id
   where k.key_hash = :key_hash and (k.expires_at is null or k.expires_at > :now)`,
)

const selectPage = query((q, page: Slots<PageValues>, variant: PageVariant) => {
  const { api_keys } = q.tables
  const { id, name, key_start, scopes, created_by, created_at, expires_at, last_used_at } = api_keys
  const { unseen, order } = inPage(id, page, variant)
  return q
    .select({ id, name, key_start, scopes, created_by, created_at, expires_at, last_used_at })
    .from(api_keys)
    .where(and(q.mine(api_keys), unseen))
    .orderBy(order)
    .limit(page.limit)
})

export function listApiKeys(q: Read, page: IdPage) {
  return selectPage(q, ...pageOf(page))
}

const selectTotal = query((q) => {
  const { api_keys } = q.tables
  return q.select({ total: count() }).from(api_keys).where(q.mine(api_keys))
})

export async function countApiKeys(q: Read): Promise<number> {
  const [row] = await selectTotal(q)
  return row?.total ?? 0
}

const deleteRow = mutation((q, { id }: Slots<{ id: string }>) => {
  const { api_keys } = q.tables
  return q
    .delete(api_keys)
    .where(and(q.mine(api_keys), eq(api_keys.id, id)))
    .returning({
      name: api_keys.name,
      key_start: api_keys.key_start,
      scopes: api_keys.scopes,
      expires_at: api_keys.expires_at,
    })
})

/** What is told of it afterwards. */
export type DeletedKey = Pick<NewKey, 'name' | 'key_start' | 'scopes' | 'expires_at'>

/** @returns `null` where there was none. */
export async function deleteApiKey(tx: Write, id: string): Promise<DeletedKey | null> {
  const [deleted] = await deleteRow(tx, { id })
  return deleted ?? null
}

const setLastUse = mutation((q, { id, last_used_at }: Slots<{ id: string; last_used_at: number }>) => {
  const { api_keys } = q.tables
  return q
    .update(api_keys)
    .set({ last_used_at })
    .where(and(q.mine(api_keys), eq(api_keys.id, id)))
})

export async function updateLastUse(tx: Write, id: string, last_used_at: number) {
  await setLastUse(tx, { id, last_used_at })
}

interface NewKey {
  id: string
  name: string
  key_hash: string
  key_start: string
  scopes: string[]
  created_by: string
  created_at: number
  expires_at: number | null
}

export const insertApiKey = mutation((q, key: Slots<NewKey>) => {
  const { organization_id } = q
  const { id, name, key_hash, key_start, scopes, created_by, created_at, expires_at } = key
  const made = { created_by, created_at, expires_at }
  return q
    .insert(q.tables.api_keys)
    .values({ organization_id, id, name, key_hash, key_start, scopes, ...made })
})
