/** Straight lines through points by ordinary least squares, with and without a level per weekday. */
import { mean, squaresAround, sum } from './averages.ts'
import { byWeekday, DAYS_PER_WEEK } from './weekdays.ts'

export interface Line {
  /** Change of y per unit of x. */
  slope: number
  intercept: number
  /** 1 - SSE / SST; `null` where y does not vary or there are fewer than three points. */
  r2: number | null
  /** What the line leaves of each y. */
  residuals: number[]
}

/**
 * @param x as many as `y`, at least two, not all equal
 * @param y at most 1e150 in size
 */
export function fitLine(x: readonly number[], y: readonly number[]): Line {
  const [centreX, centreY] = [mean(x), mean(y)]
  const [offsetsX, offsetsY] = [x.map((value) => value - centreX), y.map((value) => value - centreY)]
  const { slope, residuals } = fitThroughOrigin(offsetsX, offsetsY)
  const total = squaresAround(y, centreY)
  const left = squaresAround(residuals, 0)
  return {
    slope,
    intercept: centreY - slope * centreX,
    // The fit leaves at most what there was; rounding may say otherwise.
    r2: total === 0 || y.length < 3 ? null : Math.max(0, 1 - left / total),
    residuals,
  }
}

export interface WeekdayLine {
  /** Change of y per day. */
  slope: number
  residuals: number[]
  /** Σ(x - mean of x on that weekday)²: the variance of the slope is that of the residuals over this. */
  squaresOfX: number
}

/**
 * y on 0..n-1 and a level for each weekday. What the weekday explains of y and of x is subtracted
 * from both, and a line through the origin fitted to the rest: the same slope and the same
 * residuals as with seven dummies (Frisch & Waugh 1933; Lovell 1963).
 *
 * @param y one value per day, at least eight
 */
export function fitLineWithWeekdays(y: readonly number[]): WeekdayLine {
  const x = withoutWeekday(y.map((_, day) => day))
  return { ...fitThroughOrigin(x, withoutWeekday(y)), squaresOfX: squaresAround(x, 0) }
}

function withoutWeekday(values: readonly number[]): number[] {
  const levels = byWeekday(values).map(mean)
  return values.map((value, at) => value - (levels[at % DAYS_PER_WEEK] ?? 0))
}

function fitThroughOrigin(x: readonly number[], y: readonly number[]) {
  const slope = sum(x.map((value, at) => value * (y[at] ?? 0))) / squaresAround(x, 0)
  return { slope, residuals: y.map((value, at) => value - slope * (x[at] ?? 0)) }
}
