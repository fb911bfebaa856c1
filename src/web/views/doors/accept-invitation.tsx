/** An invitation: accepted by whoever is signed in, with an account that there is, or with a new one. */
import { useState } from 'preact/hooks'
import { call, type Refused } from '../../api/client.ts'
import { useForm } from '../../parts/use-form.ts'
import { address, go, place } from '../../state/route.ts'
import { account, switchTo } from '../../state/session.ts'
import { doors } from '../../texts/doors.ts'
import { Door } from './door.tsx'
import { refusalAtDoor } from './sign-in.tsx'
import { SignInForm } from './sign-in-form.tsx'
import { SignUpForm } from './sign-up.tsx'
import { isPasswordTaken, SignOnButton, useSignOn } from './single-sign-on.tsx'

export function AcceptInvitation() {
  const token = place.value.query.get('token') ?? ''
  return (
    <Door view="accept-invitation" title={doors.door.invited}>
      {account.value ? (
        <AcceptAs email={account.value.user.email} token={token} />
      ) : (
        <WithoutAccount token={token} />
      )}
    </Door>
  )
}

function WithoutAccount({ token }: { token: string }) {
  const [isNew, setIsNew] = useState(true)
  const signOn = useSignOn(() => ({ invitation: token }))
  if (!isPasswordTaken()) {
    return (
      <div class="form">
        <SignOnButton form={signOn} />
      </div>
    )
  }
  return (
    <div class="form">
      <div class="seg">
        <button type="button" aria-pressed={isNew} onClick={() => setIsNew(true)}>
          {doors.door.newAccount}
        </button>
        <button type="button" aria-pressed={!isNew} onClick={() => setIsNew(false)}>
          {doors.door.haveOne}
        </button>
      </div>
      {isNew ? (
        <SignUpForm invitation={token} />
      ) : (
        <SignInForm
          invitation={token}
          label={doors.door.signInAndAccept}
          explain={refusalOfInvitation}
          onEntered={() => go(address(''))}
          below={<SignOnButton form={signOn} />}
        />
      )}
    </div>
  )
}

function AcceptAs({ email, token }: { email: string; token: string }) {
  const form = useForm(async () => {
    const { organization_id } = await call('POST /api/v1/invitations/accept', { body: { token } })
    await switchTo(organization_id)
    go(address(''))
  }, refusalOfInvitation)
  return (
    <form onSubmit={form.submit}>
      {(form.said || form.wrong('token')) && (
        <p class="said" role="alert">
          {form.said ?? doors.door.invitationIsOver}
        </p>
      )}
      <p>{doors.door.acceptAs(email)}</p>
      <button type="submit" class="btn main big" disabled={form.is_sending}>
        {doors.door.accept}
      </button>
    </form>
  )
}

function refusalOfInvitation(refused: Refused): string | null {
  return refused.problem.code === 'invalid_invitation' ? doors.door.invitationIsOver : refusalAtDoor(refused)
}
