/** A link that proves that somebody reads an address. It works once, so it waits for a press of the button. */
import { useState } from 'preact/hooks'
import { call } from '../../api/client.ts'
import { useForm } from '../../parts/use-form.ts'
import { address, place } from '../../state/route.ts'
import { account, readAccount } from '../../state/session.ts'
import { doors } from '../../texts/doors.ts'
import { Door } from './door.tsx'
import { BackToSignIn } from './reset-password.tsx'

export function VerifyEmail() {
  const token = place.value.query.get('token') ?? ''
  const [isVerified, setVerified] = useState(false)
  const form = useForm(async () => {
    await call('POST /api/v1/auth/verify-email', { body: { token } })
    setVerified(true)
    if (account.value) await readAccount()
  })
  const linkIsWrong = form.wrong('token')
  return (
    <Door view="verify-email">
      <form onSubmit={form.submit}>
        <h2>{doors.door.verifyTitle}</h2>
        {(form.said || linkIsWrong) && (
          <p class="said" role="alert">
            {linkIsWrong ? doors.door.linkIsOver : form.said}
          </p>
        )}
        {isVerified ? (
          <p class="said blue" role="status">
            {doors.door.verified}
          </p>
        ) : (
          <button type="submit" class="btn main big" disabled={form.is_sending}>
            {doors.door.verify}
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
