/** Who one is at the provider of single sign-on: linked and unlinked by whoever proves that the account is theirs. */
import { useSignal } from '@preact/signals'
import type { UserIdentity } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { dateOf } from '../../format/dates.ts'
import { dayIn } from '../../format/days.ts'
import { attempt } from '../../parts/attempt.ts'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { say } from '../../parts/toasts.tsx'
import { useForm } from '../../parts/use-form.ts'
import { readAgain, reading } from '../../state/reading.ts'
import { account, instance, today, zone } from '../../state/session.ts'
import { beginLink } from '../../state/sign-on.ts'
import { administration } from '../../texts/administration.ts'
import { doors } from '../../texts/doors.ts'
import { t } from '../../texts/texts.ts'
import { OwnerFields, useOwner } from './owner-fields.tsx'

/** Nothing where there is no provider. */
export function IdentitiesSheet() {
  const there = instance.value?.single_sign_on
  return there ? <Identities name={there.name} isOnlyWay={there.is_only_way} /> : null
}

function Identities({ name, isOnlyWay }: { name: string; isOnlyWay: boolean }) {
  const identities = reading(30_000, 'GET /api/v1/auth/identities').value
  return (
    <Sheet title={administration.identities.title}>
      <Read from={identities} height={60}>
        {({ items }) => (
          <div class="stack">
            {items.length === 0 && <p class="small">{administration.identities.none(name)}</p>}
            {items.map((one) => (
              <Linked key={one.id} identity={one} isOnlyWay={isOnlyWay} />
            ))}
            {items.length === 0 && <Prove label={administration.identities.link(name)} act={beginLink} />}
            {!isOnlyWay && <NoPassword />}
          </div>
        )}
      </Read>
    </Sheet>
  )
}

function Linked({
  identity: { id, issuer, email, created_at },
  isOnlyWay,
}: {
  identity: UserIdentity
  isOnlyWay: boolean
}) {
  const since = dateOf(dayIn(zone.value, new Date(created_at)), today.value)
  const unlink = async (body: Parameters<typeof beginLink>[0]) => {
    await call('POST /api/v1/auth/identities/{id}/unlink', { params: { id }, body })
    say(administration.identities.unlinked)
    await readAgain((route) => route.includes('/identities'))
  }
  return (
    <>
      <p class="small">{administration.identities.since(email ?? '', new URL(issuer).host, since)}</p>
      {!isOnlyWay && <Prove label={administration.identities.unlink} act={unlink} />}
    </>
  )
}

/** A button, and once it is pressed what proves whose account it is. */
function Prove({
  label,
  act,
}: {
  label: string
  act: (proof: Parameters<typeof beginLink>[0]) => Promise<void>
}) {
  const isAsking = useSignal(false)
  const ask = (isAsked: boolean) => () => {
    isAsking.value = isAsked
  }
  if (isAsking.value) return <ProofForm label={label} act={act} leave={ask(false)} />
  return (
    <div>
      <button type="button" class="btn" onClick={ask(true)}>
        {label}…
      </button>
    </div>
  )
}

function ProofForm({
  label,
  act,
  leave,
}: {
  label: string
  act: (proof: Parameters<typeof beginLink>[0]) => Promise<void>
  leave: () => void
}) {
  const owner = useOwner()
  const form = useForm(() => act(owner.body()))
  return (
    <form class="stack" onSubmit={form.submit} noValidate>
      <OwnerFields owner={owner} form={form} />
      {form.said && <p class="said">{form.said}</p>}
      <div class="bar-row">
        <button type="submit" class="btn" disabled={form.is_sending || !owner.isComplete}>
          {label}
        </button>
        <button type="button" class="btn quiet" onClick={leave}>
          {t.cancel}
        </button>
      </div>
    </form>
  )
}

/** Whoever came by the provider has none, until a link sets one. */
function NoPassword() {
  const send = async () => {
    await call('POST /api/v1/auth/password-reset', { body: { email: account.value?.user.email ?? '' } })
    say(doors.door.linkOnItsWay(instance.value?.mail ?? false))
  }
  return (
    <p class="small dim">
      {administration.identities.noPassword}{' '}
      <button type="button" class="link" onClick={() => void attempt(send)}>
        {doors.door.sendLink}
      </button>
    </p>
  )
}
