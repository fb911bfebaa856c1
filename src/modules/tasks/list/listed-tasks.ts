/**
 * What a list says of a task besides: how much is said about it, how many files it has, since when it is in
 * progress, and what the caller may do.
 */
import type { Moment, Viewer } from '../../../access/viewer.ts'
import type { Read } from '../../../db/handle.ts'
import { batchStatement } from '../../../db/statement.ts'
import { rightsTo } from '../enter-tasks.ts'
import type { TaskRow } from '../queries.ts'
import type { ListedTask } from '../schema.ts'
import { toWire } from '../to-wire.ts'

export interface Around {
  comment_count: number
  file_count: number
  /** Epoch ms; `null` where it is not. */
  in_progress_since: number | null
}

export interface ListedRow extends TaskRow, Around {
  may: ListedTask['may']
}

/** For all of them together: by the keys of what hangs on each. */
const selectAround = batchStatement({ id: 'text' })<{
  id: string
  comment_count: number
  file_count: number
  moved_at: number | null
}>(`
  select r.id,
    (select count(*) from task_comments c
      where c.organization_id = :organization_id and c.task_id = r.id and c.deleted_at is null) as comment_count,
    (select count(*) from task_files f
      where f.organization_id = :organization_id and f.task_id = r.id) as file_count,
    (select max(s.changed_at) from task_status_changes s
      where s.organization_id = :organization_id and s.task_id = r.id) as moved_at
  from :rows as r`)

/** @returns Of each of these tasks, as it was read with them. */
export async function readAround(q: Read, ids: readonly string[]) {
  const found = await q.each(
    selectAround,
    ids.map((id) => ({ id })),
  )
  const around = new Map(found.map((one) => [one.id, one]))
  return ({ id, status, created_at }: TaskRow): Around => {
    const { comment_count = 0, file_count = 0, moved_at = null } = around.get(id) ?? {}
    const in_progress_since = status === 'in_progress' ? (moved_at ?? created_at) : null
    return { comment_count, file_count, in_progress_since }
  }
}

export async function withRights(
  q: Read,
  viewer: Viewer,
  rows: readonly (TaskRow & Around)[],
): Promise<ListedRow[]> {
  const rights = await rightsTo(q, viewer, rows)
  return rows.map((row) => ({ ...row, may: rights.get(row.id) ?? 'view' }))
}

export function listedToWire(row: ListedRow, now: Moment): ListedTask {
  const { comment_count, file_count, in_progress_since, may, ...task } = row
  const since = in_progress_since === null ? null : new Date(in_progress_since).toISOString()
  return { ...toWire(task, now), comment_count, file_count, in_progress_since: since, may }
}
