/** What content tells the metrics and whoever listens. */
import type { Act } from '../../access/act.ts'
import type { Principal } from '../../access/principal.ts'
import type { WorkChange } from '../../db/facts.ts'
import type { Write } from '../../db/handle.ts'
import { recordOwnActivity } from '../events/record-activity.ts'
import type { ContentRow } from './queries.ts'

/** By nobody: by a job or the command line, whose doings are nobody's activity. */
export type ContentAct = Act<Principal | null>

export async function recordCreated({ tx, now }: ContentAct, { id, status }: ContentRow): Promise<void> {
  await record(tx, { id, verb: 'created', status }, now)
}

export async function recordChanged({ tx, now }: ContentAct, { id, status }: ContentRow): Promise<void> {
  await record(tx, { id, verb: 'changed', status }, now)
}

export async function recordTrashed(tx: Write, id: string, is_deleted: boolean, at: number): Promise<void> {
  await record(tx, { id, verb: is_deleted ? 'deleted' : 'restored' }, at)
}

function record(tx: Write, change: WorkChange, at: number): Promise<void> {
  return tx.record({ type: 'work_changed', kind: 'content', changes: [change], at })
}

/** That a member acted. Before the fact about the content, since everybody locks people first. */
export async function recordAct(
  { tx, newId, now, principal }: ContentAct,
  verb: 'created' | 'published' | 'changed',
): Promise<void> {
  if (principal === null) return
  const activity = { id: newId(), verb: `content.${verb}`, core: verb !== 'changed', now }
  await recordOwnActivity(tx, principal, activity)
}
