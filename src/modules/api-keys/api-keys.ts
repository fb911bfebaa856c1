import { getLogger } from '@logtape/logtape'
import type { Scope, SessionPrincipal } from '../../access/principal.ts'
import type { Authenticated } from '../../access/principals.ts'
import type { Base } from '../../base.ts'
import { type Page, type PageQuery, pageById } from '../../http/page.ts'
import { InvalidValueError, NotFoundError } from '../../lib/app-error.ts'
import { instantProblem, parseInstant } from '../../lib/time/instant.ts'
import { toWire } from '../../lib/to-wire.ts'
import { hashKey, newKeyText, startOfKey } from './key-text.ts'
import {
  type ApiKeyFound,
  countApiKeys,
  type DeletedKey,
  deleteApiKey,
  findApiKeyByHash,
  insertApiKey,
  listApiKeys as listApiKeyRows,
  updateLastUse,
} from './queries.ts'
import type { ApiKey, ApiKeyCreated, NewApiKey } from './schema.ts'

const log = getLogger(['almanac', 'api-keys'])

/** How exactly `last_used_at` tells when a key was used last. */
const LAST_USE_MS = 60_000

/**
 * Makes a key of the organization. Its text is in this answer and nowhere else, ever.
 *
 * @throws InvalidValueError for an end that is not ahead.
 */
export async function createApiKey(
  { db, clock, newId }: Pick<Base, 'db' | 'clock' | 'newId'>,
  principal: SessionPrincipal,
  { name, scopes, expires_at }: NewApiKey,
): Promise<ApiKeyCreated> {
  const now = clock.now()
  return db.for(principal.organization_id).write(async (tx) => {
    const key = newKeyText()
    const made = {
      id: newId(),
      name: name.trim(),
      key_start: startOfKey(key),
      scopes: [...new Set(scopes)],
      created_by: principal.member_id,
      created_at: now,
      expires_at: endOf(expires_at ?? null, now),
      last_used_at: null,
    }
    await insertApiKey(tx, { ...made, key_hash: hashKey(key) })
    await tx.record({ kind: 'api_key', id: made.id, verb: 'created' }, { after: auditedOf(made) })
    return { ...toWire(made), key }
  })
}

function auditedOf({ name, key_start, scopes, expires_at }: DeletedKey): Record<string, unknown> {
  return { name, key_start, scopes, expires_at: expires_at && new Date(expires_at).toISOString() }
}

function endOf(expiresAt: string | null, now: number): number | null {
  if (expiresAt === null) return null
  const at = parseInstant(expiresAt)
  if (at === null) throw new InvalidValueError('expires_at', instantProblem(expiresAt))
  if (at <= now) throw new InvalidValueError('expires_at', 'must be in the future')
  return at
}

/** Without their texts, which nobody has. */
export async function listApiKeys(
  { db, cursors }: Pick<Base, 'db' | 'cursors'>,
  { organization_id }: SessionPrincipal,
  query: PageQuery,
): Promise<Page<ApiKey>> {
  const here = db.for(organization_id)
  return pageById(cursors, { organization_id, list: 'api-keys' }, query, {
    async read(page) {
      const rows = await here.read((q) => listApiKeyRows(q, page))
      return rows.map((row) => toWire({ ...row, scopes: row.scopes as Scope[] }))
    },
    count: () => here.read(countApiKeys),
  })
}

/**
 * Deletes a key. Whoever presents it is nobody from now on.
 *
 * @throws NotFoundError
 */
export async function revokeApiKey(
  { db }: Pick<Base, 'db'>,
  { organization_id }: SessionPrincipal,
  id: string,
): Promise<void> {
  await db.for(organization_id).write(async (tx) => {
    const key = await deleteApiKey(tx, id)
    if (!key) throw new NotFoundError('api_key', 'This organization has no API key with this id.')
    await tx.record({ kind: 'api_key', id, verb: 'revoked' }, { before: auditedOf(key) })
  })
}

/**
 * Who presents this key. The answer holds for a minute at most: by asking again at each of its
 * uses after that, we see the use, at the price of one small query a minute.
 *
 * @returns `null` for a key that is unknown, deleted or over.
 */
export async function findKey(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  text: string,
): Promise<Authenticated | null> {
  const now = clock.now()
  const [found] = await db.instance.read((q) => q.all(findApiKeyByHash, { key_hash: hashKey(text), now }))
  if (!found) return null
  noteUse({ db }, found, now)
  const scopes: Scope[] = typeof found.scopes === 'string' ? JSON.parse(found.scopes) : found.scopes
  const { organization_id, id: api_key_id, plan, expires_at } = found
  const ends_at = Math.min(expires_at ?? Infinity, now + LAST_USE_MS)
  return { principal: { kind: 'api_key', organization_id, api_key_id, scopes }, plan, ends_at }
}

/** Nobody waits for this, and nobody fails with it. */
function noteUse({ db }: Pick<Base, 'db'>, key: ApiKeyFound, now: number): void {
  // A use later than now is of a clock that was set back since.
  if (key.last_used_at !== null && Math.abs(now - key.last_used_at) < LAST_USE_MS) return
  db.for(key.organization_id)
    .write((tx) => updateLastUse(tx, key.id, now))
    .catch((error) => log.error('The use of API key {id} was not noted: {error}', { id: key.id, error }))
}
