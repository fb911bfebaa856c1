/** The last 24 hours, all of them: how much in each, and what happened, by person and by kind. */
import { useSignal } from '@preact/signals'
import type { ActivityItem } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { longDay, timeIn } from '../../format/dates.ts'
import { dayIn, plusDays } from '../../format/days.ts'
import { Drawing } from '../../parts/drawing.tsx'
import { ChoiceField } from '../../parts/field.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { hourBars } from '../../plots/hours.ts'
import { readActivity } from '../../state/numbers.ts'
import { today, zone } from '../../state/session.ts'
import { analysis } from '../../texts/analysis.ts'
import { t } from '../../texts/texts.ts'
import { nameOf, type Run, runsOf } from './runs.ts'

const PAGE = 200

export function ActivityView() {
  const first = readActivity(PAGE).value
  const older = useSignal<{
    after: string
    items: readonly ActivityItem[]
    next_cursor: string | null
  } | null>(null)
  const person = useSignal('')
  const verb = useSignal('')
  const cursor = first.value?.next_cursor ?? null
  // What is older belongs to the page after which it was read.
  const more = older.value && older.value.after === cursor ? older.value : null
  const all = [...(first.value?.items ?? []), ...(more?.items ?? [])]
  const next = more ? more.next_cursor : cursor
  const shown = all.filter(
    (one) => (!person.value || one.person.id === person.value) && (!verb.value || one.verb === verb.value),
  )
  const readOlder = async () => {
    if (!next || !cursor) return
    const page = await call('GET /api/v1/metrics/activity', { query: { limit: PAGE, cursor: next } })
    older.value = {
      after: cursor,
      items: [...(more?.items ?? []), ...page.items],
      next_cursor: page.next_cursor,
    }
  }
  const histogram = first.value?.histogram ?? []
  const events = histogram.reduce((sum, { count }) => sum + count, 0)
  return (
    <div class="body">
      <Sheet title={analysis.activity.title} right={<span>{t.hours.events(events)}</span>}>
        <Read from={first} height={84}>
          {() => (
            <Drawing
              height={84}
              name={t.hours.title}
              draw={(width) => hourBars({ hours: histogram, midnight: t.hours.midnight }, width)}
            />
          )}
        </Read>
      </Sheet>
      <div class="bar-row filters">
        <Filter
          label={analysis.activity.person}
          all={analysis.activity.everybody}
          chosen={person}
          options={people(all)}
        />
        <Filter
          label={analysis.activity.verb}
          all={analysis.activity.everything}
          chosen={verb}
          options={[...new Set(all.map((one) => one.verb))].sort().map((one) => [one, one])}
        />
      </div>
      <Sheet title={t.frame.views.activity}>
        <Read from={first} height={300}>
          {() => (
            <>
              {shown.length === 0 && (
                <p class="small dim">
                  {all.length === 0 ? analysis.activity.empty : analysis.activity.noMatch}
                </p>
              )}
              <Runs runs={runsOf(shown, zone.value)} />
              {next && (
                <button type="button" class="btn" onClick={() => void readOlder()}>
                  {analysis.activity.older}
                </button>
              )}
            </>
          )}
        </Read>
      </Sheet>
    </div>
  )
}

function people(items: readonly ActivityItem[]): [string, string][] {
  const names = new Map(items.map(({ person }) => [person.id, nameOf(person)]))
  return [...names].sort(([, a], [, b]) => a.localeCompare(b))
}

interface FilterProps {
  label: string
  all: string
  chosen: { value: string }
  options: [string, string][]
}

function Filter({ label, all, chosen, options }: FilterProps) {
  return (
    <ChoiceField
      label={label}
      value={chosen.value}
      onValue={(value) => {
        chosen.value = value
      }}
      options={[['', all], ...options]}
    />
  )
}

function Runs({ runs }: { runs: readonly Run[] }) {
  const days = Map.groupBy(runs, ({ last_at }) => dayIn(zone.value, new Date(last_at)))
  return (
    <ul class="rows">
      {[...days].map(([day, some]) => (
        <>
          <li class="day" key={day}>
            {day === today.value
              ? analysis.activity.today
              : day === plusDays(today.value, -1)
                ? analysis.activity.yesterday
                : longDay(day, today.value)}
          </li>
          {some.map((run) => (
            <li key={run.id}>
              <b class="cut">{nameOf(run.person)}</b>
              <span class={run.core ? 'nowrap' : 'dim nowrap'}>{run.verb}</span>
              {run.count > 1 && <span class="faint nowrap">{t.hours.times(run.count)}</span>}
              <time dateTime={run.last_at}>
                {analysis.activity.span(
                  timeIn(zone.value, new Date(run.first_at)),
                  timeIn(zone.value, new Date(run.last_at)),
                )}
              </time>
            </li>
          ))}
        </>
      ))}
    </ul>
  )
}
