/** By the id that stands in an error, a log line or an answer's headers: all that is known of it, in order of time. */
import { useSignal } from '@preact/signals'
import type { CorrelatedItem } from '../../../../docs/api-types.ts'
import { plain } from '../../format/numbers.ts'
import { Field } from '../../parts/field.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { When } from '../../parts/when.tsx'
import { reading } from '../../state/reading.ts'
import { address, go, place } from '../../state/route.ts'
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
  return (
    <li>
      <span class="tag">{operations.found_kinds[item.kind]}</span>
      <code class="break">{textOf(item)}</code>
      {item.at && <When at={item.at} />}
    </li>
  )
}

function textOf({ line, request, slow_query, job_run }: CorrelatedItem): string {
  if (request) return `${request.method} ${request.route} ${request.status}, ${plain(request.duration_ms)} ms`
  if (slow_query) return `${slow_query.sql.replace(/\s+/g, ' ')}, ${plain(slow_query.duration_ms)} ms`
  if (job_run) return [job_run.name, job_run.outcome, job_run.detail].filter(Boolean).join(' · ')
  return line ?? ''
}
