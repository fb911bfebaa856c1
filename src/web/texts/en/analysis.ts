/** What is said of words about numbers, retention, activity and definitions, in English. */
import type { Statistics } from '../../../../docs/api-types.ts'
import { dateOf, longDay, longWeekday } from '../../format/dates.ts'
import { isAdditive, isCounted, writtenValue } from '../../format/metrics.ts'
import { count, percent, plain, toHundredth, toTenth } from '../../format/numbers.ts'
import { of, upper } from './counting.ts'
import { reason as whyNot } from './reasons.ts'

type Unit = 'week' | 'month'
type Described = Statistics['current']
/** `days` where it is of whole weeks within a period. */
type Compared = Statistics['change'] & { days?: number }
type Unusual = NonNullable<Statistics['anomalies']['items']>[number]

/** What is rare is not none: of less than one two decimals say something. */
function rate(value: number): string {
  return value >= 1 ? plain(value) : hundredth(value)
}

function hundredth(value: number): string {
  return value > 0 && value < 0.005 ? 'less than 0.01' : toHundredth(value)
}

export const en = {
  words: {
    title: 'In words',
    noDays: 'Words are of whole days, and of these none has ended yet.',
    noForecast: 'Only of days that end with today or yesterday.',
    names: {
      level: 'Level',
      change: 'Change',
      trend: 'Trend',
      weekdays: 'Weekdays',
      unusual: 'Unusual',
      forecast: 'Forecast',
    },
    level: (metric: string, { n, sum, mean, median, min, max, reason }: Described) => {
      if (mean === null) return `${upper(whyNot(reason) || 'no day of the period has a value')}.`
      if (isCounted(metric)) {
        const all = !isAdditive(metric) ? '' : `**${count(sum)}** in ${of(n, 'day')}, `
        return `${all}**${rate(mean)}** a day. Half of the days had at most ${plain(median)}.`
      }
      return `Between ${writtenValue(metric, min)} and ${writtenValue(metric, max)} in ${of(n, 'day')}, in the middle **${writtenValue(metric, median)}**.`
    },
    change: (metric: string, change: Compared, now: Described, before: Described) => {
      const { value, numerator, denominator, unit, new_from_zero, low_n, reason, p_value, significant } =
        change
      // The means of a period are not those of the whole weeks within it.
      const ofPeriod = (change.days ?? now.n) === now.n ? [before.mean, now.mean] : [null, null]
      const [a = null, b = null] =
        denominator === undefined || numerator === undefined
          ? ofPeriod
          : [denominator, denominator + numerator]
      const written = (one: number) =>
        isCounted(metric) ? rate(one) : writtenValue(metric, Math.round(one * 10) / 10)
      // Only what is counted of a day is so many a day.
      const perDay = isCounted(metric) ? ' a day' : ''
      const numbers = a === null || b === null ? '' : `: ${written(b)}${perDay} against ${written(a)}`
      if (new_from_zero) return `From none before to ${written(b ?? 0)}${perDay}.`
      if (value === null) return `${upper(whyNot(reason) || 'not to be said')}.`
      if (value === 0) return `As much as in the days before${numbers}.`
      const much =
        unit === 'points'
          ? `${plain(Math.abs(value))} points ${value > 0 ? 'more' : 'less'}`
          : `${low_n ? '' : `${percent(Math.abs(value))} `}${value > 0 ? 'more' : 'fewer'}`
      const tested =
        p_value === undefined
          ? 'Not tested against chance'
          : significant
            ? 'That is more than chance makes'
            : 'It could be chance'
      const inWeeks = now.n < 7 ? 'On these days' : 'In whole weeks'
      return `${inWeeks} ${much} than before${numbers}. ${tested}${low_n ? ', and of few' : ''}.`
    },
    comes: (day: string) => `It comes on ${day}.`,
    trend: ({ direction, slope_adjusted, interval, reason }: Statistics['trend']) => {
      if (direction === null || slope_adjusted === null || interval === null)
        return `${upper(whyNot(reason) || 'not to be said')}.`
      if (direction === 'none')
        return `None to be seen. The line may fall by ${hundredth(Math.abs(interval.low))} a day or rise by ${hundredth(Math.abs(interval.high))}.`
      const [low, high] = [interval.low * 7, interval.high * 7].map(Math.abs).sort((x, y) => x - y)
      return `**${upper(direction)}**, by ${hundredth(Math.abs(slope_adjusted) * 7)} a week (${hundredth(low ?? 0)} to ${hundredth(high ?? 0)}).`
    },
    weekdays: ({ weekdays, significant, n, reason }: Statistics['seasonality']) => {
      if (!weekdays || significant === null) return `${upper(whyNot(reason) || 'not to be said')}.`
      if (!significant) return `No difference to be seen in ${of(Math.floor(n / 7), 'week')}.`
      const sorted = [...weekdays].sort((a, b) => b.index - a.index)
      const [most, least] = [sorted[0], sorted.at(-1)]
      if (!most || !least) return ''
      return `They differ. **${longWeekday(most.weekday)}s** have ${toTenth(most.index)} times the average day, ${longWeekday(least.weekday)}s ${toTenth(least.index)} times.`
    },
    unusual: ({ items, reason }: Statistics['anomalies'], name: (day: Unusual) => string) => {
      if (items === null) return `${upper(whyNot(reason) || 'not to be said')}.`
      if (items.length === 0) return 'No unusual day found. In a small team even half as many may be chance.'
      return items
        .map((one) =>
          one.kind === 'day'
            ? `${name(one)}, ${plain(one.value)} where ${plain(one.expected)} was usual`
            : `since ${name(one)} ${one.side === 'above' ? 'more' : 'fewer'} than before`,
        )
        .join('; ')
        .replace(/^s/, 'S')
        .concat('.')
    },
    forecast: ({ days, backtest_mae, skill, reason }: Statistics['forecast']) => {
      if (!days || days.length === 0) return `${upper(whyNot(reason) || 'not to be said')}.`
      const low = Math.min(...days.map(({ interval_80 }) => interval_80.low))
      const high = Math.max(...days.map(({ interval_80 }) => interval_80.high))
      const better = skill == null ? '' : `, ${percent(skill * 100)} less than repeating last week`
      const off = backtest_mae == null ? '' : ` It was off by ${plain(backtest_mae)} a day${better}.`
      const held = days.find(({ holds_unusual }) => holds_unusual)
      const holds = held ? ` ${longDay(held.date)} counts in ${dateOf(held.holds_unusual?.[0] ?? '')}.` : ''
      return `**${plain(low)} to ${plain(high)}** on most of the next ${of(days.length, 'day')}.${off}${holds}`
    },
  },

  retention: {
    units: { week: 'Weeks', month: 'Months' },
    unit: 'Unit',
    kinds: {
      classic: (unit: Unit) => `Active in that ${unit}`,
      later: (unit: Unit) => `In that ${unit} or later`,
    },
    kind: 'Which return counts',
    shows: { percent: 'Percent', people: 'People' },
    shownAs: { percent: 'in percent', people: 'in people' },
    show: 'Shown as',
    say: (unit: Unit, value: number, next: number | null) => {
      const then =
        next === null
          ? ''
          : next === value
            ? ', and as many in the one after'
            : `, and ${plain(next)} in the one after`
      return `Of 100 people who begin, about **${plain(value)}** are active in the next ${unit}${then}.`
    },
    tooYoung: (unit: Unit, on?: string) =>
      `The first ${unit} has to end before anybody can come back in a later one${on ? `: ${on}` : ''}.`,
    rests: (n: number, all: number, interval: { low: number; high: number } | undefined, unit: Unit) =>
      `${count(n)} of ${of(all, 'person', 'people')}${interval ? `; anything from ${percent(interval.low)} to ${percent(interval.high)} fits that` : ''}. ${upper(unit)}s with fewer than 20 beginners are outlined: one person more moves them a lot.`,
    table: (unit: Unit) => `By the ${unit} in which people began`,
    began: 'Began in',
    people: 'People',
    later: (unit: Unit) => `active this many ${unit}s later`,
    enough: '20 people or more',
    fewer: 'fewer',
    open: 'not over yet',
    soFar: 'so far',
    together: 'All together',
    leftOut: (unit: Unit) => `The ${unit} of beginning itself is left out: everybody was active in it.`,
    cell: (
      began: string,
      k: number,
      unit: Unit,
      n: number,
      all: number,
      share: number,
      interval: { low: number; high: number } | undefined,
    ) =>
      `${began}, ${of(k, unit)} later: ${count(n)} of ${count(all)}, ${percent(share)}${interval ? `, likely ${percent(interval.low)} to ${percent(interval.high)}` : ''}`,
    openCell: (began: string, k: number, unit: Unit) => `${began}, ${of(k, unit)} later: not over yet`,
    averages: (unit: Unit) => `All ${unit}s together`,
    bars: (unit: Unit) => `${unit}s later; bars: 95% intervals`,
    lifecycle: 'Who came, who stayed away',
    returning: 'returning',
    back: 'back',
    new: 'new',
    away: 'away',
    lifecycleName: 'Above the line those who came, below it those who stayed away',
    week: (n: number) => `week ${n}`,
  },

  activity: {
    person: 'Person',
    verb: 'What',
    everybody: 'Everybody',
    everything: 'Everything',
    older: 'Older',
    title: 'The last 24 hours',
    empty: 'Nobody did anything in the last 24 hours.',
    emptySince: (day: string) => `Nobody did anything in the last 24 hours. The last event came on ${day}.`,
    emptyDay: 'Nobody did anything on this day.',
    noMatch: 'Nothing of this kind.',
    clear: 'Show everything',
    option: (name: string, times: number) => `${name} (${count(times)})`,
    today: 'Today',
    yesterday: 'Yesterday',
    span: (from: string, to: string) => (from === to ? to : `${from}–${to}`),
  },

  definitions: {
    title: 'What each number means',
    quote: 'How to quote one: its name, its version, the day, and the window that stands here.',
    unit: 'Unit',
    window: 'Window',
    formula: 'Formula',
    all: 'All definitions',
    fraction: (n: string, all: string) => `${n} of ${all}.`,
    interval: (low: number, high: number) =>
      `Likely ${percent(low)} to ${percent(high)}: the 95% interval, by Wilson.`,
    missing: (reason: string) => `Not there at the moment: ${reason}.`,
    called: (name: string, version: number) => `Called ${name} in the API, version ${version}.`,
    explore: 'Explore',
  },

  hoursView: {
    period: '24 hours',
    title: (name: string) => `${name} in each hour`,
    last: 'the last 24 whole hours',
    ofDay: 'of that day',
    before: 'a day before',
    hour: 'Hour',
    number: 'Number',
    sums: (now: string, before: string) =>
      `${now} when the hours are added up, in the hours a day before ${before}.`,
    together: (now: number, before: number | null) =>
      `${of(now, 'person', 'people')} in all of these hours together${before === null ? '' : `, ${count(before)} a day before`}: who was active in several hours is counted once.`,
    noHours: 'Only people active, sessions and new people are counted by the hour.',
    noTrend: '24 hours that follow day and night bear no trend, no usual day and no forecast.',
  },

  explore: {
    metric: 'Metric',
    findMetric: 'Find a number',
    noMetric: 'No number is called so.',
    period: 'Period',
    periods: { '7d': '7 days', '30d': '30 days', '90d': '90 days', year: 'Year' },
    fromTo: 'From … to …',
    from: 'From',
    to: 'To',
    show: 'Show',
    atMost: 'At most 366 days, up to today.',
    forecast: 'Forecast',
    eachWeek: (name: string) => `${name}, week by week`,
    thisWeek: 'this week',
    axisFrom: (value: string) => `from ${value}`,
    noForecast: (why: string) => `No forecast: ${why}`,
    inPart: 'in part',
    expected: 'Expected',
    usual: 'Usual',
    forecastLabel: 'Forecast, each day by itself: 95% and 80%',
    copyLink: 'Copy link',
    definition: 'What it means',
    table: 'Table',
    allDays: 'All days',
    fewerDays: 'Fewer',
    ofDays: (shown: number, all: number) => `${count(shown)} of ${of(all, 'day')}`,
    days: (from: string, to: string, today: boolean) => {
      if (from === to) return today ? 'today so far' : to
      return today ? `${from} to yesterday, and today so far` : `${from} to ${to}`
    },
    weekdays: 'Weekdays',
    average: 'the average day is 1',
    daysBy: (name: string) => `Days by number of ${name.toLowerCase()}`,
    wholeDays: (n: number) => of(n, 'whole day'),
    groups: {
      people: 'People',
      work: 'Work',
      knowledge: 'Knowledge',
      hiring: 'Hiring',
      conversations: 'Conversations',
    },
  },
}
