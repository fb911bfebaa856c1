/**
 * An export, from what was asked for to the tables that a format writes.
 *
 * All metrics, and the number of rows to come, are of one state, which is read before the first row
 * goes out. Events are read while they are written: activity-rows.ts says what that means.
 */
import type { Base } from '../../base.ts'
import type { Read } from '../../db/handle.ts'
import { statement } from '../../db/statement.ts'
import { InvalidValueError } from '../../lib/app-error.ts'
import { dayNamed, dayToDate } from '../../lib/time/local-days.ts'
import { readCalendar } from '../read/calendar.ts'
import { LOOK_BACK_DAYS } from '../read/daily-metrics.ts'
import { checkedRange, type DayRange } from '../read/day-range.ts'
import { readDaySeries } from '../read/day-series.ts'
import { METRIC_VERSION } from '../read/definitions.ts'
import { activityTable, countActivity } from './activity-rows.ts'
import { metricTable } from './metric-rows.ts'
import { contentsOf } from './metric-types.ts'
import type { ExportRequest } from './schema.ts'
import type { Document, OrganizationName, Table } from './table.ts'

/** What is true of the whole export. */
export type ExportHead = {
  organization_id: string
  time_zone: string
  from: string
  to: string
  generated_at: string
  metric_version: number
  /** Whether its last day has not ended. */
  partial: boolean
}

export interface Export extends Document {
  readonly head: ExportHead
  readonly total_rows: number
}

const findName = statement<Record<never, never>, OrganizationName>(`
  select name, slug from organizations where id = :organization_id`)

/** @throws InvalidValueError */
export async function openExport(
  context: Pick<Base, 'db' | 'clock'>,
  organization_id: string,
  request: ExportRequest,
): Promise<Export> {
  const contents = contentsOf(request.metric_types)
  if (request.format === 'csv' && contents.activity && contents.metrics.length > 0) {
    throw new InvalidValueError(
      'metric_types',
      'are more than one table, and CSV holds one: ask for activity by itself, or for another format',
    )
  }
  const now = context.clock.now()
  return context.db.for(organization_id).snapshot(async (q) => {
    const calendar = await readCalendar(q, now)
    const { days, today, firstDay, generation } = calendar
    const range = rangeOf(request, today)
    const series = await readDaySeries(q, calendar, range.from - LOOK_BACK_DAYS, range.to)
    const tables: Table[] = []
    let total_rows = 0
    if (contents.metrics.length > 0) {
      tables.push(metricTable(contents.metrics, { range, series, firstDay, today }))
      total_rows += contents.metrics.length * (range.to - range.from + 1)
    }
    if (contents.activity) {
      tables.push(activityTable(context, { organization_id, range, days, received_until: now }))
      total_rows += await countActivity(q, generation, series, range)
    }
    const head: ExportHead = {
      organization_id,
      time_zone: days.timeZone,
      from: dayToDate(range.from),
      to: dayToDate(range.to),
      generated_at: new Date(now).toISOString(),
      metric_version: METRIC_VERSION,
      partial: range.to >= today,
    }
    return { head, organization: await readName(q), tables, total_rows }
  }, 'heavy')
}

/** @throws InvalidValueError */
function rangeOf({ date_range, include_today, from, to }: ExportRequest, today: number): DayRange {
  if (date_range !== undefined) {
    if (from !== undefined || to !== undefined) {
      throw new InvalidValueError('date_range', 'stands alone: leave out either it, or from and to')
    }
    return { from: today - Number.parseInt(date_range, 10), to: include_today ? today : today - 1 }
  }
  if (include_today !== undefined) {
    throw new InvalidValueError('include_today', 'goes with date_range: name today as "to" instead')
  }
  if (from === undefined && to === undefined) {
    throw new InvalidValueError('date_range', 'is required, unless there are from and to')
  }
  if (from === undefined) throw new InvalidValueError('from', 'is required with to')
  if (to === undefined) throw new InvalidValueError('to', 'is required with from')
  return checkedRange({ from: dayNamed('from', from), to: dayNamed('to', to) }, today)
}

/** The organization's. */
export async function readName(q: Read): Promise<OrganizationName> {
  const [found] = await q.all(findName)
  if (!found) throw new Error(`There is no organization ${q.organization_id}.`)
  return found
}
