/** Ticks the cron jobs while the process serves, and once at its start to catch up. */
import { cron } from '@elysiajs/cron'
import { Elysia } from 'elysia'
import type { CronJobs } from '../jobs/cron.ts'

/** @returns Dispose of it to end the ticks. Its timers would keep the process alive. */
export function startSchedule(jobs: CronJobs): Disposable {
  const app = new Elysia()
  for (const { name, pattern } of jobs.jobs) {
    app.use(cron({ name, pattern, timezone: 'UTC', protect: true, run: () => jobs.tick(name) }))
  }
  // The plugin keeps its timers here, one a name.
  const { cron: timers = {} } = app.store as { cron?: Record<string, CronTimer> }
  void jobs.catchUp(
    (name, after) => timers[name]?.nextRun(new Date(after))?.getTime() ?? Number.POSITIVE_INFINITY,
  )
  return {
    [Symbol.dispose]: () => {
      for (const timer of Object.values(timers)) timer.stop()
    },
  }
}

interface CronTimer {
  stop(): void
  nextRun(after: Date): Date | null
}
