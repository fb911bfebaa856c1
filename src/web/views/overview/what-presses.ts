/** What presses, of what is known. */
import type { Backup } from '../../../../docs/api-types.ts'

/** The newest of which is known how its proof went, if it went wrong. */
export function unproved(backups: readonly Backup[]): Backup | null {
  const last = backups.find(({ proof }) => proof.outcome !== 'pending')
  return last?.proof.outcome === 'failed' ? last : null
}

/** @param before `null` where it is not known. */
export function hasDoubled(late: number, before: number | null): before is number {
  return before !== null && late > 0 && late >= 2 * before
}
