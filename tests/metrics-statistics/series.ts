/** Series as the tests want them. */
import { expect } from 'bun:test'
import fc from 'fast-check'
import type { Weekday } from '../../src/metrics/statistics/weekdays.ts'

/** Counts as they come: small, all alike, mostly zero, or absurdly large. */
export function counts(minLength: number, maxLength: number) {
  // Without a size, fast-check stays near the least length.
  const length = { minLength, maxLength, size: 'max' as const }
  return fc.oneof(
    fc.array(fc.nat({ max: 300 }), length),
    fc.array(fc.constantFrom(0, 0, 0, 1), length),
    fc.array(fc.constant(7), length),
    fc.array(fc.constant(0.1), length),
    fc.array(fc.constantFrom(0, 5e-324, 1, 1e150), length),
    fc.array(fc.double({ min: 0, max: 1e150, noNaN: true }), length),
  )
}

export const weekday: fc.Arbitrary<Weekday> = fc.constantFrom(1, 2, 3, 4, 5, 6, 7)

/** Every number in it, however deep, is one; and where something is null, a reason stands. */
export function expectSound(answer: object) {
  const numbers: number[] = []
  const text = JSON.stringify(answer, (_, value) => {
    if (typeof value === 'number') numbers.push(value)
    return value
  })
  expect(numbers.filter((value) => !Number.isFinite(value))).toEqual([])
  if (text.includes('null')) expect(answer).toHaveProperty('reason')
}

/** Solves the normal equations by elimination: the coefficients, the residuals and (X'X)⁻¹. */
export function leastSquares(rows: readonly number[][], y: readonly number[]) {
  const width = rows[0]!.length
  const columns = Array.from({ length: width }, (_, at) => at)
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((total, one, i) => total + one * b[i]!, 0)
  const column = (at: number) => rows.map((row) => row[at]!)
  const table = columns.map((i) => [
    ...columns.map((j) => dot(column(i), column(j))),
    ...columns.map((j) => (i === j ? 1 : 0)),
  ])
  for (const pivot of columns) {
    const best = columns
      .slice(pivot)
      .reduce((a, b) => (Math.abs(table[b]![pivot]!) > Math.abs(table[a]![pivot]!) ? b : a))
    ;[table[pivot], table[best]] = [table[best]!, table[pivot]!]
    const head = table[pivot]![pivot]!
    table[pivot] = table[pivot]!.map((value) => value / head)
    for (const other of columns.filter((at) => at !== pivot)) {
      const factor = table[other]![pivot]!
      table[other] = table[other]!.map((value, at) => value - factor * table[pivot]![at]!)
    }
  }
  const inverse = table.map((row) => row.slice(width))
  const moments = columns.map((at) => dot(column(at), y))
  const coefficients = inverse.map((row) => dot(row, moments))
  return { coefficients, inverse, residuals: y.map((value, at) => value - dot(rows[at]!, coefficients)) }
}
