/**
 * All that is known of a correlation id, in order: lines of the log, slow queries, slow and failed
 * requests, runs of jobs, entries of the audit log, and what webhooks were told of it.
 *
 * Promises: it looks through the newest log files, up to a bound, and says what it has not looked at.
 */
import type { Base } from '../../base.ts'
import { EVERY_ORGANIZATION } from '../../db/database.ts'
import { isCorrelationId } from '../../http/correlation.ts'
import { listCorrelatedRuns } from '../../jobs/queries.ts'
import { nextTurn } from '../../lib/next-turn.ts'
import { listCorrelatedDeliveries } from '../../webhooks/queries.ts'
import { listCorrelatedEntries } from '../audit/queries.ts'
import { runToWire } from '../jobs/read-jobs.ts'
import { linesWith, newestFiles } from '../logging/find-lines.ts'
import type { RecentLines } from '../logging/recent-lines.ts'
import { slowQueryToWire } from '../monitoring/read-database.ts'
import { requestToWire } from '../monitoring/read-performance.ts'
import type { RouteTimes } from '../monitoring/route-times.ts'
import { CorrelationNotFoundError } from './errors.ts'
import type { CorrelatedItem, Correlation } from './schema.ts'

const MOST_BYTES = 256 * 2 ** 20
const MOST_LINES = 500

type Needs = Pick<Base, 'db' | 'config'> & { routeTimes: RouteTimes; recentLines: RecentLines }

/** @throws CorrelationNotFoundError */
export async function readCorrelation(context: Needs, correlation_id: string): Promise<Correlation> {
  // Of anything else, such as a letter, every line of the log would be one.
  if (!isCorrelationId(correlation_id)) throw new CorrelationNotFoundError('nothing, for it is no UUID')
  const { lines, source, isComplete } = await findLines(context, correlation_id)
  const items = [
    ...lines.map(lineItem),
    ...requestItems(context, correlation_id),
    ...slowQueryItems(context, correlation_id),
    ...(await jobRunItems(context, correlation_id)),
    ...(await listAuditItems(context, correlation_id)),
    ...(await deliveryItems(context, correlation_id)),
  ]
  const sources = { log: source, memory: `this process (${process.pid})` }
  if (items.length === 0)
    throw new CorrelationNotFoundError(
      `${source}, ${sources.memory}, runs of jobs, the audit log, deliveries of webhooks`,
    )
  return { correlation_id, items: items.sort(byTime), sources, is_complete: isComplete }
}

async function findLines({ config, recentLines }: Needs, id: string) {
  if (config.log_dir === undefined) {
    const source = 'the last lines of this process: LOG_DIR is not set'
    return { lines: recentLines.with(id), source, isComplete: false }
  }
  const { paths, areAll } = newestFiles(config.log_dir, MOST_BYTES)
  const lines: string[] = []
  for (const path of paths) {
    for await (const line of linesWith(path, id)) if (lines.length < MOST_LINES) lines.push(line)
    await nextTurn()
  }
  const isComplete = areAll && lines.length < MOST_LINES
  return { lines, source: `${paths.length} files in LOG_DIR`, isComplete }
}

function lineItem(line: string): CorrelatedItem {
  return { at: timeOf(line), kind: 'log_line', line }
}

/** Of a line of JSON; others say the time of day alone. */
function timeOf(line: string): string | null {
  const found = /"@timestamp":"([^"]+)"/.exec(line)?.[1]
  return found !== undefined && !Number.isNaN(Date.parse(found)) ? new Date(found).toISOString() : null
}

function requestItems({ routeTimes }: Needs, id: string): CorrelatedItem[] {
  const found = routeTimes.remembered().filter(({ correlation_id }) => correlation_id === id)
  return found.map((one) => {
    const request = requestToWire(one)
    return { at: request.at, kind: 'request', request }
  })
}

function slowQueryItems({ db }: Needs, id: string): CorrelatedItem[] {
  const found = db.stats.slow().filter(({ correlation_id }) => correlation_id === id)
  return found.map((one) => {
    const slow_query = slowQueryToWire(one)
    return { at: slow_query.at, kind: 'slow_query', slow_query }
  })
}

async function jobRunItems({ db }: Needs, correlation_id: string): Promise<CorrelatedItem[]> {
  const rows = await db.instance.read((q) => listCorrelatedRuns(q, { correlation_id }))
  return rows.map((row) => {
    const job_run = { ...runToWire(row), name: row.name }
    return { at: job_run.started_at, kind: 'job_run', job_run }
  })
}

/** Of all organizations, without what was before and after: that is theirs. */
export async function listAuditItems(
  { db }: Pick<Base, 'db'>,
  correlation_id: string,
): Promise<CorrelatedItem[]> {
  const rows = await db.instance.read((q) => listCorrelatedEntries(q, { correlation_id }))
  return rows.map(({ at, organization_id: of, id, action, subject_id, actor }) => {
    const [kind = ''] = action.split('.')
    const organization_id = of === EVERY_ORGANIZATION ? null : of
    const audit_entry = { id, organization_id, action, subject: { kind, id: subject_id }, actor }
    return { at: new Date(at).toISOString(), kind: 'audit_entry', audit_entry }
  })
}

/** Of all organizations, without what they tell: that is theirs. */
async function deliveryItems({ db }: Pick<Base, 'db'>, correlation_id: string): Promise<CorrelatedItem[]> {
  const rows = await db.instance.read((q) => listCorrelatedDeliveries(q, { correlation_id }))
  return rows.map(({ created_at, ...webhook_delivery }) => {
    return { at: new Date(created_at).toISOString(), kind: 'webhook_delivery', webhook_delivery }
  })
}

/** What says no time stays behind what does. */
function byTime(a: CorrelatedItem, b: CorrelatedItem): number {
  if (a.at === null || b.at === null) return Number(a.at === null) - Number(b.at === null)
  return a.at.localeCompare(b.at)
}
