/** The way to a second factor: the password, a secret for the app, and its first code. */
import { useSignal } from '@preact/signals'
import type { Enrolment } from '../../../../../docs/api-types.ts'
import { call } from '../../../api/client.ts'
import { copyText } from '../../../parts/copy-text.ts'
import { Field } from '../../../parts/field.tsx'
import { lazily } from '../../../parts/lazy.tsx'
import { useForm } from '../../../parts/use-form.ts'
import { readAgain } from '../../../state/reading.ts'
import { administration } from '../../../texts/administration.ts'
import { t } from '../../../texts/texts.ts'
import { OwnerFields, useOwner } from '../owner-fields.tsx'

const QrCode = lazily(async () => (await import('./qr-code.tsx')).QrCode, <div class="qr" />)

export type Show = (codes: readonly string[]) => void

export function Off({ show }: { show: Show }) {
  const enrolment = useSignal<Enrolment | null>(null)
  const isAsking = useSignal(false)
  const leave = () => {
    isAsking.value = false
    enrolment.value = null
  }
  if (enrolment.value) return <Confirm enrolment={enrolment.value} show={show} leave={leave} />
  return (
    <div class="stack">
      <p class="small">{administration.secondFactor.what}</p>
      {isAsking.value ? (
        <Enrol
          leave={leave}
          onEnrolled={(made) => {
            enrolment.value = made
          }}
        />
      ) : (
        <div>
          <button
            type="button"
            class="btn"
            onClick={() => {
              isAsking.value = true
            }}
          >
            {administration.secondFactor.turnOn}
          </button>
        </div>
      )}
    </div>
  )
}

function Enrol({ leave, onEnrolled }: { leave: () => void; onEnrolled: (made: Enrolment) => void }) {
  const owner = useOwner()
  const form = useForm(async () =>
    onEnrolled(await call('POST /api/v1/auth/second-factor', { body: owner.body() })),
  )
  return (
    <form class="stack" onSubmit={form.submit} noValidate>
      <OwnerFields owner={owner} form={form} />
      {form.said && <p class="said">{form.said}</p>}
      <div class="bar-row">
        <button type="submit" class="btn" disabled={form.is_sending || !owner.isComplete}>
          {administration.secondFactor.goOn}
        </button>
        <button type="button" class="btn quiet" onClick={leave}>
          {t.cancel}
        </button>
      </div>
    </form>
  )
}

function Confirm({
  enrolment: { secret, otpauth_uri },
  show,
  leave,
}: {
  enrolment: Enrolment
  show: Show
  leave: () => void
}) {
  const code = useSignal('')
  const form = useForm(async () => {
    const body = { code: code.value }
    const { recovery_codes } = await call('POST /api/v1/auth/second-factor/confirm', { body })
    show(recovery_codes)
    await readState()
  })
  return (
    <form class="stack" onSubmit={form.submit} noValidate>
      <p class="small">{administration.secondFactor.scan}</p>
      <QrCode text={otpauth_uri} label={administration.secondFactor.qrCode} />
      <div class="secret">
        <span data-secret={secret}>{secret.replace(/(.{4})(?=.)/g, '$1 ')}</span>
        <button type="button" class="btn" onClick={() => void copyText(secret)}>
          {t.take.copy}
        </button>
      </div>
      <Field
        label={administration.secondFactor.code}
        name="code"
        autoComplete="one-time-code"
        inputMode="numeric"
        value={code.value}
        onValue={(value) => {
          code.value = value
        }}
        hint={administration.secondFactor.firstCode}
        wrong={form.wrong('code') && administration.secondFactor.wrongCode}
      />
      {form.said && <p class="said">{form.said}</p>}
      <div class="bar-row">
        <button type="submit" class="btn main" disabled={form.is_sending || !code.value}>
          {administration.secondFactor.confirm}
        </button>
        <button type="button" class="btn quiet" onClick={leave}>
          {t.cancel}
        </button>
      </div>
    </form>
  )
}

/** Other devices are signed out with it. */
export async function readState(): Promise<void> {
  await readAgain((route) => route.includes('/second-factor') || route.includes('/sessions'))
}
