/** The page: who is there, and which view they asked for. */
import { render } from 'preact'
import { lazily } from './parts/lazy.tsx'
import { firstLanguage } from './state/language.ts'
import { watchOwnFiles } from './state/own-files.ts'
import { view } from './state/route.ts'
import {
  account,
  findSession,
  instance,
  isUnreachable,
  needsSecondFactor,
  wasSignedOut,
} from './state/session.ts'
import { language, speak } from './texts/texts.ts'
import { Frame } from './views/frame/frame.tsx'
import { Unreachable } from './views/frame/unreachable.tsx'

const Doors = lazily(async () => (await import('./views/doors/doors.tsx')).Doors)

function Page() {
  // Links in mails are for whoever opens them, and whom a provider sends back is signed in by that.
  if (/^((verify|change)-email|sso)$/.test(view.value)) return <Doors />
  if (account.value === undefined || instance.value === null)
    return isUnreachable.value ? <Unreachable /> : null
  if (view.value === 'accept-invitation' || !account.value) return <Doors />
  if (wasSignedOut.value) return <SignInAgain />
  return needsSecondFactor.value ? <SecondFactorNeeded /> : <Frame />
}

/** Through the doors: were both loaded by themselves, what they share would be a file more for whoever comes. */
const SignInAgain = lazily(async () => (await import('./views/doors/doors.tsx')).SignIn)

const SecondFactorNeeded = lazily(
  async () => (await import('./views/doors/second-factor-needed.tsx')).SecondFactorNeeded,
)

/** In another language nothing stays as it was drawn. */
function Spoken() {
  return <Page key={language.value} />
}

const LISTEN_AFTER_MS = 2_000

const root = document.getElementById('page')
if (root) void begin(root)

/** Not awaited by this module, which all others need to be there. */
async function begin(root: HTMLElement): Promise<void> {
  await speak(firstLanguage())
  render(<Spoken />, root)
  void findSession()
  watchOwnFiles()
  // What is shown first does not wait for it.
  setTimeout(async () => (await import('./state/live.ts')).listen(), LISTEN_AFTER_MS)
}
