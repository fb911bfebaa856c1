/** People active each day: 90 days, those that were unusual, and what is expected of the next ones. */
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { Point, Statistics } from '../../../../docs/api-types.ts'
import { longDate, longDay, shortDay } from '../../format/dates.ts'
import { type Day, plusDays } from '../../format/days.ts'
import { count, plain } from '../../format/numbers.ts'
import { DayPlotView, type TipLine } from '../../parts/day-plot.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { TakeAlong } from '../../parts/take-along.tsx'
import type { DayPlot } from '../../plots/day-plot.ts'
import { goToDay } from '../../state/go-to-day.ts'
import { readStatistics, readStrip, unusualDaysOf } from '../../state/numbers.ts'
import { addressOnDay, pastDay } from '../../state/route.ts'
import { isPhone } from '../../state/screen.ts'
import { account, shownDay, today, zone } from '../../state/session.ts'
import { t } from '../../texts/texts.ts'
import { VIEWS } from '../registry.ts'

const DAYS = 90
const DAYS_ON_PHONE = 42
const HEIGHT = 326
const HEIGHT_ON_PHONE = 236

export function ActiveDays() {
  const box = useRef<HTMLDivElement>(null)
  const isTable = useSignal(false)
  const strip = readStrip().value
  const statistics = readStatistics('daily_active_users').value.value
  const days = isPhone.value ? DAYS_ON_PHONE : DAYS
  const points = pointsOf(strip.value?.series.daily_active_users ?? [], shownDay.value, days)
  const height = isPhone.value ? HEIGHT_ON_PHONE : HEIGHT
  const toggle = () => {
    isTable.value = !isTable.value
  }
  const organization = account.value?.organization.name ?? ''
  const [first] = points
  const last = points.at(-1)
  return (
    <Sheet
      title={t.overview.activeEachDay}
      right={VIEWS.explore && <a href={addressOnDay('explore/daily_active_users')}>{t.overview.explore}</a>}
      foot={
        <>
          <TakeAlong
            rows={() => rowsOf(points, statistics)}
            name={`${organization} - ${t.overview.activeEachDay}`}
            metric="daily_active_users"
            from={first?.date ?? ''}
            to={last?.date ?? ''}
            caption={`${t.overview.activeEachDay}, ${first ? longDate(first.date) : ''} – ${last ? longDate(last.date) : ''}, ${zone.value} · ${organization}`}
            within={() => box.current}
            table={{ isShown: isTable.value, toggle }}
          />
          <span class="right">{t.overview.oneColumn(zone.value)}</span>
        </>
      }
    >
      <div ref={box}>
        <Read from={strip} height={height}>
          {() => (
            <DayPlotView
              plot={plotOf(points, statistics)}
              height={height}
              name={t.overview.activeEachDay}
              about={(day) => aboutDay(day, points, statistics)}
              onChoose={goToDay}
              onTable={toggle}
            />
          )}
        </Read>
        <DayTable points={points} statistics={statistics} isShown={isTable.value} />
      </div>
    </Sheet>
  )
}

/** Whole days and the one that is looked at. */
function pointsOf(all: readonly Point[], to: Day, days: number): readonly Point[] {
  const from = plusDays(to, -days)
  return all.filter(({ date }) => date >= from && date <= to)
}

function plotOf(points: readonly Point[], statistics: Statistics | undefined): DayPlot {
  const forecast = statistics?.forecast.days ?? []
  const shifts = (statistics?.anomalies.items ?? []).flatMap((one) =>
    one.kind === 'level_shift' ? [{ date: one.date, label: t.plot.since(shortDay(one.date), one.side) }] : [],
  )
  return {
    form: 'columns',
    days: points,
    forecast: isPhone.value ? forecast.slice(0, 7) : forecast,
    unusual: (statistics?.anomalies.items ?? []).flatMap((one) => (one.kind === 'day' ? [one] : [])),
    shifts,
    today: today.value,
    is_whole: true,
    labels: {
      today: t.plot.today,
      forecast: pastDay.value ? t.overview.forecastThen : t.overview.forecast,
      value: count,
      day: (day) => shortDay(day),
    },
  }
}

export function aboutDay(day: Day, points: readonly Point[], statistics: Statistics | undefined) {
  const point = points.find(({ date }) => date === day)
  const unusual = unusualDaysOf(statistics).find(({ date }) => date === day)
  const expected = statistics?.forecast.days?.find(({ date }) => date === day)
  const lines: TipLine[] = []
  if (point) {
    const name = point.complete ? t.overview.columns.active : `${t.overview.columns.active}, ${t.plot.soFar}`
    lines.push({ name, value: count(point.value) })
    if (point.reason) lines.push({ name: t.plot.noValue, value: t.reason(point.reason), tone: 'faint' })
  } else if (expected) {
    lines.push({ name: t.plot.forecast, value: plain(expected.value), tone: 'faint' })
    if (expected.interval_95) lines.push({ name: t.plot.of100(95), value: t.between(expected.interval_95) })
    lines.push({ name: t.plot.of100(80), value: t.between(expected.interval_80) })
  }
  if (unusual) lines.push({ name: t.plot.unusual, value: plain(unusual.expected), tone: 'red' })
  return { title: longDay(day, today.value), lines }
}

function rowsOf(points: readonly Point[], statistics: Statistics | undefined): (string | number)[][] {
  const unusual = new Map(unusualDaysOf(statistics).map((one) => [one.date, one.expected]))
  const { day, active, note } = t.overview.columns
  return [
    [day, active, note],
    ...points.map(({ date, value, complete, reason }) => {
      const expected = unusual.get(date)
      const said =
        expected === undefined
          ? complete
            ? (reason ?? '')
            : t.plot.soFar
          : `${t.plot.unusual} ${plain(expected)}`
      return [date, value ?? '', said]
    }),
  ]
}

function DayTable({
  points,
  statistics,
  isShown,
}: {
  points: readonly Point[]
  statistics: Statistics | undefined
  isShown: boolean
}) {
  const [head = [], ...rows] = rowsOf(points, statistics)
  return (
    <div class={isShown ? 'table-behind' : 'hidden'}>
      <table>
        <caption class="hidden">{t.overview.activeEachDay}</caption>
        <thead>
          <tr>
            {head.map((name, i) => (
              <th key={name} scope="col" class={i === 1 ? 'num' : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.reverse().map(([date = '', value, note]) => (
            <tr key={date}>
              <th scope="row">{shortDay(String(date), today.value)}</th>
              <td class="num">{value}</td>
              <td class="dim">{note}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
