/** Asks for a link, and with its token sets a new password. */
import { useState } from 'preact/hooks'
import { call } from '../../api/client.ts'
import { Field } from '../../parts/field.tsx'
import { useForm } from '../../parts/use-form.ts'
import { address, place } from '../../state/route.ts'
import { instance } from '../../state/session.ts'
import { doors } from '../../texts/doors.ts'
import { t } from '../../texts/texts.ts'
import { Door } from './door.tsx'

export function ResetPassword() {
  const token = place.value.query.get('token')
  return <Door view="reset-password">{token ? <SetPassword token={token} /> : <AskForLink />}</Door>
}

function AskForLink() {
  const [email, setEmail] = useState('')
  const [isAsked, setAsked] = useState(false)
  const form = useForm(async () => {
    await call('POST /api/v1/auth/password-reset', { body: { email } })
    setAsked(true)
  })
  return (
    <form onSubmit={form.submit} noValidate>
      <h2>{doors.door.resetTitle}</h2>
      {form.said && (
        <p class="said" role="alert">
          {form.said}
        </p>
      )}
      {isAsked ? (
        <p class="said blue" role="status">
          {doors.door.linkOnItsWay(instance.value?.mail ?? false)}
        </p>
      ) : (
        <>
          <Field
            label={t.email}
            type="email"
            name="email"
            autoComplete="username"
            value={email}
            onValue={setEmail}
            required
          />
          <button type="submit" class="btn main big" disabled={form.is_sending}>
            {doors.door.sendLink}
          </button>
        </>
      )}
      <BackToSignIn />
    </form>
  )
}

function SetPassword({ token }: { token: string }) {
  const [password, setPassword] = useState('')
  const [isSet, setIsSet] = useState(false)
  const form = useForm(async () => {
    await call('POST /api/v1/auth/password-reset/confirm', { body: { token, new_password: password } })
    setIsSet(true)
  })
  const linkIsWrong = form.wrong('token')
  return (
    <form onSubmit={form.submit} noValidate>
      <h2>{doors.door.newPasswordTitle}</h2>
      {(form.said || linkIsWrong) && (
        <p class="said" role="alert">
          {linkIsWrong ? doors.door.linkIsOver : form.said}
        </p>
      )}
      {isSet ? (
        <p class="said blue" role="status">
          {doors.door.passwordIsSet}
        </p>
      ) : (
        <>
          <Field
            label={doors.door.newPassword}
            type="password"
            name="password"
            autoComplete="new-password"
            value={password}
            onValue={setPassword}
            hint={doors.door.passwordHint}
            wrong={form.wrong('new_password')}
            required
          />
          <button type="submit" class="btn main big" disabled={form.is_sending}>
            {doors.door.setPassword}
          </button>
        </>
      )}
      <BackToSignIn />
    </form>
  )
}

export function BackToSignIn() {
  return (
    <p class="under-form">
      <a href={address('sign-in')}>{doors.door.toSignIn}</a>
    </p>
  )
}
