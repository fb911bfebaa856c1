import { type Static, type TSchema, t } from 'elysia'
import { streamedAnswer } from '../../http/documented-answers.ts'
import { OrNull } from '../../http/schema.ts'
import { ReasonCode } from '../read/dashboard/schema.ts'
import { METRIC_TYPES } from './metric-types.ts'

const LocalDate = (description: string) => t.Optional(t.String({ description, examples: ['2026-03-08'] }))

export const ExportRequest = t.Object({
  format: t.Union([t.Literal('json'), t.Literal('csv'), t.Literal('xlsx'), t.Literal('excel')], {
    description: '`excel` is the same as `xlsx`.',
  }),
  date_range: t.Optional(
    t.Union([t.Literal('7d'), t.Literal('30d'), t.Literal('90d'), t.Literal('365d')], {
      description: 'So many whole local days, ending yesterday.',
    }),
  ),
  include_today: t.Optional(
    t.Boolean({ description: 'With `date_range`: today as well, which is not over, after the whole days.' }),
  ),
  from: LocalDate('In place of `date_range`: the first local date.'),
  to: LocalDate('The last local date, at most 365 days after the first; today is allowed.'),
  metric_types: t.Optional(
    t.Array(t.String(), {
      maxItems: 50,
      description: `Some of ${METRIC_TYPES.join(', ')}; all daily metrics when left out.`,
      examples: [['user_metrics', 'sessions']],
    }),
  ),
})

/** Of the JSON format. */
export const ExportDocument = t.Object({
  organization_id: t.String(),
  time_zone: t.String(),
  from: t.String({ format: 'date' }),
  to: t.String({ format: 'date' }),
  generated_at: t.String({ format: 'date-time' }),
  metric_version: t.Integer(),
  partial: t.Boolean({ description: 'Whether the last day has not ended.' }),
  metrics: t.Optional(
    t.Array(
      t.Object({
        date: t.String({ format: 'date' }),
        metric: t.String(),
        value: OrNull(t.Number()),
        complete: t.Boolean({ description: 'Whether the local day has ended.' }),
        unit: t.String(),
        reason: OrNull(t.String({ description: 'Why the value is null; null where it is not.' })),
        code: OrNull(ReasonCode),
      }),
      { description: 'Where daily metrics were asked for: a row for each local day and metric.' },
    ),
  ),
  activity: t.Optional(
    t.Array(
      t.Object({
        occurred_at: t.String({ format: 'date-time' }),
        id: t.String(),
        person_id: t.String(),
        person_external_id: OrNull(t.String()),
        person_name: OrNull(t.String()),
        verb: t.String(),
        core: t.Boolean(),
        properties: t.Union([t.Record(t.String(), t.Unknown()), t.Null()]),
      }),
      { description: 'Where it was asked for: every event of these days, the oldest first.' },
    ),
  ),
})

const header = (description: string) => ({ description, schema: { type: 'string' as const } })

/**
 * What is streamed stands in the document, and is not checked at run time.
 *
 * @param document Of the JSON format.
 * @param headers What those say that only this one has.
 */
export function exportAnswer(document: TSchema, headers: Record<string, string> = {}) {
  const { 200: asJson } = streamedAnswer('application/json', document)
  const said = {
    'Content-Disposition': 'Names the file.',
    'X-Time-Zone': 'Whose days these are.',
    'X-Generated-At': 'The instant of which the rows are.',
    ...headers,
  }
  return {
    200: {
      ...asJson,
      headers: Object.fromEntries(Object.entries(said).map(([name, what]) => [name, header(what)])),
      content: {
        ...asJson.content,
        'text/csv': { schema: { type: 'string' as const, description: 'UTF-8 with a byte order mark.' } },
        // Of bytes there is nothing more to say in JSON Schema.
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {},
      },
    },
  }
}

export const exportAnswers = exportAnswer(ExportDocument, {
  'X-Total-Rows': 'How many rows are to come.',
  'X-Metric-Version': 'Moves when a formula changes.',
  'X-Partial': 'Whether the last day has not ended: true or false.',
})

export type ExportRequest = Static<typeof ExportRequest>
