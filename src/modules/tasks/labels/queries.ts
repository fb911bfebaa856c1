import type { Read } from '../../../db/handle.ts'
import { batchStatement, statement } from '../../../db/statement.ts'

/** From each to the next one through the index: what is skipped are the tasks that have the same label. */
const selectLabels = statement<{ after: string; limit: number }, { label: string }>(`
  with recursive found(label) as (
    select min(l.label) from task_labels l
    where l.organization_id = :organization_id and l.label > :after
    union all
    select (select min(l.label) from task_labels l
      where l.organization_id = :organization_id and l.label > found.label)
    from found where found.label is not null
  )
  select label from found where label is not null limit :limit`)

/** In their order, whoever sees the tasks that have them. */
export async function labelsAfter(q: Read, after: string, limit: number): Promise<string[]> {
  return (await q.all(selectLabels, { after, limit })).map(({ label }) => label)
}

const selectNewest = batchStatement({ label: 'text' })<{ label: string; task_id: string }>(`
  select r.label, (select max(l.task_id) from task_labels l
    where l.organization_id = :organization_id and l.label = r.label) as task_id
  from :rows as r`)

export function newestLabelled(q: Read, labels: readonly string[]) {
  return q.each(
    selectNewest,
    labels.map((label) => ({ label })),
  )
}
