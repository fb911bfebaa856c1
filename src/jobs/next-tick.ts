/** When a job ticks next. */
import { Cron } from 'croner'
import type { CronJob } from './cron.ts'

/** @param after Epoch ms. @returns Epoch ms; `null` where it never ticks again. */
export function nextTickOf({ pattern, time_zone = 'UTC' }: CronJob, after: number): number | null {
  return new Cron(pattern, { timezone: time_zone, paused: true }).nextRun(new Date(after))?.getTime() ?? null
}
