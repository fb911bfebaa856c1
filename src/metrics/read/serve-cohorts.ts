/** Cohorts and the lifecycle over a range of weeks or months. */

import type { Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import type { Serialised } from '../../cache/serialised.ts'
import type { Read } from '../../db/handle.ts'
import { AppError, InvalidValueError } from '../../lib/app-error.ts'
import { dayNamed, dayToDate } from '../../lib/time/local-days.ts'
import { firstDayOf, lastDayOf, periodOf } from '../../lib/time/periods.ts'
import { ROLLUP_VERSION } from '../rebuild/rollup-version.ts'
import { readRollupVersion } from '../record/rollup-statements.ts'
import { type Calendar, readCalendar } from './calendar.ts'
import type { PeriodsQuery } from './cohorts/schema.ts'
import { type Periods, readCohorts } from './cohorts.ts'
import { assertNotToCome } from './day-range.ts'
import { METRIC_VERSION } from './definitions.ts'
import { readLifecycle } from './lifecycle.ts'
import { serveKept } from './serve-kept.ts'

const TTL_MS = 5 * 60_000
const USUAL_PERIODS = 12
const MOST_PERIODS = 60

type Needs = Pick<Base, 'db' | 'clock' | 'cache'>
type Answer = Serialised | Promise<Serialised>

export class RollupsOutdatedError extends AppError {
  constructor() {
    super(
      503,
      'rollups_outdated',
      'The numbers are being built for this version of Almanac. Ask again in a few minutes.',
      { retry_after: 60 },
    )
  }
}

export function serveCohorts(context: Needs, principal: Principal, query: PeriodsQuery): Answer {
  return servePeriods(context, principal, query, 'cohorts', readCohorts)
}

export function serveLifecycle(context: Needs, principal: Principal, query: PeriodsQuery): Answer {
  return servePeriods(context, principal, query, 'lifecycle', async (q, calendar, periods) => ({
    periods: await readLifecycle(q, calendar, periods),
  }))
}

function servePeriods(
  context: Needs,
  { organization_id }: Principal,
  query: PeriodsQuery,
  name: string,
  read: (q: Read, calendar: Calendar, periods: Periods) => Promise<object>,
): Answer {
  const { unit = 'week', from, to, force_refresh } = query
  const of = `${unit}:${from ?? ''}:${to ?? ''}`
  return serveKept(context, { organization_id, name, of, force_refresh }, async (q, now) => {
    if ((await readRollupVersion(q)) < ROLLUP_VERSION) throw new RollupsOutdatedError()
    const calendar = await readCalendar(q, now)
    const periods = periodsOf(query, calendar.today)
    const parts = {
      organization_id,
      unit,
      from: dayToDate(firstDayOf(unit, periods.from)),
      to: dayToDate(lastDayOf(unit, periods.to)),
      time_zone: calendar.days.timeZone,
      began_on: dayToDate(calendar.firstDay),
      metric_version: METRIC_VERSION,
      ...(await read(q, calendar, periods)),
    }
    // Another week or month may be over when the day is.
    return { parts, ttl_ms: Math.min(TTL_MS, calendar.ends_at - now) }
  })
}

/** The weeks or months in which the dates lie. @throws InvalidValueError */
function periodsOf({ unit = 'week', from: first, to: last }: PeriodsQuery, today: number): Periods {
  const to_day = last === undefined ? today : dayNamed('to', last)
  assertNotToCome('to', to_day, today)
  const to = periodOf(unit, to_day)
  const from_day = first === undefined ? null : dayNamed('from', first)
  if (from_day !== null) assertNotToCome('from', from_day, today)
  const from = from_day === null ? to - USUAL_PERIODS + 1 : periodOf(unit, from_day)
  if (from > to) throw new InvalidValueError('from', 'is after "to"')
  if (to - from >= MOST_PERIODS) {
    throw new InvalidValueError(
      'from',
      `begins a range of more than ${MOST_PERIODS} ${unit}s: ask for less at once`,
    )
  }
  return { unit, from, to }
}
