/** The ways in, for whoever is not signed in yet, and what mails lead to. */
import { view } from '../../state/route.ts'
import { instance } from '../../state/session.ts'
import { AcceptInvitation } from './accept-invitation.tsx'
import { FirstRun } from './first-run.tsx'
import { ResetPassword } from './reset-password.tsx'
import { SignIn } from './sign-in.tsx'
import { SignUp } from './sign-up.tsx'
import { CameBack } from './single-sign-on.tsx'
import { ChangeEmail, VerifyEmail } from './verify-email.tsx'

export { SignIn }

export function Doors() {
  if (view.value === 'verify-email') return <VerifyEmail />
  if (view.value === 'change-email') return <ChangeEmail />
  if (view.value === 'sso') return <CameBack />
  if (view.value === 'accept-invitation') return <AcceptInvitation />
  if (view.value === 'reset-password') return <ResetPassword />
  if (view.value === 'sign-up') return <SignUp />
  if (view.value === 'sign-in') return <SignIn />
  return instance.value?.first_run ? <FirstRun /> : <SignIn />
}
