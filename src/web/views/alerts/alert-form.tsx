/** Makes or changes an alert, and says before what it would have told. */

import { type Signal, useSignal } from '@preact/signals'
import type { AlertPreview, MetricAlert } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { shortDay } from '../../format/dates.ts'
import { isCounted, METRICS } from '../../format/metrics.ts'
import { Cancel } from '../../parts/cancel.tsx'
import { ChoiceField, Field } from '../../parts/field.tsx'
import { useForm } from '../../parts/use-form.ts'
import { members } from '../../state/people.ts'
import { account, today } from '../../state/session.ts'
import { administration } from '../../texts/administration.ts'
import { metrics } from '../../texts/metrics.ts'
import { t } from '../../texts/texts.ts'
import { readAlertsAgain } from './read-alerts.ts'

const KINDS = ['below', 'above', 'change', 'unusual'] as const
type Kind = (typeof KINDS)[number]
const SHOWN_FIRINGS = 8

export function AlertForm({ isOpen, alert }: { isOpen: Signal<boolean>; alert: MetricAlert | null }) {
  const { alertsView } = administration
  const name = useSignal(alert?.name ?? '')
  const metric = useSignal<MetricAlert['metric']>(alert?.metric ?? 'daily_active_users')
  const condition = useCondition(alert)
  const told = useSignal<readonly string[]>(alert?.member_ids ?? [account.value?.member.id ?? ''])
  const byMail = useSignal(alert?.by_mail ?? false)
  const preview = useSignal<AlertPreview | null>(null)
  const isTrial = useSignal(false)
  // One form for both, so that what was wrong before is not said of what is tried now.
  const form = useForm(async () => {
    const chosen = { metric: metric.value, condition: condition.given() }
    if (isTrial.value) {
      preview.value = await call('POST /api/v1/metrics/alerts/preview', { body: chosen })
      return
    }
    const body = { name: name.value.trim(), ...chosen, member_ids: [...told.value], by_mail: byMail.value }
    if (alert) await call('PATCH /api/v1/metrics/alerts/{id}', { params: { id: alert.id }, body })
    else await call('POST /api/v1/metrics/alerts', { body })
    await readAlertsAgain()
    isOpen.value = false
  })
  const submit = (event: Event, isOnlyTried: boolean) => {
    isTrial.value = isOnlyTried
    form.submit(event)
  }
  const names = Object.keys(METRICS).filter((one) => condition.kind.value !== 'unusual' || isCounted(one))
  return (
    <form class="stack" onSubmit={(event) => submit(event, false)} noValidate>
      <Field
        label={administration.members.name}
        name="name"
        value={name.value}
        onValue={(value) => {
          name.value = value
        }}
        wrong={form.wrong('name') ?? form.said ?? undefined}
        autoFocus
      />
      <ChoiceField
        label={alertsView.metric}
        value={metric.value}
        onValue={(value) => {
          // One of the options.
          metric.value = value as MetricAlert['metric']
          preview.value = null
        }}
        options={names.map((one) => [one, metrics.name(one)] as const)}
        wrong={form.wrong('metric')}
      />
      <ConditionFields
        condition={condition}
        wrong={form.wrong}
        onChanged={() => {
          preview.value = null
          if (condition.kind.value === 'unusual' && !isCounted(metric.value))
            metric.value = 'daily_active_users'
        }}
      />
      <fieldset class="checks long-checks">
        <legend>{alertsView.tells}</legend>
        {toldFirst(members(), alert).map(({ id, name: who }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={told.value.includes(id)}
              onChange={(event) => {
                const others = told.value.filter((one) => one !== id)
                told.value = event.currentTarget.checked ? [...others, id] : others
              }}
            />
            <span>{who}</span>
          </label>
        ))}
      </fieldset>
      <label class="check">
        <input
          type="checkbox"
          checked={byMail.value}
          onChange={(event) => {
            byMail.value = event.currentTarget.checked
          }}
        />
        <span>{alertsView.byMail}</span>
      </label>
      <Previewed preview={preview.value} />
      <div class="actions">
        <button type="button" class="btn" disabled={form.is_sending} onClick={(event) => submit(event, true)}>
          {alertsView.tryIt}
        </button>
        <Cancel isOpen={isOpen} />
        <button type="submit" class="btn main" disabled={form.is_sending}>
          {alert ? t.save : alertsView.makeNow}
        </button>
      </div>
    </form>
  )
}

/** Nobody who is told stands where one has to look for them. */
function toldFirst<T extends { id: string }>(everybody: readonly T[], alert: MetricAlert | null): T[] {
  const told = alert?.member_ids ?? [account.value?.member.id]
  return everybody.toSorted((a, b) => Number(told.includes(b.id)) - Number(told.includes(a.id)))
}

function useCondition(alert: MetricAlert | null) {
  const of = alert?.condition
  const kind = useSignal<Kind>(of?.kind ?? 'below')
  const number = useSignal(String(of?.threshold ?? of?.percent ?? ''))
  const direction = useSignal<string>(of?.direction ?? 'either')
  const days = useSignal(String(of?.days ?? 1))
  const given = () => {
    const written = number.value.trim().replace(',', '.')
    // What is missing is told as such; of what is no number, that it must be one.
    const value = written === '' ? undefined : Number(written)
    const inARow = Number(days.value)
    // What this form does not show of the alert stays.
    const kept = kind.value === of?.kind ? of : undefined
    if (kind.value === 'unusual') return { kind: kind.value, ...(kept?.side && { side: kept.side }) }
    if (kind.value !== 'change')
      return { kind: kind.value, ...(value !== undefined && { threshold: value }), days: inARow }
    // One of the options of its field.
    const way = direction.value as 'either'
    const over = kept?.over_days ? { over_days: kept.over_days } : {}
    const percent = value !== undefined && { percent: value }
    return { kind: kind.value, direction: way, ...percent, ...over, days: inARow }
  }
  return { kind, number, direction, days, given }
}

interface ConditionProps {
  condition: ReturnType<typeof useCondition>
  wrong(field: string): string | undefined
  onChanged(): void
}

function ConditionFields({ condition, wrong, onChanged }: ConditionProps) {
  const { alertsView } = administration
  const { kind, number, direction, days } = condition
  const into = (signal: Signal<string>) => (value: string) => {
    signal.value = value
    onChanged()
  }
  return (
    <>
      <ChoiceField
        label={alertsView.when}
        value={kind.value}
        // One of the options.
        onValue={(value) => into(kind as Signal<string>)(value)}
        options={KINDS.map((one) => [one, alertsView.kinds[one]] as const)}
        hint={kind.value === 'unusual' ? alertsView.unusualHint : undefined}
      />
      {kind.value === 'change' && (
        <ChoiceField
          label={alertsView.direction}
          value={direction.value}
          onValue={into(direction)}
          options={(['either', 'rise', 'fall'] as const).map(
            (one) => [one, alertsView.directions[one]] as const,
          )}
        />
      )}
      {kind.value !== 'unusual' && (
        <>
          <Field
            label={kind.value === 'change' ? alertsView.percent : alertsView.threshold}
            value={number.value}
            onValue={into(number)}
            wrong={wrong('threshold') ?? wrong('percent') ?? wrong('condition')}
          />
          <Field label={alertsView.inARow} value={days.value} onValue={into(days)} wrong={wrong('days')} />
        </>
      )}
    </>
  )
}

function Previewed({ preview }: { preview: AlertPreview | null }) {
  const { alertsView } = administration
  if (!preview) return null
  const days = preview.firings.map(({ date }) => shortDay(date, today.value))
  const shown = days.slice(-SHOWN_FIRINGS).join(', ')
  return (
    <p class="small" role="status">
      {alertsView.wouldHave(days.length, shown, days.length > SHOWN_FIRINGS)}
    </p>
  )
}
