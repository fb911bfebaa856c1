/** Which days are explored, as the address says. */
import { computed } from '@preact/signals'
import type { Statistics } from '../../../../docs/api-types.ts'
import { type Day, daysBetween, isDay, plusDays } from '../../format/days.ts'
import { isCounted, METRICS } from '../../format/metrics.ts'
import type { DailyMetric } from '../../state/numbers.ts'
import { type Reading, reading } from '../../state/reading.ts'
import { pastDay, place } from '../../state/route.ts'
import { shownDay, today } from '../../state/session.ts'
import { MOST_DAYS as MOST_COLUMNS } from './by-week.ts'

export const PERIODS = ['7d', '30d', '90d', 'year'] as const
export type Period = (typeof PERIODS)[number] | 'range'

const DAYS: Record<(typeof PERIODS)[number], number> = { '7d': 7, '30d': 30, '90d': 90, year: 365 }
const MOST_DAYS = 365

/** By the hours of one day, in place of days. */
export const isByHour = computed(() => place.value.query.get('period') === '1d')

export interface Range {
  period: Period
  from: Day
  to: Day
  /** By how many days the period before lies before: whole weeks, so that weekdays meet. */
  shift: number
}

export const metric = computed(() => {
  const [, name = ''] = place.value.path
  return METRICS[name] ? name : 'daily_active_users'
})

export const range = computed<Range>(() => {
  const { query } = place.value
  const [from, to] = [query.get('from') ?? '', query.get('to') ?? '']
  if (isDay(from) && isDay(to) && from <= to && to <= today.value && daysBetween(from, to) <= MOST_DAYS) {
    return { period: 'range', from, to, shift: shiftOf(daysBetween(from, to) + 1) }
  }
  const asked = query.get('period')
  const period = PERIODS.find((one) => one === asked) ?? '90d'
  const days = DAYS[period]
  // Whole days: today is shown, too, and is not one of them.
  const first = plusDays(shownDay.value, pastDay.value === null ? -days : -days + 1)
  return { period, from: first, to: shownDay.value, shift: shiftOf(days) }
})

function shiftOf(days: number): number {
  return days >= 364 ? 364 : Math.ceil(days / 7) * 7
}

/** What is on when the address says nothing. */
export const isCompared = computed(() => place.value.query.get('before') === '1')
export const hasForecast = computed(() => place.value.query.get('forecast') !== '0')
export const hasWholeTable = computed(() => place.value.query.get('table') === 'all')

/** Its whole days: today is none. `null` where there are none. */
export const wholeDays = computed<{ from: Day; to: Day } | null>(() => {
  const { from, to } = range.value
  const last = plusDays(today.value, -1)
  const end = to < last ? to : last
  return from <= end ? { from, to: end } : null
})

/** Whether the days to come follow upon those that are shown. */
export const endsNow = computed(
  () => range.value.to >= plusDays(shownDay.value, pastDay.value === null ? -1 : 0),
)

/** Whether there are more days than columns have room. */
export const isByWeek = computed(() => {
  const { from, to } = range.value
  return isCounted(metric.value) && daysBetween(from, to) + 1 > MOST_COLUMNS
})

const FIVE_MINUTES_MS = 300_000

/** What is known of its whole days; `null` where there are none. */
export function readExplored(): Reading<Statistics> | null {
  const { period } = range.value
  const days = wholeDays.value
  if (!days) return null
  const asked =
    period === 'range'
      ? days
      : {
          period: period === 'year' ? ('365d' as const) : period,
          ...(pastDay.value && { to: pastDay.value }),
        }
  // It is one of METRICS, which are those of the API.
  const query = { ...asked, metric: metric.value as DailyMetric, days: 'true' as const }
  return reading(pastDay.value ? null : FIVE_MINUTES_MS, 'GET /api/v1/metrics/statistics', { query }).value
}
