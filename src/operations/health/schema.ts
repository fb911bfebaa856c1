import { type TSchema, t } from 'elysia'
import { Instant, OrNull } from '../../http/schema.ts'

const Status = t.Union([t.Literal('ok'), t.Literal('warning'), t.Literal('failed')])

export const Health = t.Object({
  status: t.Literal('ok'),
  time: Instant,
})

/** What only a check that could look knows is left out by one that could not. */
function CheckOf<Known extends Record<string, TSchema>>(known: Known) {
  return t.Object({
    state: t.Union([t.Literal('ok'), t.Literal('warning'), t.Literal('failed'), t.Literal('unknown')]),
    detail: t.String({ description: 'What that means, and what to do.' }),
    checked_at: Instant,
    duration_ms: t.Number({ description: 'How long it took to look.' }),
    ...t.Partial(t.Object(known)).properties,
  })
}

export const Pool = t.Object({
  most: t.Integer({ description: 'As many connections as there may be.' }),
  in_use: t.Integer(),
  idle: t.Integer(),
  waiting: t.Integer({ description: 'Who waits for one.' }),
})

export const ReplicaOfDatabase = t.Object(
  {
    status: t.Union(
      [
        t.Literal('used'),
        t.Literal('behind'),
        t.Literal('away'),
        t.Literal('detached'),
        t.Literal('promoted'),
        t.Literal('foreign'),
      ],
      {
        description:
          'used: it answers. behind: it has not replayed what was committed seconds ago. detached: it receives nothing from the primary. promoted: it takes writes of its own. foreign: it is none of this database.',
      },
    ),
    reason: OrNull(t.String({ description: 'Why it is not used.' })),
    lag_bytes: OrNull(t.Integer({ description: 'Of the log, what it has not replayed.' })),
    lag_seconds: OrNull(
      t.Number({ description: 'How old what it has is at most; 0 where it has everything.' }),
    ),
    pool: Pool,
    reads: t.Object(
      { replica: t.Integer(), primary: t.Integer() },
      { description: 'Heavy reads of this process since its start, by who has answered them.' },
    ),
  },
  { description: 'The replica that DATABASE_READ_URL names, as the process that is asked sees it.' },
)

export const HealthChecks = t.Object({
  database: CheckOf({
    engine: t.Union([t.Literal('sqlite'), t.Literal('postgres')]),
    pool: Pool,
    replica: OrNull(ReplicaOfDatabase),
  }),
  cache: CheckOf({ entries: t.Integer(), bytes: t.Integer() }),
  jobs: CheckOf({ failed: t.Array(t.String()), late: t.Array(t.String()) }),
  disk: CheckOf({ free_bytes: t.Integer(), total_bytes: t.Integer() }),
  memory: CheckOf({ resident_bytes: t.Integer(), heap_used_bytes: t.Integer(), limit_bytes: t.Integer() }),
  backup: CheckOf({ last_backup_at: OrNull(Instant), proof: OrNull(t.String()) }),
  event_loop: CheckOf({ p50_ms: t.Number(), p99_ms: t.Number(), max_ms: t.Number() }),
})

export const DetailedHealth = t.Object({
  status: t.Union(Status.anyOf, { description: 'The worst of all checks.' }),
  checks: HealthChecks,
  requests: OrNull(
    t.Object(
      {
        window_minutes: t.Integer(),
        completed: t.Integer(),
        errors: t.Integer({ description: 'Answered with 5xx.' }),
        response_time_p95_ms: OrNull(t.Number({ description: 'Within 1 %.' })),
        reason: t.Optional(t.String()),
      },
      { description: 'Of all organizations and of strangers, in all processes.' },
    ),
    { description: 'null while the database is away.' },
  ),
  rollup_drift: OrNull(
    t.Object({
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
    { description: 'null while the database is away.' },
  ),
})
