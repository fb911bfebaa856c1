import { and, count, eq } from 'drizzle-orm'
import type { Read, Write } from '../../db/handle.ts'
import { byId, type IdPage } from '../../db/id-page.ts'
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

export async function listApiKeys(q: Read, page: IdPage) {
  const { api_keys } = q.tables
  const { id, name, key_start, scopes, created_by, created_at, expires_at, last_used_at } = api_keys
  return q
    .select({ id, name, key_start, scopes, created_by, created_at, expires_at, last_used_at })
    .from(api_keys)
    .where(and(q.mine(api_keys), byId(id, page).unseen))
    .orderBy(byId(id, page).order)
    .limit(page.limit)
}

export async function countApiKeys(q: Read): Promise<number> {
  const { api_keys } = q.tables
  const [row] = await q.select({ total: count() }).from(api_keys).where(q.mine(api_keys))
  return row?.total ?? 0
}

/** @returns Whether there was one. */
export async function deleteApiKey(tx: Write, id: string): Promise<boolean> {
  const { api_keys } = tx.tables
  const deleted = await tx
    .delete(api_keys)
    .where(and(tx.mine(api_keys), eq(api_keys.id, id)))
    .returning({ id: api_keys.id })
  return deleted.length > 0
}

export async function updateLastUse(tx: Write, id: string, last_used_at: number) {
  const { api_keys } = tx.tables
  await tx
    .update(api_keys)
    .set({ last_used_at })
    .where(and(tx.mine(api_keys), eq(api_keys.id, id)))
}

export async function insertApiKey(
  tx: Write,
  key: Omit<typeof tx.tables.api_keys.$inferInsert, 'organization_id'>,
) {
  await tx.insert(tx.tables.api_keys).values({ ...key, organization_id: tx.organization_id })
}
