/** The dashboard document: everything at once, for now or as it stood at the end of a local day. */
import type { Read } from '../../db/handle.ts'
import { InvalidValueError } from '../../lib/app-error.ts'
import { dayNamed, dayToDate, type LocalDays } from '../../lib/time/local-days.ts'
import { WORK_SINCE_VERSION } from '../rebuild/rollup-version.ts'
import { hiringMetrics, NO_HIRING_METRICS } from '../stocks/hiring-metrics.ts'
import { readWork, type WorkNumbers } from '../stocks/read-work.ts'
import { NO_WORK_METRICS, workMetrics } from '../stocks/work-metrics.ts'
import { countActiveAtEndOf, countActiveUsers } from './active-users.ts'
import { readCalendar } from './calendar.ts'
import { CHANGES_LOOK_BACK_DAYS, changesOf } from './changes.ts'
import { chatMetrics, NO_CHAT_METRICS } from './chat-metrics.ts'
import { contentMetrics, NO_CONTENT_METRICS } from './content-metrics.ts'
import { type DailyMetricName, dailyPoint, NOT_BEGUN, NOT_BUILT } from './daily-metrics.ts'
import type { Dashboard } from './dashboard/schema.ts'
import { type DaySeries, readDaySeries } from './day-series.ts'
import {
  activeUsersGrowth,
  averageSessionDuration,
  engagementScore,
  growthRate,
  immature,
  type Note,
  type Noted,
  newUsersGrowth,
  retention,
  stickiness,
} from './formulas.ts'
import { windowsOf } from './number-windows.ts'
import { coded } from './reasons.ts'

const BEGUN_GROUPS = [
  'user_metrics',
  'content_metrics',
  'engagement_metrics',
  'work_metrics',
  'hiring_metrics',
  'chat_metrics',
]
const TREND_DAYS = 7
/** What is of more days before today than these is made of few columns. */
const WHOLE_DAYS = 30

/** A moment for which a dashboard is made. */
export interface Moment {
  /** The local day that is "today". */
  today: number
  /** Epoch ms, the last instant that counts. */
  now: number
  /** When the local day is over, after which the same dashboard would be another. */
  ends_at: number
}

/** @throws InvalidValueError when `asOf` is no date, or lies in the future. */
function momentOf(days: LocalDays, now: number, asOf: string | undefined): Moment {
  const current = days.dayOf(now)
  const today = asOf === undefined ? current : dayNamed('as_of', asOf)
  if (today > current) {
    throw new InvalidValueError(
      'as_of',
      `is in the future: today is ${dayToDate(current)} in ${days.timeZone}`,
    )
  }
  const ends_at = days.endOf(today)
  return { today, now: Math.min(now, ends_at - 1), ends_at }
}

type Parts = Omit<Dashboard, 'timestamp' | 'organization_id' | 'as_of' | 'system_metrics' | 'cache_metadata'>

/** The parts that come from the organization's own data, read in one consistent state. */
export async function readDashboardParts(q: Read, now: number, asOf: string | undefined) {
  const calendar = await readCalendar(q, now)
  const { days, generation, firstDay } = calendar
  const moment = momentOf(days, now, asOf)
  const series = await readDaySeries(
    q,
    calendar,
    moment.today - CHANGES_LOOK_BACK_DAYS,
    moment.today,
    moment.today - WHOLE_DAYS,
  )
  const hasEnded = moment.ends_at <= now
  const { today, ends_at } = moment
  const activeUsers = hasEnded
    ? await countActiveAtEndOf(q, series, { generation, day: today, starts_at: days.startOf(today), ends_at })
    : await countActiveUsers(q, generation, now)
  const work = await readWork(q, { generation, today, now, ends_at })
  const { timeZone: time_zone } = days
  const found = { series, today, firstDay, time_zone, activeUsers, work, hasEnded }
  return { moment, hasEnded, next_late_at: work.next_late_at, parts: partsOf(found) }
}

interface Found {
  series: DaySeries
  today: number
  firstDay: number
  time_zone: string
  activeUsers: number
  work: WorkNumbers
  hasEnded: boolean
}

function partsOf({ series, today, firstDay, time_zone, activeUsers, work, hasEnded }: Found): Parts {
  const yesterday = today - 1
  const exists = today >= firstDay
  const notes = new Notes()
  const orNull = (value: number) => (exists ? value : null)
  if (!exists) {
    for (const group of BEGUN_GROUPS) {
      notes.add(group, { reason: NOT_BEGUN, began_on: dayToDate(firstDay) })
    }
  }
  const isBuilt = series.version >= WORK_SINCE_VERSION
  if (exists && !isBuilt) {
    for (const group of ['work_metrics', 'hiring_metrics', 'chat_metrics'])
      notes.add(group, { reason: NOT_BUILT })
  }
  const take = notes.take.bind(notes)
  const complete = (day: number) => hasEnded || day < today
  const rolling = (name: 'weekly_active_users' | 'monthly_active_users') => {
    const { value } = dailyPoint(name, series, yesterday, firstDay, true)
    return notes.take(name, value === null ? immature(firstDay, 1) : { value })
  }
  const trend = (name: DailyMetricName) =>
    Array.from({ length: TREND_DAYS }, (_, i) => {
      const day = today - TREND_DAYS + 1 + i
      const point = dailyPoint(name, series, day, firstDay, complete(day))
      return { date: dayToDate(day), ...point, complete: complete(day) }
    })
  return {
    time_zone,
    began_on: dayToDate(firstDay),
    user_metrics: {
      total_users: orNull(series.users(today)),
      active_users: orNull(activeUsers),
      new_users_today: orNull(series.on(today).new_users),
      growth_rate: notes.take('growth_rate', growthRate(series, yesterday, firstDay)),
      active_users_growth_rate: notes.take(
        'active_users_growth_rate',
        activeUsersGrowth(series, yesterday, firstDay),
      ),
      new_users_growth_rate: notes.take('new_users_growth_rate', newUsersGrowth(series, yesterday, firstDay)),
      user_retention: notes.take('user_retention', retention(series, yesterday, firstDay)),
    },
    content_metrics: exists ? contentMetrics(work, series, today, take) : NO_CONTENT_METRICS,
    engagement_metrics: {
      daily_active_users: orNull(series.on(today).dau),
      avg_session_duration: notes.take('avg_session_duration', averageSessionDuration(series, today)),
      total_lessons_completed: orNull(work.stocks.lessons_completed),
      total_assessments: orNull(work.stocks.assessments_submitted),
      engagement_score: notes.take('engagement_score', engagementScore(series, today)),
      weekly_active_users: rolling('weekly_active_users'),
      monthly_active_users: rolling('monthly_active_users'),
      stickiness: notes.take('stickiness', stickiness(series, yesterday, firstDay)),
    },
    work_metrics: exists && isBuilt ? workMetrics(work, series, today, take) : NO_WORK_METRICS,
    hiring_metrics: exists && isBuilt ? hiringMetrics(work, series, today, take) : NO_HIRING_METRICS,
    chat_metrics: exists && isBuilt ? chatMetrics(series, today, firstDay, take) : NO_CHAT_METRICS,
    trends: {
      daily_active_users: trend('daily_active_users'),
      content_created: trend('content_created'),
      engagement_score: trend('engagement_score'),
    },
    changes: changesOf({ series, today, firstDay, hasEnded }),
    windows: windowsOf(today, firstDay),
    notes: notes.all,
  }
}

class Notes {
  readonly all: Record<string, Note> = {}

  add(name: string, note: Note): void {
    this.all[name] = coded(note)
  }

  /** Takes the note apart from the value. */
  take(name: string, { value, note }: Noted): number | null {
    if (note) this.add(name, note)
    return value
  }
}
