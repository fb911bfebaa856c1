import { useSignal } from '@preact/signals'
import type { Job } from '../../../../../docs/api-types.ts'
import { call } from '../../../api/client.ts'
import { AskFirst } from '../../../parts/ask-first.tsx'
import { attempt } from '../../../parts/attempt.ts'
import { say } from '../../../parts/toasts.tsx'
import { readAgain } from '../../../state/reading.ts'
import { address, go } from '../../../state/route.ts'
import { h } from '../../../texts/hiring.ts'

export function DiscardJob({ job: { id, title } }: { job: Job }) {
  const isAsked = useSignal(false)
  const discard = () =>
    void attempt(async () => {
      await call('DELETE /api/v1/jobs/{id}', { params: { id } })
      go(address('hiring'))
      const again = () => readAgain((route) => /\/(jobs|hiring|applications)/.test(route))
      say(h.deleted(title), async () => {
        await attempt(() => call('POST /api/v1/trash/{id}/restore', { params: { id } }))
        await again()
      })
      await again()
    })
  return (
    <>
      <button
        type="button"
        class="btn quiet start"
        onClick={() => {
          isAsked.value = true
        }}
      >
        {h.deleteJob}
      </button>
      <AskFirst isOpen={isAsked} title={h.deleteJobTitle(title)} label={h.delete} onDo={discard}>
        <p>{h.deleteJobWhat}</p>
      </AskFirst>
    </>
  )
}
