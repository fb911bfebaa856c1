/** What clocks show in a zone (`2026-04-10T14:12`, as fields of forms have it), and instants. */
import { type Day, plusDays } from './days.ts'

/** @param zone IANA */
export function wallTime(zone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`
}

/**
 * The instant at which clocks show it. Of two that show it the first, and what no clock shows is as far
 * after the change as it would have been.
 */
export function instantOf(zone: string, wall: string): Date {
  const asUtc = Date.parse(`${wall}:00Z`)
  const offsetAt = (ms: number) => Date.parse(`${wallTime(zone, new Date(ms))}:00Z`) - ms
  const [before, after] = [offsetAt(asUtc - 86_400_000), offsetAt(asUtc + 86_400_000)]
  const first = asUtc - before
  return new Date(
    offsetAt(first) === before ? first : offsetAt(asUtc - after) === after ? asUtc - after : first,
  )
}

/** The last instant of a local day. */
export function endOfDay(zone: string, day: Day): Date {
  return new Date(instantOf(zone, `${plusDays(day, 1)}T00:00`).getTime() - 1)
}
