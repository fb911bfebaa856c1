import { mean } from './averages.ts'
import type { WeeksApart } from './weeks-apart.ts'

export interface Change extends Partial<WeeksApart> {
  /** In percent of the mean before, or in points where the values are percentages. */
  value: number | null
  unit: 'percent' | 'points'
  /** Of a percentage: how the means differ, and the mean before. */
  numerator?: number
  denominator?: number
  /** Of few: read the percentage with care. */
  low_n?: true
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
  const fraction = { numerator: now - before, denominator: before }
  if (before !== 0) return { value: (fraction.numerator / before) * 100, unit, ...fraction }
  if (now === 0) return { value: 0, unit, ...fraction }
  const reason = 'there was nothing in the period before'
  return { value: null, unit, ...fraction, new_from_zero: true, reason }
}
