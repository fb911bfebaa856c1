import { type Static, t } from 'elysia'
import { OrNull } from '../../../http/schema.ts'
import { DAILY_METRIC_NAMES } from '../daily-metrics.ts'
import { Count, Dashboard, DashboardQuery, LocalDate, Rate } from '../dashboard/schema.ts'
import { Interval, MISSING } from '../missing/schema.ts'

const Weekday = t.Integer({ minimum: 1, maximum: 7, description: '1 is Monday.' })
const Side = t.Union([t.Literal('above'), t.Literal('below')])

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
    t.Union([t.Literal('1d'), t.Literal('7d'), t.Literal('30d'), t.Literal('90d'), t.Literal('365d')], {
      description:
        'So many whole local days, or with 1d the last 24 whole hours of the clock; 30d when left out, unless there is a `from`.',
    }),
  ),
  from: LocalDate('In place of a period: the first local date of a range of at most 366.'),
  to: LocalDate('The last date; yesterday when left out. With 1d, the day of which the hours are.'),
  metric: t.Optional(
    t.Union(
      DAILY_METRIC_NAMES.map((name) => t.Literal(name)),
      { default: 'daily_active_users' },
    ),
  ),
  days: t.Optional(
    t.Union([t.Literal('true'), t.Literal('false')], {
      description: 'Whether each day is told by itself; false when left out.',
    }),
  ),
  force_refresh: DashboardQuery.properties.force_refresh,
})

const DayOfPeriod = t.Object({
  date: t.String({ format: 'date' }),
  weekday: Weekday,
  value: Rate,
  before: t.Union(Rate.anyOf, { description: 'Of the day `before_days` before it.' }),
  expected: t.Union(Rate.anyOf, {
    description:
      'Of counts of a day: the median of the same weekdays before it. Null where fewer than four weeks of its level lie before it.',
  }),
  usual: OrNull(t.Intersect([Interval]), {
    description: 'Between these, both included, the day is not unusual.',
  }),
})

export const Statistics = t.Object({
  metric: t.String(),
  period: t.String({ description: 'As asked for, or `range`.' }),
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
          holds_unusual: t.Optional(
            t.Array(t.String({ format: 'date' }), {
              description: 'Unusual days among those it is the mean of.',
            }),
          ),
        }),
      ),
    ),
    backtest_n: t.Optional(t.Integer()),
    backtest_mae: t.Optional(Rate),
    skill: t.Optional(Rate),
    ...MISSING,
  }),
  days: t.Optional(
    t.Object(
      {
        before_days: t.Integer({
          description: 'Whole weeks, so that weekdays meet: 7 of 7 days, 35 of 30, 91 of 90, 364 of a year.',
        }),
        items: t.Array(DayOfPeriod),
      },
      { description: 'With `days=true`, the oldest first.' },
    ),
  ),
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

export type StatisticsQuery = Static<typeof StatisticsQuery>
