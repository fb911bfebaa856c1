/** What a list says of a task besides: how much is said about it, since when it is in progress, and what the caller may do. */
import type { Moment, Viewer } from '../../../access/viewer.ts'
import type { Read } from '../../../db/handle.ts'
import { batchStatement } from '../../../db/statement.ts'
import { rightsTo } from '../enter-tasks.ts'
import type { TaskRow } from '../queries.ts'
import type { ListedTask } from '../schema.ts'
import { toWire } from '../to-wire.ts'

export interface ListedRow extends TaskRow {
  comment_count: number
  /** Epoch ms; `null` where it is not. */
  in_progress_since: number | null
  may: ListedTask['may']
}

/** For all of them together: by the keys of what hangs on each. */
const selectAround = batchStatement({ id: 'text', status: 'text' })<{
  id: string
  comment_count: number
  in_progress_since: number | null
}>(`
  select r.id,
    (select count(*) from task_comments c
      where c.organization_id = :organization_id and c.task_id = r.id and c.deleted_at is null) as comment_count,
    case when r.status = 'in_progress' then (select max(s.changed_at) from task_status_changes s
      where s.organization_id = :organization_id and s.task_id = r.id) end as in_progress_since
  from :rows as r`)

export async function withAround(q: Read, viewer: Viewer, rows: readonly TaskRow[]): Promise<ListedRow[]> {
  if (rows.length === 0) return []
  const around = new Map(
    (
      await q.each(
        selectAround,
        rows.map(({ id, status }) => ({ id, status })),
      )
    ).map((one) => [one.id, one]),
  )
  const rights = await rightsTo(q, viewer, rows)
  return rows.map((row) => ({
    ...row,
    comment_count: Number(around.get(row.id)?.comment_count ?? 0),
    in_progress_since: around.get(row.id)?.in_progress_since ?? null,
    may: rights.get(row.id) ?? 'view',
  }))
}

export function listedToWire(row: ListedRow, now: Moment): ListedTask {
  const { comment_count, in_progress_since, may, ...task } = row
  const since = in_progress_since === null ? null : new Date(in_progress_since).toISOString()
  return { ...toWire(task, now), comment_count, in_progress_since: since, may }
}
