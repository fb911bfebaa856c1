/** What each of the eight cards says of a day. */
import type { ComponentChildren } from 'preact'
import type { Changes, Dashboard } from '../../../../docs/api-types.ts'
import { dayRange, shortDay, timeIn } from '../../format/dates.ts'
import { plusDays } from '../../format/days.ts'
import { MISSING, minutes, percent, shortCount, toTenth } from '../../format/numbers.ts'
import { Few } from '../../parts/few.tsx'
import { Num } from '../../parts/num.tsx'
import { Rich } from '../../parts/rich.tsx'
import { now } from '../../state/clock.ts'
import { readStatistics } from '../../state/numbers.ts'
import { pastDay } from '../../state/route.ts'
import { shownDay, today, zone } from '../../state/session.ts'
import { overview } from '../../texts/overview.ts'
import { t } from '../../texts/texts.ts'
import type { Metric } from './card-kinds.ts'
import { type Before, changeLine } from './change-line.ts'
import { noteOf } from './notes.ts'

export interface CardContent {
  metric: Metric
  title: string
  window: string
  figure: ComponentChildren
  unit?: string
  /** One line: the change, or why there is none. */
  line: ComponentChildren
  /** What the figure is made of, for who points at the line. */
  about?: string
  /** What has a value of whole days only ends the day before. */
  of_whole_days?: true
}

export function cardsOf(dashboard: Dashboard): CardContent[] {
  const cards = [
    activeCard(dashboard),
    weekCard(dashboard),
    monthCard(dashboard),
    newCard(dashboard),
    peopleCard(dashboard),
    backCard(dashboard),
    sessionCard(dashboard),
    scoreCard(dashboard),
  ]
  // Of a day before the beginning there is nothing to be said but that.
  const { reason } = noteOf(dashboard.notes, 'user_metrics')
  return reason === undefined ? cards : cards.map((card) => ({ ...card, line: t.reason(reason) }))
}

/** A figure, or that there is none. */
function Figure({ metric, value, text }: { metric: string; value: number | null; text: string }) {
  return (
    <Num metric={metric} value={value} class={value === null ? 'none' : undefined}>
      {value === null ? MISSING : text}
    </Num>
  )
}

function lastDays(days: number): string {
  return dayRange(plusDays(shownDay.value, -days), plusDays(shownDay.value, -1))
}

function isPast(): boolean {
  return pastDay.value !== null
}

function activeCard({ engagement_metrics: { daily_active_users: value } }: Dashboard): CardContent {
  const statistics = readStatistics('daily_active_users').value.value
  const expected = statistics?.forecast.days?.find(({ date }) => date === shownDay.value)?.interval_80
  const mean = statistics?.current.mean
  const line = isPast()
    ? mean != null && overview.cards.mean90(mean)
    : expected && overview.cards.expected(Math.max(0, Math.round(expected.low)), Math.round(expected.high))
  return {
    metric: 'daily_active_users',
    title: isPast() ? overview.cards.activeThatDay : overview.cards.activeToday,
    window: isPast()
      ? shortDay(shownDay.value, today.value)
      : overview.cards.until(timeIn(zone.value, now.value)),
    figure: <Figure metric="daily_active_users" value={value} text={shortCount(value)} />,
    ...(!isPast() && value !== null && { unit: overview.cards.soFar }),
    line: line || '',
  }
}

function weekCard({ engagement_metrics: { weekly_active_users: value }, changes }: Dashboard): CardContent {
  return {
    metric: 'weekly_active_users',
    title: overview.cards.active7,
    window: lastDays(7),
    figure: <Figure metric="weekly_active_users" value={value} text={shortCount(value)} />,
    line: value === null ? overview.cards.firstDay : said(changes.weekly_active_users, 'week', shortCount),
    of_whole_days: true,
  }
}

function monthCard({ engagement_metrics: { monthly_active_users: value }, changes }: Dashboard): CardContent {
  return {
    metric: 'monthly_active_users',
    title: overview.cards.active30,
    window: lastDays(30),
    figure: <Figure metric="monthly_active_users" value={value} text={shortCount(value)} />,
    line: value === null ? overview.cards.firstDay : said(changes.monthly_active_users, 'month', shortCount),
    of_whole_days: true,
  }
}

/** Of seven days; of the day alone while there are no two weeks to compare. */
function newCard({ user_metrics: { new_users_today }, changes: { new_users } }: Dashboard): CardContent {
  const common = { metric: 'new_users', title: overview.cards.newPeople } as const
  const line = said(new_users, 'week', shortCount)
  if (new_users.value === null || new_users.value_before === null) {
    return {
      ...common,
      window: isPast() ? shortDay(shownDay.value, today.value) : t.plot.today,
      figure: <Figure metric="new_users_today" value={new_users_today} text={shortCount(new_users_today)} />,
      line,
    }
  }
  const { value } = new_users
  return {
    ...common,
    window: lastDays(7),
    figure: <Figure metric="new_users_of_7_days" value={value} text={shortCount(value)} />,
    line,
  }
}

function peopleCard({ user_metrics: { total_users: value, growth_rate }, notes }: Dashboard): CardContent {
  const { numerator } = noteOf(notes, 'growth_rate')
  return {
    metric: 'total_users',
    title: overview.cards.people,
    window: isPast() ? overview.cards.atEnd : overview.cards.now,
    figure: <Figure metric="total_users" value={value} text={shortCount(value)} />,
    line: numerator === undefined ? '' : overview.cards.more(numerator, growth_rate),
  }
}

function backCard({ user_metrics: { user_retention: value }, changes, notes }: Dashboard): CardContent {
  const {
    numerator = 0,
    denominator = 0,
    interval_95,
    low_n,
    reason,
    available_on,
  } = noteOf(notes, 'user_retention')
  const likely = interval_95 && overview.cards.likely(interval_95.low, interval_95.high)
  const compared = changes.user_retention
  const missing =
    reason !== 'immature'
      ? t.reason(reason)
      : available_on
        ? overview.cards.from(shortDay(available_on, today.value))
        : overview.cards.sixtyDays
  return {
    metric: 'user_retention',
    title: overview.cards.cameBack,
    window: overview.cards.of30,
    figure: <Figure metric="user_retention" value={value} text={percent(value)} />,
    ...(value !== null && { unit: overview.cards.ofPeople(numerator, denominator) }),
    line: likely ? (
      <>
        {compared.value_before === null ? likely : said(compared, 'monthAgo', percent)} {low_n && <Few />}
      </>
    ) : (
      missing
    ),
    ...(likely && { about: likely }),
    of_whole_days: true,
  }
}

function sessionCard({
  engagement_metrics: { avg_session_duration: value },
  changes: { avg_session_duration: compared },
  notes,
}: Dashboard): CardContent {
  const { sessions, reason } = noteOf(notes, 'avg_session_duration')
  const { figure, unit } = minutes(value)
  const mean = sessions === undefined ? t.reason(reason) : overview.cards.meanOf(sessions)
  return {
    metric: 'avg_session_duration',
    title: overview.cards.sessionLength,
    window: overview.cards.days7,
    figure: <Figure metric="avg_session_duration" value={value} text={figure} />,
    ...(value !== null && { unit }),
    line: compared.value_before === null ? mean : said(compared, 'week', writtenMinutes, value),
    about: mean,
  }
}

function writtenMinutes(value: number): string {
  const { figure, unit } = minutes(value)
  return `${figure} ${unit}`
}

function scoreCard({
  engagement_metrics: { engagement_score: value },
  changes: { engagement_score: compared },
  notes,
}: Dashboard): CardContent {
  const { components, reason } = noteOf(notes, 'engagement_score')
  const share = (name: 'reach' | 'core' | 'frequency') => {
    const { numerator = 0, denominator = 1 } = components?.[name] ?? {}
    return Math.min(100, (numerator / Math.max(1, denominator)) * 100)
  }
  const parts = components
    ? overview.cards.components(share('reach'), share('core'), share('frequency'))
    : t.reason(reason)
  return {
    metric: 'engagement_score',
    title: overview.cards.score,
    window: overview.cards.days7,
    figure: <Figure metric="engagement_score" value={value} text={toTenth(value)} />,
    ...(value !== null && { unit: overview.cards.of100 }),
    line: compared.value_before === null ? parts : said(compared, 'week', toTenth, value),
    about: parts,
  }
}

/** What it was before. @param figure What the card shows, where that is of today so far. */
function said(
  change: Changes[keyof Changes],
  before: Before,
  write: (value: number) => string,
  figure: number | null = null,
): ComponentChildren {
  const line = changeLine(change, { before, write, figure, today: today.value })
  return line === null ? '' : <Rich text={line} />
}
