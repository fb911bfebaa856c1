/** Plots are numbers that become marks: what is honest about them shows without a browser. */
import { describe, expect, test } from 'bun:test'
import { daysTo } from '../../src/web/format/days.ts'
import { type DayPlot, drawDays } from '../../src/web/plots/day-plot.ts'
import { hourBars } from '../../src/web/plots/hours.ts'
import type { Mark } from '../../src/web/plots/marks.ts'
import { sparkline } from '../../src/web/plots/sparkline.ts'
import { axisTo } from '../../src/web/plots/ticks.ts'

const TODAY = '2026-04-10'
const of = (marks: readonly Mark[], className: string) => marks.filter((mark) => mark.class === className)
const texts = (marks: readonly Mark[]) => marks.flatMap(({ text }) => (text ? [text] : []))

function plot(values: readonly (number | null)[], more: Partial<DayPlot> = {}): DayPlot {
  const dates = daysTo(TODAY, values.length)
  return {
    form: 'columns',
    days: values.map((value, i) => ({ date: dates[i] ?? '', value, complete: dates[i] !== TODAY })),
    today: TODAY,
    is_whole: true,
    labels: { today: 'today', forecast: 'Forecast', value: String, day: (day) => day },
    ...more,
  }
}

describe('The axis', () => {
  test.each([
    [9, [0, 2, 4, 6, 8, 10]],
    [20, [0, 5, 10, 15, 20]],
    [1, [0, 1]],
    [0, [0, 1]],
    [28, [0, 10, 20, 30]],
    [350, [0, 100, 200, 300, 400]],
  ])('reaches over %p in steps of 1, 2 or 5', (max, ticks) => {
    expect(axisTo(max).ticks).toEqual(ticks)
  })

  test('of what is no whole number has parts of one', () => {
    expect(axisTo(0.3, false).ticks).toEqual([0, 0.1, 0.2, 0.3])
  })
})

describe('A plot over days', () => {
  test('draws a column of the right height for each day, from 0', () => {
    const { marks, top, bottom } = drawDays(plot([10, 5, 0, 0]), 400, 300)
    const heights = of(marks, 'p-bar').map(({ height }) => Number(height))
    expect(heights).toEqual([bottom - top, (bottom - top) / 2])
  })

  test('draws a day that has not ended hollow, and never red', () => {
    const unusual = [{ date: TODAY, value: 9, expected: 1, side: 'above' as const }]
    const { marks } = drawDays(plot([1, 1, 9], { unusual }), 400, 300)
    expect(of(marks, 'p-partial').length).toBe(1)
    expect(of(marks, 'p-unusual').length).toBe(0)
  })

  test('leaves a gap where a value is missing, and draws no zero', () => {
    const { marks } = drawDays(plot([3, null, 3, 3], { form: 'line' }), 400, 300)
    const [line] = of(marks, 'p-line')
    expect(String(line?.d).match(/M/g)?.length).toBe(2)
    expect(of(drawDays(plot([null, null]), 400, 300).marks, 'p-bar')).toEqual([])
  })

  test('says of an unusual day what it was, and of one below what was usual', () => {
    const unusual = [
      { date: '2026-04-08', value: 9, expected: 1, side: 'above' as const },
      { date: '2026-04-05', value: 0, expected: 7, side: 'below' as const },
    ]
    const { marks } = drawDays(plot([1, 0, 1, 1, 9, 1, 1], { unusual }), 600, 300)
    expect(of(marks, 'p-unusual').length).toBe(1)
    expect(of(marks, 'p-stem').length).toBe(1)
    expect(of(marks, 'p-hole').length).toBe(1)
    expect(texts(marks)).toEqual(expect.arrayContaining(['9', '2026-04-08', '2026-04-05']))
  })

  test('numbers unusual days where there are too many to name', () => {
    const days = daysTo(TODAY, 20)
    const unusual = days.slice(0, 6).map((date) => ({ date, value: 9, expected: 1, side: 'above' as const }))
    const shown = texts(
      drawDays(
        plot(
          days.map(() => 9),
          { unusual },
        ),
        800,
        300,
      ).marks,
    )
    expect(shown).toEqual(expect.arrayContaining(['1', '6']))
    expect(shown).not.toContain(days[0])
  })

  test('draws a forecast for days to come only, and nothing without one', () => {
    const forecast = [TODAY, '2026-04-11'].map((date) => ({
      ...{ date, value: 2, interval_80: { low: 1, high: 3 }, interval_95: { low: 0, high: 20 } },
    }))
    const { marks, dates } = drawDays(plot([1, 2, 3], { forecast }), 400, 300)
    expect(of(marks, 'p-band95').length).toBe(1)
    expect(dates.at(-1)).toBe('2026-04-11')
    // The band fits under the highest tick.
    expect(Math.min(...of(marks, 'p-band95').map(({ y }) => Number(y)))).toBeGreaterThanOrEqual(26)
    expect(texts(drawDays(plot([1, 2, 3]), 400, 300).marks)).not.toContain('Forecast')
  })

  test('says why there is no forecast, and where its axis begins where that is not at 0', () => {
    const labels = {
      ...plot([]).labels,
      from: (value: string) => `from ${value}`,
      none: 'No forecast: too few days',
    }
    const stock = { form: 'line' as const, bottom: 171, labels }
    expect(texts(drawDays(plot([180, 181, 190], stock), 400, 300).marks)).toEqual(
      expect.arrayContaining(['from 170', '180', 'No forecast: too few days']),
    )
    expect(texts(drawDays(plot([1, 2, 3], { labels }), 400, 300).marks)).not.toContain('from 0')
    const forecast = [{ date: '2026-04-11', value: 2, interval_80: { low: 1, high: 3 }, interval_95: null }]
    expect(texts(drawDays(plot([1, 2, 3], { labels, forecast }), 400, 300).marks)).not.toContain(labels.none)
  })

  test('stays within its width', () => {
    for (const width of [272, 600, 1200]) {
      const { marks } = drawDays(plot(Array.from({ length: 90 }, (_, i) => i % 7)), width, 300)
      for (const { tag, x, width: wide } of marks) {
        if (tag === 'rect') expect(Number(x) + Number(wide)).toBeLessThanOrEqual(width)
      }
    }
  })
})

test('a sparkline of a stock shows how little it moves, one of a count begins at 0', () => {
  const days = [100, 101].map((value, i) => ({ date: `2026-04-0${i + 1}`, value, complete: true }))
  const [stock] = of(sparkline({ kind: 'stock', days }, 100), 'p-line')
  const [count] = of(sparkline({ kind: 'rolling', days }, 100), 'p-line')
  const firstY = (d: unknown) => Number(/^M[\d.]+ ([\d.]+)/.exec(String(d))?.[1])
  expect(firstY(stock?.d)).toBeGreaterThan(25)
  expect(firstY(count?.d)).toBeLessThan(7)
})

test('the first and the last hour are hollow, because the window cuts them', () => {
  const hours = Array.from({ length: 25 }, (_, i) => ({
    hour: `2026-04-10T${String((14 + i) % 24).padStart(2, '0')}:00:00+01:00`,
    count: 1,
  }))
  const marks = hourBars({ hours, midnight: 'midnight' }, 300)
  expect(of(marks, 'p-partial').length).toBe(2)
  expect(of(marks, 'p-bar').length).toBe(23)
  expect(texts(marks)).toEqual(['18:00', 'midnight', '06:00', '12:00'])
  // A longer word stood in the next hour on a narrow phone.
  expect(texts(hourBars({ hours, midnight: 'Mitternacht' }, 240))[1]).toBe('00:00')
})
