import { type Static, t } from 'elysia'
import { Instant, OrNull } from '../../http/schema.ts'
import { ReplicaOfDatabase } from '../health/schema.ts'

const ProcessId = t.Integer({ description: 'Of the process that answers: the numbers are its own.' })

export const RoutePerformance = t.Object({
  method: t.String(),
  route: t.String({ examples: ['/api/v1/tasks/:id'], description: '`none` of what reached no route.' }),
  count: t.Integer(),
  errors: t.Integer({ description: 'Answered with 5xx.' }),
  p50_ms: t.Number({ description: 'Within 1 %, as the others.' }),
  p95_ms: t.Number(),
  p99_ms: t.Number(),
})

export type RoutePerformance = Static<typeof RoutePerformance>

const PerformanceWindow = t.Object({ routes: t.Array(RoutePerformance) })

export const SlowRequest = t.Object({
  method: t.String(),
  route: t.String(),
  status: t.Integer(),
  duration_ms: t.Number(),
  at: Instant,
  correlation_id: t.String(),
})

export type SlowRequest = Static<typeof SlowRequest>

export const Performance = t.Object({
  process_id: ProcessId,
  windows: t.Object({ '5m': PerformanceWindow, '1h': PerformanceWindow, '24h': PerformanceWindow }),
  slow_requests: t.Object({
    threshold_ms: t.Integer(),
    items: t.Array(SlowRequest, { description: 'The newest first.' }),
  }),
})

export type Performance = Static<typeof Performance>

export const CacheMetrics = t.Object({
  process_id: ProcessId,
  entries: t.Integer({ description: 'Answers that are kept now.' }),
  bytes: t.Integer(),
  most_bytes: t.Integer({ description: 'Beyond it, what was used longest ago is forgotten.' }),
  prefixes: t.Array(
    t.Object({
      prefix: t.String({ examples: ['dashboard', 'trends'] }),
      hits: t.Integer({ description: 'Since the start, like misses.' }),
      misses: t.Integer(),
      hit_rate: OrNull(t.Number({ description: 'Percent.' })),
      mean_ms: OrNull(t.Number({ description: 'What computing one took.' })),
    }),
  ),
})

export type CacheMetrics = Static<typeof CacheMetrics>

const QueryTimes = {
  count: t.Integer(),
  total_ms: t.Number(),
  mean_ms: OrNull(t.Number()),
}

const Kind = t.String({ examples: ['select', 'insert', 'update', 'delete', 'other'] })

export const SlowQueryItem = t.Object({
  number: t.Integer({ description: 'Ask for its plan by this.' }),
  kind: Kind,
  sql: t.String({ description: 'Without values.' }),
  duration_ms: t.Number(),
  at: Instant,
  correlation_id: OrNull(t.String({ description: 'Of the request or the run of a job.' })),
})

export type SlowQueryItem = Static<typeof SlowQueryItem>

const SlowText = t.Object({
  sql: t.String(),
  kind: Kind,
  count: t.Integer(),
  mean_ms: t.Number(),
  max_ms: t.Number(),
  last_at: Instant,
  number: t.Integer({ description: 'Of the slowest.' }),
  correlation_id: OrNull(t.String(), { description: 'Of the slowest.' }),
  asked_by: t.Array(
    t.Object({
      kind: t.Union([t.Literal('request'), t.Literal('job')]),
      name: t.String({ examples: ['GET /api/v1/tasks', 'clean_up'] }),
    }),
    { description: 'As far as it is known.' },
  ),
})

export const DatabaseMetrics = t.Object({
  process_id: ProcessId,
  engine: t.Union([t.Literal('sqlite'), t.Literal('postgres')]),
  pool: t.Object({ most: t.Integer(), in_use: t.Integer(), idle: t.Integer(), waiting: t.Integer() }),
  replica: OrNull(ReplicaOfDatabase),
  queries: t.Object({
    ...QueryTimes,
    errors: t.Integer(),
    retries: t.Integer({ description: 'Transactions that ran again, since another was in the way.' }),
    by_kind: t.Array(t.Object({ kind: Kind, ...QueryTimes })),
  }),
  slow_queries: t.Object({
    threshold_ms: t.Integer(),
    count: t.Integer({ description: 'Since the start. Only the last hundred are kept.' }),
    items: t.Array(SlowQueryItem),
    by_text: t.Array(SlowText, { description: 'The same, by what was asked: what took longest first.' }),
  }),
})

export type DatabaseMetrics = Static<typeof DatabaseMetrics>

export const QueryPlan = t.Object({
  number: t.Integer(),
  sql: t.String(),
  plan: t.Array(t.String(), { description: 'Line by line, for whatever values.' }),
})

export type QueryPlan = Static<typeof QueryPlan>

export const SystemInfo = t.Object({
  version: t.String(),
  service_name: t.String(),
  environment: t.String(),
  time: Instant,
  process: t.Object({
    pid: t.Integer(),
    host: t.String(),
    started_at: Instant,
    uptime_seconds: t.Integer(),
    resident_bytes: t.Integer(),
    heap_used_bytes: t.Integer(),
  }),
  machine: t.Object({
    platform: t.String(),
    architecture: t.String(),
    release: t.String(),
    cpus: t.Integer(),
    load_1m: t.Number(),
    memory_bytes: t.Integer(),
  }),
  runtime: t.Object({ name: t.String(), version: t.String() }),
  database: t.Object({
    engine: t.String(),
    version: t.String(),
    size_bytes: t.Integer(),
    migrations: t.Integer(),
  }),
  configuration: t.Object({
    public_url: t.String(),
    signup: t.String(),
    log_level: t.String(),
    rate_limits: t.Boolean(),
    log_files: t.Boolean(),
    mail: t.Boolean(),
    allowed_origins: t.Array(t.String()),
    trusted_proxies: t.Array(t.String()),
  }),
})

export type SystemInfo = Static<typeof SystemInfo>

const Tried = t.Object({
  method: t.String(),
  path: t.String(),
  tried: t.String(),
  expected: t.String(),
  status: t.Integer({ description: 'What came; 0 where nothing did.' }),
  code: OrNull(t.String({ description: 'Of the problem that came.' })),
  duration_ms: t.Number(),
  is_ok: t.Boolean(),
})

export const EndpointValidation = t.Object({
  is_ok: t.Boolean(),
  tried: t.Integer(),
  failed: t.Integer(),
  items: t.Array(Tried),
})

export type EndpointValidation = Static<typeof EndpointValidation>

export const AuthenticationValidation = t.Object(EndpointValidation.properties)

export type AuthenticationValidation = Static<typeof AuthenticationValidation>
