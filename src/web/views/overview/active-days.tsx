/** People active each day: 90 days, those that were unusual, and what is expected of the next ones. */
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { Point, Statistics } from '../../../../docs/api-types.ts'
import { longDate, shortDay } from '../../format/dates.ts'
import { type Day, plusDays } from '../../format/days.ts'
import { count } from '../../format/numbers.ts'
import { DayPlotView } from '../../parts/day-plot.tsx'
import { lazily, nothing, whenIdle } from '../../parts/lazy.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { TakeAlong } from '../../parts/take-along.tsx'
import type { DayPlot } from '../../plots/day-plot.ts'
import { goToDay } from '../../state/go-to-day.ts'
import { readStatistics, readStrip } from '../../state/numbers.ts'
import { addressOnDay, pastDay } from '../../state/route.ts'
import { isPhone } from '../../state/screen.ts'
import { account, shownDay, today, zone } from '../../state/session.ts'
import { overview } from '../../texts/overview.ts'
import { t } from '../../texts/texts.ts'
import { aboutDay, type DayValues, textRows } from '../days/day-values.ts'
import { VIEWS } from '../registry.ts'

/** Out of sight until one asks for it, but for those who do not see the plot. */
const DayTable = lazily(
  async () => (await whenIdle(() => import('../days/day-table.tsx'))).DayTable,
  null,
  nothing,
)

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
  const values: DayValues = {
    metric: 'daily_active_users',
    name: overview.peopleActive,
    points,
    before: new Map(),
    shift: 0,
    statistics,
  }
  const height = isPhone.value ? HEIGHT_ON_PHONE : HEIGHT
  const toggle = () => {
    isTable.value = !isTable.value
  }
  const organization = account.value?.organization.name ?? ''
  const [first] = points
  const last = points.at(-1)
  return (
    <Sheet
      title={overview.activeEachDay}
      right={VIEWS.explore && <a href={addressOnDay('explore/daily_active_users')}>{overview.explore}</a>}
      foot={
        <>
          <TakeAlong
            rows={() => textRows(values)}
            name={`${organization} - ${overview.activeEachDay}`}
            metric="daily_active_users"
            from={first?.date ?? ''}
            to={last?.date ?? ''}
            caption={`${overview.activeEachDay}, ${first ? longDate(first.date) : ''} – ${last ? longDate(last.date) : ''}, ${zone.value} · ${organization}`}
            within={() => box.current}
            table={{ isShown: isTable.value, toggle }}
          />
          <span class="right">{overview.oneColumn(zone.value)}</span>
        </>
      }
    >
      <div ref={box}>
        <Read from={strip} height={height}>
          {() => (
            <DayPlotView
              plot={plotOf(points, statistics)}
              height={height}
              name={overview.activeEachDay}
              about={(day) => aboutDay(values, day)}
              onChoose={goToDay}
              onTable={toggle}
            />
          )}
        </Read>
        <div class={`behind long ${isTable.value ? 'table-behind' : 'hidden'}`}>
          <DayTable values={values} caption={overview.activeEachDay} />
        </div>
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
      forecast: pastDay.value ? t.plot.forecastThen : overview.forecast,
      value: count,
      day: (day) => shortDay(day),
    },
  }
}
