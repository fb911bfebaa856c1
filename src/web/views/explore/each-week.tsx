/** The plot of many days: a column for each week. */
import { dayRange } from '../../format/dates.ts'
import { type Day, plusDays } from '../../format/days.ts'
import { writtenValue } from '../../format/metrics.ts'
import { DayPlotView, type TipLine } from '../../parts/day-plot.tsx'
import type { DayPlot, DayValue } from '../../plots/day-plot.ts'
import { goToDay } from '../../state/go-to-day.ts'
import { changed, replace } from '../../state/route.ts'
import { shownDay, today } from '../../state/session.ts'
import { analysis } from '../../texts/analysis.ts'
import { t } from '../../texts/texts.ts'
import type { DayValues } from '../days/day-values.ts'
import { mondayOf } from './by-week.ts'
import { HEIGHT, plotOf } from './each-day.tsx'
import { hasWholeTable } from './range.ts'

export interface WeekValues {
  /** What is counted of a week. */
  name: string
  weeks: readonly DayValue[]
  before: readonly DayValue[]
}

export function EachWeek({ of, values }: { of: WeekValues; values: DayValues }) {
  return (
    <DayPlotView
      plot={plotOfWeeks(of, values)}
      height={HEIGHT}
      name={analysis.explore.eachWeek(of.name)}
      about={(monday) => aboutWeek(of, values, monday)}
      onChoose={(monday) => goToDay(lastOf(monday))}
      onTable={() => replace(changed({ table: hasWholeTable.value ? null : 'all' }))}
    />
  )
}

/** Of a week's days as far as they have come. */
function lastOf(monday: Day): Day {
  const sunday = plusDays(monday, 6)
  return sunday < shownDay.value ? sunday : shownDay.value
}

function aboutWeek({ name, weeks, before }: WeekValues, { metric, shift }: DayValues, monday: Day) {
  const week = weeks.find(({ date }) => date === monday)
  const then = before.find(({ date }) => date === monday)
  const lines: TipLine[] = [{ name: nameOf(name, week), value: writtenValue(metric, week?.value) }]
  if (then)
    lines.push({ name: t.table.before(shift), value: writtenValue(metric, then.value), tone: 'faint' })
  return { title: dayRange(monday, plusDays(monday, 6)), lines }
}

/** One that is not whole is the one that goes on, or has days outside of the range. */
function nameOf(name: string, week: DayValue | undefined): string {
  if (!week || week.complete) return name
  return `${name}, ${week.date === mondayOf(today.value) ? t.plot.soFar : analysis.explore.inPart}`
}

/** A day cannot be told in the column of its week: which were unusual is said in words. */
function plotOfWeeks({ weeks, before }: WeekValues, values: DayValues): DayPlot {
  const { labels: ofDays, shifts = [], is_whole } = plotOf(values)
  const { none: _, ...labels } = ofDays
  const then = new Map(before.map(({ date, value }) => [date, value]))
  return {
    form: 'columns',
    days: weeks,
    ...(before.length > 0 && { before: weeks.map(({ date }) => then.get(date) ?? null) }),
    shifts: shifts.map((one) => ({ ...one, date: mondayOf(one.date) })),
    today: mondayOf(today.value),
    is_whole,
    labels: { ...labels, today: analysis.explore.thisWeek },
  }
}
