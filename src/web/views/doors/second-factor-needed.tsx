/** The organization asks for a second factor, and who is signed in has none: they set one up, or go elsewhere. */
import { useSignal } from '@preact/signals'
import { attempt } from '../../parts/attempt.ts'
import { account, organizations, readAccount, signOut, switchTo } from '../../state/session.ts'
import { administration } from '../../texts/administration.ts'
import { t } from '../../texts/texts.ts'
import { Off } from '../account/second-factor/enrol.tsx'
import { RecoveryCodes } from '../account/second-factor/recovery-codes.tsx'
import { Door } from './door.tsx'

export function SecondFactorNeeded() {
  const codes = useSignal<readonly string[] | null>(null)
  const here = account.value?.organization
  const others = organizations.value.filter(({ id }) => id !== here?.id)
  return (
    <Door view="second-factor" title={administration.secondFactor.title}>
      <div class="form stack">
        {codes.value ? (
          <RecoveryCodes codes={codes.value} done={() => void attempt(readAccount)} />
        ) : (
          <>
            <p class="said blue" role="status">
              {administration.secondFactor.needed(here?.name ?? '')}
            </p>
            <Off
              show={(made) => {
                codes.value = made
              }}
            />
          </>
        )}
        <p class="under-form">
          {others.map(({ id, name }) => (
            <button key={id} type="button" class="link" onClick={() => void attempt(() => switchTo(id))}>
              {administration.secondFactor.workIn(name)}
            </button>
          ))}{' '}
          <button type="button" class="link" onClick={() => void attempt(signOut)}>
            {t.frame.signOut}
          </button>
        </p>
      </div>
    </Door>
  )
}
