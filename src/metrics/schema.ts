import { type Static, type TSchema, t } from 'elysia'
import { Instant } from '../modules/auth/schema.ts'

const OrNull = <T extends TSchema>(schema: T) => t.Union([schema, t.Null()])
const Count = OrNull(t.Integer({ minimum: 0 }))
const Rate = OrNull(t.Number())

const Trend = t.Array(
  t.Object({
    date: t.String({ format: 'date' }),
    value: OrNull(t.Number()),
    complete: t.Boolean({ description: 'Whether the local day has ended.' }),
  }),
)

export const DashboardQuery = t.Object({
  as_of: t.Optional(
    t.String({
      description: 'A local date: the dashboard as it stood at its end.',
      examples: ['2026-03-08'],
    }),
  ),
  // Texts and not a boolean: converting would cost each request more than the answer does.
  force_refresh: t.Optional(
    t.Union([t.Literal('true'), t.Literal('false')], {
      description: 'Compute anew instead of answering from the cache.',
    }),
  ),
})

export const Dashboard = t.Object({
  timestamp: Instant,
  organization_id: t.String(),
  as_of: OrNull(t.String({ format: 'date' })),
  user_metrics: t.Object({
    total_users: Count,
    active_users: Count,
    new_users_today: Count,
    growth_rate: Rate,
    user_retention: Rate,
  }),
  content_metrics: t.Null(),
  engagement_metrics: t.Object({
    daily_active_users: Count,
    avg_session_duration: Rate,
    total_lessons_completed: Count,
    total_assessments: Count,
    engagement_score: Rate,
    weekly_active_users: Count,
    monthly_active_users: Count,
    stickiness: Rate,
  }),
  work_metrics: t.Null(),
  hiring_metrics: t.Null(),
  chat_metrics: t.Null(),
  system_metrics: t.Object({
    api_response_time: Rate,
    cache_hit_rate: Rate,
    database_connections: t.Integer(),
    cache_memory: t.Number({ description: 'MiB' }),
    error_rate: Rate,
  }),
  trends: t.Object({ daily_active_users: Trend, content_created: OrNull(Trend), engagement_score: Trend }),
  notes: t.Record(t.String(), t.Record(t.String(), t.Unknown()), {
    description: 'Why a value is null, and what a rate was made of.',
  }),
  cache_metadata: t.Object({
    generated_at: Instant,
    cache_ttl: t.Integer({ description: 'Seconds' }),
    cache_key: t.String(),
    cache_hit: t.Boolean(),
  }),
})

export type DashboardQuery = Static<typeof DashboardQuery>
export type Dashboard = Static<typeof Dashboard>
