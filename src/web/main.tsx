/** The page: who is there, and which view they asked for. */
import { render } from 'preact'
import { firstLanguage } from './state/language.ts'
import { view } from './state/route.ts'
import { account, findSession, instance } from './state/session.ts'
import { language, speak } from './texts/texts.ts'
import { AcceptInvitation } from './views/doors/accept-invitation.tsx'
import { FirstRun } from './views/doors/first-run.tsx'
import { ResetPassword } from './views/doors/reset-password.tsx'
import { SignIn } from './views/doors/sign-in.tsx'
import { SignUp } from './views/doors/sign-up.tsx'
import { VerifyEmail } from './views/doors/verify-email.tsx'
import { Frame } from './views/frame/frame.tsx'

function Page() {
  // Links in mails are for whoever opens them.
  if (view.value === 'verify-email') return <VerifyEmail />
  if (account.value === undefined || instance.value === null) return null
  if (view.value === 'accept-invitation') return <AcceptInvitation />
  if (account.value) return <Frame />
  return <Outside isFirstRun={instance.value.first_run} />
}

function Outside({ isFirstRun }: { isFirstRun: boolean }) {
  if (view.value === 'reset-password') return <ResetPassword />
  if (view.value === 'sign-up') return <SignUp />
  if (view.value === 'sign-in') return <SignIn />
  return isFirstRun ? <FirstRun /> : <SignIn />
}

/** In another language nothing stays as it was drawn. */
function Spoken() {
  return <Page key={language.value} />
}

const root = document.getElementById('page')
if (root) {
  await speak(firstLanguage())
  render(<Spoken />, root)
  void findSession()
}
