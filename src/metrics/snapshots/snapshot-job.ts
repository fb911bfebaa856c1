/**
 * Closes local days: a tick every 15 minutes writes what each ended day showed, for each
 * organization. Not a job at 02:00 local time, which may not exist or come twice.
 *
 * Promises: a day is closed 15 minutes after its end. Missed days are caught up, however many.
 * A day that changed afterwards (a late event) is stale and closed anew. Snapshots are a cache of
 * the rollups: closing again gives the same, and nothing is lost by stopping in the middle.
 */
import type { Base } from '../../base.ts'
import type { Read, Write } from '../../db/handle.ts'
import { batchStatement, statement } from '../../db/statement.ts'
import type { CronJob } from '../../jobs/cron.ts'
import { forEveryOrganization, summaryOrFailure } from '../../jobs/every-organization.ts'
import { markDue } from '../alerts/queries.ts'
import { readCalendar } from '../read/calendar.ts'
import { DAILY_METRIC_NAMES, dailyValue, LOOK_BACK_DAYS } from '../read/daily-metrics.ts'
import { type DaySeries, readDaySeries } from '../read/day-series.ts'
import { METRIC_VERSION } from '../read/definitions.ts'

const GRACE_MS = 15 * 60_000
/** Closed in one transaction; more would hold the loop. */
const DAYS_AT_ONCE = 100

type Needs = Pick<Base, 'db' | 'clock'>

export function snapshotJob(context: Needs): CronJob {
  return {
    name: 'snapshots',
    pattern: '*/15 * * * *',
    run: async (signal) => {
      let closed = 0
      const { organizations, failures } = await forEveryOrganization(context, signal, async (id) => {
        closed += await closeDays(context, id, signal)
      })
      return summaryOrFailure(`closed ${closed} days of ${organizations} organizations`, failures)
    },
  }
}

/** Closes every ended day of an organization that is open or stale. @returns How many. */
export async function closeDays(
  { db, clock }: Needs,
  organizationId: string,
  signal: AbortSignal,
): Promise<number> {
  const organization = db.for(organizationId)
  const ended = await organization.read((q) => readEndedDays(q, clock.now()))
  if (ended.allClosed) return 0
  let closed = 0
  for (let from_day = ended.first; from_day <= ended.last && !signal.aborted; from_day += DAYS_AT_ONCE) {
    const to_day = Math.min(from_day + DAYS_AT_ONCE - 1, ended.last)
    closed += await organization.write((tx) => closeOpenDays(tx, clock.now(), from_day, to_day))
    // Between two transactions others have their turn.
    await Bun.sleep(0)
  }
  return closed
}

/** The local days that have ended, from the organization's first one on. */
async function readEndedDays(q: Read, now: number) {
  const calendar = await readCalendar(q, now)
  const { days, firstDay: first } = calendar
  const last = days.dayOf(now - GRACE_MS) - 1
  const closed = await q.all(listClosed, { from_day: first, to_day: last, metric_version: METRIC_VERSION })
  const allClosed = closed.length === Math.max(0, last - first + 1)
  return { first, last, allClosed, calendar }
}

const listClosed = statement<{ from_day: number; to_day: number; metric_version: number }, { day: number }>(`
  select day from day_snapshots
  where organization_id = :organization_id and metric_version = :metric_version
    and day between :from_day and :to_day and stale = false`)

/** `json(…)` and not `cast(… as json)`, which on SQLite makes a number of it: 0. */
const putSnapshots = batchStatement({ day: 'int', values: 'text' })<
  never,
  { metric_version: number; closed_at: number }
>(`
  insert into day_snapshots (organization_id, day, metric_version, "values", closed_at, stale)
  select :organization_id, r.day, cast(:metric_version as bigint), json(r."values"),
         cast(:closed_at as bigint), false
  from :rows as r where true
  on conflict (organization_id, day, metric_version) do update
  set "values" = excluded."values", closed_at = excluded.closed_at, stale = false`)

/** Those of an earlier beginning, which was taken back. */
const deleteEarlier = statement<{ first: number }>(`
  delete from day_snapshots where organization_id = :organization_id and day < :first`)

async function closeOpenDays(tx: Write, now: number, from_day: number, to_day: number): Promise<number> {
  // Nobody may change a day between its being read and its being closed.
  await tx.can.lockOrganization(tx)
  const { first, calendar } = await readEndedDays(tx, now)
  await tx.all(deleteEarlier, { first })
  const range = { from_day, to_day, metric_version: METRIC_VERSION }
  const closed = new Set((await tx.all(listClosed, range)).map(({ day }) => day))
  const open: number[] = []
  for (let day = from_day; day <= to_day; day += 1) if (!closed.has(day)) open.push(day)
  if (open.length === 0) return 0
  const series = await readDaySeries(tx, calendar, from_day - LOOK_BACK_DAYS, to_day)
  const rows = open.map((day) => ({ day, values: JSON.stringify(valuesOf(series, day, first)) }))
  await tx.each(putSnapshots, rows, { metric_version: METRIC_VERSION, closed_at: now })
  await tx.all(markDue, { day: open[0] ?? from_day })
  return open.length
}

/** What the metrics of a day are, and what they are made of. */
function valuesOf(series: DaySeries, day: number, firstDay: number): Record<string, number | null> {
  const metrics = DAILY_METRIC_NAMES.map((name) => [name, dailyValue(name, series, day, firstDay, true)])
  return {
    ...Object.fromEntries(metrics),
    eligible_users: series.users(day),
    weekly_core_users: series.rolling('core_d7', day),
    session_ms: series.on(day).sess_ms,
  }
}
