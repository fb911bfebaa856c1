import type { Resource } from '../../resources/resource.ts'

const RUNS_KEPT_MS = 30 * 24 * 3_600_000

export const jobRun: Resource = {
  kind: 'job_run',
  table: 'job_runs',
  key: 'id',
  over: `started_at <= :now - ${RUNS_KEPT_MS}`,
}
