/** What the overview says, in English. */
import { longDay, longWeekday } from '../../format/dates.ts'
import type { Day } from '../../format/days.ts'
import { count, percent, plain, signedPercent, toHundredth, wholePercent } from '../../format/numbers.ts'
import { of, upper } from './counting.ts'

const WORDS = [
  'none',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
]

/** Small numbers are words in a sentence. */
function word(value: number): string {
  return WORDS[value] ?? count(value)
}

const BEFORE = { week: 'the week before', month: 'in the 30 days before', monthAgo: 'a month before' }

function none(figure: string): string {
  return figure === '0' ? 'none' : figure
}

/** What is usual: "hardly any", "about 6". */
function about(value: number): string {
  return value < 0.5
    ? 'hardly any'
    : `about ${plain(value < 10 ? Math.round(value * 2) / 2 : Math.round(value))}`
}

/** Of three shares on one line: a tenth says something of small ones alone. */
function short(share: number): string {
  return share < 10 ? percent(share) : wholePercent(share)
}

type Counted = 'people' | 'sessions' | 'new'

function things(value: number, what: Counted): string {
  if (what === 'new')
    return `${value === 0 ? 'nobody' : of(value, 'person', 'people')} came for the first time`
  if (what === 'people')
    return value === 0
      ? 'nobody was active'
      : `${of(value, 'person', 'people')} ${value === 1 ? 'was' : 'were'} active`
  return value === 0 ? 'no session began' : `${of(value, 'session')} began`
}

interface Found {
  value: number
  expected: number
  weekday: number
}

export const en = {
  story: {
    yesterday: 'Yesterday',
    thisDay: 'This day',
    firstTime: (first: number, all: number) =>
      first === all
        ? 'All of them were here for the first time.'
        : `${upper(word(first))} of the ${word(all)} ${first === 1 ? 'was' : 'were'} here for the first time.`,
    comparedWith: (weekday: number) =>
      `Compared with the ${longWeekday(weekday)}s before; about one normal day in a hundred is called unusual by mistake.`,
    quietDay: (when: string, { value, expected, weekday }: Found, what: Counted) =>
      `${when} was unusually quiet: **${things(value, what)}**, where ${about(expected)} are usual on a ${longWeekday(weekday)}.`,
    unusual: (when: string, people: number | null, sessions: number | null, found: Found) => {
      const { value, expected, weekday } = found
      const what =
        people !== null && sessions !== null
          ? `**${of(people, 'person', 'people')}** ${people === 1 ? 'was' : 'were'} active and began **${of(sessions, 'session')}**`
          : people !== null
            ? `**${of(people, 'person', 'people')}** ${people === 1 ? 'was' : 'were'} active`
            : `**${things(value, sessions === null ? 'new' : 'sessions')}**`
      return `${when} was unusual: ${what}. A ${longWeekday(weekday)} usually has ${about(expected)}.`
    },
    shift: (since: Day, side: 'above' | 'below', what: Counted, now: number, before: number) =>
      `Since ${longDay(since)} there are ${side === 'above' ? 'more' : 'fewer'} ${{ people: 'active people', sessions: 'sessions', new: 'new people' }[what]} than before: **${about(now)} a day**, before it ${about(before)}.`,
    shiftRests: (days: number) =>
      `${upper(word(days))} unusual days on one side within a week are called a shift.`,
    week: (what: 'new' | 'active' | 'sessions', now: number, before: number) =>
      what === 'new'
        ? `In the last seven whole days **${of(now, 'person', 'people')}** came for the first time, in the week before ${before === 0 ? 'nobody' : count(before)}.`
        : what === 'sessions'
          ? `**${of(now, 'session')}** began in the last seven whole days, ${now > before ? 'up' : 'down'} from ${count(before)} in the week before.`
          : `**${of(now, 'person', 'people')}** ${now === 1 ? 'was' : 'were'} active in the last seven whole days, ${now > before ? 'up' : 'down'} from ${count(before)} in the week before.`,
    tested: (p: number) =>
      p < 0.001
        ? 'Chance alone makes such a difference in fewer than one of a thousand weeks.'
        : `Chance alone makes such a difference in ${plain(p * 100)} of a hundred weeks.`,
    direction: (way: 'rising' | 'falling', by: number, what: Counted) =>
      `Over 90 days the number of ${{ people: 'people active', sessions: 'sessions', new: 'new people' }[what]} each day is **${way}**, by about ${toHundredth(by)} a week.`,
    directionRests: ({ low, high }: { low: number; high: number }) =>
      `Anything from ${toHundredth(low * 7)} to ${toHundredth(high * 7)} a week fits; weekdays are taken into account.`,
    quiet: (unusual: readonly Day[], late: number) => {
      const days =
        unusual.length === 0
          ? 'No unusual day in the last 30'
          : unusual.length === 1
            ? `One unusual day in the last 30: ${longDay(unusual[0] ?? '')}`
            : `${upper(word(unusual.length))} unusual days in the last 30`
      return late === 0 ? `${days}.` : `${days}. **${of(late, 'task')}** ${late === 1 ? 'is' : 'are'} late.`
    },
    quietRests:
      'In people and sessions nothing this week differs from the last by more than chance makes. In a small team even half as many may be chance.',
    tooYoung: 'The numbers are still young.',
    tooYoungRests: 'Unusual days can be told after 29 whole days, a trend after 21.',
    notBegun: 'On this day the organization had not begun.',
    pastDay: (people: number, first: number) =>
      people === 0
        ? 'Nobody was active on this day.'
        : `**${of(people, 'person', 'people')}** ${people === 1 ? 'was' : 'were'} active${first === 0 ? '' : first === people ? ', for the first time' : `, ${word(first)} of them for the first time`}.`,
    pastRests: (unusual: number) =>
      unusual === 0
        ? 'No day of the 90 was found unusual.'
        : `${upper(word(unusual))} of the 90 days ${unusual === 1 ? 'was' : 'were'} found unusual.`,
    see: (day?: Day) => (day ? `See ${longDay(day)}` : 'See the days'),
  },

  cards: {
    label: 'People',
    activeToday: 'Active today',
    activeThatDay: 'Active that day',
    active7: 'Active in 7 days',
    active30: 'Active in 30 days',
    newPeople: 'New people',
    people: 'People',
    cameBack: 'Came back',
    sessionLength: 'Session length',
    score: 'Engagement score',
    until: (time: string) => `until ${time}`,
    now: 'now',
    atEnd: 'at the end of the day',
    of30: 'of 30 days before',
    days7: '7 days',
    soFar: 'so far',
    of100: 'of 100',
    open: (name: string) => `${name}: explore`,
    expected: (low: number, high: number) =>
      low === high
        ? `${count(low)} expected by midnight`
        : `${count(low)} to ${count(high)} expected by midnight`,
    mean90: (mean: number) => `mean of 90 days: ${plain(mean)}`,
    more: (by: number, percent: number | null) => {
      const share = percent === null || by === 0 ? '' : ` (${signedPercent(percent)})`
      return by === 0
        ? 'as many as a week ago'
        : `${count(Math.abs(by))} ${by > 0 ? 'more' : 'fewer'} than a week ago${share}`
    },
    sixtyDays: 'after 60 whole days',
    from: (day: string) => `from ${day}, after 60 whole days`,
    firstDay: 'from tomorrow, with the first whole day',
    likely: (low: number, high: number) => `likely ${percent(low)} to ${percent(high)}`,
    ofPeople: (n: number, all: number) => `${count(n)} of ${count(all)}`,
    meanOf: (sessions: number) => (sessions === 1 ? 'one session' : `mean of ${count(sessions)} sessions`),
    components: (reach: number, core: number, frequency: number) =>
      `reach ${short(reach)}, core ${short(core)}, frequency ${short(frequency)}`,
  },

  change: {
    from: (day: string) => `compared from ${day} on`,
    same: (now: string, before: 'week' | 'month' | 'monthAgo') =>
      now === '0' ? `none ${BEFORE[before]}` : `as before: ${now} ${BEFORE[before]}`,
    /** @param isTested And found to be what chance makes. */
    even: (then: string, before: 'week' | 'month' | 'monthAgo', isTested: boolean) =>
      `${none(then)} ${BEFORE[before]}${isTested ? '; could be chance' : ''}`,
    moved: (arrow: '↑' | '↓', then: string, before: 'week' | 'month' | 'monthAgo') =>
      `**${arrow} from ${none(then)}** ${BEFORE[before]}`,
    toYesterday: (now: string, line: string) => `to yesterday ${now}: ${line}`,
  },

  peopleActive: 'People active',
  activeEachDay: 'People active each day',
  explore: 'Explore',
  forecast: 'Forecast: 95% and 80%',
  oneColumn: (zone: string) => `One column a day, ${zone}`,
  last24: 'Last 24 hours',
  all: 'All',
}
