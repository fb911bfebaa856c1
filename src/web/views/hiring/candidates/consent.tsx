/** What somebody agreed to, and until when they are kept. */
import { useSignal } from '@preact/signals'
import type { Candidate } from '../../../../../docs/api-types.ts'
import { whenIn } from '../../../format/calendar.ts'
import { dateOf } from '../../../format/dates.ts'
import { dayIn } from '../../../format/days.ts'
import { Field } from '../../../parts/field.tsx'
import { Sheet } from '../../../parts/sheet.tsx'
import type { Draft } from '../../../parts/use-draft.ts'
import { today, zone } from '../../../state/session.ts'
import { h } from '../../../texts/hiring.ts'

interface Props {
  candidate: Candidate
  draft: Draft<Candidate>
  manages: boolean
}

export function Consent({ candidate: { consent, retain_until }, draft, manages }: Props) {
  const purpose = useSignal('')
  return (
    <Sheet title={h.consent}>
      <div class="stack tight">
        <p class="small dim">
          {consent ? h.consentFor(consent.purpose, written(consent.given_at)) : h.noConsent}
        </p>
        {manages && consent && (
          <button type="button" class="btn start" onClick={() => draft.set({ consent: null })}>
            {h.takeConsent}
          </button>
        )}
        {manages && !consent && (
          <>
            <Field
              label={h.consentTo}
              value={purpose.value}
              onValue={(value) => {
                purpose.value = value
              }}
            />
            <button
              type="button"
              class="btn start"
              disabled={!purpose.value.trim()}
              onClick={() => {
                draft.set({ consent: { purpose: purpose.value.trim(), given_at: new Date().toISOString() } })
                purpose.value = ''
              }}
            >
              {h.giveConsent}
            </button>
          </>
        )}
        {manages ? (
          <Field
            label={h.keepUntil}
            type="date"
            value={retain_until ?? ''}
            hint={h.keepHint}
            onValue={(value) => draft.set({ retain_until: value || null })}
          />
        ) : (
          retain_until && (
            <p class="small dim">
              {h.keepUntil}: {dateOf(retain_until, today.value)}
            </p>
          )
        )}
      </div>
    </Sheet>
  )
}

function written(instant: string): string {
  const at = new Date(instant)
  return whenIn(zone.value, at, today.value, dayIn(zone.value, at))
}
