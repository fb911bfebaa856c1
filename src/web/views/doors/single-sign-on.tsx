/**
 * Signing in by the provider of single sign-on: a button that leads there, and where it sends people back
 * to. Where one was stands in this tab meanwhile, and nowhere else.
 */
import { useEffect, useState } from 'preact/hooks'
import { call, Refused } from '../../api/client.ts'
import { sentenceOf } from '../../parts/sentence-of.ts'
import { type Form, useForm } from '../../parts/use-form.ts'
import { address, place, replace, saidByProvider } from '../../state/route.ts'
import { account, enter, instance, readAccount } from '../../state/session.ts'
import { beginSignOn, placeBefore } from '../../state/sign-on.ts'
import { doors } from '../../texts/doors.ts'
import { t } from '../../texts/texts.ts'
import { Door } from './door.tsx'
import { BackToSignIn } from './reset-password.tsx'

type Wish = NonNullable<Parameters<typeof beginSignOn>[1]>

/** @param wish What is to be made of whoever has no account yet. */
export function useSignOn(wish: () => Wish = () => ({})): Form {
  return useForm(() => beginSignOn(isDoor() ? address('') : location.hash, wish()))
}

/** Of which none is where one wants to come back to. */
function isDoor(): boolean {
  return /^(sign-in|sign-up|first-run|reset-password|accept-invitation)?$/.test(place.value.path[0] ?? '')
}

/** Nothing where there is no provider. */
export function SignOnButton({ form }: { form: Form }) {
  const there = instance.value?.single_sign_on
  if (!there) return null
  const kind = there.is_only_way ? 'btn main big' : 'btn big'
  return (
    <>
      {form.said && (
        <p class="said" role="alert">
          {form.said}
        </p>
      )}
      <button type="button" class={kind} disabled={form.is_sending} onClick={form.submit}>
        {doors.signOn.goOnWith(there.name)}
      </button>
    </>
  )
}

/** Of two ways to send the same fields. */
export function eitherOf(one: Form, other: Form): Form {
  return { ...one, wrong: (field) => one.wrong(field) ?? other.wrong(field) }
}

export function isPasswordTaken(): boolean {
  return !instance.value?.single_sign_on?.is_only_way
}

/** Where the provider has sent somebody back. What it says works once. */
export function CameBack() {
  const [refused, setRefused] = useState<Error | null>(null)
  // That nobody was signed in before must not be learned afterwards.
  const isKnown = account.value !== undefined
  useEffect(() => {
    if (isKnown) finish().catch(setRefused)
  }, [isKnown])
  const code = refused instanceof Refused ? refused.problem.code : ''
  return (
    <Door view="sso" title={doors.signOn.title}>
      <div class="form">
        {refused ? (
          <p class="said" role="alert">
            {sentenceOf(refused)}
          </p>
        ) : (
          <p role="status">{doors.signOn.moment}</p>
        )}
        {refused && code === 'no_account' && <SignUpInstead />}
        {refused && (account.value ? <ToAccount /> : <BackToSignIn />)}
      </div>
    </Door>
  )
}

async function finish(): Promise<void> {
  // Looked at again, there is nothing left to be done.
  if (!saidByProvider?.has('state')) return replace(address(''))
  const signedIn = await call('POST /api/v1/auth/oidc/finish', { body: answerIn(saidByProvider) })
  if (signedIn) enter(signedIn)
  else await readAccount()
  if (instance.value && signedIn) instance.value = { ...instance.value, first_run: false }
  replace(placeBefore())
}

/** Without what else providers add. */
function answerIn(said: URLSearchParams) {
  const [state, code, iss, error] = ['state', 'code', 'iss', 'error'].map((name) => said.get(name))
  return { state: state ?? '', ...(code && { code }), ...(iss && { iss }), ...(error && { error }) }
}

function SignUpInstead() {
  return (
    <a class="btn main big" href={address('sign-up')}>
      {doors.door.makeAccount}
    </a>
  )
}

function ToAccount() {
  return (
    <p class="under-form">
      <a href={address('account')}>{t.frame.account}</a>
    </p>
  )
}
