/** What stands on paper and not on the screen: of whom and when it is, and what its numbers mean. */

import { wholeDay } from '../../format/calendar.ts'
import { longDate, timeIn } from '../../format/dates.ts'
import { adoptStyle } from '../../parts/adopt-style.ts'
import { now } from '../../state/clock.ts'
import { isPrinted } from '../../state/printing.ts'
import { reading } from '../../state/reading.ts'
import { pastDay } from '../../state/route.ts'
import { account, today, zone } from '../../state/session.ts'
import style from '../../styles/print.css' with { type: 'text' }
import { definitions as words } from '../../texts/definitions.ts'
import { metrics } from '../../texts/metrics.ts'

adoptStyle(style)

interface Props {
  title: string
  has_days: boolean
}

export function PrintedHead({ title, has_days }: Props) {
  if (!isPrinted.value) return null
  const day = has_days ? pastDay.value : null
  const parts = [
    account.value?.organization.name,
    title,
    day && metrics.print.asOf(longDate(day, today.value)),
    `${wholeDay(today.value)}, ${timeIn(zone.value, now.value)}, ${zone.value}`,
  ]
  return <p class="printed-head">{parts.filter(Boolean).join(' · ')}</p>
}

/** Read beforehand: between the wish to print and the paper nothing can be asked. */
export function PrintedNotes() {
  const definitions = reading(null, 'GET /api/v1/metrics/definitions').value.value
  if (!isPrinted.value || !definitions) return null
  const names = shownMetrics()
  const shown = definitions.items.filter(({ name }) => names.has(name))
  if (shown.length === 0) return null
  return (
    <section class="printed-notes">
      <h2>{metrics.print.notes}</h2>
      <dl>
        {shown.map((one) => {
          const { formula, window } = words.said(one)
          return (
            <div key={one.name}>
              <dt>{metrics.name(one.name)}</dt>
              <dd>
                {formula} ({window})
              </dd>
            </div>
          )
        })}
      </dl>
    </section>
  )
}

function shownMetrics(): ReadonlySet<string> {
  const shown = document.querySelectorAll<HTMLElement>('main [data-metric], main [data-metric-shown]')
  return new Set(
    [...shown].map(({ dataset }) => (dataset.metric ?? dataset.metricShown ?? '').split('.')[0] ?? ''),
  )
}
