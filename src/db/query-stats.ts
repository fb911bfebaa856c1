/**
 * What the database was asked: how many queries of which kind, how long they took, and which were slow.
 *
 * Promises: constant memory. Slow queries keep their text, never their values. Counting is a few
 * additions: it is done for each query. Where what asks is traced, its trace is told of it (query-span.ts).
 */
import { Buckets } from '../lib/buckets.ts'
import { currentWork } from '../lib/current-correlation.ts'
import { RecentList } from '../lib/recent-list.ts'
import type { Origin } from './origin.ts'
import { traceQuery } from './query-span.ts'

export const SLOW_QUERY_MS = 100
const SLOW_QUERIES_KEPT = 100
/** How an actor begins that is a job. */
const JOB = 'job:'

export const QUERY_KINDS = ['select', 'insert', 'update', 'delete', 'other'] as const
export type QueryKind = (typeof QUERY_KINDS)[number]

const BORDERS_S = [0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]

export interface SlowQuery {
  /** Of this process, from 1. */
  number: number
  kind: QueryKind
  sql: string
  duration_ms: number
  /** Epoch ms. */
  at: number
  /** Of the request or the run of a job that asked. */
  correlation_id: string | null
  /** The job in whose run it was asked. */
  job: string | null
}

export class QueryStats {
  count = 0
  errors = 0
  retries = 0
  total_ms = 0
  /** In seconds. */
  readonly byKind: Record<QueryKind, Buckets> = {
    select: new Buckets(BORDERS_S),
    insert: new Buckets(BORDERS_S),
    update: new Buckets(BORDERS_S),
    delete: new Buckets(BORDERS_S),
    other: new Buckets(BORDERS_S),
  }
  readonly #slow = new RecentList<SlowQuery>(SLOW_QUERIES_KEPT)
  #slowCount = 0

  /** @param hear Of each slow query. */
  constructor(
    readonly engine: 'sqlite' | 'postgres',
    readonly hear: (query: SlowQuery) => void = () => {},
  ) {}

  /**
   * @param startedAt `performance.now()` when the query was sent.
   * @param error What came of it, where it failed.
   */
  finished(sql: string, startedAt: number, error?: unknown): void {
    const duration_ms = performance.now() - startedAt
    this.count += 1
    this.total_ms += duration_ms
    const kind = kindOf(sql)
    this.byKind[kind].add(duration_ms / 1000)
    const work: Partial<Origin> = currentWork() ?? {}
    if (work.span) traceQuery(work.span, { engine: this.engine, sql, kind, started_at: startedAt, error })
    if (duration_ms < SLOW_QUERY_MS) return
    this.#slowCount += 1
    const query = { number: this.#slowCount, kind, sql, duration_ms, at: Date.now() }
    const { correlation_id, actor } = work
    const job = actor?.startsWith(JOB) ? actor.slice(JOB.length) : null
    const slow = { ...query, correlation_id: correlation_id ?? null, job }
    this.#slow.add(slow)
    this.hear(slow)
  }

  get slowCount(): number {
    return this.#slowCount
  }

  /** Newest first. */
  slow(): SlowQuery[] {
    return this.#slow.newestFirst()
  }
}

const SPACE = 32
const FIRST_LETTERS: Record<string, QueryKind> = {
  s: 'select',
  i: 'insert',
  u: 'update',
  d: 'delete',
}
/** Of texts that begin with `with`, which are looked through once. */
const known = new Map<string, QueryKind>()
const MOST_KNOWN = 1_000

/** By the first letter of the first word. */
function kindOf(sql: string): QueryKind {
  let at = 0
  while (sql.charCodeAt(at) <= SPACE) at += 1
  const first = (sql[at] ?? '').toLowerCase()
  return first === 'w' ? kindOfWith(sql) : (FIRST_LETTERS[first] ?? 'other')
}

/** The first that writes says what it is; where none does, it reads. */
function kindOfWith(sql: string): QueryKind {
  const found = known.get(sql)
  if (found) return found
  const writes = /\b(insert\s+(or\s+\w+\s+)?into|(?<!\bfor\s+(no\s+key\s+)?)update|delete\s+from)\b/i.exec(
    sql,
  )?.[1]?.[0]
  const kind = FIRST_LETTERS[(writes ?? 's').toLowerCase()] ?? 'other'
  if (known.size < MOST_KNOWN) known.set(sql, kind)
  return kind
}
