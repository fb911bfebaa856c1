/** What alerts have told, the newest first. */
import type { AlertFiring, MetricAlert } from '../../../../docs/api-types.ts'
import { shortDay } from '../../format/dates.ts'
import { writtenValue } from '../../format/metrics.ts'
import { Num } from '../../parts/num.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { nameOfMember } from '../../state/people.ts'
import { reading } from '../../state/reading.ts'
import { address } from '../../state/route.ts'
import { today } from '../../state/session.ts'
import { administration } from '../../texts/administration.ts'
import { metrics } from '../../texts/metrics.ts'

const SHOWN = 100

export function ToldSheet() {
  const { alertsView } = administration
  const firings = reading(300_000, 'GET /api/v1/metrics/alerts/firings', { query: { limit: SHOWN } }).value
  const alerts = reading(300_000, 'GET /api/v1/metrics/alerts', { query: { limit: 200 } }).value
  return (
    <Sheet title={alertsView.told} note={firings.value?.next_cursor && alertsView.latest(SHOWN)} isWide>
      <Read from={firings} height={100} after={alerts}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="small dim pad">{alertsView.nothingTold}</p>
          ) : (
            <Table firings={items} alerts={alerts.value?.items ?? []} />
          )
        }
      </Read>
    </Sheet>
  )
}

function Table({ firings, alerts }: { firings: readonly AlertFiring[]; alerts: readonly MetricAlert[] }) {
  const { alertsView } = administration
  const nameOf = (id: string) => alerts.find((one) => one.id === id)?.name
  return (
    <table class="lines">
      <caption class="hidden">{alertsView.told}</caption>
      <thead>
        <tr>
          <th scope="col">{alertsView.day}</th>
          <th scope="col">{alertsView.alert}</th>
          <th scope="col">{alertsView.value}</th>
          <th scope="col" class="wide">
            {alertsView.toldTo}
          </th>
        </tr>
      </thead>
      <tbody>
        {firings.map((one) => (
          <tr key={one.id}>
            <td class="nowrap">
              <a href={address(`explore/${one.metric}`, { day: one.date })}>
                {shortDay(one.date, today.value)}
              </a>
            </td>
            <td>
              <b class="break">{nameOf(one.alert_id)}</b>{' '}
              <span class="dim">
                {metrics.name(one.metric)} {alertsView.condition(one.metric, one.condition)}
              </span>
            </td>
            <td>
              <Num metric={one.metric} value={one.value}>
                {writtenValue(one.metric, one.value)}
              </Num>{' '}
              {one.is_level_shift && <span class="tag">{alertsView.levelShift}</span>}
              {one.retracted_at && <span class="tag">{alertsView.retracted}</span>}
            </td>
            <td class="dim wide">{one.told_ids.map(nameOfMember).join(', ') || alertsView.nobody}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
