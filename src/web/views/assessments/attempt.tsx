/** An attempt while it is taken, and what came of it. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Attempt } from '../../../../docs/api-types.ts'
import { call, Refused } from '../../api/client.ts'
import { Icon } from '../../parts/icon.tsx'
import { Failed } from '../../parts/sheet.tsx'
import { reading } from '../../state/reading.ts'
import { address, place } from '../../state/route.ts'
import { k } from '../../texts/knowledge.ts'
import { Result } from './result.tsx'
import { Taking } from './taking.tsx'

export function AttemptView() {
  const [, assessment_id = '', id = ''] = place.value.path
  const attempt = useSignal<Attempt | null>(null)
  const error = useSignal<Error | null>(null)
  const assessment = reading(300_000, 'GET /api/v1/assessments/{id}', { params: { id: assessment_id } }).value
    .value
  const read = async () => {
    try {
      attempt.value = await call('GET /api/v1/attempts/{id}', { params: { id } })
    } catch (refused) {
      error.value = refused instanceof Refused ? refused : new Error(String(refused))
    }
  }
  useEffect(() => void read(), [id])
  if (error.value && !attempt.value) return <Failed error={error.value} />
  if (!attempt.value) return <div class="body" aria-busy="true" />
  return (
    <div class="body" data-attempt={id}>
      <div class="bar-row">
        <a
          class="icon"
          href={address(`assessments/${assessment_id}`)}
          aria-label={assessment?.title ?? k.assessments}
        >
          <Icon name="back" />
        </a>
        <h2 class="bar-title">{assessment?.title}</h2>
        <span class="note">{k.attempt(attempt.value.number)}</span>
      </div>
      {attempt.value.submitted_at ? (
        <Result attempt={attempt.value} assessment={assessment} />
      ) : (
        <Taking attempt={attempt.value} onSubmitted={read} />
      )}
    </div>
  )
}
