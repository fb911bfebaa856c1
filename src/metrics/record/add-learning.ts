/** Counts a lesson that somebody has completed, or an assessment that somebody has submitted: for good. */
import type { TOTALS } from '../stocks/stock-kinds.ts'
import { findPersonStates } from './rollup-statements.ts'
import type { Rollups } from './rollups.ts'

export async function addLearning(
  { tx, generation, days, deltas }: Rollups,
  key: (typeof TOTALS)[number],
  { person_id, at }: { person_id: string; at: number },
): Promise<void> {
  const [state] = await tx.each(findPersonStates, [{ person_id }], { generation })
  // Not built yet in a generation that is being built: the builder reads what the person has done.
  if (state?.built) deltas.addToTotal(days.dayOf(at), key, 1)
}
