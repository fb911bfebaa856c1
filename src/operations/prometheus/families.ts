/** What is told to Prometheus. What it takes a question to the database to know is asked before: see facts.ts. */
import { version } from '../../../package.json'
import type { Base } from '../../base.ts'
import { QUERY_KINDS } from '../../db/query-stats.ts'
import type { Live } from '../../live/live.ts'
import type { BusinessCounts } from '../monitoring/business-counts.ts'
import type { EventLoopDelay } from '../monitoring/event-loop-delay.ts'
import type { RouteTimes } from '../monitoring/route-times.ts'
import type { Tracing } from '../tracing/tracing.ts'
import type { KnownFacts } from './facts.ts'
import { httpFamilies } from './http-families.ts'
import type { Family, Sample } from './registry.ts'

export type FamilyNeeds = Pick<Base, 'db' | 'cache' | 'clock'> & {
  routeTimes: RouteTimes
  loopDelay: EventLoopDelay
  business: BusinessCounts
  live: Pick<Live, 'size'>
  tracing: Tracing | null
  webhookCounts: Readonly<Record<string, number>>
}

/** @param known Of the last time that the database was asked. */
export function familiesOf(context: FamilyNeeds, known: () => KnownFacts): Family[] {
  return [
    gauge('build_info', 'The version that runs, and its database.', () => [
      { labels: { version, engine: context.db.engine }, value: 1 },
    ]),
    ...httpFamilies(context),
    ...databaseFamilies(context),
    ...replicaFamilies(context),
    ...cacheFamilies(context),
    ...businessFamilies(context),
    gauge('live_connections', 'Who listens to what happens.', () => [{ value: context.live.size }]),
    counter('webhook_attempts_total', 'Attempts to tell webhooks something, by what became of them.', () =>
      Object.entries(context.webhookCounts).map(([outcome, value]) => ({ labels: { outcome }, value })),
    ),
    ...(context.tracing ? traceFamilies(context.tracing) : []),
    ...jobFamilies(known),
    ...healthFamilies(known),
    ...processFamilies(context),
  ]
}

function databaseFamilies({ db }: FamilyNeeds): Family[] {
  const { stats } = db
  return [
    gauge('db_connections', 'Connections to the database by state.', () => {
      const { in_use, idle } = db.pool()
      return [
        { labels: { state: 'in_use' }, value: in_use },
        { labels: { state: 'idle' }, value: idle },
      ]
    }),
    gauge('db_connections_max', 'Connections that there may be.', () => [{ value: db.pool().most }]),
    gauge('db_connections_waiting', 'Who waits for a connection.', () => [{ value: db.pool().waiting }]),
    histogram('db_query_duration_seconds', 'How long queries took, by kind.', () =>
      QUERY_KINDS.map((kind) => {
        const { count, sum } = stats.byKind[kind]
        return { labels: { kind }, cumulative: stats.byKind[kind].cumulative(), count, sum }
      }),
    ),
    counter('db_slow_queries_total', 'Queries that took longer than 100 ms.', () => [
      { value: stats.slowCount },
    ]),
    counter('db_errors_total', 'What the database refused or could not do.', () => [{ value: stats.errors }]),
    counter('db_retries_total', 'Transactions that ran again, since another was in the way.', () => [
      { value: stats.retries },
    ]),
  ]
}

/** Without values where there is none. */
function replicaFamilies({ db }: FamilyNeeds): Family[] {
  const lag = (unit: 'lag_bytes' | 'lag_seconds') => () => {
    const value = db.replica()?.[unit] ?? null
    return value === null ? [] : [{ value }]
  }
  return [
    gauge('db_replica_used', 'Whether the replica answers heavy reads: 1, or 0.', () => {
      const replica = db.replica()
      return replica ? [{ value: Number(replica.status === 'used') }] : []
    }),
    gauge('db_replica_lag_bytes', 'What of the log it has not replayed.', lag('lag_bytes')),
    gauge('db_replica_lag_seconds', 'How old what it has is at most.', lag('lag_seconds')),
    counter('db_heavy_reads_total', 'Heavy reads, by who has answered them.', () =>
      Object.entries(db.replica()?.reads ?? {}).map(([database, value]) => ({ labels: { database }, value })),
    ),
  ]
}

function cacheFamilies({ cache }: FamilyNeeds): Family[] {
  const byPrefix = (of: 'hits' | 'misses') => (): Sample[] =>
    cache.prefixes.map((one) => ({ labels: { prefix: one.prefix }, value: one[of] }))
  return [
    counter('cache_hits_total', 'Questions that what is kept answered, by kind.', byPrefix('hits')),
    counter('cache_misses_total', 'Questions that had to be computed, by kind.', byPrefix('misses')),
    histogram('cache_compute_duration_seconds', 'How long computing what is then kept took, by kind.', () =>
      cache.prefixes.map(({ prefix, computing }) => {
        const { count, sum } = computing
        return { labels: { prefix }, cumulative: computing.cumulative(), count, sum }
      }),
    ),
    gauge('cache_entries', 'Answers that are kept.', () => [{ value: cache.size }]),
    gauge('cache_bytes', 'What they hold of memory.', () => [{ value: cache.bytes }]),
  ]
}

function businessFamilies({ routeTimes, business }: FamilyNeeds): Family[] {
  const answered =
    (method: string, route: string, ...statuses: number[]) =>
    () => {
      const tallies = routeTimes.totals().find((one) => one.method === method && one.route === route)
      const those = tallies?.statuses.filter(({ status }) => statuses.includes(status)) ?? []
      return [{ value: those.reduce((sum, { count }) => sum + count, 0) }]
    }
  const counted = (of: keyof Counts) => () => [{ value: business[of] }]
  const signIn = '/api/v1/auth/signin'
  const signOn = '/api/v1/auth/oidc/finish'
  const [signedUp, signedOn] = [answered('POST', '/api/v1/auth/signup', 201), answered('POST', signOn, 201)]
  return [
    counter('users_registered_total', 'Sign-ups, with a password or by a provider.', () => [
      { value: sumOf([...signedUp(), ...signedOn()]) },
    ]),
    counter('sign_ins_total', 'Sign-ins with the right password.', answered('POST', signIn, 200)),
    counter(
      'sign_in_failures_total',
      'Sign-ins that were refused: a wrong password or code, or too many of them.',
      answered('POST', signIn, 401, 429),
    ),
    counter('single_sign_ons_total', 'Sign-ins by a provider.', answered('POST', signOn, 200, 201)),
    counter(
      'single_sign_on_failures_total',
      'Sign-ins by a provider that did not go through: refused, or the provider was away.',
      answered('POST', signOn, 401, 403, 409, 422, 429, 503),
    ),
    counter(
      'members_joined_total',
      'Users who became members of an organization.',
      counted('members_joined'),
    ),
    counter('tasks_created_total', 'Tasks that were made.', counted('tasks_created')),
    counter('projects_created_total', 'Projects that were made.', counted('projects_created')),
    counter('jobs_created_total', 'Jobs that were made.', counted('jobs_created')),
    counter(
      'applications_submitted_total',
      'Applications, by whichever way they came.',
      counted('applications_submitted'),
    ),
    counter('content_created_total', 'Content that was made.', counted('content_created')),
    counter('messages_sent_total', 'Messages that were sent.', counted('messages_sent')),
    counter('activities_total', 'Events taken in, and what members did themselves.', counted('activities')),
  ]
}

function sumOf(values: readonly { value: number }[]): number {
  return values.reduce((sum, { value }) => sum + value, 0)
}

type Counts = Omit<BusinessCounts, 'constructor'>

/** Only where there are traces. */
function traceFamilies({ exporter }: Tracing): Family[] {
  return [
    counter('trace_spans_sent_total', 'Spans that the collector of traces took.', () => [
      { value: exporter.sent },
    ]),
    counter('trace_spans_lost_total', 'Spans that it will never have, by reason.', () =>
      Object.entries(exporter.lost).map(([reason, value]) => ({ labels: { reason }, value })),
    ),
    gauge('trace_spans_waiting', 'Spans that wait to be sent.', () => [{ value: exporter.waiting }]),
  ]
}

function jobFamilies(known: () => KnownFacts): Family[] {
  const ofJobs = (read: (job: KnownFacts['jobs'][number]) => number | null) => (): Sample[] =>
    known().jobs.flatMap((job) => {
      const value = read(job)
      return value === null ? [] : [{ labels: { job_name: job.name }, value }]
    })
  return [
    gauge(
      'job_last_run_timestamp_seconds',
      'When a job ran last, in whatever process.',
      ofJobs(({ started_at }) => started_at / 1000),
    ),
    gauge(
      'job_last_run_duration_seconds',
      'How long that took.',
      ofJobs(({ duration_ms }) => (duration_ms === null ? null : duration_ms / 1000)),
    ),
    gauge(
      'job_last_run_success',
      'Whether it was done: 1, or 0 where it failed.',
      ofJobs(({ isDone }) => Number(isDone)),
    ),
  ]
}

function healthFamilies(known: () => KnownFacts): Family[] {
  const maybe = (value: number | null): Sample[] => (value === null ? [] : [{ value }])
  return [
    gauge('health_check_ok', 'Whether a part works, by part: 0 where it failed.', () =>
      known().checks.map(({ check, state }) => ({ labels: { check }, value: Number(state !== 'failed') })),
    ),
    gauge('disk_free_bytes', 'What is free where DATA_DIR is.', () => maybe(known().disk_free_bytes)),
    gauge('disk_size_bytes', 'The size of that disk.', () => maybe(known().disk_size_bytes)),
    gauge('rollup_drift_rows', 'Rows that differed from a recount when they were last compared.', () =>
      maybe(known().rollup_drift_rows),
    ),
    gauge('backup_last_timestamp_seconds', 'When the last backup was made.', () =>
      maybe(known().backup_at_seconds),
    ),
    gauge('backup_last_proved', 'Whether a restore has proved the last backup: 1, or 0.', () =>
      maybe(known().backup_proved),
    ),
  ]
}

function processFamilies({ loopDelay }: FamilyNeeds): Family[] {
  const { buckets } = loopDelay
  return [
    histogram(
      'event_loop_delay_seconds',
      'How late the event loop was, looked at five times a second.',
      () => [{ cumulative: buckets.cumulative(), count: buckets.count, sum: buckets.sum }],
    ),
    gauge('process_resident_memory_bytes', 'Memory that is resident.', () => [
      { value: process.memoryUsage().rss },
    ]),
    gauge('process_heap_bytes', 'The heap, as much of it as is in use.', () => [
      { value: process.memoryUsage().heapUsed },
    ]),
    counter('process_cpu_seconds_total', 'CPU time, in user and system mode.', () => {
      const { user, system } = process.cpuUsage()
      return [{ value: (user + system) / 1e6 }]
    }),
    gauge('process_start_time_seconds', 'When the process started, since 1970.', () => [
      { value: Math.round(Date.now() / 1000 - process.uptime()) },
    ]),
  ]
}

function counter(name: string, help: string, read: () => Sample[]): Family {
  return { kind: 'counter', name: `almanac_${name}`, help, read }
}

function gauge(name: string, help: string, read: () => Sample[]): Family {
  return { kind: 'gauge', name: `almanac_${name}`, help, read }
}

function histogram(name: string, help: string, read: Extract<Family, { kind: 'histogram' }>['read']): Family {
  return { kind: 'histogram', name: `almanac_${name}`, help, read }
}
