import type { Context } from '../../context.ts'
import type { Authenticated } from '../auth/authenticate.ts'
import type { Scope, SessionPrincipal } from '../auth/principal.ts'
import { hashKey, newKeyText, startOfKey } from './key-text.ts'
import { findApiKeyByHash, insertApiKey } from './queries.ts'
import type { ApiKeyCreated, NewApiKey } from './schema.ts'

/** Makes a key of the organization. Its text is in this answer and nowhere else, ever. */
export async function createApiKey(
  { db, clock, newId }: Pick<Context, 'db' | 'clock' | 'newId'>,
  principal: SessionPrincipal,
  { name, scopes }: NewApiKey,
): Promise<ApiKeyCreated> {
  const key = newKeyText()
  const made = {
    id: newId(),
    name: name.trim(),
    key_start: startOfKey(key),
    scopes: [...new Set(scopes)],
    created_at: clock.now(),
  }
  await db
    .for(principal.organization_id)
    .write((tx) => insertApiKey(tx, { ...made, key_hash: hashKey(key), created_by: principal.member_id }))
  return { ...made, created_at: new Date(made.created_at).toISOString(), key }
}

export async function findKey({ db }: Pick<Context, 'db'>, text: string): Promise<Authenticated | null> {
  const [found] = await db.instance.read((q) => q.all(findApiKeyByHash, { key_hash: hashKey(text) }))
  if (!found) return null
  const scopes: Scope[] = typeof found.scopes === 'string' ? JSON.parse(found.scopes) : found.scopes
  const { organization_id, id: api_key_id, plan } = found
  return { principal: { kind: 'api_key', organization_id, api_key_id, scopes }, plan, ends_at: Infinity }
}
