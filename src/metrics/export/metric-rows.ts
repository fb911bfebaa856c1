/** A row for each local day and daily metric, with the value that trends and the dashboard have. */
import { type DailyMetricName, dailyPoint } from '../read/daily-metrics.ts'
import type { DayRange } from '../read/day-range.ts'
import type { DaySeries } from '../read/day-series.ts'
import { DEFINITIONS } from '../read/definitions.ts'
import { codeOf } from '../read/reasons.ts'
import type { Row, Table } from './table.ts'

const DAYS_IN_PAGE = 30

export interface MetricDays {
  range: DayRange
  series: DaySeries
  firstDay: number
  today: number
}

export function metricTable(metrics: DailyMetricName[], days: MetricDays): Table {
  return {
    name: 'metrics',
    columns: [
      { name: 'date', kind: 'date', width: 12 },
      { name: 'metric', kind: 'text', width: 24 },
      { name: 'value', kind: 'number', width: 12 },
      { name: 'complete', kind: 'flag', width: 10 },
      { name: 'unit', kind: 'text', width: 22 },
      { name: 'reason', kind: 'text', width: 40 },
      { name: 'code', kind: 'text', width: 16 },
    ],
    pages: metricPages(metrics, days),
  }
}

async function* metricPages(
  metrics: DailyMetricName[],
  { range, series, firstDay, today }: MetricDays,
): AsyncGenerator<Row[]> {
  for (let begin = range.from; begin <= range.to; begin += DAYS_IN_PAGE) {
    const rows: Row[] = []
    for (let day = begin; day < begin + DAYS_IN_PAGE && day <= range.to; day += 1) {
      const complete = day < today
      for (const name of metrics) {
        const { value, reason = null } = dailyPoint(name, series, day, firstDay, complete)
        const code = reason === null ? null : codeOf(reason)
        rows.push([day, name, value, complete, DEFINITIONS[name].unit, reason, code])
      }
    }
    yield rows
  }
}
