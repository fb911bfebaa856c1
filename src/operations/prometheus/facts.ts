/**
 * What takes a look at the database or the disk to know: looked at when somebody asks, and at most
 * once in some seconds. While the database is away, the last look stands, and the checks say so.
 */
import { listRuns } from '../../jobs/queries.ts'
import { type HealthNeeds, readDetailedHealth } from '../health/read-detailed-health.ts'

const KEPT_MS = 5_000

export interface KnownFacts {
  jobs: { name: string; started_at: number; duration_ms: number | null; isDone: boolean }[]
  checks: { check: string; state: string }[]
  disk_free_bytes: number | null
  disk_size_bytes: number | null
  rollup_drift_rows: number | null
  backup_at_seconds: number | null
  backup_proved: number | null
}

const NOTHING: KnownFacts = {
  jobs: [],
  checks: [],
  disk_free_bytes: null,
  disk_size_bytes: null,
  rollup_drift_rows: null,
  backup_at_seconds: null,
  backup_proved: null,
}

export class Facts {
  known = NOTHING
  readonly #context: HealthNeeds
  #looking: Promise<void> = Promise.resolve()
  #lookedAt = Number.NEGATIVE_INFINITY

  constructor(context: HealthNeeds) {
    this.#context = context
  }

  /** Resolves when what is known is not old. */
  refresh(): Promise<void> {
    if (performance.now() - this.#lookedAt > KEPT_MS) {
      this.#lookedAt = performance.now()
      this.#looking = this.#look()
    }
    return this.#looking
  }

  async #look(): Promise<void> {
    const { checks, rollup_drift } = await readDetailedHealth(this.#context)
    const { disk, backup } = checks
    this.known = {
      jobs: await this.#jobs().catch(() => this.known.jobs),
      checks: Object.entries(checks).map(([check, { state }]) => ({ check, state })),
      disk_free_bytes: disk.free_bytes ?? null,
      disk_size_bytes: disk.total_bytes ?? null,
      rollup_drift_rows: rollup_drift?.rows ?? null,
      ...backupOf(backup),
    }
  }

  async #jobs(): Promise<KnownFacts['jobs']> {
    const { db, cron } = this.#context
    const runs = await db.instance.read((q) => listRuns(q))
    // What another version has left there is no job of this one.
    const ours = runs.filter(({ name }) => cron.jobs.some((job) => job.name === name))
    return ours.map(({ name, started_at, finished_at, outcome }) => ({
      ...{ name, started_at, isDone: outcome === 'done' },
      duration_ms: finished_at === null ? null : finished_at - started_at,
    }))
  }
}

function backupOf({ last_backup_at, proof }: { last_backup_at?: string | null; proof?: string | null }) {
  if (!last_backup_at) return { backup_at_seconds: null, backup_proved: null }
  return { backup_at_seconds: Date.parse(last_backup_at) / 1000, backup_proved: Number(proof === 'proved') }
}
