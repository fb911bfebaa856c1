/** The organization: its name, the zone that decides where its days begin, its plan, and its memory of answers. */
import { useSignal } from '@preact/signals'
import { call } from '../../api/client.ts'
import { timeIn } from '../../format/dates.ts'
import { zones } from '../../format/zones.ts'
import { attempt } from '../../parts/attempt.ts'
import { ChoiceField, Field } from '../../parts/field.tsx'
import { Sheet } from '../../parts/sheet.tsx'
import { say } from '../../parts/toasts.tsx'
import { useForm } from '../../parts/use-form.ts'
import { now } from '../../state/clock.ts'
import { forgetAll, isAwaited, readAgain, reading } from '../../state/reading.ts'
import { account, readAccount } from '../../state/session.ts'
import { administration } from '../../texts/administration.ts'
import { t } from '../../texts/texts.ts'
import { Plan, readLimits } from './plan.tsx'
import { SecondFactorRule } from './second-factor-rule.tsx'
import { TakeAlong } from './take-along.tsx'

export function OrganizationView() {
  const organization = account.value?.organization
  if (!organization) return null
  if (isAwaited(readLimits())) return <div class="body" aria-busy="true" />
  return (
    <div class="body narrow-body">
      <Sheet title={t.frame.views.organization}>
        <Settings key={organization.id} name={organization.name} time_zone={organization.time_zone} />
      </Sheet>
      <SecondFactorRule />
      <Board slug={organization.slug} />
      <Plan name={organization.plan} />
      <TakeAlong slug={organization.slug} />
      <Sheet title={administration.organizationView.memory}>
        <p class="small dim">{administration.organizationView.memoryWhat}</p>
        <p class="top-gap">
          <button type="button" class="btn" onClick={() => void attempt(dropMemory)}>
            {administration.organizationView.drop}
          </button>
        </p>
      </Sheet>
    </div>
  )
}

/** The page's own blue, which boards have without one. */
const NO_COLOR = '#215684'

async function dropMemory(): Promise<void> {
  await call('POST /api/v1/metrics/invalidate-cache')
  say(administration.organizationView.dropped)
  await readAgain((route) => route.includes('/metrics/'))
}

function Settings({ name, time_zone }: { name: string; time_zone: string }) {
  const written = useSignal(name)
  const zone = useSignal(time_zone)
  const form = useForm(async () => {
    const body = {
      ...(written.value !== name && { name: written.value }),
      ...(zone.value !== time_zone && { time_zone: zone.value }),
    }
    await call('PATCH /api/v1/organization', { body })
    forgetAll()
    await readAccount()
    // What takes long goes on by itself, and the old zone is that of the numbers until then.
    const isThere = account.peek()?.organization.time_zone === zone.value
    say(isThere ? t.saved : administration.organizationView.zoneLater)
  })
  const isChanged = written.value !== name || zone.value !== time_zone
  return (
    <form class="stack" onSubmit={form.submit} noValidate>
      <Field
        label={administration.members.name}
        name="name"
        value={written.value}
        onValue={(value) => {
          written.value = value
        }}
        wrong={form.wrong('name')}
      />
      <ChoiceField
        label={t.timeZone}
        value={zone.value}
        onValue={(value) => {
          zone.value = value
        }}
        options={zones(time_zone).map((one) => [one, t.zoneNow(one, timeIn(one, now.value))])}
        hint={
          zone.value === time_zone
            ? administration.organizationView.zoneHint
            : administration.organizationView.zoneChanges
        }
        wrong={form.wrong('time_zone')}
      />
      {form.said && <p class="said">{form.said}</p>}
      <div>
        <button type="submit" class="btn main" disabled={!isChanged || form.is_sending}>
          {t.save}
        </button>
      </div>
    </form>
  )
}

/** The public board, and its colour. */
function Board({ slug }: { slug: string }) {
  const { value, error } = reading(null, 'GET /api/v1/organization').value
  const choose = (color: string | null) =>
    void attempt(async () => {
      await call('PATCH /api/v1/organization', { body: { color } })
      say(t.saved)
      await readAgain((route) => route.endsWith('/organization {}'))
    })
  if (!value && error) return null
  return (
    <Sheet
      title={administration.organizationView.board}
      right={
        <a href={`/board/${slug}`} target="_blank" rel="noopener">
          {administration.organizationView.seeBoard}
        </a>
      }
    >
      <div class="bar-row">
        <input
          type="color"
          aria-label={administration.organizationView.color}
          disabled={!value}
          value={value?.color ?? NO_COLOR}
          onChange={(event) => choose(event.currentTarget.value)}
        />
        <span class="small">{administration.organizationView.color}</span>
        {value?.color && (
          <button type="button" class="btn quiet" onClick={() => choose(null)}>
            {administration.organizationView.noColor}
          </button>
        )}
      </div>
      <p class="note top-gap">{administration.organizationView.colorWhat}</p>
    </Sheet>
  )
}
