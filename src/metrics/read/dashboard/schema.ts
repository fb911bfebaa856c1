import { type Static, t } from 'elysia'
import { Instant, OrNull } from '../../../http/schema.ts'

export const Count = OrNull(t.Integer({ minimum: 0 }))
const Stock = t.Integer({ minimum: 0 })
export const Rate = OrNull(t.Number())

export const Point = t.Object({
  date: t.String({ format: 'date' }),
  value: OrNull(t.Number()),
  reason: t.Optional(t.String({ description: 'Why the value is null.' })),
  complete: t.Boolean({ description: 'Whether the local day has ended.' }),
})

const Trend = t.Array(Point)

export const LocalDate = (description: string) =>
  t.Optional(t.String({ description, examples: ['2026-03-08'] }))

export const DashboardQuery = t.Object({
  as_of: LocalDate('A local date: the dashboard as it stood at its end.'),
  // Texts and not a boolean: converting would cost each request more than the answer does.
  force_refresh: t.Optional(
    t.Union([t.Literal('true'), t.Literal('false')], {
      description: 'Compute anew instead of answering from the cache.',
    }),
  ),
})

export const CacheMetadata = t.Object({
  generated_at: Instant,
  cache_ttl: t.Integer({ description: 'Seconds' }),
  cache_key: t.String(),
  cache_hit: t.Boolean(),
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
    active_users_growth_rate: Rate,
    new_users_growth_rate: Rate,
    user_retention: Rate,
  }),
  content_metrics: t.Object({
    total_content: Count,
    published_content: Count,
    draft_content: Count,
    review_content: Count,
    archived_content: Count,
    content_created_today: Count,
    avg_generation_time: Rate,
  }),
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
  work_metrics: t.Object({
    tasks_by_status: OrNull(t.Object({ todo: Stock, in_progress: Stock, done: Stock, cancelled: Stock })),
    overdue: Count,
    completion_rate: Rate,
    cycle_time_hours: Rate,
    lead_time_hours: Rate,
    throughput: Rate,
    projects_by_status: OrNull(
      t.Object({ planning: Stock, active: Stock, on_hold: Stock, completed: Stock, archived: Stock }),
    ),
    projects_overdue: Count,
  }),
  hiring_metrics: t.Object({
    open_jobs: Count,
    jobs_by_status: OrNull(t.Object({ draft: Stock, open: Stock, paused: Stock, closed: Stock })),
    applications_by_stage: OrNull(
      t.Object({
        applied: Stock,
        screening: Stock,
        interview: Stock,
        offer: Stock,
        hired: Stock,
        rejected: Stock,
        withdrawn: Stock,
      }),
    ),
    applications_today: Count,
    hires_today: Count,
    time_to_hire_days: Rate,
    time_to_fill_days: Rate,
  }),
  chat_metrics: t.Object({ messages_today: Count, active_chatters: Count, weekly_active_chatters: Count }),
  system_metrics: t.Object({
    api_response_time: Rate,
    cache_hit_rate: Rate,
    database_connections: t.Integer(),
    cache_memory: t.Number({ description: 'MiB' }),
    error_rate: Rate,
  }),
  trends: t.Object({ daily_active_users: Trend, content_created: Trend, engagement_score: Trend }),
  notes: t.Record(t.String(), t.Record(t.String(), t.Unknown()), {
    description: 'Why a value is null, and what a rate was made of.',
  }),
  cache_metadata: CacheMetadata,
})

export type DashboardQuery = Static<typeof DashboardQuery>
export type Dashboard = Static<typeof Dashboard>
