/** What those who run the instance want to know, of all organizations together. */
import type { Base } from '../../base.ts'
import type { CronJobs } from '../../jobs/cron.ts'
import { readRollupDrift } from '../../metrics/rebuild/rollup-drift.ts'
import type { EventLoopDelay } from '../monitoring/event-loop-delay.ts'
import { readInstanceRequests, WINDOW_MINUTES } from '../requests/read-requests.ts'
import type { RequestMinutes } from '../requests/request-minutes.ts'
import { checked, worstOf } from './check.ts'
import { checkBackup } from './checks/backup.ts'
import { checkCache } from './checks/cache.ts'
import { checkDatabase } from './checks/database.ts'
import { checkDisk } from './checks/disk.ts'
import { checkEventLoop } from './checks/event-loop.ts'
import { checkJobs } from './checks/jobs.ts'
import { checkMemory } from './checks/memory.ts'

export type HealthNeeds = Pick<Base, 'config' | 'db' | 'clock' | 'cache'> & {
  requests: RequestMinutes
  cron: CronJobs
  loopDelay: EventLoopDelay
}

export async function readDetailedHealth(context: HealthNeeds) {
  const now = context.clock.now()
  const checks = await lookAtAll(context, now)
  return {
    status: worstOf(Object.values(checks)),
    checks,
    // While the database is away, the checks say so.
    requests: await readRequests(context, now).catch(() => null),
    rollup_drift: await readRollupDrift(context).catch(() => null),
  }
}

async function lookAtAll(context: HealthNeeds, now: number) {
  const [database, cache, jobs, disk, memory, backup, event_loop] = await Promise.all([
    checked(now, () => checkDatabase(context)),
    checked(now, () => checkCache(context)),
    checked(now, () => checkJobs(context)),
    checked(now, () => checkDisk(context)),
    checked(now, () => checkMemory()),
    checked(now, () => checkBackup(context)),
    checked(now, () => checkEventLoop(context)),
  ])
  return { database, cache, jobs, disk, memory, backup, event_loop }
}

async function readRequests(context: HealthNeeds, now: number) {
  const { requests, errors, durations } = await readInstanceRequests(context, now)
  const duration_us = durations.percentile(95)
  return {
    window_minutes: WINDOW_MINUTES,
    completed: requests,
    errors,
    ...(duration_us === null
      ? { response_time_p95_ms: null, reason: 'no requests' }
      : { response_time_p95_ms: Math.round(duration_us / 100) / 10 }),
  }
}
