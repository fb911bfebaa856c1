/** How many there are of something now, as the rollups have it: no row is counted. */
import type { Read } from '../../db/handle.ts'
import { statement } from '../../db/statement.ts'
import { ROLLUP_VERSION } from '../rebuild/rollup-version.ts'
import { stockOf, type WorkKind } from '../stocks/stock-kinds.ts'

const findCounters = statement<{ version: number }, { key: string; value: number }>(`
  select c.key, c.value from organizations o
  join organization_counters c on c.organization_id = o.id and c.generation = o.rollup_generation
  where o.id = :organization_id and o.rollup_version = :version`)

/**
 * Of a kind in these statuses, without what is in the trash. They move in the transaction of each write.
 *
 * @returns `null` where the rollups are yet to be made as this version makes them.
 */
export async function countInStock(
  q: Read,
  kind: WorkKind,
  statuses: readonly string[],
): Promise<number | null> {
  const rows = await q.all(findCounters, { version: ROLLUP_VERSION })
  if (rows.length === 0) return null
  const counters = new Map(rows.map(({ key, value }) => [key, value]))
  return statuses.reduce((sum, status) => sum + (counters.get(stockOf({ kind, status })) ?? 0), 0)
}
