/**
 * Rolling distinct counts, exact on any date, with a handful of writes per first event of a day.
 *
 * How many distinct people were active in the W days ending on day e? A person active on days
 * p < d < q is counted on e when one of them lies in the window. Day d adds to that the days e on
 * which it is in the window and neither neighbour is:
 *
 *     p           d                 q
 *     ●───────────●─────────────────●──────────
 *     └─ p..p+W-1 ┘ already counted
 *                 └─ d..d+W-1: new from lo = max(d, p+W) to hi = min(d+W-1, q-1)
 *
 * Those days get +1 as a difference array: +1 at lo, -1 at hi+1. The count on e is the sum of all
 * differences up to e, and, since each interval ends, also minus the sum of all after e: which is
 * what a reader of the present uses, because few days lie after today. Intervals of all people
 * simply add, in any order; taking a day away is the same with -1.
 */
export const WINDOWS = { d7: 7, d14: 14, d30: 30, d60: 60 } as const
export const CORE_WINDOWS = { core_d7: 7 } as const
export const CHAT_WINDOWS = { chat_d7: 7 } as const
export const WINDOW_LENGTHS = Object.entries(WINDOWS) as [keyof typeof WINDOWS, number][]
export type WindowKey = keyof typeof WINDOWS | keyof typeof CORE_WINDOWS | keyof typeof CHAT_WINDOWS

/** A neighbour further away than this changes nothing. */
export const LONGEST_WINDOW = 60

/**
 * The differences that active day `day` makes, given the person's nearest other active days.
 * Nothing is called when the neighbours' windows cover all of it.
 */
export function windowDifferences(
  day: number,
  previous: number | null,
  next: number | null,
  length: number,
  add: (day: number, difference: 1 | -1) => void,
): void {
  const from = previous === null ? day : Math.max(day, previous + length)
  const until = next === null ? day + length : Math.min(day + length, next)
  if (from >= until) return
  add(from, 1)
  add(until, -1)
}
