import type { Refused } from '../../api/client.ts'
import { timeIn } from '../../format/dates.ts'
import { address, go, place } from '../../state/route.ts'
import { instance, wasSignedOut } from '../../state/session.ts'
import { doors } from '../../texts/doors.ts'
import { t } from '../../texts/texts.ts'
import { Door } from './door.tsx'
import { SignInForm } from './sign-in-form.tsx'
import { isPasswordTaken, SignOnButton, useSignOn } from './single-sign-on.tsx'

export function SignIn() {
  const signOn = useSignOn()
  if (!isPasswordTaken()) {
    return (
      <Door view="sign-in">
        <div class="form">
          {wasSignedOut.value && (
            <p class="said" role="status">
              {t.frame.signedOut}
            </p>
          )}
          <SignOnButton form={signOn} />
          <Newcomers />
        </div>
      </Door>
    )
  }
  return (
    <Door view="sign-in">
      <SignInForm
        label={doors.door.signIn}
        explain={refusalAtDoor}
        // Back to where one was, where one was somewhere.
        onEntered={() => place.value.path[0] === 'sign-in' && go(address(''))}
        above={
          wasSignedOut.value && (
            <p class="said" role="status">
              {t.frame.signedOut}
            </p>
          )
        }
        aside={<a href={address('reset-password')}>{doors.door.forgotten}</a>}
        below={
          <>
            <SignOnButton form={signOn} />
            <Newcomers />
          </>
        }
      />
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
