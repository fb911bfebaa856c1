/** Where an axis has its lines: four or five, at steps of 1, 2 or 5. */

export interface Axis {
  /** From the lowest to the highest; the last one is the top of the plot. */
  ticks: number[]
  bottom: number
  top: number
}

/** @param isWhole Whether there is nothing between two whole numbers. */
export function axisTo(max: number, isWhole = true, bottom = 0): Axis {
  const span = Math.max(max - bottom, isWhole ? 1 : 1e-9)
  const step = stepOf(span, isWhole)
  const first = Math.floor(bottom / step) * step
  const count = Math.max(1, Math.ceil((max - first) / step - 1e-9))
  const ticks = Array.from({ length: count + 1 }, (_, i) => rounded(first + i * step))
  return { ticks, bottom: first, top: rounded(first + count * step) }
}

function stepOf(span: number, isWhole: boolean): number {
  const power = 10 ** Math.floor(Math.log10(span / 5))
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => span / one <= 5.0001) ?? 10 * power
  return isWhole ? Math.max(1, Math.round(step)) : step
}

/** 0.1 + 0.2 is 0.3 here. */
function rounded(value: number): number {
  return Number(value.toPrecision(12))
}
