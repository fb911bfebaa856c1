import type { Write } from '../../db/handle.ts'
import { statement } from '../../db/statement.ts'

export interface ApiKeyFound {
  organization_id: string
  id: string
  /** JSON on SQLite, a list on Postgres: hot SQL is not mapped. */
  scopes: string | string[]
  plan: string
}

export const findApiKeyByHash = statement<{ key_hash: string }, ApiKeyFound>(
  `select k.organization_id, k.id, k.scopes, o.plan
   from api_keys k join organizations o on o.id = k.organization_id
   where k.key_hash = :key_hash`,
)

export async function insertApiKey(
  tx: Write,
  key: Omit<typeof tx.tables.api_keys.$inferInsert, 'organization_id'>,
) {
  await tx.insert(tx.tables.api_keys).values({ ...key, organization_id: tx.organization_id })
}
