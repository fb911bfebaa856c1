/** Six parts, and how each is. */
import type { ComponentChildren } from 'preact'
import type { DetailedHealth } from '../../../../docs/api-types.ts'
import { whenIn } from '../../format/calendar.ts'
import { dayIn } from '../../format/days.ts'
import { bytes, count, MISSING, percent, plain } from '../../format/numbers.ts'
import { Read } from '../../parts/sheet.tsx'
import { reading } from '../../state/reading.ts'
import { today, zone } from '../../state/session.ts'
import { operations } from '../../texts/operations.ts'
import { type Checks, DOTS } from './checks.tsx'

interface Said {
  state: Checks['database']['state']
  detail: string
}

const ENGINES: Readonly<Record<string, string>> = { sqlite: 'SQLite', postgres: 'Postgres' }

export function Cells() {
  const health = reading(60_000, 'GET /api/v1/health/detailed').value
  const info = reading(300_000, 'GET /api/v1/monitoring/system/info').value
  const jobs = reading(60_000, 'GET /api/v1/operations/jobs').value
  return (
    <Read from={health} height={110} after={[info, jobs]}>
      {({ checks, requests }) => (
        <section class="cards six" aria-label={operations.parts}>
          <Cell
            check={saidOf('database', checks.database, databaseOf(checks.database))}
            name={operations.names.database}
            figure={info.value ? bytes(info.value.database.size_bytes) : engineOf(checks.database)}
          />
          <Cell
            check={requests ? { state: 'ok', detail: operations.answered(requests.completed) } : NOT_KNOWN}
            name={operations.names.answers}
            figure={timeOf(requests?.response_time_p95_ms ?? null)}
          />
          <Cell
            check={errorsOf(requests)}
            name={operations.names.errors}
            figure={requests ? operations.outOf(count(requests.errors), count(requests.completed)) : MISSING}
          />
          <Cell
            check={saidOf('jobs', checks.jobs, operations.fine.jobs)}
            name={operations.names.jobs}
            figure={jobsFigure(checks.jobs, jobs.value?.items.length)}
          />
          <Cell
            check={backupOf(checks.backup)}
            name={operations.names.backup}
            figure={proofOf(checks.backup.proof)}
          />
          <Cell
            check={saidOf('disk', checks.disk, diskOf(checks.disk))}
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

/** Where there is something to be done, that in its place. */
function saidOf(name: string, check: Checks[keyof Checks], fine: string): Said {
  const { state } = check
  return { state, detail: state === 'ok' ? fine : operations.checkDetail(name, check) }
}

function engineOf({ engine }: Checks['database']): string {
  return ENGINES[engine ?? ''] ?? MISSING
}

function databaseOf(check: Checks['database']): string {
  return operations.answersIn(engineOf(check), plain(check.duration_ms))
}

function jobsFigure({ failed = [], late = [] }: Checks['jobs'], all: number | undefined): string {
  const bad = new Set([...failed, ...late]).size
  if (all === undefined) return operations.jobsFigure(bad)
  return operations.outOf(count(all - bad), count(all))
}

function diskOf({ free_bytes, total_bytes }: Checks['disk']): string {
  if (free_bytes === undefined || !total_bytes) return ''
  return operations.shareOf(percent(Math.round((1000 * free_bytes) / total_bytes) / 10), bytes(total_bytes))
}

function backupOf(check: Checks['backup']): Said {
  const { state, last_backup_at } = check
  if (state === 'unknown' && !last_backup_at) return { state, detail: operations.firstBackup }
  return last_backup_at
    ? saidOf('backup', check, operations.backedUpAt(whenOf(last_backup_at)))
    : saidOf('backup', check, '')
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
  return { state: requests.errors > 0 ? 'warning' : 'ok', detail: operations.lastMinutes }
}

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
