/** Six parts, and how each is. */
import type { ComponentChildren } from 'preact'
import type { DetailedHealth } from '../../../../docs/api-types.ts'
import { bytes, count, plain } from '../../format/numbers.ts'
import { Read } from '../../parts/sheet.tsx'
import { reading } from '../../state/reading.ts'
import { operations } from '../../texts/operations.ts'

type Checks = DetailedHealth['checks']

export function Cells() {
  const health = reading(60_000, 'GET /api/v1/health/detailed').value
  return (
    <Read from={health} height={110}>
      {({ checks, requests }) => (
        <section class="cards six" aria-label={operations.parts}>
          <Cell
            check={checks.database}
            name={operations.names.database}
            figure={checks.database.engine ?? '–'}
          />
          <Cell
            check={requests ? { state: 'ok', detail: operations.answered(requests.completed) } : NOT_KNOWN}
            name={operations.names.answers}
            figure={timeOf(requests?.response_time_p95_ms ?? null)}
          />
          <Cell
            check={errorsOf(requests)}
            name={operations.names.errors}
            figure={requests ? count(requests.errors) : '–'}
          />
          <Cell
            check={checks.jobs}
            name={operations.names.jobs}
            figure={operations.jobsFigure(checks.jobs.failed?.length ?? 0)}
          />
          <Cell check={checks.backup} name={operations.names.backup} figure={checks.backup.proof ?? '–'} />
          <Cell
            check={checks.disk}
            name={operations.names.disk}
            figure={
              checks.disk.free_bytes === undefined ? '–' : operations.free(bytes(checks.disk.free_bytes))
            }
          />
        </section>
      )}
    </Read>
  )
}

const NOT_KNOWN = { state: 'unknown', detail: '' } as const

function timeOf(p95_ms: number | null): string {
  return p95_ms === null ? '–' : `${plain(p95_ms)} ms`
}

function errorsOf(requests: DetailedHealth['requests']): Pick<Checks['database'], 'state' | 'detail'> {
  if (!requests) return NOT_KNOWN
  const { errors, completed } = requests
  return { state: errors > 0 ? 'warning' : 'ok', detail: operations.ofRequests(completed) }
}

const DOTS = { ok: '', warning: 'amber', failed: 'red', unknown: 'off' } as const

function Cell({
  check,
  name,
  figure,
}: {
  check: Pick<Checks['database'], 'state' | 'detail'>
  name: string
  figure: ComponentChildren
}) {
  return (
    <article class="part-cell" data-check={check.state}>
      <h2>
        <span class={`dot ${DOTS[check.state]}`} role="img" aria-label={operations.states[check.state]} />
        {name}
      </h2>
      <p class="part-figure">{figure}</p>
      <p class="note">{check.detail}</p>
    </article>
  )
}
