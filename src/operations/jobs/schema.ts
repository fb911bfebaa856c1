import { type Static, t } from 'elysia'
import { PageOf } from '../../http/page.ts'
import { Instant, OrNull } from '../../http/schema.ts'

const Outcome = t.Union([t.Literal('done'), t.Literal('failed'), t.Literal('interrupted')], {
  description: '`interrupted`: its process ended before it did.',
})

export const ScheduledJobRun = t.Object({
  id: t.String(),
  correlation_id: t.String({ description: 'In every log line of the run.' }),
  started_at: Instant,
  duration_ms: OrNull(t.Integer(), { description: 'null while it runs.' }),
  outcome: OrNull(Outcome, { description: 'null while it runs.' }),
  detail: OrNull(t.String({ description: 'What it did, or why it failed.' })),
})

export type ScheduledJobRun = Static<typeof ScheduledJobRun>

export const ScheduledJobRuns = PageOf(ScheduledJobRun)

export const ScheduledJob = t.Object({
  name: t.String({ examples: ['clean_up'] }),
  schedule: t.String({ description: 'Five fields of cron.', examples: ['17 * * * *'] }),
  time_zone: t.String({ description: 'Of the schedule.', examples: ['UTC'] }),
  last_run: OrNull(t.Omit(ScheduledJobRun, ['id', 'correlation_id']), {
    description: 'The last that has ended; null before the first.',
  }),
  next_run_at: OrNull(Instant),
  running: t.Boolean({ description: 'Whether it runs now, in whatever process.' }),
})

export type ScheduledJob = Static<typeof ScheduledJob>

export const ScheduledJobs = t.Object({
  items: t.Array(ScheduledJob),
  leader: OrNull(
    t.Object({
      host: t.String(),
      pid: t.Integer(),
      since: Instant,
    }),
    {
      description:
        'The process that runs jobs by the clock; another takes over where it ends. null before a server has run.',
    },
  ),
})

export type ScheduledJobs = Static<typeof ScheduledJobs>
