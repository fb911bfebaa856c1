import type { Write } from '../db/handle.ts'
import { statement } from '../db/statement.ts'

/**
 * Takes the key, unless it is taken: by an answer that is still kept, or by a request that runs.
 * One statement, so that of two requests at once one wins, in whatever process they are.
 */
const claimKey = statement<
  KeyOfPrincipal & { request_hash: string; now: number; kept_since: number; running_since: number },
  { created_at: number }
>(`
  insert into idempotency_keys (organization_id, principal_id, key, request_hash, created_at)
  values (:organization_id, :principal_id, :key, :request_hash, :now)
  on conflict (organization_id, principal_id, key) do update
  set request_hash = excluded.request_hash, created_at = excluded.created_at, status = null, body = null
  where idempotency_keys.created_at < :kept_since
    or (idempotency_keys.status is null and idempotency_keys.created_at < :running_since)
  returning created_at`)

const findKey = statement<KeyOfPrincipal, StandingKey>(`
  select request_hash, status, body from idempotency_keys
  where organization_id = :organization_id and principal_id = :principal_id and key = :key`)

/** Only while it is still ours: another request may have taken it for abandoned. */
const keepAnswer = statement<ClaimedKey & { status: number; body: string | null }>(`
  update idempotency_keys set status = :status, body = :body
  where organization_id = :organization_id and principal_id = :principal_id and key = :key
    and status is null and created_at = :created_at`)

const releaseKey = statement<ClaimedKey>(`
  delete from idempotency_keys
  where organization_id = :organization_id and principal_id = :principal_id and key = :key
    and status is null and created_at = :created_at`)

type KeyOfPrincipal = { principal_id: string; key: string }
type ClaimedKey = KeyOfPrincipal & { created_at: number }

export interface StandingKey {
  request_hash: string
  /** `null` while the request runs. */
  status: number | null
  body: string | null
}

/** @returns What stands there when the key was not free. */
export async function insertKey(
  tx: Write,
  claim: KeyOfPrincipal & { request_hash: string; now: number; kept_since: number; running_since: number },
): Promise<StandingKey | null> {
  const [claimed] = await tx.all(claimKey, claim)
  if (claimed) return null
  const { principal_id, key } = claim
  const [standing] = await tx.all(findKey, { principal_id, key })
  return standing ?? null
}

export async function updateAnswer(
  tx: Write,
  { principal_id, key, created_at }: ClaimedKey,
  { status, body }: { status: number; body: string | null },
) {
  await tx.all(keepAnswer, { principal_id, key, created_at, status, body })
}

export async function deleteKey(tx: Write, { principal_id, key, created_at }: ClaimedKey) {
  await tx.all(releaseKey, { principal_id, key, created_at })
}
