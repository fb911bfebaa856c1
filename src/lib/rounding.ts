/**
 * Rounding happens only at output, half away from zero, by integer arithmetic:
 * `toFixed` works on the binary fraction and gives (1.005).toFixed(2) = "1.00".
 */

/**
 * `numerator / denominator` to one decimal, half away from zero.
 * Both are integers with `denominator` > 0 and |numerator| * 20 below 2^53.
 */
export function ratioToTenth(numerator: number, denominator: number): number {
  const size = Math.floor((20 * Math.abs(numerator) + denominator) / (2 * denominator)) / 10
  return numerator < 0 && size > 0 ? -size : size
}

/** `numerator / denominator` as a percentage with one decimal; `null` when the denominator is 0. */
export function percentage(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : ratioToTenth(100 * numerator, denominator)
}

/** Milliseconds shared among `count`, in minutes with one decimal; `null` when there are none. */
export function averageMinutes(totalMs: number, count: number): number | null {
  return count === 0 ? null : ratioToTenth(totalMs, count * 60_000)
}

/** Milliseconds shared among `count`, in seconds with two decimals; `null` when there are none. */
export function averageSeconds(totalMs: number, count: number): number | null {
  return count === 0 ? null : Math.floor((2 * totalMs + 10 * count) / (20 * count)) / 100
}

/** Every number in a document, at any depth, to four decimals. */
export function roundedToFour<T>(document: T): T {
  return mapNumbers(document, (value) => (Math.sign(value) * Math.round(Math.abs(value) * 1e4)) / 1e4) as T
}

function mapNumbers(value: unknown, change: (value: number) => number): unknown {
  if (typeof value === 'number') return change(value)
  if (Array.isArray(value)) return value.map((one) => mapNumbers(one, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, mapNumbers(one, change)]))
}
