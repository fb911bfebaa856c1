/** Whether a day of some weeks has more or less than one of as many weeks before, beyond what chance makes. */
import { mean, squaresAround, sum } from './averages.ts'
import { exactSwaps } from './exact-swaps.ts'
import { incompleteBeta } from './incomplete-beta.ts'
import { criticalT } from './students-t.ts'
import { DAYS_PER_WEEK } from './weekdays.ts'

export interface WeeksApart {
  test: 'weekday_pairs' | 'weeks'
  /** 0 to 1. */
  p_value: number
  significant: boolean
  /** Of the difference of a day's mean; of one week there is none. */
  interval_95?: { low: number; high: number }
}

const SIGNIFICANT_BELOW = 0.05
const LEAST_WEEKS = 4

/**
 * Of one week and the one before, each weekday with its like. Of four and more, the means of whole
 * weeks, by Welch's test: days are like their neighbours, weeks much less so, and each has the same
 * weekdays. Source: Welch, "The generalization of Student's problem", 1947.
 *
 * @param now counts of whole days, as many as `before`
 * @returns `null` where they are no whole weeks, or two or three of them
 */
export function weeksApart(now: readonly number[], before: readonly number[]): WeeksApart | null {
  const days = now.length
  if (days === DAYS_PER_WEEK) {
    const pairs = now.map((value, i) => [value, before[i] ?? 0] as const)
    return judged(
      'weekday_pairs',
      exactSwaps(pairs, (a, b) => sum(a) - sum(b)),
    )
  }
  if (days % DAYS_PER_WEEK !== 0 || days < LEAST_WEEKS * DAYS_PER_WEEK) return null
  const [a, b] = [weeksOf(now), weeksOf(before)]
  const difference = mean(a) - mean(b)
  const [va, vb] = [errorOf(a), errorOf(b)]
  // Where no week differs from another of its side, chance has no size.
  if (va + vb === 0) return judged('weeks', difference === 0 ? 1 : 0)
  const degrees = (va + vb) ** 2 / (va ** 2 / (a.length - 1) + vb ** 2 / (b.length - 1))
  const half = criticalT(degrees) * Math.sqrt(va + vb)
  const t2 = difference ** 2 / (va + vb)
  const p = incompleteBeta(degrees / 2, 1 / 2, degrees / (degrees + t2))
  return { ...judged('weeks', p), interval_95: { low: difference - half, high: difference + half } }
}

function judged(test: WeeksApart['test'], p_value: number) {
  return { test, p_value, significant: p_value < SIGNIFICANT_BELOW }
}

/** The mean of a day in each week. */
function weeksOf(days: readonly number[]): number[] {
  return Array.from({ length: days.length / DAYS_PER_WEEK }, (_, week) =>
    mean(days.slice(week * DAYS_PER_WEEK, (week + 1) * DAYS_PER_WEEK)),
  )
}

/** The square of the standard error of their mean. */
function errorOf(weeks: readonly number[]): number {
  return squaresAround(weeks, mean(weeks)) / (weeks.length - 1) / weeks.length
}
