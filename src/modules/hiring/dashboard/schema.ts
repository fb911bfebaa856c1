import { type Static, t } from 'elysia'
import { streamedAnswer } from '../../../http/documented-answers.ts'
import { Id, Instant, OrNull } from '../../../http/schema.ts'
import { Source, Stage } from '../applications/schema.ts'

const Count = t.Integer({ minimum: 0 })
const LocalDate = t.String({ examples: ['2026-03-08'] })

const Share = t.Object({
  value: OrNull(t.Number({ description: 'Percent, with one decimal; null of nothing.' })),
  numerator: Count,
  denominator: Count,
  low_n: t.Optional(t.Literal(true, { description: 'Of fewer than 20: read it with care.' })),
  interval_95: OrNull(t.Object({ low: t.Number(), high: t.Number() }), { description: "Wilson's." }),
})

const counts = {
  applications: t.Integer({ minimum: 0, description: 'That came in these days, withdrawn ones among them.' }),
  withdrawn: t.Integer({ minimum: 0, description: 'They have left the funnel.' }),
  rejected: Count,
  open: t.Integer({ minimum: 0, description: 'Neither hired nor rejected yet.' }),
}

const Reached = t.Object({
  applied: Count,
  screening: Count,
  interview: Count,
  offer: Count,
  hired: Count,
})

const Part = { ...counts, reached: Reached, hire_rate: Share }

const Days = t.Object({
  median: OrNull(t.Number({ description: 'Local days.' })),
  n: t.Integer({ minimum: 0, description: 'Hires of these days.' }),
  low_n: t.Optional(t.Literal(true)),
  waiting: t.Integer({
    minimum: 0,
    description: 'Of which it is not known yet: open applications, or jobs that nobody was hired for.',
  }),
})

const Range = {
  from: t.Optional(t.String({ ...LocalDate, description: 'The first local date; 89 days before `to`.' })),
  to: t.Optional(t.String({ ...LocalDate, description: 'The last one; today.' })),
  job_id: t.Optional(Id),
  source: t.Optional(Source),
}

export const HiringDashboardQuery = t.Object({
  ...Range,
  force_refresh: t.Optional(t.Union([t.Literal('true'), t.Literal('false')])),
})

export const HiringDashboard = t.Object({
  from: t.String({ format: 'date' }),
  to: t.String({ format: 'date' }),
  time_zone: t.String(),
  ...counts,
  funnel: t.Array(
    t.Object({
      stage: Stage,
      reached: t.Integer({ minimum: 0, description: 'That ever came so far, or further.' }),
      current: t.Integer({ minimum: 0, description: 'That are there now.' }),
      conversion: OrNull(Share, {
        description: 'Of those who reached the stage before; null for the first.',
      }),
    }),
  ),
  still_open: Share,
  hire_rate: Share,
  time_to_hire_days: Days,
  time_to_fill_days: Days,
  by_job: t.Array(t.Object({ job_id: t.String(), title: OrNull(t.String()), ...Part })),
  by_source: t.Array(t.Object({ source: t.String(), ...Part })),
  by_month: t.Array(
    t.Object({
      month: t.String({ examples: ['2026-03'] }),
      from: t.String({ format: 'date' }),
      to: t.String({ format: 'date' }),
      ...Part,
    }),
  ),
  cache_metadata: t.Object({
    generated_at: Instant,
    cache_ttl: t.Integer(),
    cache_key: t.String(),
    cache_hit: t.Boolean(),
  }),
})

export const HiringExportRequest = t.Object(
  {
    format: t.Union([t.Literal('json'), t.Literal('csv'), t.Literal('xlsx'), t.Literal('excel')], {
      description: '`excel` is the same as `xlsx`.',
    }),
    ...Range,
  },
  { examples: [{ format: 'csv', from: '2026-01-01', to: '2026-03-31' }] },
)

export const HiringExport = t.Object({
  organization_id: t.String(),
  time_zone: t.String(),
  from: t.String({ format: 'date' }),
  to: t.String({ format: 'date' }),
  generated_at: Instant,
  metric_version: t.Integer(),
  partial: t.Boolean(),
  hiring: t.Array(
    t.Object({
      month: t.String(),
      job_id: t.String(),
      job: OrNull(t.String()),
      source: t.String(),
      ...counts,
      ...Reached.properties,
    }),
  ),
})

const { 200: asJson } = streamedAnswer('application/json', HiringExport)

/** What is downloaded stands in the document, and is not checked at run time. */
export const hiringExportAnswers = {
  200: {
    ...asJson,
    content: {
      ...asJson.content,
      'text/csv': { schema: { type: 'string' as const, description: 'UTF-8 with a byte order mark.' } },
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {},
    },
  },
}

export type HiringDashboardQuery = Static<typeof HiringDashboardQuery>
export type HiringDashboard = Static<typeof HiringDashboard>
export type HiringExportRequest = Static<typeof HiringExportRequest>
