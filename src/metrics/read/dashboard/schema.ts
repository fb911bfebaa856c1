import { type Static, t } from 'elysia'
import { Instant, OrNull } from '../../../http/schema.ts'
import { REASON_CODES } from '../reasons.ts'

export const Count = OrNull(t.Integer({ minimum: 0 }))
const Stock = t.Integer({ minimum: 0 })
export const Rate = OrNull(t.Number())

export const ReasonCode = t.Union(
  REASON_CODES.map((code) => t.Literal(code)),
  { description: 'Stands beside a reason, and stays the same when its words change.' },
)

const Day = t.String({ format: 'date' })
export const AvailableOn = t.Optional(
  t.String({ format: 'date', description: 'The local day on which time alone will have mended it.' }),
)

export const Point = t.Object({
  date: t.String({ format: 'date' }),
  value: OrNull(t.Number()),
  reason: t.Optional(t.String({ description: 'Why the value is null.' })),
  code: t.Optional(ReasonCode),
  available_on: AvailableOn,
  complete: t.Boolean({ description: 'Whether the local day has ended.' }),
})

const Trend = t.Array(Point)

const Change = t.Object({
  value: Rate,
  value_before: Rate,
  from: Day,
  to: Day,
  before_from: Day,
  before_to: Day,
  test: t.Optional(
    t.Union([
      t.Literal('even_chances'),
      t.Literal('gained_and_lost'),
      t.Literal('exact_shares'),
      t.Literal('weekday_pairs'),
      t.Literal('rank_of_weeks'),
    ]),
  ),
  gained: t.Optional(t.Integer({ minimum: 0, description: 'People counted now and not before.' })),
  lost: t.Optional(t.Integer({ minimum: 0, description: 'People counted before and not now.' })),
  p_value: OrNull(
    t.Number({ description: 'How often chance alone makes a difference as large, either way.' }),
  ),
  significant: OrNull(t.Boolean({ description: 'Whether that is below 0.05.' })),
  reason: t.Optional(t.String({ description: 'Why it is not tested.' })),
  code: t.Optional(ReasonCode),
  available_on: AvailableOn,
})

export const Changes = t.Object(
  {
    daily_active_users: Change,
    weekly_active_users: Change,
    monthly_active_users: Change,
    new_users: Change,
    user_retention: Change,
    avg_session_duration: Change,
    engagement_score: Change,
  },
  { description: 'Of whole days: what each number was before, and what chance makes of the difference.' },
)

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
  time_zone: t.String(),
  began_on: t.String({ format: 'date', description: 'When the organization began.' }),
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
  changes: Changes,
  windows: t.Array(t.Object({ from: Day, to: Day, metrics: t.Array(t.String()) }), {
    description: 'Of which local days the numbers are; those of hours and minutes are in none.',
  }),
  notes: t.Record(t.String(), t.Record(t.String(), t.Unknown()), {
    description: 'Why a value is null, and what a rate was made of.',
  }),
  cache_metadata: CacheMetadata,
})

export type DashboardQuery = Static<typeof DashboardQuery>
export type Changes = Static<typeof Changes>
export type Dashboard = Static<typeof Dashboard>
