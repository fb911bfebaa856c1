import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { anomalies, type UnusualDay } from '../../src/metrics/statistics/anomalies.ts'
import { counts, expectSound, weekday } from './series.ts'
import { detection, falseAlarms, history, randomOf } from './simulate.ts'

const twenty = (days: number) => new Array<number>(days).fill(20)

test('nothing is judged before the 29th day', () => {
  expect(anomalies([...twenty(27), 0], 1)).toEqual({
    n: 28,
    anomalies: null,
    usual: new Array(28).fill(null),
    level_shift_open: false,
    reason: 'four weeks before a day are needed',
  })
  expect(anomalies([...twenty(28), 0], 1).anomalies).toHaveLength(1)
})

test('whole numbers that a day may have without standing out are those that do not', () => {
  const sides = (series: number[], value: number) =>
    (anomalies([...series, value], 1).anomalies ?? []).filter(({ index }) => index === series.length)
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 28, maxLength: 90 }), (series) => {
      const before = anomalies(series, 1)
      fc.pre((before.anomalies ?? []).every(({ kind }) => kind === 'day'))
      const usual = anomalies([...series, 0], 1).usual.at(-1)
      if (!usual) throw new Error('four weeks lie before it')
      expect([sides(series, usual.low), sides(series, usual.high)]).toEqual([[], []])
      if (usual.low > 0) expect(sides(series, usual.low - 1)).toMatchObject([{ side: 'below' }])
      const [above] = sides(series, usual.high + 1)
      expect(above?.side ?? 'above').toBe('above')
      expect(above === undefined).toBe(anomalies([...series, usual.high + 1], 1).level_shift_open)
      expect(usual.expected).toBeWithin(usual.low - 1, usual.high + 1)
    }),
    { numRuns: 30 },
  )
})

test('a day without anybody stands out, with what was expected', () => {
  const [found] = anomalies([...twenty(56), 0], 3).anomalies as [UnusualDay]
  const { score, expected, ...rest } = found
  expect(rest).toEqual({ kind: 'day', index: 56, weekday: 3, value: 0, side: 'below' })
  expect(expected).toBeCloseTo(20, 12)
  const distance = 2 * Math.sqrt(0.375) - 2 * Math.sqrt(20.375)
  expect(score).toBeCloseTo(distance / Math.sqrt(1 + 1.57 / 8), 12)
})

test('small counts and weeks without variation raise no alarm', () => {
  expect(anomalies([...new Array(56).fill(0), 3], 1).anomalies).toEqual([])
  expect(anomalies([...new Array(56).fill(1), 0], 1).anomalies).toEqual([])
  expect(anomalies([...new Array(56).fill(0), 30], 1).anomalies).toHaveLength(1)
})

test('fewer than eight weeks ask for a higher score', () => {
  // Scores of 3.7 to 4.0 in front of either baseline.
  const scores = [30, 56].map((days) => anomalies([...twenty(days), 41], 1).anomalies)
  expect(scores[0]).toEqual([])
  expect(scores[1]).toHaveLength(1)
})

test('a day whose counts were made anew is never flagged', () => {
  expect(anomalies([...twenty(56), 0], 1, new Set([56])).anomalies).toEqual([])
})

test('five days on one side within a week are one level shift, and the new level is not unusual', () => {
  const series = [...twenty(60), ...new Array<number>(60).fill(100)]
  const before = anomalies(series.slice(0, 64), 1)
  expect(before.anomalies?.map(({ kind }) => kind)).toEqual(['day', 'day', 'day', 'day'])
  expect(before.level_shift_open).toBe(false)
  const { anomalies: found, level_shift_open } = anomalies(series.slice(0, 65), 1)
  expect(found).toMatchObject([{ kind: 'level_shift', index: 60, noticed_index: 64, side: 'above' }])
  expect(level_shift_open).toBe(true)
  expect(anomalies(series.slice(0, 87), 1).level_shift_open).toBe(true)
  expect(anomalies(series.slice(0, 88), 1).level_shift_open).toBe(false)
  expect(anomalies(series, 1).anomalies).toHaveLength(1)
})

test('four days within a week, or five spread wider, are days', () => {
  const at = (...places: number[]) => twenty(80).map((value, day) => (places.includes(day) ? 100 : value))
  const kinds = (series: number[]) => anomalies(series, 1).anomalies?.map(({ kind }) => kind)
  expect(kinds(at(60, 61, 62, 63))).toEqual(['day', 'day', 'day', 'day'])
  expect(kinds(at(60, 62, 64, 66, 68))).toEqual(['day', 'day', 'day', 'day', 'day'])
  expect(kinds(at(60, 61, 63, 65, 67))).toHaveLength(5)
  expect(kinds(at(60, 61, 63, 65, 66))).toEqual(['level_shift'])
})

test('a day of the other side within a level shift remains a day', () => {
  const series = twenty(70).map((value, day) => (day === 62 ? 0 : day >= 60 && day <= 65 ? 100 : value))
  expect(anomalies(series, 1).anomalies).toMatchObject([
    { kind: 'level_shift', index: 60 },
    { kind: 'day', index: 62, side: 'below' },
  ])
})

test('the last day is judged as the rule says, step by step', () => {
  const random = randomOf(3)
  let flags = 0
  for (let run = 0; run < 300; run++) {
    const days = 29 + Math.floor(random() * 60)
    const series = history(random, days, { mean: 50, weekend: 0.3, dispersion: 20 }, run % 3)
    const { anomalies: found } = anomalies(series, 1)
    if (found?.some(({ kind }) => kind === 'level_shift')) continue
    const flagged = found?.find(({ index }) => index === days - 1) as UnusualDay | undefined
    const { score, limit } = judgedByTheRule(series)
    expect(flagged !== undefined).toBe(Math.abs(score) >= limit)
    if (flagged) expect(flagged.score).toBeCloseTo(score, 9)
    if (flagged) flags++
  }
  expect(flags).toBeGreaterThan(50)
})

test('normal days are rarely flagged, and an outage is found', () => {
  for (const mean of [5, 20, 200]) {
    expect(falseAlarms(1, 100, 57, { mean, weekend: 0.3, dispersion: 20 })).toBeLessThan(2)
  }
  expect(detection(1, 200, 57, { mean: 200, weekend: 0.3, dispersion: 20 }, 0)).toBeGreaterThan(97)
  expect(detection(1, 200, 57, { mean: 20, weekend: 0.3, dispersion: 20 }, 0)).toBeGreaterThan(65)
})

test('every value is a number or null with a reason', () => {
  fc.assert(
    fc.property(counts(0, 95), weekday, (series, first) => {
      // Of a day that cannot be judged nothing is usual, which needs no reason.
      const { usual, ...rest } = anomalies(series, first)
      expectSound(rest)
      expectSound(usual.filter((one) => one !== null))
    }),
  )
})

/** The rule once more, by places in the series instead of lists of weekdays. */
function judgedByTheRule(series: readonly number[]) {
  const a = series.map((x) => 2 * Math.sqrt(x + 3 / 8))
  const last = series.length - 1
  const m = Math.min(8, Math.floor(last / 7))
  const middle = (values: number[]) => {
    const sorted = values.toSorted((x, y) => x - y)
    return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.floor(sorted.length / 2)]!) / 2
  }
  const weeksBefore = (day: number) => Array.from({ length: m }, (_, week) => a[day - 7 * (week + 1)]!)
  const residuals: number[] = []
  for (let day = last; day < last + 7; day++) {
    for (const value of weeksBefore(day)) residuals.push(Math.abs(value - middle(weeksBefore(day))))
  }
  const noise = 1.4826 * middle(residuals)
  const scale = Math.max(noise * Math.sqrt(m / (m - 1)) * Math.sqrt(1 + 1.57 / m), Math.sqrt(1 + 1.57 / m))
  return { score: (a[last]! - middle(weeksBefore(last))) / scale, limit: m < 8 ? 4 : 3.5 }
}
