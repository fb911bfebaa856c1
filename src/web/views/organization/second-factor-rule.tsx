/** Whether members need a second factor, which owners decide. */
import { call } from '../../api/client.ts'
import { attempt } from '../../parts/attempt.ts'
import { Sheet } from '../../parts/sheet.tsx'
import { say } from '../../parts/toasts.tsx'
import { readAgain, reading } from '../../state/reading.ts'
import { address } from '../../state/route.ts'
import { isAtLeast } from '../../state/session.ts'
import { administration } from '../../texts/administration.ts'
import { t } from '../../texts/texts.ts'

export function SecondFactorRule() {
  const organization = reading(null, 'GET /api/v1/organization').value.value
  const own = reading(null, 'GET /api/v1/auth/second-factor').value.value
  if (!isAtLeast('owner') || !organization || !own) return null
  const { requires_second_factor } = organization
  const set = (isRequired: boolean) =>
    void attempt(async () => {
      await call('PATCH /api/v1/organization', { body: { requires_second_factor: isRequired } })
      say(t.saved)
      await readAgain((route) => route.endsWith('/organization {}'))
    })
  return (
    <Sheet title={administration.secondFactor.title}>
      <label class="check">
        <input
          type="checkbox"
          checked={requires_second_factor}
          disabled={!own.enabled && !requires_second_factor}
          onChange={({ currentTarget: { checked } }) => set(checked)}
        />
        <span>{administration.secondFactor.require}</span>
      </label>
      <p class="note top-gap">
        {administration.secondFactor.requireWhat}{' '}
        {!own.enabled && (
          <a class="under" href={address('account')}>
            {administration.secondFactor.ownFirst}
          </a>
        )}
      </p>
    </Sheet>
  )
}
