/** One's own address: whether it is verified, which other one waits to be, and the way to another. */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { EmailChange } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { whenIn } from '../../format/calendar.ts'
import { dayIn } from '../../format/days.ts'
import { attempt } from '../../parts/attempt.ts'
import { Field } from '../../parts/field.tsx'
import { say } from '../../parts/toasts.tsx'
import { useForm } from '../../parts/use-form.ts'
import { readAgain, reading } from '../../state/reading.ts'
import { account, instance, today, zone } from '../../state/session.ts'
import { administration } from '../../texts/administration.ts'
import { t } from '../../texts/texts.ts'
import { isPasswordKnown, OwnerFields, useOwner } from './owner-fields.tsx'

export function Email() {
  const isChanging = useSignal(false)
  const change = reading(30_000, 'GET /api/v1/auth/email-change').value.value
  useOwnAddress(change?.new_email)
  const user = account.value?.user
  if (!user) return null
  return (
    <div class="stack" data-email-change={change?.new_email ?? ''}>
      {user.email_verified ? <p class="small dim">{administration.accountView.verified}</p> : <Verify />}
      {change?.new_email && <Waiting change={change} />}
      {isChanging.value ? (
        <ChangeEmail
          leave={() => {
            isChanging.value = false
          }}
        />
      ) : (
        isPasswordKnown() && (
          <div>
            <button
              type="button"
              class="btn"
              onClick={() => {
                isChanging.value = true
              }}
            >
              {administration.accountView.changeEmail}
            </button>
          </div>
        )
      )}
    </div>
  )
}

/** The link is opened somewhere else: once nothing waits any more, the address may be another. */
function useOwnAddress(waiting: string | null | undefined): void {
  const before = useRef(waiting)
  useEffect(() => {
    if (before.current && waiting === null) void attempt(readOwnAddress)
    before.current = waiting
  }, [waiting])
}

async function readOwnAddress(): Promise<void> {
  const { user, organization, member } = await call('GET /api/v1/auth/me')
  account.value = { user, organization, member }
}

function Verify() {
  const send = async () => {
    await call('POST /api/v1/auth/verify-email/send')
    say(administration.accountView.sent(sendsMail()))
  }
  return (
    <p class="small">
      {administration.accountView.unverified}{' '}
      <button type="button" class="link" onClick={() => void attempt(send)}>
        {administration.accountView.sendLink}
      </button>
    </p>
  )
}

function Waiting({ change: { new_email, expires_at } }: { change: EmailChange }) {
  const until = new Date(expires_at ?? 0)
  const resend = async () => {
    await call('POST /api/v1/auth/email-change/send')
    say(administration.accountView.sent(sendsMail()))
    await readChange()
  }
  const cancel = async () => {
    await call('DELETE /api/v1/auth/email-change')
    say(administration.accountView.emailKept)
    await readChange()
  }
  return (
    <div class="said blue" role="status">
      <p>
        {administration.accountView.waiting(
          new_email ?? '',
          whenIn(zone.value, until, today.value, dayIn(zone.value, until)),
          sendsMail(),
        )}
      </p>
      <div class="bar-row">
        <button type="button" class="link" onClick={() => void attempt(resend)}>
          {administration.accountView.sendAgain}
        </button>
        <button type="button" class="link" onClick={() => void attempt(cancel)}>
          {administration.accountView.keepEmail}
        </button>
      </div>
    </div>
  )
}

function ChangeEmail({ leave }: { leave: () => void }) {
  const wanted = useSignal('')
  const owner = useOwner()
  const form = useForm(async () => {
    await call('POST /api/v1/auth/email-change', {
      body: { ...owner.body(), new_email: wanted.value.trim() },
    })
    leave()
    await readChange()
  })
  return (
    <form class="stack" onSubmit={form.submit} noValidate>
      <Field
        label={administration.accountView.newEmail}
        type="email"
        autoComplete="email"
        autoFocus
        value={wanted.value}
        onValue={(value) => {
          wanted.value = value
        }}
        hint={administration.accountView.newEmailHint}
        wrong={form.wrong('new_email')}
      />
      <OwnerFields owner={owner} form={form} />
      {form.said && <p class="said">{form.said}</p>}
      <div class="bar-row">
        <button
          type="submit"
          class="btn"
          disabled={form.is_sending || !wanted.value.trim() || !owner.isComplete}
        >
          {administration.accountView.confirmEmail}
        </button>
        <button type="button" class="btn quiet" onClick={leave}>
          {t.cancel}
        </button>
      </div>
    </form>
  )
}

function sendsMail(): boolean {
  return instance.value?.mail ?? false
}

async function readChange(): Promise<void> {
  await readAgain((route) => route.includes('/email-change'))
}
