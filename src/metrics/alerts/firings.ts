/** What alerts have told, and what they would have. */
import type { Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import { type Page, pageById } from '../../http/page.ts'
import { dayToDate } from '../../lib/time/local-days.ts'
import { toWire } from '../../lib/to-wire.ts'
import { readCalendar } from '../read/calendar.ts'
import { LOOK_BACK_DAYS } from '../read/daily-metrics.ts'
import { readDaySeries } from '../read/day-series.ts'
import { watchable } from './alerts.ts'
import { firesOn, type Telling } from './episodes.ts'
import { daysBefore, judgeOf } from './judge.ts'
import { countFirings, type FiringRow, listFirings as listFiringRows } from './queries.ts'
import type { AlertFiring, AlertFiringsQuery, AlertPreview, AlertPreviewRequest } from './schema.ts'

const PREVIEW_DAYS = 90
/** The longest run that a condition asks for. */
export const MOST_DAYS = 30

export async function listFirings(
  { db, cursors }: Pick<Base, 'db' | 'cursors'>,
  { organization_id }: Principal,
  { alert_id, ...query }: AlertFiringsQuery,
): Promise<Page<AlertFiring>> {
  const here = db.for(organization_id)
  const list = `metric alert firings ${alert_id ?? ''}`
  return pageById(
    cursors,
    { organization_id, list },
    { sort: '-created_at', ...query },
    {
      read: async (page) => (await here.read((q) => listFiringRows(q, page, alert_id))).map(firingOnWire),
      count: () => here.read((q) => countFirings(q, alert_id)),
    },
  )
}

function firingOnWire({ day, ...row }: FiringRow): AlertFiring {
  return { ...toWire(row), date: dayToDate(day) }
}

/**
 * For which of the last days that have ended an alert would have fired, had it been there before them.
 *
 * @throws InvalidValueError where the metric bears no such condition.
 */
export async function previewAlert(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  { organization_id }: Principal,
  { again_after_days = null, ...given }: AlertPreviewRequest,
): Promise<AlertPreview> {
  const { metric, condition } = watchable(given.metric, given.condition)
  const now = clock.now()
  const { series, calendar } = await db.for(organization_id).read(async (q) => {
    const calendar = await readCalendar(q, now)
    const last = calendar.today - 1
    const reach = last - PREVIEW_DAYS + 1 - MOST_DAYS - daysBefore(condition) - LOOK_BACK_DAYS
    return { series: await readDaySeries(q, calendar, reach, last), calendar }
  })
  const { on, lastDay } = judgeOf(metric, condition, series, calendar)
  const from = lastDay - PREVIEW_DAYS + 1
  const told = new Set<number>()
  const telling: Telling = { on, told, condition, again_after_days }
  const firings: AlertPreview['firings'] = []
  const counts = { days_held: 0, days_unknown: 0 }
  for (let day = from; day <= lastDay; day += 1) {
    const { holds, value, expected, deviation, ...judged } = await on(day)
    if (holds === null) counts.days_unknown += 1
    if (holds) counts.days_held += 1
    if (value === null || expected === null || deviation === null) continue
    if (await firesOn(telling, day, lastDay)) {
      told.add(day)
      const { date, is_level_shift } = judged
      firings.push({ date, value, expected, deviation, is_level_shift })
    }
  }
  return { from: dayToDate(from), to: dayToDate(lastDay), firings, ...counts, last: await on(lastDay) }
}
