import type { Signal } from '@preact/signals'
import type { Candidate } from '../../../../../docs/api-types.ts'
import { call } from '../../../api/client.ts'
import { AskFirst } from '../../../parts/ask-first.tsx'
import { attempt } from '../../../parts/attempt.ts'
import { say } from '../../../parts/toasts.tsx'
import { readAgain } from '../../../state/reading.ts'
import { address, go } from '../../../state/route.ts'
import { h } from '../../../texts/hiring.ts'

interface Props {
  isOpen: Signal<boolean>
  candidate: Candidate
  /** How many are theirs. */
  applications: number
}

export function Erase({ isOpen, candidate: { id, name }, applications }: Props) {
  const erase = () =>
    void attempt(async () => {
      await call('DELETE /api/v1/candidates/{id}', { params: { id } })
      go(address('hiring/candidates'))
      say(h.isErased)
      await readAgain((route) => /\/(candidates|applications|hiring)/.test(route))
    })
  return (
    <AskFirst
      isOpen={isOpen}
      title={h.eraseTitle(name)}
      label={h.eraseIt}
      typed={{ label: h.eraseTyped(name), text: name }}
      onDo={erase}
    >
      <p>{h.eraseWhat(applications)}</p>
    </AskFirst>
  )
}
