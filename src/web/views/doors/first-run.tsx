/** The first day: the first account, or the demo to look around first. */
import { useState } from 'preact/hooks'
import { call } from '../../api/client.ts'
import { useForm } from '../../parts/use-form.ts'
import { address, go } from '../../state/route.ts'
import { enter, instance } from '../../state/session.ts'
import { doors } from '../../texts/doors.ts'
import { emptyAccount, foundBy, OrganizationFields, PersonFields, signUpBody } from './account-fields.tsx'
import { Door } from './door.tsx'
import { LoadDemo } from './load-demo.tsx'
import { refusalAtDoor } from './sign-in.tsx'
import { eitherOf, isPasswordTaken, SignOnButton, useSignOn } from './single-sign-on.tsx'

export function FirstRun() {
  return (
    <Door view="first-run" title={doors.firstRun.title}>
      <div class="split">
        <MakeFirstAccount />
        <div>
          <h2>{doors.firstRun.lookAround}</h2>
          <LoadDemo />
          <h2 class="then">{doors.firstRun.whatThen}</h2>
          <ol class="steps">
            {doors.firstRun.steps.map(([title, what]) => (
              <li key={title}>
                <span>
                  <b>{title}</b>
                  {what}
                </span>
              </li>
            ))}
          </ol>
        </div>
      </div>
    </Door>
  )
}

function MakeFirstAccount() {
  const [account, setAccount] = useState(emptyAccount)
  const change = (changes: Partial<typeof account>) => setAccount({ ...account, ...changes })
  const form = useForm(async () => {
    const made = await call('POST /api/v1/auth/signup', { body: signUpBody(account) })
    if (instance.value) instance.value = { ...instance.value, first_run: false }
    enter(made)
    go(address(''))
  }, refusalAtDoor)
  const signOn = useSignOn(() => foundBy(account))
  const takesPassword = isPasswordTaken()
  return (
    <form onSubmit={takesPassword ? form.submit : signOn.submit} noValidate>
      <div>
        <h2>{doors.firstRun.makeFirst}</h2>
        <p class="small dim">{doors.firstRun.itAdministers}</p>
      </div>
      {form.said && (
        <p class="said" role="alert">
          {form.said}
        </p>
      )}
      {takesPassword && <PersonFields {...{ account, change, form }} />}
      <OrganizationFields {...{ account, change }} form={eitherOf(form, signOn)} />
      {takesPassword && (
        <button type="submit" class="btn main big" disabled={form.is_sending}>
          {doors.firstRun.makeAccount}
        </button>
      )}
      <SignOnButton form={signOn} />
    </form>
  )
}
