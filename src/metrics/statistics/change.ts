import { mean } from './averages.ts'

export interface Change {
  /** In percent of the mean before, or in points where the values are percentages. */
  value: number | null
  unit: 'percent' | 'points'
  /** There was nothing before, and there is something now. */
  new_from_zero?: true
  /** Why there is no value; absent where there is. */
  reason?: string
}

/**
 * How the mean of a period differs from that of the period before.
 *
 * @param length how many values each is to have: a part of a period is not compared
 * @param arePercentages whether to subtract: a percentage of percentages says nothing
 */
export function changeOf(
  current: readonly number[],
  previous: readonly number[],
  length: number,
  arePercentages: boolean,
): Change {
  const unit = arePercentages ? 'points' : 'percent'
  if (current.length < length || previous.length < length) {
    return { value: null, unit, reason: `two periods of ${length} whole days are needed` }
  }
  const [now, before] = [mean(current), mean(previous)]
  if (arePercentages) return { value: now - before, unit }
  if (before !== 0) return { value: ((now - before) / before) * 100, unit }
  if (now === 0) return { value: 0, unit }
  return { value: null, unit, new_from_zero: true, reason: 'there was nothing in the period before' }
}
