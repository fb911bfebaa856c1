import type { CourseProgress } from '../../../../docs/api-types.ts'
import { reading } from '../../state/reading.ts'
import { k } from '../../texts/knowledge.ts'

/** One's own. */
export function readProgress(id: string) {
  return reading(300_000, 'GET /api/v1/content/{id}/progress', { params: { id } }).value
}

export function ProgressBar({
  of: { completed, total },
}: {
  of: Pick<CourseProgress, 'completed' | 'total'>
}) {
  return (
    <span class="course-progress" data-completed={completed}>
      <span class="bar-of" aria-hidden="true">
        <i style={{ flexGrow: completed }} />
        <span style={{ flexGrow: total - completed }} />
      </span>
      <span class="note">{k.progress(completed, total)}</span>
    </span>
  )
}
