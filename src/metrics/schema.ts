import { type Static, t } from 'elysia'
import { PageQuery } from '../http/page.ts'
import { Id, Instant, OneOf, OrNull } from '../http/schema.ts'
import { DAILY_METRIC_NAMES } from './read/daily-metrics.ts'
import { Dashboard, DashboardQuery, LocalDate, Point } from './read/dashboard/schema.ts'
import { METRIC_KINDS } from './read/definition-words.ts'
import { REASON_CODES } from './read/reasons.ts'

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
  title: t.String({ description: 'As people call it.', examples: ['Active in 7 days'] }),
  sentence: t.String({ description: 'What it says, in one plain sentence.' }),
  kind: OneOf(METRIC_KINDS, {
    description:
      'count: what happened on a day, drawn as columns. stock: what there is at a moment. rolling: of a window that ends on the day. ratio: a share, a mean or a score. gauge: what is measured of the server.',
  }),
  additive: t.Boolean({
    description: 'Whether values of several days may be added up. Distinct people may not.',
  }),
  unit: t.String(),
  window: t.String(),
  formula: t.String({ description: 'In words.' }),
  missing_when: t.Array(t.Object({ code: OneOf(REASON_CODES), reason: t.String() }), {
    description: 'When it is null, with the code and the reason that stand beside it then.',
  }),
  version: t.Integer({ description: 'Moves when the formula changes.' }),
})

export const Definitions = t.Object({ items: t.Array(Definition), next_cursor: t.Null() })

export type Definition = Static<typeof Definition>
export type TrendsQuery = Static<typeof TrendsQuery>
export type ActivityQuery = Static<typeof ActivityQuery>
export type ActivityCountsQuery = Static<typeof ActivityCountsQuery>
export type ActivityCounts = Static<typeof ActivityCounts>
export type Activity = Static<typeof Activity>
export type Trends = Static<typeof Trends>
