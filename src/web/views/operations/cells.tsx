/** Six parts, and how each is. */
import type { ComponentChildren } from 'preact'
import type { DetailedHealth } from '../../../../docs/api-types.ts'
import { whenIn } from '../../format/calendar.ts'
import { dayIn } from '../../format/days.ts'
import { bytes, count, MISSING, plain } from '../../format/numbers.ts'
import { Read } from '../../parts/sheet.tsx'
import { reading } from '../../state/reading.ts'
import { today, zone } from '../../state/session.ts'
import { operations } from '../../texts/operations.ts'

type Checks = DetailedHealth['checks']
type Said = Pick<Checks['database'], 'state' | 'detail'>

const ENGINES: Readonly<Record<string, string>> = { sqlite: 'SQLite', postgres: 'Postgres' }

export function Cells() {
  const health = reading(60_000, 'GET /api/v1/health/detailed').value
  return (
    <Read from={health} height={110}>
      {({ checks, requests }) => (
        <section class="cards six" aria-label={operations.parts}>
          <Cell
            check={saidOf(checks.database, operations.fine.database)}
            name={operations.names.database}
            figure={ENGINES[checks.database.engine ?? ''] ?? MISSING}
          />
          <Cell
            check={requests ? { state: 'ok', detail: operations.answered(requests.completed) } : NOT_KNOWN}
            name={operations.names.answers}
            figure={timeOf(requests?.response_time_p95_ms ?? null)}
          />
          <Cell
            check={errorsOf(requests)}
            name={operations.names.errors}
            figure={requests ? count(requests.errors) : MISSING}
          />
          <Cell
            check={saidOf(checks.jobs, operations.fine.jobs)}
            name={operations.names.jobs}
            figure={operations.jobsFigure(checks.jobs.failed?.length ?? 0)}
          />
          <Cell
            check={backupOf(checks.backup)}
            name={operations.names.backup}
            figure={proofOf(checks.backup.proof)}
          />
          <Cell
            check={saidOf(checks.disk, operations.fine.disk)}
            name={operations.names.disk}
            figure={
              checks.disk.free_bytes === undefined ? MISSING : operations.free(bytes(checks.disk.free_bytes))
            }
          />
        </section>
      )}
    </Read>
  )
}

const NOT_KNOWN = { state: 'unknown', detail: '' } as const

function timeOf(p95_ms: number | null): string {
  return p95_ms === null ? MISSING : `${plain(p95_ms)} ms`
}

/** In the reader's language, where there is nothing to be done. */
function saidOf({ state, detail }: Said, fine: string): Said {
  return { state, detail: state === 'ok' ? fine : detail }
}

function backupOf(check: Checks['backup']): Said {
  const { state, last_backup_at } = check
  if (state === 'unknown' && !last_backup_at) return { state, detail: operations.firstBackup }
  return last_backup_at ? saidOf(check, operations.backedUpAt(whenOf(last_backup_at))) : check
}

function whenOf(instant: string): string {
  const at = new Date(instant)
  return whenIn(zone.value, at, today.value, dayIn(zone.value, at))
}

function proofOf(proof: string | null | undefined): string {
  return proof === 'proved' || proof === 'failed' || proof === 'pending' ? operations.proofs[proof] : MISSING
}

function errorsOf(requests: DetailedHealth['requests']): Said {
  if (!requests) return NOT_KNOWN
  const { errors, completed } = requests
  return { state: errors > 0 ? 'warning' : 'ok', detail: operations.ofRequests(completed) }
}

const DOTS = { ok: '', warning: 'amber', failed: 'red', unknown: 'off' } as const

function Cell({ check, name, figure }: { check: Said; name: string; figure: ComponentChildren }) {
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
