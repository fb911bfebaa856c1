/** The plot of each day: what is unusual, what is expected of days to come, and what stands in the card of a day. */
import { shortDay } from '../../format/dates.ts'
import type { Day } from '../../format/days.ts'
import { formOf, isCounted, isWhole, kindOf, writtenValue } from '../../format/metrics.ts'
import { plain } from '../../format/numbers.ts'
import { DayPlotView } from '../../parts/day-plot.tsx'
import type { DayPlot } from '../../plots/day-plot.ts'
import { goToDay } from '../../state/go-to-day.ts'
import { changed, pastDay, replace } from '../../state/route.ts'
import { isPhone } from '../../state/screen.ts'
import { today } from '../../state/session.ts'
import { analysis } from '../../texts/analysis.ts'
import { metrics } from '../../texts/metrics.ts'
import { t } from '../../texts/texts.ts'
import { aboutDay, type DayValues } from '../days/day-values.ts'
import { endsNow, hasForecast, hasWholeTable } from './range.ts'

/** Pixels. */
export const HEIGHT = 300

export function EachDay({ values }: { values: DayValues }) {
  return (
    <DayPlotView
      plot={plotOf(values)}
      height={HEIGHT}
      name={metrics.eachDay(values.metric)}
      about={(day) => aboutWithUsual(values, day)}
      onChoose={goToDay}
      onTable={() => replace(changed({ table: hasWholeTable.value ? null : 'all' }))}
    />
  )
}

/** With what was expected of a day, and between what it would have been usual. */
function aboutWithUsual(values: DayValues, day: Day): ReturnType<typeof aboutDay> {
  const about = aboutDay(values, day)
  const known = values.statistics?.days?.items.find(({ date }) => date === day)
  if (!known?.usual || known.expected === null) return about
  const { usual, expected, value } = known
  const isUnusual = value !== null && (value < usual.low || value > usual.high)
  const tone = 'faint' as const
  return {
    ...about,
    lines: [
      ...about.lines,
      // Of an unusual day it is told already.
      ...(isUnusual ? [] : [{ name: analysis.explore.expected, value: plain(expected), tone }]),
      { name: analysis.explore.usual, value: t.between(usual), tone },
    ],
  }
}

export function plotOf({ metric: name, points, before, statistics }: DayValues): DayPlot {
  const anomalies = statistics?.anomalies.items ?? []
  const forecast = hasForecast.value && endsNow.value ? (statistics?.forecast.days ?? []) : []
  const shownBefore = before.size > 0 ? points.map(({ date }) => before.get(date) ?? null) : []
  // The period before stands in the same plot, which begins below both.
  const known = [...points.map(({ value }) => value), ...shownBefore].filter((value) => value !== null)
  return {
    form: formOf(name),
    days: points,
    ...(before.size > 0 && { before: shownBefore }),
    forecast: isPhone.value ? forecast.slice(0, 7) : forecast,
    unusual: isCounted(name) ? anomalies.flatMap((one) => (one.kind === 'day' ? [one] : [])) : [],
    shifts: anomalies.flatMap((one) =>
      one.kind === 'level_shift'
        ? [{ date: one.date, label: t.plot.since(shortDay(one.date, today.value), one.side) }]
        : [],
    ),
    today: today.value,
    is_whole: isWhole(name),
    // A stock far from 0 moves little; its axis says where it begins.
    ...(kindOf(name) === 'stock' && known.length > 0 && { bottom: Math.min(...known) * 0.98 }),
    ...(Math.min(...known, 0) < 0 && { bottom: Math.min(...known) }),
    labels: {
      today: t.plot.today,
      forecast: pastDay.value ? t.plot.forecastThen : analysis.explore.forecastLabel,
      value: (value) => writtenValue(name, value),
      from: analysis.explore.axisFrom,
      ...whyNone(statistics),
      day: (day) => shortDay(day, today.value),
    },
  }
}

/** In the place of the forecast, where it is asked for and there is room. */
function whyNone(statistics: DayValues['statistics']): { none?: string } {
  const { days, code, reason } = statistics?.forecast ?? {}
  if (days !== null || code === 'counts_only' || !hasForecast.value || !endsNow.value || isPhone.value)
    return {}
  return { none: analysis.explore.noForecast(t.reason(reason)) }
}
