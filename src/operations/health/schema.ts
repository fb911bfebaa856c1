import { t } from 'elysia'
import { Instant, OrNull } from '../../http/schema.ts'

export const DetailedHealth = t.Object({
  requests: t.Object(
    {
      window_minutes: t.Integer(),
      completed: t.Integer(),
      errors: t.Integer({ description: 'Answered with 5xx.' }),
      response_time_p95_ms: OrNull(t.Number({ description: 'Within 1 %.' })),
      reason: t.Optional(t.String()),
    },
    { description: 'Of all organizations and of strangers, in all processes.' },
  ),
  rollup_drift: t.Object({
    rows: OrNull(
      t.Integer({ description: 'Rows that differed from a recount when they were last compared.' }),
    ),
    by_organization: OrNull(
      t.Array(t.Object({ id: t.String(), rows: t.Integer() }), { description: 'Where any differed.' }),
    ),
    compared: t.Integer({ description: 'Organizations that were compared.' }),
    organizations: OrNull(t.Integer({ description: 'How many there were.' })),
    started_at: OrNull(Instant),
    finished_at: OrNull(Instant),
    outcome: OrNull(t.String({ examples: ['done', 'failed'] })),
    reason: t.Optional(t.String()),
  }),
})
