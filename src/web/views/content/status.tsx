import type { ContentStatus } from '../../../../docs/api-types.ts'
import { k } from '../../texts/knowledge.ts'
import { whenWritten } from './when-written.ts'

const TONES = { draft: '', review: 'few', published: 'green', archived: '' } as const

/** Of a text, a lesson or an assessment. */
export function Status({ of }: { of: { status: ContentStatus; publish_at?: string | null } }) {
  return (
    <span
      class={`tag ${TONES[of.status]}`}
      title={of.publish_at ? k.willBePublished(whenWritten(of.publish_at)) : undefined}
    >
      {k.statuses[of.status]}
      {of.publish_at && ' ◷'}
    </span>
  )
}
