/**
 * Ticks the cron jobs while the process serves and leads (see jobs/leader.ts), and once at its start
 * to catch up.
 */
import { cron } from '@elysiajs/cron'
import { Elysia } from 'elysia'
import type { CronJobs } from '../jobs/cron.ts'
import { JobLeader } from '../jobs/leader.ts'
import { clockOf, nextTickOf } from '../jobs/next-tick.ts'

/** @returns Dispose of it to end the ticks. Its timers would keep the process alive. */
export function startSchedule(jobs: CronJobs): AsyncDisposable {
  const nextTick = (name: string, after: number) => {
    const job = jobs.jobs.find((one) => one.name === name)
    return (job && nextTickOf(job, after)) ?? Number.POSITIVE_INFINITY
  }
  void jobs.catchUp(nextTick)
  const leader = new JobLeader(jobs.context, () => void jobs.takeOver(nextTick))
  const app = new Elysia()
  for (const { name, pattern, time_zone } of jobs.jobs) {
    const run = () => (leader.isLeading ? jobs.tick(name) : undefined)
    app.use(cron({ name, pattern, ...clockOf(time_zone), protect: true, run }))
  }
  // The plugin keeps its timers here, one a name.
  const { cron: timers = {} } = app.store as { cron?: Record<string, { stop(): void }> }
  return {
    async [Symbol.asyncDispose]() {
      for (const timer of Object.values(timers)) timer.stop()
      await leader[Symbol.asyncDispose]()
    },
  }
}
