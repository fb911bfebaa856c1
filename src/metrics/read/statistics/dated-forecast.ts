/** The days to come with their dates, and which of the days that they are made of were unusual. */
import { dayToDate } from '../../../lib/time/local-days.ts'
import type { Anomalies } from '../../statistics/anomalies.ts'
import { type ForecastDay, forecast, SAME_WEEKDAYS } from '../../statistics/forecast.ts'
import { DAYS_PER_WEEK } from '../../statistics/weekdays.ts'
import type { History } from '../history.ts'

const FROM_DAYS = 90

/** @param found Of the days up to the last one of the history. */
export function datedForecast(whole: History, found: Anomalies | null) {
  const history = whole.last(FROM_DAYS)
  const { days, ...rest } = forecast(history.values, history.firstWeekday, found?.level_shift_open ?? false)
  const unusual = unusualDays(found, history.lastDay)
  return { ...rest, days: days?.map((day) => dated(day, history.lastDay, unusual)) ?? null }
}

/** As local days, those of which a shift of level is made among them. */
function unusualDays(found: Anomalies | null, last: number): ReadonlySet<number> {
  const days = found?.anomalies?.flatMap((one) => (one.kind === 'day' ? [one] : one.days)) ?? []
  return new Set(days.map(({ index }) => last - (found?.n ?? 0) + 1 + index))
}

function dated({ days_ahead, ...day }: ForecastDay, last: number, unusual: ReadonlySet<number>) {
  const nearest = last + days_ahead - DAYS_PER_WEEK * Math.ceil(days_ahead / DAYS_PER_WEEK)
  const madeOf = Array.from({ length: SAME_WEEKDAYS }, (_, week) => nearest - DAYS_PER_WEEK * week)
  const holds_unusual = madeOf.filter((one) => unusual.has(one)).map(dayToDate)
  return { date: dayToDate(last + days_ahead), ...day, ...(holds_unusual.length > 0 && { holds_unusual }) }
}
