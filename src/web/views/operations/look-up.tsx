/** By the id that stands in an error, a log line or an answer's headers: all that is known of it, in order of time. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import type { CorrelatedItem } from '../../../../docs/api-types.ts'
import { exactTime } from '../../format/calendar.ts'
import { dateOf } from '../../format/dates.ts'
import { dayIn } from '../../format/days.ts'
import { plain } from '../../format/numbers.ts'
import { Field } from '../../parts/field.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { reading } from '../../state/reading.ts'
import { address, go, place } from '../../state/route.ts'
import { today, zone } from '../../state/session.ts'
import { operations } from '../../texts/operations.ts'

export function LookUpSheet() {
  const id = place.value.query.get('id') ?? ''
  const typed = useSignal(id)
  const search = (event: Event) => {
    event.preventDefault()
    go(address('operations/lookup', { id: typed.value.trim() }))
  }
  return (
    <Sheet title={operations.lookUp}>
      <form class="inline-form" onSubmit={search}>
        <Field
          label={operations.correlationId}
          value={typed.value}
          onValue={(value) => {
            typed.value = value
          }}
        />
        <button type="submit" class="btn" disabled={typed.value.trim() === ''}>
          {operations.lookUp}
        </button>
      </form>
      {id === '' ? <p class="note top-gap">{operations.lookUpHint}</p> : <Found key={id} id={id} />}
    </Sheet>
  )
}

function Found({ id }: { id: string }) {
  const found = reading(null, 'GET /api/v1/operations/correlations/{id}', { params: { id } }).value
  return (
    <Read from={found} height={80}>
      {({ items, sources, is_complete }) => (
        <>
          {items.length === 0 ? (
            <p class="small">{operations.nothingOf}</p>
          ) : (
            <ol class="rows found-steps" data-found={items.length}>
              {items.map((one, i) => (
                // Items of one answer do not change their places.
                <Step key={`${i}`} item={one} />
              ))}
            </ol>
          )}
          <p class="note dim">{operations.lookedThrough(sources.log, sources.memory, is_complete)}</p>
        </>
      )}
    </Read>
  )
}

function Step({ item }: { item: CorrelatedItem }) {
  const at = item.at === null ? null : new Date(item.at)
  const day = at && dayIn(zone.value, at)
  return (
    <li data-step={item.kind}>
      <span class="tag">{operations.found_kinds[item.kind]}</span>
      <span class="break">{saidOf(item)}</span>
      {at && day && (
        <time dateTime={item.at ?? ''}>
          {day !== today.value && `${dateOf(day, today.value)} `}
          {exactTime(zone.value, at)}
        </time>
      )}
    </li>
  )
}

function saidOf(item: CorrelatedItem): ComponentChildren {
  const { line, request, slow_query, job_run, audit_entry, webhook_delivery } = item
  if (request) {
    const { method, route, status, duration_ms } = request
    return (
      <>
        <b>
          {method} {route}
        </b>{' '}
        <span class={status >= 500 ? 'tag red' : 'tag green'}>{status}</span> {plain(duration_ms)} ms
      </>
    )
  }
  if (slow_query) {
    return (
      <>
        <code>{slow_query.sql.replace(/\s+/g, ' ').trim()}</code> {plain(slow_query.duration_ms)} ms
      </>
    )
  }
  if (job_run) {
    const { name, outcome, detail } = job_run
    return (
      <>
        <b>{operations.jobName(name)}</b>{' '}
        {outcome !== null && outcome !== 'done' && (
          <span class="tag red">{operations.outcomes[outcome]}</span>
        )}{' '}
        {detail === null ? operations.running : operations.jobDetail(detail)}
      </>
    )
  }
  if (audit_entry) {
    const { action, actor, subject } = audit_entry
    return (
      <>
        <b>{action}</b> {operations.auditBy(actor)} {subject.id && <code class="faint">{subject.id}</code>}
      </>
    )
  }
  if (webhook_delivery) {
    const { type, status, webhook_id } = webhook_delivery
    return (
      <>
        <b>{type}</b> {status} <code class="faint">{webhook_id}</code>
      </>
    )
  }
  return <code>{line}</code>
}
