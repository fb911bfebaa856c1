import { type Static, t } from 'elysia'
import { PageOf, PageQuery } from '../../http/page.ts'
import { Id, Instant, OneOf, OrNull } from '../../http/schema.ts'
import { DAILY_METRIC_NAMES } from '../read/daily-metrics.ts'
import { ReasonCode } from '../read/dashboard/schema.ts'
import type { ReasonCode as ReasonCodeName } from '../read/reasons.ts'

const Day = t.String({ format: 'date' })
const Metric = OneOf(DAILY_METRIC_NAMES, { description: 'A daily metric, as trends and exports have it.' })

/** Which fields a kind takes, its rules say: see condition.ts. */
const condition = {
  kind: t.Union([t.Literal('above'), t.Literal('below'), t.Literal('change'), t.Literal('unusual')], {
    description:
      'More or less than a threshold; a change from a day before; or `unusual`, of counts of a day alone and as the statistics find it: a score of 4.5, two unusual days in a row on one side, or a shift of the level.',
  }),
  threshold: t.Optional(
    t.Number({
      minimum: -1e12,
      maximum: 1e12,
      description: 'Of `above` and `below`, which it is not itself.',
    }),
  ),
  direction: t.Optional(
    t.Union([t.Literal('rise'), t.Literal('fall'), t.Literal('either')], {
      default: 'either',
      description: 'Of `change`.',
    }),
  ),
  percent: t.Optional(
    t.Number({
      exclusiveMinimum: 0,
      maximum: 1e6,
      description: 'Of `change`: by so many percent of the value before, or more.',
    }),
  ),
  over_days: t.Optional(
    t.Integer({
      minimum: 1,
      maximum: 28,
      default: 7,
      description: 'Of `change`: from the day so many days before. In whole weeks weekdays meet.',
    }),
  ),
  days: t.Optional(
    t.Integer({
      minimum: 1,
      maximum: 30,
      default: 1,
      description: 'On so many local days in a row, for the last of which it fires. Not of `unusual`.',
    }),
  ),
  side: t.Optional(
    t.Union([t.Literal('above'), t.Literal('below'), t.Literal('either')], {
      default: 'either',
      description: 'Of `unusual`.',
    }),
  ),
}

const GivenCondition = t.Object(condition)
export const AlertCondition = t.Object(condition, { description: 'With what its kind has.' })

const Judgement = t.Object({
  date: Day,
  value: OrNull(t.Number(), { description: 'Of the metric; null with its reason.' }),
  expected: OrNull(
    t.Number({
      description: 'The threshold; the value before; or what an unusual day was expected to have.',
    }),
  ),
  deviation: OrNull(
    t.Number({ description: 'From it: in the unit of the metric, in percent, or as a score.' }),
  ),
  holds: OrNull(t.Boolean(), { description: 'Whether the condition did; null where nobody knows.' }),
  is_level_shift: t.Boolean(),
  reason: t.Optional(t.String()),
  code: t.Optional(t.Unsafe<ReasonCodeName>(ReasonCode)),
  available_on: t.Optional(Day),
})

export const MetricAlert = t.Object({
  id: t.String(),
  name: t.String(),
  metric: Metric,
  condition: AlertCondition,
  again_after_days: OrNull(t.Integer()),
  member_ids: t.Array(t.String(), { description: 'Who is told.' }),
  by_mail: t.Boolean(),
  enabled: t.Boolean(),
  created_by: OrNull(t.String({ description: 'The member who made it.' })),
  created_at: Instant,
  updated_at: Instant,
  evaluated: OrNull(Judgement, { description: 'What the last closed day was found to be.' }),
})

export const MetricAlerts = PageOf(MetricAlert)

const given = {
  name: t.String({ minLength: 1, maxLength: 100, pattern: '\\S' }),
  metric: Metric,
  condition: GivenCondition,
  again_after_days: t.Optional(
    OrNull(t.Integer({ minimum: 1, maximum: 365 }), {
      description:
        'Tells again after so many days though the condition has held on. Without it, only once it has not held on a day in between, or after 366 days.',
    }),
  ),
  member_ids: t.Optional(
    t.Array(Id, { maxItems: 50, description: 'Who is told; whoever makes it, when left out.' }),
  ),
  by_mail: t.Optional(t.Boolean({ default: false, description: 'By mail, too, where it can be sent.' })),
  enabled: t.Optional(t.Boolean({ default: true })),
}

export const NewMetricAlert = t.Object(given, {
  examples: [
    {
      name: 'Few come',
      metric: 'daily_active_users',
      condition: { kind: 'below', threshold: 20, days: 2 },
    },
  ],
})

export const MetricAlertChanges = t.Partial(NewMetricAlert, { examples: [{ enabled: false }] })

export const AlertFiring = t.Object({
  id: t.String(),
  alert_id: t.String(),
  date: Day,
  metric: Metric,
  condition: AlertCondition,
  value: t.Number(),
  expected: t.Number(),
  deviation: t.Number(),
  is_level_shift: t.Boolean(),
  told_ids: t.Array(t.String(), { description: 'The members who were told.' }),
  fired_at: Instant,
  retracted_at: OrNull(Instant, {
    description: 'Since when it holds no longer, because events came late or were taken back.',
  }),
  value_now: OrNull(t.Number({ description: 'What the day has then.' })),
})

export const AlertFirings = PageOf(AlertFiring)

export const AlertFiringsQuery = t.Object({
  ...PageQuery.properties,
  sort: t.Optional(
    t.Union([t.Literal('-created_at'), t.Literal('created_at')], {
      default: '-created_at',
      description: 'The newest first, or without `-` the oldest.',
    }),
  ),
  alert_id: t.Optional({ ...Id, description: 'Of this one alone.' }),
})

export const AlertPreviewRequest = t.Object(
  { metric: given.metric, condition: given.condition, again_after_days: given.again_after_days },
  { examples: [{ metric: 'daily_active_users', condition: { kind: 'below', threshold: 20 } }] },
)

export const AlertPreview = t.Object({
  from: Day,
  to: Day,
  firings: t.Array(t.Pick(AlertFiring, ['date', 'value', 'expected', 'deviation', 'is_level_shift'])),
  days_held: t.Integer({ description: 'On how many of these days the condition held.' }),
  days_unknown: t.Integer({ description: 'On how many nobody knows.' }),
  last: Judgement,
})

export type AlertCondition = Static<typeof AlertCondition>
export type Judgement = Static<typeof Judgement>
export type MetricAlert = Static<typeof MetricAlert>
export type NewMetricAlert = Static<typeof NewMetricAlert>
export type MetricAlertChanges = Static<typeof MetricAlertChanges>
export type AlertFiring = Static<typeof AlertFiring>
export type AlertFiringsQuery = Static<typeof AlertFiringsQuery>
export type AlertPreviewRequest = Static<typeof AlertPreviewRequest>
export type AlertPreview = Static<typeof AlertPreview>
