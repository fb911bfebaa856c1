import { type Static, t } from 'elysia'
import { PageQuery } from '../http/page.ts'
import { Id, Instant, OrNull } from '../http/schema.ts'
import { DAILY_METRIC_NAMES } from './read/daily-metrics.ts'
import {
  AvailableOn,
  Count,
  Dashboard,
  DashboardQuery,
  LocalDate,
  Point,
  Rate,
  ReasonCode,
} from './read/dashboard/schema.ts'

export const TrendsQuery = t.Object({
  from: LocalDate('The first local date; 29 days before the last one when left out.'),
  to: LocalDate('The last local date, at most 365 days after the first; today when left out.'),
  metric: t.Optional(
    t.String({
      maxLength: 500,
      description: `Some of ${DAILY_METRIC_NAMES.join(', ')}, with commas between; all when left out.`,
      examples: ['daily_active_users,sessions'],
    }),
  ),
  force_refresh: DashboardQuery.properties.force_refresh,
})

export const Trends = t.Object({
  organization_id: t.String(),
  from: t.String({ format: 'date' }),
  to: t.String({ format: 'date' }),
  time_zone: t.String(),
  began_on: t.String({ format: 'date', description: 'When the organization began: null before that day.' }),
  metric_version: t.Integer(),
  series: t.Record(t.String(), t.Array(Point), { description: 'By metric, a point for each local day.' }),
  cache_metadata: Dashboard.properties.cache_metadata,
})

const Weekday = t.Integer({ minimum: 1, maximum: 7, description: '1 is Monday.' })
/** Why what is null is so. */
const MISSING = {
  reason: t.Optional(t.String({ description: 'Why what is null is so.' })),
  code: t.Optional(ReasonCode),
  available_on: AvailableOn,
}
const Side = t.Union([t.Literal('above'), t.Literal('below')])
const Interval = t.Object({ low: t.Number(), high: t.Number() })

const Description = t.Object({
  n: t.Integer({ description: 'Days, or hours, that have a value.' }),
  sum: t.Number(),
  mean: Rate,
  median: Rate,
  min: Rate,
  max: Rate,
  stddev: Rate,
  p95: Rate,
  p95_reliable: t.Boolean(),
  ...MISSING,
})

const Change = t.Object({
  value: Rate,
  unit: t.Union([t.Literal('percent'), t.Literal('points')]),
  numerator: t.Optional(t.Number({ description: 'How the means differ, where the value is a percentage.' })),
  denominator: t.Optional(t.Number({ description: 'The mean before.' })),
  low_n: t.Optional(t.Literal(true)),
  new_from_zero: t.Optional(t.Literal(true)),
  test: t.Optional(
    t.Union([t.Literal('weekday_pairs'), t.Literal('weeks')], {
      description: 'Of counts of whole weeks: each weekday with its like, or the means of weeks.',
    }),
  ),
  p_value: t.Optional(
    t.Number({ description: 'How often chance alone makes a difference as large, either way.' }),
  ),
  significant: t.Optional(t.Boolean({ description: 'Whether that is below 0.05.' })),
  interval_95: t.Optional(
    t.Intersect([Interval], { description: 'Between what the difference of the means lies.' }),
  ),
  ...MISSING,
})

const CountedHour = t.Object({
  hour: t.String({ examples: ['2026-03-08T14:00:00+01:00'] }),
  value: Count,
})

const UnusualDay = t.Object({
  kind: t.Literal('day'),
  date: t.String({ format: 'date' }),
  weekday: Weekday,
  value: t.Number(),
  expected: t.Number(),
  score: t.Number(),
  side: Side,
})

const LevelShift = t.Object({
  kind: t.Literal('level_shift'),
  date: t.String({ format: 'date' }),
  noticed_on: t.String({ format: 'date' }),
  side: Side,
  days: t.Array(UnusualDay),
})

export const StatisticsQuery = t.Object({
  period: t.Optional(
    t.Union([t.Literal('1d'), t.Literal('7d'), t.Literal('30d'), t.Literal('90d')], {
      default: '30d',
      description: 'So many whole local days, or with 1d the last 24 whole hours of the clock.',
    }),
  ),
  to: LocalDate('The last of them; yesterday when left out. With 1d, the day of which the hours are.'),
  metric: t.Optional(
    t.Union(
      DAILY_METRIC_NAMES.map((name) => t.Literal(name)),
      { default: 'daily_active_users' },
    ),
  ),
  force_refresh: DashboardQuery.properties.force_refresh,
})

export const Statistics = t.Object({
  metric: t.String(),
  period: t.String(),
  time_zone: t.String(),
  metric_version: t.Integer(),
  unit: t.String(),
  from: t.String({ format: 'date' }),
  to: t.String({ format: 'date' }),
  current: Description,
  previous: Description,
  change: Change,
  change_of_weeks: OrNull(t.Intersect([t.Object({ days: t.Integer() }), Change])),
  trend: t.Object({
    n: t.Integer(),
    slope_raw: Rate,
    r2_raw: Rate,
    slope_adjusted: Rate,
    interval: OrNull(Interval),
    direction: OrNull(t.Union([t.Literal('rising'), t.Literal('falling'), t.Literal('none')])),
    ...MISSING,
  }),
  seasonality: t.Object({
    n: t.Integer(),
    weekdays: OrNull(t.Array(t.Object({ weekday: Weekday, index: t.Number() }))),
    f: Rate,
    f_limit: Rate,
    significant: OrNull(t.Boolean()),
    ...MISSING,
  }),
  anomalies: t.Object({
    n: t.Optional(t.Integer()),
    items: OrNull(t.Array(t.Union([UnusualDay, LevelShift]))),
    level_shift_open: t.Optional(t.Boolean()),
    ...MISSING,
  }),
  forecast: t.Object({
    method: t.Optional(t.String()),
    n: t.Optional(t.Integer()),
    days: OrNull(
      t.Array(
        t.Object({
          date: t.String({ format: 'date' }),
          weekday: Weekday,
          value: t.Number(),
          interval_80: Interval,
          interval_95: OrNull(Interval),
        }),
      ),
    ),
    backtest_n: t.Optional(t.Integer()),
    backtest_mae: t.Optional(Rate),
    skill: t.Optional(Rate),
    ...MISSING,
  }),
  hours: t.Optional(
    t.Object(
      { current: OrNull(t.Array(CountedHour)), previous: OrNull(t.Array(CountedHour)), ...MISSING },
      { description: 'With 1d, the oldest first.' },
    ),
  ),
  distinct_people: t.Optional(
    t.Object(
      { current: Count, previous: Count, ...MISSING },
      { description: 'With 1d, of daily_active_users: in all the hours together.' },
    ),
  ),
  cache_metadata: Dashboard.properties.cache_metadata,
})

export const PeriodsQuery = t.Object({
  unit: t.Optional(
    t.Union([t.Literal('week'), t.Literal('month')], {
      default: 'week',
      description: 'Weeks are those of ISO 8601, from Monday on.',
    }),
  ),
  from: LocalDate('A date in the first week or month; eleven before the last when left out.'),
  to: LocalDate('A date in the last one, at most 59 after the first; today when left out.'),
  force_refresh: DashboardQuery.properties.force_refresh,
})

const Share = t.Object({
  value: Rate,
  numerator: t.Optional(t.Integer()),
  denominator: t.Optional(t.Integer()),
  low_n: t.Optional(t.Literal(true)),
  interval_95: t.Optional(Interval),
  ...MISSING,
})

const CohortPeriod = t.Object({
  period: t.Integer({
    minimum: 0,
    description: 'How many weeks or months after the one in which they began.',
  }),
  retention: t.Intersect([Share], { description: 'Those who were active in the period, in percent.' }),
  unbounded_retention: t.Intersect([Share], {
    description: 'Those who were active in the period or later, in percent.',
  }),
})

const PeriodsAnswer = {
  organization_id: t.String(),
  unit: t.String(),
  from: t.String({ format: 'date' }),
  to: t.String({ format: 'date' }),
  time_zone: t.String(),
  began_on: t.String({ format: 'date', description: 'When the organization began.' }),
  metric_version: t.Integer(),
}

export const Cohorts = t.Object({
  ...PeriodsAnswer,
  cohorts: t.Array(
    t.Object({
      from: t.String({ format: 'date' }),
      to: t.String({ format: 'date' }),
      complete: t.Boolean({ description: 'Whether all have begun who will.' }),
      size: t.Integer({ minimum: 0, description: 'How many began, those who have left since among them.' }),
      periods: t.Array(CohortPeriod, { description: 'Null where the period has not ended.' }),
    }),
  ),
  averages: t.Array(CohortPeriod, {
    description: 'Of all cohorts for which the period has ended, together.',
  }),
  cache_metadata: Dashboard.properties.cache_metadata,
})

export const Lifecycle = t.Object({
  ...PeriodsAnswer,
  periods: t.Array(
    t.Object({
      from: t.String({ format: 'date' }),
      to: t.String({ format: 'date' }),
      complete: t.Boolean(),
      active: Count,
      new: Count,
      returning: Count,
      resurrected: Count,
      dormant: Count,
      p_value: t.Optional(
        t.Number({ description: 'How often chance alone makes gained and lost people differ as much.' }),
      ),
      significant: t.Optional(t.Boolean()),
      ...MISSING,
    }),
  ),
  cache_metadata: Dashboard.properties.cache_metadata,
})

const activityFilter = {
  day: LocalDate('Of this local day, as far as it has gone, and not of the last 24 hours.'),
  person_id: t.Optional(Id),
  verb: t.Optional(t.String({ minLength: 1, maxLength: 100, examples: ['document.created'] })),
  force_refresh: DashboardQuery.properties.force_refresh,
}

export const ActivityQuery = t.Object({
  limit: PageQuery.properties.limit,
  cursor: PageQuery.properties.cursor,
  ...activityFilter,
})

export const ActivityCountsQuery = t.Object(activityFilter)

const ActivePerson = t.Object({ id: t.String(), external_id: OrNull(t.String()), name: OrNull(t.String()) })

export const ActivityItem = t.Object({
  id: t.String(),
  person: ActivePerson,
  verb: t.String(),
  core: t.Boolean(),
  occurred_at: Instant,
})

export const Activity = t.Object({
  items: t.Array(ActivityItem, { description: 'The newest first.' }),
  next_cursor: OrNull(t.String()),
  total: t.Optional(t.Integer({ description: 'On the first page: of all pages.' })),
  time_zone: t.Optional(t.String()),
  histogram: t.Optional(
    t.Array(t.Object({ hour: t.String({ examples: ['2026-03-08T14:00:00+01:00'] }), count: t.Integer() }), {
      description: 'On the first page: events by hour of the clock, the oldest first.',
    }),
  ),
  cache_metadata: Dashboard.properties.cache_metadata,
})

export const ActivityCounts = t.Object({
  time_zone: t.String(),
  verbs: t.Array(t.Object({ verb: t.String(), count: t.Integer() }), {
    description:
      'How often each was done, by `person_id` where one is asked for: the 100 that were done most.',
  }),
  more_verbs: t.Boolean({ description: 'Whether there are more than these.' }),
  people: t.Array(t.Object({ person: ActivePerson, count: t.Integer() }), {
    description: 'How much each did, of `verb` where one is asked for: the 100 who did most.',
  }),
  more_people: t.Boolean({ description: 'Whether there are more than these.' }),
  cache_metadata: Dashboard.properties.cache_metadata,
})

export const Definition = t.Object({
  name: t.String(),
  unit: t.String(),
  window: t.String(),
  formula: t.String({ description: 'In words.' }),
  version: t.Integer({ description: 'Moves when the formula changes.' }),
})

export const Definitions = t.Object({ items: t.Array(Definition), next_cursor: t.Null() })

export type Definition = Static<typeof Definition>
export type TrendsQuery = Static<typeof TrendsQuery>
export type StatisticsQuery = Static<typeof StatisticsQuery>
export type PeriodsQuery = Static<typeof PeriodsQuery>
export type ActivityQuery = Static<typeof ActivityQuery>
export type ActivityCountsQuery = Static<typeof ActivityCountsQuery>
export type ActivityCounts = Static<typeof ActivityCounts>
export type Activity = Static<typeof Activity>
export type Trends = Static<typeof Trends>
