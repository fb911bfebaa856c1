import type { Content, ContentStatus } from '../../../../docs/api-types.ts'
import { attempt } from '../../parts/attempt.ts'
import { say } from '../../parts/toasts.tsx'
import type { Draft } from '../../parts/use-draft.ts'
import { k } from '../../texts/knowledge.ts'

/** What is written and not saved yet is saved with it. */
export function PublishButtons({ draft, item }: { draft: Draft<Content>; item: Content }) {
  const become = (status: ContentStatus) =>
    void attempt(async () => {
      const before = item.status
      const more = status === 'published' ? { status, publish_at: null } : { status }
      if (!(await draft.save(more))) return
      say(k.isNow(item.title, k.statuses[status]), async () => {
        await attempt(() => draft.save({ status: before }))
      })
    })
  if (item.status === 'published')
    return (
      <button type="button" class="btn" onClick={() => become('draft')}>
        {k.unpublish}
      </button>
    )
  return (
    <button type="button" class="btn main" onClick={() => become('published')}>
      {item.publish_at ? k.publishNow : k.publish}
    </button>
  )
}
