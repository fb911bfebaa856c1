import type { InstanceWrite } from '../db/handle.ts'
import { statement } from '../db/statement.ts'
import type { Resource } from '../resources/resource.ts'

const KEPT_MS = 30 * 86_400_000

export const change: Resource = {
  kind: 'change',
  table: 'changes',
  deleteOver: forgetOldest,
}

/**
 * What is old is where a log begins, since its numbers grow with the time: an index by age would be written
 * with each change. The last of an organization stays, so that its numbers go on.
 */
async function forgetOldest(tx: InstanceWrite, now: number, most: number): Promise<number> {
  const until = now - KEPT_MS
  let count = 0
  for (const { organization_id } of await tx.all(listLogsWithOld, { until })) {
    const here = tx.within(organization_id)
    count += (await here.all(deleteFirst, { until, most: most - count })).length
    if (count >= most) break
  }
  return count
}

/** No more is read of each than its first row. */
const listLogsWithOld = statement<{ until: number }, { organization_id: string }>(`
  select o.id as organization_id from organizations o where exists (
    select 1 from (select l.seq, l.at from changes l where l.organization_id = o.id order by l.seq limit 1) as f
    where f.at <= :until and f.seq < (select max(l.seq) from changes l where l.organization_id = o.id))`)

const deleteFirst = statement<{ until: number; most: number }, unknown>(`
  delete from changes where organization_id = :organization_id and at <= :until
    and seq < (select min(seq) + cast(:most as bigint) from changes where organization_id = :organization_id)
    and seq < (select max(seq) from changes where organization_id = :organization_id)
  returning 1 as deleted`)
