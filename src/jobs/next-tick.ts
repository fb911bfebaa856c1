/** When a job ticks next. */
import { Cron } from 'croner'
import type { CronJob } from './cron.ts'

/** @param after Epoch ms. @returns Epoch ms; `null` where it never ticks again. */
export function nextTickOf({ pattern, time_zone }: CronJob, after: number): number | null {
  return (
    new Cron(pattern, { ...clockOf(time_zone), paused: true }).nextRun(new Date(after))?.getTime() ?? null
  )
}

/**
 * By which clock a pattern counts, in the words of croner. UTC as an offset and not as a zone: the tables
 * of zones are 3 MB and a tenth of the start, and with them an hour is missed where that of the machine
 * skips one.
 */
export function clockOf(time_zone = 'UTC'): { utcOffset: number } | { timezone: string } {
  return time_zone === 'UTC' ? { utcOffset: 0 } : { timezone: time_zone }
}
