/** What the database was asked by the process that is asked now. */

import type { Base } from '../../base.ts'
import { QUERY_KINDS, SLOW_QUERY_MS, type SlowQuery } from '../../db/query-stats.ts'
import { NotFoundError } from '../../lib/app-error.ts'
import type { RouteTimes } from './route-times.ts'
import type { DatabaseMetrics, QueryPlan, SlowQueryItem } from './schema.ts'

type SlowText = DatabaseMetrics['slow_queries']['by_text'][number]

type Needs = Pick<Base, 'db'>

export function readDatabaseMetrics({ db, routeTimes }: Needs & { routeTimes: RouteTimes }): DatabaseMetrics {
  const { stats } = db
  const { count, errors, retries, total_ms } = stats
  const by_kind = QUERY_KINDS.map((kind) => {
    const { count: times, sum } = stats.byKind[kind]
    return { kind, count: times, ...timesOf(times, sum * 1000) }
  })
  return {
    process_id: process.pid,
    engine: db.engine,
    pool: db.pool(),
    replica: db.replica(),
    queries: { count, ...timesOf(count, total_ms), errors, retries, by_kind },
    slow_queries: {
      threshold_ms: SLOW_QUERY_MS,
      count: stats.slowCount,
      items: stats.slow().map(slowQueryToWire),
      by_text: byText(stats.slow(), routeTimes.noticed()),
    },
  }
}

/** @param requests What was asked for, by correlation id. */
function byText(slow: readonly SlowQuery[], requests: ReadonlyMap<string, string>): SlowText[] {
  return [...Map.groupBy(slow, ({ sql }) => sql)]
    .map(([sql, of]) => {
      const slowest = of.reduce((a, b) => (b.duration_ms > a.duration_ms ? b : a))
      const total = of.reduce((sum, { duration_ms }) => sum + duration_ms, 0)
      const { kind, number, correlation_id, duration_ms } = slowest
      return {
        ...{ sql, kind, number, correlation_id, count: of.length },
        ...{ mean_ms: rounded(total / of.length), max_ms: rounded(duration_ms) },
        last_at: new Date(Math.max(...of.map(({ at }) => at))).toISOString(),
        asked_by: askersOf(of, requests),
      }
    })
    .toSorted((a, b) => b.max_ms - a.max_ms)
}

function askersOf(slow: readonly SlowQuery[], requests: ReadonlyMap<string, string>): SlowText['asked_by'] {
  const jobs = new Set(slow.flatMap(({ job }) => job ?? []))
  const routes = new Set(slow.flatMap(({ correlation_id }) => requests.get(correlation_id ?? '') ?? []))
  return [
    ...[...jobs].map((name) => ({ kind: 'job' as const, name })),
    ...[...routes].map((name) => ({ kind: 'request' as const, name })),
  ]
}

/** @throws NotFoundError */
export async function readPlan({ db }: Needs, number: number): Promise<QueryPlan> {
  const found = db.stats.slow().find((one) => one.number === number)
  if (!found)
    throw new NotFoundError(
      'slow_query',
      'No slow query of this process has this number. Only the last hundred are kept, and none outlives it.',
    )
  return { number, sql: found.sql, plan: await db.explain(found.sql) }
}

export function slowQueryToWire(query: SlowQuery): SlowQueryItem {
  const { number, kind, sql, duration_ms, at, correlation_id } = query
  return {
    ...{ number, kind, sql, duration_ms: rounded(duration_ms) },
    at: new Date(at).toISOString(),
    correlation_id,
  }
}

function timesOf(count: number, total_ms: number) {
  return { total_ms: rounded(total_ms), mean_ms: count === 0 ? null : rounded(total_ms / count) }
}

function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000
}
