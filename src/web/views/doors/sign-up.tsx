/** An account and an organization of one's own, or an account for an invitation. */
import { useState } from 'preact/hooks'
import { call } from '../../api/client.ts'
import { useForm } from '../../parts/use-form.ts'
import { address, go } from '../../state/route.ts'
import { enter } from '../../state/session.ts'
import { doors } from '../../texts/doors.ts'
import { emptyAccount, foundBy, OrganizationFields, PersonFields, signUpBody } from './account-fields.tsx'
import { Door } from './door.tsx'
import { refusalAtDoor } from './sign-in.tsx'
import { eitherOf, isPasswordTaken, SignOnButton, useSignOn } from './single-sign-on.tsx'

export function SignUp() {
  return (
    <Door view="sign-up">
      <SignUpForm />
    </Door>
  )
}

/** @param invitation The token of one; then there is an organization already. */
export function SignUpForm({ invitation }: { invitation?: string }) {
  const [account, setAccount] = useState(emptyAccount)
  const change = (changes: Partial<typeof account>) => setAccount({ ...account, ...changes })
  const form = useForm(async () => {
    const { name, email, password } = account
    const body = invitation === undefined ? signUpBody(account) : { name, email, password, invitation }
    enter(await call('POST /api/v1/auth/signup', { body }))
    go(address(''))
  }, refusalAtDoor)
  const signOn = useSignOn(() => (invitation === undefined ? foundBy(account) : { invitation }))
  const takesPassword = isPasswordTaken()
  return (
    <form onSubmit={takesPassword ? form.submit : signOn.submit} noValidate>
      <h2>{doors.door.newAccount}</h2>
      {form.said && (
        <p class="said" role="alert">
          {form.said}
        </p>
      )}
      {takesPassword && <PersonFields {...{ account, change, form }} />}
      {invitation === undefined && (
        <OrganizationFields {...{ account, change }} form={eitherOf(form, signOn)} />
      )}
      {takesPassword && (
        <button type="submit" class="btn main big" disabled={form.is_sending}>
          {doors.firstRun.makeAccount}
        </button>
      )}
      <SignOnButton form={signOn} />
      <p class="under-form">
        {doors.door.haveAccount}{' '}
        <a class="under" href={address('sign-in')}>
          {doors.door.signIn}
        </a>
      </p>
    </form>
  )
}
