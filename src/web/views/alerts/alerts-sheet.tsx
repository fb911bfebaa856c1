/** Which metrics are watched, and by which conditions. */
import { type Signal, useSignal } from '@preact/signals'
import type { MetricAlert } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { shortDay } from '../../format/dates.ts'
import { writtenValue } from '../../format/metrics.ts'
import { AskFirst } from '../../parts/ask-first.tsx'
import { attempt } from '../../parts/attempt.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { Num } from '../../parts/num.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { say } from '../../parts/toasts.tsx'
import { nameOfMember, readMembers } from '../../state/people.ts'
import { reading } from '../../state/reading.ts'
import { address } from '../../state/route.ts'
import { isAtLeast, today } from '../../state/session.ts'
import { administration } from '../../texts/administration.ts'
import { metrics } from '../../texts/metrics.ts'
import { t } from '../../texts/texts.ts'
import { AlertForm } from './alert-form.tsx'
import { readAlertsAgain } from './read-alerts.ts'

export function AlertsSheet() {
  const { alertsView } = administration
  const isMaking = useSignal(false)
  const edited = useSignal<MetricAlert | null>(null)
  const isEditing = useSignal(false)
  const isDeleting = useSignal(false)
  const alerts = reading(300_000, 'GET /api/v1/metrics/alerts', { query: { limit: 200 } }).value
  const open = (box: Signal<boolean>) => (alert: MetricAlert) => {
    edited.value = alert
    box.value = true
  }
  const make = (
    <button
      type="button"
      class="btn"
      onClick={() => {
        isMaking.value = true
      }}
    >
      {alertsView.make}
    </button>
  )
  const remove = async ({ id, name }: MetricAlert) => {
    const isGone = await attempt(() => call('DELETE /api/v1/metrics/alerts/{id}', { params: { id } }))
    if (isGone) say(alertsView.deleted(name))
    await readAlertsAgain()
  }
  const one = edited.value
  return (
    <Sheet title={alertsView.title} right={isAtLeast('admin') && make} isWide>
      <Read from={alerts} height={100} after={readMembers()}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="small dim pad">{alertsView.none}</p>
          ) : (
            <Table alerts={items} onEdit={open(isEditing)} onDelete={open(isDeleting)} />
          )
        }
      </Read>
      <Dialog isOpen={isMaking} title={alertsView.make}>
        <AlertForm isOpen={isMaking} alert={null} />
      </Dialog>
      {one && (
        <>
          <Dialog isOpen={isEditing} title={alertsView.edit}>
            <AlertForm isOpen={isEditing} alert={one} />
          </Dialog>
          <AskFirst
            isOpen={isDeleting}
            title={alertsView.deleteTitle(one.name)}
            label={alertsView.deleteNow}
            onDo={() => void remove(one)}
          >
            {alertsView.deleteWhat}
          </AskFirst>
        </>
      )}
    </Sheet>
  )
}

interface TableProps {
  alerts: readonly MetricAlert[]
  onEdit(alert: MetricAlert): void
  onDelete(alert: MetricAlert): void
}

function Table({ alerts, onEdit, onDelete }: TableProps) {
  const { alertsView, members } = administration
  return (
    <table class="lines">
      <caption class="hidden">{alertsView.title}</caption>
      <thead>
        <tr>
          <th scope="col">{members.name}</th>
          <th scope="col">{alertsView.when}</th>
          <th scope="col" class="wide">
            {alertsView.lastDay}
          </th>
          <th scope="col" class="wide">
            {alertsView.tells}
          </th>
          {isAtLeast('admin') && (
            <th scope="col">
              <span class="hidden">{t.frame.more}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {alerts.map((alert) => (
          <tr key={alert.id}>
            <td>
              <b class="break">{alert.name}</b>{' '}
              {!alert.enabled && <span class="tag">{alertsView.paused}</span>}
            </td>
            <td>
              <a href={address(`explore/${alert.metric}`)}>{metrics.name(alert.metric)}</a>{' '}
              <span class="dim">{alertsView.condition(alert.metric, alert.condition)}</span>
            </td>
            <td class="wide nowrap">
              <LastDay alert={alert} />
            </td>
            <td class="dim wide">{alert.member_ids.map(nameOfMember).join(', ') || alertsView.nobody}</td>
            {isAtLeast('admin') && (
              <td class="num nowrap">
                <Actions alert={alert} onEdit={onEdit} onDelete={onDelete} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function LastDay({ alert: { metric, evaluated } }: { alert: MetricAlert }) {
  const { alertsView } = administration
  if (evaluated === null) return <span class="faint">{alertsView.notYet}</span>
  const { date, value, holds } = evaluated
  return (
    <>
      {shortDay(date, today.value)}:{' '}
      <Num metric={metric} value={value}>
        {writtenValue(metric, value)}
      </Num>{' '}
      {holds && <span class="tag">{alertsView.holds}</span>}
    </>
  )
}

function Actions({ alert, onEdit, onDelete }: Omit<TableProps, 'alerts'> & { alert: MetricAlert }) {
  const { alertsView } = administration
  const { id, name, enabled } = alert
  const turn = async () => {
    const body = { enabled: !enabled }
    await attempt(() => call('PATCH /api/v1/metrics/alerts/{id}', { params: { id }, body }))
    await readAlertsAgain()
  }
  return (
    <>
      <button
        type="button"
        class="link"
        aria-label={`${enabled ? alertsView.pause : alertsView.resume}: ${name}`}
        onClick={() => void turn()}
      >
        {enabled ? alertsView.pause : alertsView.resume}
      </button>{' '}
      <button
        type="button"
        class="link"
        aria-label={`${alertsView.change}: ${name}`}
        onClick={() => onEdit(alert)}
      >
        {alertsView.change}
      </button>{' '}
      <button
        type="button"
        class="link"
        aria-label={`${alertsView.delete}: ${name}`}
        onClick={() => onDelete(alert)}
      >
        {alertsView.delete}
      </button>
    </>
  )
}
