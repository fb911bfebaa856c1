import type { InstanceWrite } from '../db/handle.ts'
import { statement } from '../db/statement.ts'

export type StepKey = {
  principal_id: string
  /** SHA-256 of the key's text. */
  key: string
  step: number
}

/**
 * Unless it is there already and still kept: then no row is returned. Whoever comes second waits here
 * until the first has committed or failed.
 */
const markStep = statement<
  StepKey & { request_hash: string; created_at: number; kept_since: number },
  { created_at: number }
>(`
  insert into idempotent_writes (organization_id, principal_id, key, step, request_hash, created_at)
  values (:organization_id, :principal_id, :key, :step, :request_hash, :created_at)
  on conflict (organization_id, principal_id, key, step) do update
  set request_hash = excluded.request_hash, created_at = excluded.created_at, outcome = null
  where idempotent_writes.created_at < :kept_since
  returning created_at`)

const findKept = statement<StepKey, KeptStep>(`
  select request_hash, outcome, created_at from idempotent_writes
  where organization_id = :organization_id and principal_id = :principal_id and key = :key and step = :step`)

const keepOutcome = statement<StepKey & { outcome: string }>(`
  update idempotent_writes set outcome = :outcome
  where organization_id = :organization_id and principal_id = :principal_id and key = :key and step = :step`)

export interface KeptStep {
  request_hash: string
  outcome: string | null
  created_at: number
}

/** @returns What an earlier run kept, or `null` when the mark is ours. */
export async function insertStep(
  tx: InstanceWrite,
  step: StepKey & { request_hash: string; created_at: number; kept_since: number },
): Promise<KeptStep | null> {
  const [marked] = await tx.all(markStep, step)
  if (marked) return null
  const { principal_id, key, step: number } = step
  const [kept] = await tx.all(findKept, { principal_id, key, step: number })
  return kept ?? null
}

export async function updateOutcome(tx: InstanceWrite, step: StepKey & { outcome: string }) {
  await tx.all(keepOutcome, step)
}
