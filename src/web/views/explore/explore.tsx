/** One metric over a range of days: its plot, what may be said of it in words, and its table. */
import { useRef } from 'preact/hooks'
import type { Point } from '../../../../docs/api-types.ts'
import { longDate, shortDay } from '../../format/dates.ts'
import { type Day, plusDays } from '../../format/days.ts'
import { formOf, isCounted, isWhole, kindOf, writtenValue } from '../../format/metrics.ts'
import { plain } from '../../format/numbers.ts'
import { DayPlotView } from '../../parts/day-plot.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { TakeAlong } from '../../parts/take-along.tsx'
import type { DayPlot } from '../../plots/day-plot.ts'
import { goToDay } from '../../state/go-to-day.ts'
import { isPrinted } from '../../state/printing.ts'
import { isAwaited, reading } from '../../state/reading.ts'
import { changed, pastDay, replace } from '../../state/route.ts'
import { isPhone } from '../../state/screen.ts'
import { account, today, zone } from '../../state/session.ts'
import { analysis } from '../../texts/analysis.ts'
import { metrics } from '../../texts/metrics.ts'
import { t } from '../../texts/texts.ts'
import { DayTable } from '../days/day-table.tsx'
import { aboutDay, type DayValues, shifted, textRows } from '../days/day-values.ts'
import { Controls } from './controls.tsx'
import { Hours } from './hours.tsx'
import {
  endsNow,
  hasForecast,
  hasWholeTable,
  isByHour,
  isCompared,
  metric,
  range,
  readExplored,
} from './range.ts'
import { Distribution, Weekdays } from './shapes.tsx'
import { Words } from './words.tsx'

const HEIGHT = 300
const SHORT_TABLE = 9
const FIVE_MINUTES_MS = 300_000

export function Explore() {
  return isByHour.value ? <ByHour /> : <ByDay />
}

function ByHour() {
  return (
    <div class="body" data-metric-shown={metric.value}>
      <Controls />
      <Hours />
    </div>
  )
}

function ByDay() {
  const { from, to, shift } = range.value
  const name = metric.value
  const trends = reading(FIVE_MINUTES_MS, 'GET /api/v1/metrics/trends', {
    query: { from, to, metric: name },
  }).value
  const before = useBefore(name)
  const statistics = readExplored()
  const points = trends.value?.series[name] ?? []
  const hasAll = hasWholeTable.value || isPrinted.value
  const values: DayValues = {
    metric: name,
    name: metrics.name(name),
    points,
    before: shifted(before, shift),
    shift,
    statistics: statistics?.value,
  }
  return (
    <div class="body" data-metric-shown={name}>
      <Controls />
      <PlotSheet values={values}>
        <Read from={trends} height={HEIGHT}>
          {() => <Plot values={values} />}
        </Read>
      </PlotSheet>
      <div class="cols half">
        <Words metric={name} statistics={statistics} />
        <div class="stack">
          <Weekdays statistics={statistics?.value} />
          {!(statistics && isAwaited(statistics)) && <Distribution points={points} metric={name} />}
        </div>
      </div>
      <Sheet
        title={analysis.explore.table}
        note={analysis.explore.ofDays(
          Math.min(points.length, hasAll ? points.length : SHORT_TABLE),
          points.length,
        )}
        right={
          <button
            type="button"
            class="link"
            onClick={() => replace(changed({ table: hasWholeTable.value ? null : 'all' }))}
          >
            {hasWholeTable.value ? analysis.explore.fewerDays : analysis.explore.allDays}
          </button>
        }
        isWide
      >
        <div class="behind long">
          <DayTable values={values} caption={metrics.eachDay(name)} {...(!hasAll && { most: SHORT_TABLE })} />
        </div>
      </Sheet>
    </div>
  )
}

/** Of the period before, where it is asked for. */
function useBefore(name: string): readonly Point[] {
  const { from, to, shift } = range.value
  if (!isCompared.value) return []
  const query = { from: plusDays(from, -shift), to: plusDays(to, -shift), metric: name }
  return reading(FIVE_MINUTES_MS, 'GET /api/v1/metrics/trends', { query }).value.value?.series[name] ?? []
}

function PlotSheet({ values, children }: { values: DayValues; children: preact.ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null)
  const { from, to } = range.value
  const organization = account.value?.organization.name ?? ''
  const days = analysis.explore.days(
    longDate(from, today.value),
    longDate(to, today.value),
    pastDay.value === null && to === today.value,
  )
  return (
    <div ref={box}>
      <Sheet
        title={metrics.eachDay(values.metric)}
        note={days}
        right={
          isCompared.value && (
            <span class="key">
              <span>
                <i class="swatch ghost" />
                {t.table.before(values.shift)}
              </span>
            </span>
          )
        }
        foot={
          <>
            <TakeAlong
              rows={() => textRows(values)}
              name={`${organization} - ${values.name}`}
              metric={values.metric}
              from={from}
              to={to}
              caption={`${values.name}, ${longDate(from)} – ${longDate(to)}, ${zone.value} · ${organization}`}
              within={() => box.current}
            />
            <span class="right">
              <a href={`#/definitions?of=${values.metric}`}>{analysis.explore.definition}</a>
            </span>
          </>
        }
      >
        {children}
      </Sheet>
    </div>
  )
}

function Plot({ values }: { values: DayValues }) {
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

function plotOf({ metric: name, points, before, statistics }: DayValues): DayPlot {
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
      day: (day) => shortDay(day, today.value),
    },
  }
}
