import { type Static, t } from 'elysia'
import { Count, Dashboard, DashboardQuery, LocalDate, Rate } from '../dashboard/schema.ts'
import { Interval, MISSING } from '../missing/schema.ts'

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

export type PeriodsQuery = Static<typeof PeriodsQuery>
