/**
 * Links that prove that somebody reads an address: their own, or the one that it is to be. Each works
 * once, so it waits for a press of the button.
 */
import { useState } from 'preact/hooks'
import { call } from '../../api/client.ts'
import { useForm } from '../../parts/use-form.ts'
import { address, place } from '../../state/route.ts'
import { account, readAccount } from '../../state/session.ts'
import { doors } from '../../texts/doors.ts'
import { Door } from './door.tsx'
import { BackToSignIn } from './reset-password.tsx'

export function VerifyEmail() {
  const { verifyTitle: title, verify: label, verified: done } = doors.door
  const confirm = (token: string) => call('POST /api/v1/auth/verify-email', { body: { token } })
  return <OpenLink view="verify-email" {...{ title, label, done, confirm }} />
}

export function ChangeEmail() {
  const { changeTitle: title, change: label, changed: done } = doors.door
  const confirm = (token: string) => call('POST /api/v1/auth/email-change/confirm', { body: { token } })
  return <OpenLink view="change-email" {...{ title, label, done, confirm }} />
}

interface Props {
  view: string
  title: string
  /** On the button. */
  label: string
  /** What is so afterwards. */
  done: string
  confirm(token: string): Promise<unknown>
}

function OpenLink({ view, title, label, done, confirm }: Props) {
  const token = place.value.query.get('token') ?? ''
  const [isDone, setDone] = useState(false)
  const form = useForm(async () => {
    await confirm(token)
    setDone(true)
    if (account.value) await readAccount()
  })
  const isTaken = form.wrong('email')
  const linkIsWrong = form.wrong('token')
  return (
    <Door view={view}>
      <form onSubmit={form.submit}>
        <h2>{title}</h2>
        {(form.said || linkIsWrong || isTaken) && (
          <p class="said" role="alert">
            {linkIsWrong ? doors.door.linkIsOver : isTaken ? doors.door.addressIsTaken : form.said}
          </p>
        )}
        {isDone ? (
          <p class="said blue" role="status">
            {done}
          </p>
        ) : (
          <button type="submit" class="btn main big" disabled={form.is_sending}>
            {label}
          </button>
        )}
        {account.value ? (
          <p class="under-form">
            <a href={address('')}>{doors.door.toOverview}</a>
          </p>
        ) : (
          <BackToSignIn />
        )}
      </form>
    </Door>
  )
}
