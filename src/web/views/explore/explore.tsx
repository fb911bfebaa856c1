/** One metric over a range of days: its plot, what may be said of it in words, and its table. */
import { useRef } from 'preact/hooks'
import type { Point } from '../../../../docs/api-types.ts'
import { longDate } from '../../format/dates.ts'
import { plusDays } from '../../format/days.ts'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { TakeAlong } from '../../parts/take-along.tsx'
import { isPrinted } from '../../state/printing.ts'
import { isAwaited, reading } from '../../state/reading.ts'
import { changed, pastDay, replace } from '../../state/route.ts'
import { account, today, zone } from '../../state/session.ts'
import { analysis } from '../../texts/analysis.ts'
import { metrics } from '../../texts/metrics.ts'
import { t } from '../../texts/texts.ts'
import { DayTable } from '../days/day-table.tsx'
import { type DayValues, shifted, textRows } from '../days/day-values.ts'
import { sevenDaysOf, weeksOf } from './by-week.ts'
import { Controls } from './controls.tsx'
import { EachDay, HEIGHT } from './each-day.tsx'
import { EachWeek, type WeekValues } from './each-week.tsx'
import { Hours } from './hours.tsx'
import { hasWholeTable, isByHour, isByWeek, isCompared, metric, range, readExplored } from './range.ts'
import { Distribution, Weekdays } from './shapes.tsx'
import { Words } from './words.tsx'

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
  const sevenDays = isByWeek.value ? sevenDaysOf(name) : undefined
  const asked = sevenDays ? `${name},${sevenDays}` : name
  const trends = reading(FIVE_MINUTES_MS, 'GET /api/v1/metrics/trends', {
    query: { from, to, metric: asked },
  }).value
  const before = useBefore(asked)
  const statistics = readExplored()
  const points = trends.value?.series[name] ?? []
  const hasAll = hasWholeTable.value || isPrinted.value
  const values: DayValues = {
    metric: name,
    name: metrics.name(name),
    points,
    before: shifted(before[name] ?? [], shift),
    shift,
    statistics: statistics?.value,
  }
  const weeks: WeekValues | null = isByWeek.value
    ? {
        name: metrics.name(sevenDays ?? name),
        weeks: weeksOf(points, sevenDays ? trends.value?.series[sevenDays] : undefined),
        before: weeksOf(
          laterBy(before[name], shift),
          sevenDays ? laterBy(before[sevenDays], shift) : undefined,
        ),
      }
    : null
  return (
    <div class="body" data-metric-shown={name}>
      <Controls />
      <PlotSheet
        values={values}
        title={weeks ? analysis.explore.eachWeek(weeks.name) : metrics.eachDay(name)}
      >
        <Read from={trends} height={HEIGHT}>
          {() => (weeks ? <EachWeek of={weeks} values={values} /> : <EachDay values={values} />)}
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
function useBefore(metric: string): Readonly<Record<string, readonly Point[]>> {
  const { from, to, shift } = range.value
  if (!isCompared.value) return {}
  const query = { from: plusDays(from, -shift), to: plusDays(to, -shift), metric }
  return reading(FIVE_MINUTES_MS, 'GET /api/v1/metrics/trends', { query }).value.value?.series ?? {}
}

function laterBy(points: readonly Point[] = [], shift: number): Point[] {
  return points.map((one) => ({ ...one, date: plusDays(one.date, shift) }))
}

interface PlotSheetProps {
  values: DayValues
  title: string
  children: preact.ComponentChildren
}

function PlotSheet({ values, title, children }: PlotSheetProps) {
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
        title={title}
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
