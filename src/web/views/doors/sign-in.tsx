import { useState } from 'preact/hooks'
import { call, type Refused } from '../../api/client.ts'
import { timeIn } from '../../format/dates.ts'
import { Field } from '../../parts/field.tsx'
import { useForm } from '../../parts/use-form.ts'
import { address, go, place } from '../../state/route.ts'
import { enter, instance, wasSignedOut } from '../../state/session.ts'
import { doors } from '../../texts/doors.ts'
import { t } from '../../texts/texts.ts'
import { Door } from './door.tsx'

export function SignIn() {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const form = useForm(async () => {
    enter(await call('POST /api/v1/auth/signin', { body: { email, password } }))
    // Back to where one was, where one was somewhere.
    if (place.value.path[0] === 'sign-in') go(address(''))
  }, refusalAtDoor)
  return (
    <Door view="sign-in">
      <form onSubmit={form.submit} noValidate>
        {wasSignedOut.value && !form.said && (
          <p class="said" role="status">
            {t.frame.signedOut}
          </p>
        )}
        {form.said && (
          <p class="said" role="alert">
            {form.said}
          </p>
        )}
        <Field
          label={t.email}
          type="email"
          name="email"
          autoComplete="username"
          value={email}
          onValue={setEmail}
          wrong={form.wrong('email')}
          autoFocus
          required
        />
        <Field
          label={t.password}
          type="password"
          name="password"
          autoComplete="current-password"
          value={password}
          onValue={setPassword}
          wrong={form.wrong('password')}
          aside={<a href={address('reset-password')}>{doors.door.forgotten}</a>}
          required
        />
        <button type="submit" class="btn main big" disabled={form.is_sending}>
          {doors.door.signIn}
        </button>
        <Newcomers />
      </form>
    </Door>
  )
}

function Newcomers() {
  if (instance.value?.first_run) {
    return (
      <p class="under-form">
        <a href={address('first-run')}>{doors.door.makeFirstAccount}</a>
      </p>
    )
  }
  return (
    <p class="under-form">
      {doors.door.newHere}{' '}
      {instance.value?.signup === 'open' ? (
        <a href={address('sign-up')}>{doors.door.makeAccount}</a>
      ) : (
        doors.door.askForInvitation
      )}
    </p>
  )
}

export function refusalAtDoor({ problem, retry_after }: Refused): string | null {
  if (problem.code === 'wrong_credentials') return doors.door.wrongCredentials
  if (problem.code === 'too_many_failures')
    return doors.door.locked(timeIn(undefined, new Date(Date.now() + (retry_after ?? 60) * 1000)))
  if (problem.code === 'no_membership') return doors.door.noMembership
  return null
}
