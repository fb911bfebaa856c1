/** A second factor: turned on with an app, turned off, and its recovery codes, which are shown once. */
import { useSignal } from '@preact/signals'
import type { SecondFactor } from '../../../../../docs/api-types.ts'
import { call } from '../../../api/client.ts'
import { dateOf } from '../../../format/dates.ts'
import { dayIn } from '../../../format/days.ts'
import { adoptStyle } from '../../../parts/adopt-style.ts'
import { Read, Sheet } from '../../../parts/sheet.tsx'
import { say } from '../../../parts/toasts.tsx'
import { useForm } from '../../../parts/use-form.ts'
import { reading } from '../../../state/reading.ts'
import { today, zone } from '../../../state/session.ts'
import styles from '../../../styles/second-factor.css' with { type: 'text' }
import { administration } from '../../../texts/administration.ts'
import { t } from '../../../texts/texts.ts'
import { OwnerFields, useOwner } from '../owner-fields.tsx'
import { Off, readState, type Show } from './enrol.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'

adoptStyle(styles)

/** Fewer are soon none. */
const FEW_CODES = 3

export function SecondFactorSheet() {
  const state = reading(30_000, 'GET /api/v1/auth/second-factor').value
  const codes = useSignal<readonly string[] | null>(null)
  const show = (made: readonly string[]) => {
    codes.value = made
  }
  return (
    <Sheet title={administration.secondFactor.title}>
      {codes.value ? (
        <RecoveryCodes
          codes={codes.value}
          done={() => {
            codes.value = null
          }}
        />
      ) : (
        <Read from={state} height={60}>
          {(factor) => (factor.enabled ? <On factor={factor} show={show} /> : <Off show={show} />)}
        </Read>
      )}
    </Sheet>
  )
}

type Deed = 'codes' | 'off'

function On({ factor, show }: { factor: SecondFactor; show: Show }) {
  const deed = useSignal<Deed | null>(null)
  const begin = (what: Deed) => () => {
    deed.value = what
  }
  const left = factor.recovery_codes_left
  const since = factor.enabled_at === null ? today.value : dayIn(zone.value, new Date(factor.enabled_at))
  return (
    <div class="stack">
      <p class="small">{administration.secondFactor.onSince(dateOf(since, today.value))}</p>
      <p class={left <= FEW_CODES ? 'said' : 'small dim'}>{administration.secondFactor.left(left)}</p>
      {deed.value ? (
        <Do
          key={deed.value}
          deed={deed.value}
          show={show}
          leave={() => {
            deed.value = null
          }}
        />
      ) : (
        <div class="bar-row">
          <button type="button" class="btn" onClick={begin('codes')}>
            {administration.secondFactor.newCodes}
          </button>
          <button type="button" class="btn" onClick={begin('off')}>
            {administration.secondFactor.turnOff}
          </button>
        </div>
      )}
    </div>
  )
}

function Do({ deed, show, leave }: { deed: Deed; show: Show; leave: () => void }) {
  const owner = useOwner()
  const form = useForm(async () => {
    const body = { code: '', ...owner.body() }
    if (deed === 'off') {
      await call('POST /api/v1/auth/second-factor/disable', { body })
      say(administration.secondFactor.isOff)
    } else {
      show((await call('POST /api/v1/auth/second-factor/recovery-codes', { body })).recovery_codes)
    }
    await readState()
  })
  return (
    <form class="stack" onSubmit={form.submit} noValidate>
      <OwnerFields owner={owner} form={form} />
      {form.said && <p class="said">{form.said}</p>}
      <div class="bar-row">
        <button type="submit" class="btn" disabled={form.is_sending || !owner.isComplete}>
          {deed === 'off' ? administration.secondFactor.turnOffNow : administration.secondFactor.makeCodes}
        </button>
        <button type="button" class="btn quiet" onClick={leave}>
          {t.cancel}
        </button>
      </div>
    </form>
  )
}
