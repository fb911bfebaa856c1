import { type Static, t } from 'elysia'
import { Instant, OrNull } from '../../http/schema.ts'
import { ScheduledJobRun } from '../jobs/schema.ts'
import { SlowQueryItem, SlowRequest } from '../monitoring/schema.ts'

export const CorrelatedEntry = t.Object({
  id: t.String(),
  organization_id: OrNull(t.String(), { description: 'null of what concerns the instance.' }),
  action: t.String({ examples: ['backup.made'] }),
  subject: t.Object({ kind: t.String(), id: OrNull(t.String()) }),
  actor: t.String(),
})

export const CorrelatedDelivery = t.Object({
  id: t.String(),
  organization_id: t.String(),
  webhook_id: t.String(),
  type: t.String({ examples: ['task.created'] }),
  status: t.String({ description: '`pending`, `delivered` or `failed`.' }),
  attempts: t.Integer(),
})

export const CorrelatedItem = t.Object({
  at: OrNull(Instant, { description: 'null of a line that says none.' }),
  kind: t.Union([
    t.Literal('request'),
    t.Literal('log_line'),
    t.Literal('slow_query'),
    t.Literal('job_run'),
    t.Literal('audit_entry'),
    t.Literal('webhook_delivery'),
  ]),
  line: t.Optional(t.String({ description: 'Of a line of the log, as it stands there.' })),
  request: t.Optional(SlowRequest),
  slow_query: t.Optional(SlowQueryItem),
  audit_entry: t.Optional(CorrelatedEntry),
  webhook_delivery: t.Optional(CorrelatedDelivery),
  job_run: t.Optional(t.Object({ ...ScheduledJobRun.properties, name: t.String() })),
})

export type CorrelatedItem = Static<typeof CorrelatedItem>

export const Correlation = t.Object({
  correlation_id: t.String(),
  items: t.Array(CorrelatedItem, { description: 'In the order in which they were.' }),
  sources: t.Object(
    {
      log: t.String({ description: 'Where lines were looked for.' }),
      memory: t.String({ description: 'Of which process what is in memory was looked through.' }),
    },
    { description: 'What was looked through: what is not there may have been elsewhere.' },
  ),
  is_complete: t.Boolean({ description: 'Whether the log was looked through to its beginning and its end.' }),
})

export type Correlation = Static<typeof Correlation>
