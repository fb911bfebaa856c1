/** When a job runs, of the five fields of cron that ours are written in. */
export type Schedule =
  | { every: 'minutes'; n: number }
  | { every: 'hour'; minute: number }
  | { every: 'day'; time: string }

/** @returns `null` for what is none of these: it is shown as it is written. */
export function readSchedule(pattern: string): Schedule | null {
  const [minute = '', hour = '', ...rest] = pattern.split(' ')
  if (rest.length !== 3 || rest.some((field) => field !== '*')) return null
  // `2-59/15` is every 15 minutes, too, from another one on.
  const step = /^\*(?:\/(\d+))?$/.exec(minute) ?? /^\d+-59\/(\d+)$/.exec(minute)
  if (step && hour === '*') return { every: 'minutes', n: Number(step[1] ?? 1) }
  if (!/^\d+$/.test(minute)) return null
  if (hour === '*') return { every: 'hour', minute: Number(minute) }
  if (!/^\d+$/.test(hour)) return null
  return { every: 'day', time: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}` }
}
