import type { Change } from '../db/facts.ts'
import { statement } from '../db/statement.ts'

/** A row of the log of changes. */
export interface LoggedChange extends Change {
  seq: number
  actor: string
  correlation_id: string
  /** Epoch ms. */
  at: number
}

export const listChanges = statement<{ after: number; limit: number }, LoggedChange>(`
  select seq, kind, id, verb, actor, correlation_id, at from changes
  where organization_id = :organization_id and seq > :after
  order by seq limit cast(:limit as int)`)

export const findLastSeq = statement<Record<never, never>, { seq: number }>(`
  select coalesce(max(seq), 0) as seq from changes where organization_id = :organization_id`)

/** What changed, whatever became of it. */
export const listChangedThings = statement<
  { after: number; limit: number },
  Pick<LoggedChange, 'kind' | 'id'>
>(`
  select kind, id from changes where organization_id = :organization_id and seq > cast(:after as bigint)
  order by seq limit cast(:limit as int)`)
