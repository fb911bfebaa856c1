/** Ticks the cron jobs while the process serves, and once at its start to catch up. */
import { cron } from '@elysiajs/cron'
import { Elysia } from 'elysia'
import type { CronJobs } from '../operations/cron.ts'

export function schedule(jobs: CronJobs) {
  const app = new Elysia({ name: 'schedule' })
  for (const { name, pattern } of jobs.jobs) {
    app.use(cron({ name, pattern, timezone: 'UTC', protect: true, run: () => void jobs.run(name) }))
  }
  return app
    .onStart(() => void jobs.catchUp())
    .onStop(({ store }) => {
      // The plugin keeps its timers here, one a name; each has a `stop`.
      const { cron: timers = {} } = store as { cron?: Record<string, { stop(): void }> }
      for (const timer of Object.values(timers)) timer.stop()
    })
}
