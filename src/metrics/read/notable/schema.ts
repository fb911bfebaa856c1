import { type Static, t } from 'elysia'
import { Dashboard, ReasonCode } from '../dashboard/schema.ts'
import { Interval } from '../missing/schema.ts'
import { StatisticsQuery } from '../statistics/schema.ts'

const Day = t.String({ format: 'date' })
const Metric = t.String({ examples: ['daily_active_users'] })
const Side = t.Union([t.Literal('above'), t.Literal('below')])

export const NotableQuery = t.Object({
  period: t.Optional(
    t.Union([t.Literal('7d'), t.Literal('30d'), t.Literal('90d')], {
      default: '30d',
      description: 'In so many whole local days unusual ones and shifts are looked for.',
    }),
  ),
  to: t.Optional({
    ...StatisticsQuery.properties.to,
    description: 'The last of them; yesterday when left out.',
  }),
  force_refresh: StatisticsQuery.properties.force_refresh,
})

const UnusualDay = t.Object({
  kind: t.Literal('unusual_day'),
  metric: Metric,
  date: Day,
  weekday: t.Integer({ minimum: 1, maximum: 7, description: '1 is Monday.' }),
  value: t.Number(),
  expected: t.Number(),
  score: t.Number(),
  side: Side,
})

const LevelShift = t.Object({
  kind: t.Literal('level_shift'),
  metric: Metric,
  date: t.String({ ...Day, description: 'Since when.' }),
  noticed_on: Day,
  side: Side,
  open: t.Boolean({ description: 'Whether it goes on: four weeks have not passed since.' }),
  days: t.Array(t.Omit(UnusualDay, ['kind', 'metric']), {
    description: 'Unusual ones, of which it is made. They do not stand among the unusual days.',
  }),
  value: t.Number({ description: 'Their mean.' }),
  expected: t.Number({ description: 'The mean of what was expected of them.' }),
})

const WeekChange = t.Object({
  kind: t.Literal('change'),
  metric: Metric,
  from: Day,
  to: Day,
  before_from: Day,
  before_to: Day,
  value: t.Number({ description: 'In the last seven days together.' }),
  value_before: t.Number({ description: 'In the seven before.' }),
  test: t.Union([t.Literal('weekday_pairs'), t.Literal('weeks')]),
  p_value: t.Number({ description: 'Below 0.05.' }),
})

const Direction = t.Object({
  kind: t.Literal('trend'),
  metric: Metric,
  direction: t.Union([t.Literal('rising'), t.Literal('falling')]),
  days: t.Integer(),
  slope_adjusted: t.Number({ description: 'By so much a day.' }),
  interval: Interval,
})

export const NotableItem = t.Union([UnusualDay, LevelShift, WeekChange, Direction])

export const MissingNotable = t.Object({
  metric: Metric,
  part: t.Union([t.Literal('unusual_days'), t.Literal('trend')]),
  reason: t.String(),
  code: t.Optional(ReasonCode),
  available_on: t.Optional(Day),
})

export const Notable = t.Object({
  period: t.String(),
  metric_version: t.Integer(),
  time_zone: t.String(),
  from: Day,
  to: Day,
  changes_tested: t.Integer({
    description: 'Of how many counts the change was tested. Chance alone finds one in twenty of them.',
  }),
  items: t.Array(NotableItem, {
    description: 'The latest days and shifts first, then changes and directions.',
  }),
  missing: t.Array(MissingNotable, { description: 'What cannot be told as yet, and why.' }),
  cache_metadata: Dashboard.properties.cache_metadata,
})

export type NotableQuery = Static<typeof NotableQuery>
export type NotableItem = Static<typeof NotableItem>
export type MissingNotable = Static<typeof MissingNotable>
