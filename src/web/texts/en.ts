/**
 * All that the page says, in English. What stands between `**` matters most in its sentence. Another
 * language is another file of this shape.
 */

import { longDay, longWeekday } from '../format/dates.ts'
import { type Day, dayOfYear, daysBetween, weekOf } from '../format/days.ts'
import { count, percent, plain, signedPercent, toHundredth } from '../format/numbers.ts'
import { of, upper } from './english.ts'

/** "yesterday", "292 days ago" */
function ago(days: number): string {
  return days === 1 ? 'yesterday' : `${of(days, 'day')} ago`
}

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

/** What is usual: "hardly any", "about 6". */
function about(value: number): string {
  return value < 0.5
    ? 'hardly any'
    : `about ${plain(value < 10 ? Math.round(value * 2) / 2 : Math.round(value))}`
}

function things(value: number, what: 'people' | 'sessions'): string {
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

/** The names of metrics, as people say them; `each` is the title of a plot. */
const METRIC_NAMES: Record<string, readonly [name: string, each?: string]> = {
  daily_active_users: ['People active', 'People active each day'],
  weekly_active_users: ['Active in 7 days', 'People active in 7 days'],
  monthly_active_users: ['Active in 30 days', 'People active in 30 days'],
  new_users: ['New people', 'New people each day'],
  total_users: ['People', 'People at the end of each day'],
  sessions: ['Sessions', 'Sessions that began each day'],
  avg_session_duration: ['Session length', 'Mean length of a session in 7 days, in minutes'],
  engagement_score: ['Engagement score', 'Engagement score of 7 days'],
  user_retention: ['Came back', 'Came back after 30 days'],
  stickiness: ['Stickiness', 'Stickiness: the active of a day among those of 30'],
  growth_rate: ['Growth of people', 'Growth of people in 7 days'],
  active_users_growth_rate: ['Growth of the active', 'Growth of the active from week to week'],
  new_users_growth_rate: ['Growth of the new', 'Growth of new people from week to week'],
  tasks_created: ['Tasks made', 'Tasks made each day'],
  tasks_completed: ['Tasks completed', 'Tasks completed each day'],
  content_created: ['Content begun', 'Content begun each day'],
  content_published: ['Content published', 'Content published each day'],
  lessons_completed: ['Lessons completed', 'Lessons completed each day'],
  assessments_submitted: ['Assessments submitted', 'Assessments submitted each day'],
  avg_generation_time: ['Generation time', 'Mean time to generate a text, in seconds'],
  applications: ['Applications', 'Applications each day'],
  hires: ['Hires', 'Hires each day'],
  messages: ['Messages', 'Messages each day'],
  active_chatters: ['People writing', 'People writing each day'],
  weekly_active_chatters: ['Writing in 7 days', 'People writing in 7 days'],
}

export const en = {
  metric: (name: string) => METRIC_NAMES[name]?.[0] ?? upper(name.replaceAll('_', ' ')),
  metricEachDay: (name: string) => METRIC_NAMES[name]?.[1] ?? upper(name.replaceAll('_', ' ')),

  email: 'E-mail',
  password: 'Password',
  organization: 'Organization',
  timeZone: 'Time zone',
  apiDocuments: 'API documents',
  version: (version: string) => `Almanac ${version}`,
  zoneNow: (zone: string, time: string) => `${zone}, ${time} now`,
  notConnected: 'Almanac did not answer. Nothing was changed; try again.',
  fieldWrong: (what: string) => `This ${what}.`,
  cancel: 'Cancel',
  undo: 'Undo',
  save: 'Save',
  saved: 'Saved.',
  keepAsIs: 'Keep things as they are',
  nobody: 'nobody',
  somebody: 'somebody',
  close: 'Close',

  frame: {
    skip: 'Skip to the content',
    main: 'Main',
    menu: 'Menu',
    more: 'More',
    search: 'Search or go to…',
    unread: (n: number) => (n === 0 ? 'Notifications' : of(n, 'unread notification')),
    account: 'Your account',
    signOut: 'Sign out',
    theme: { light: 'Light', dark: 'Dark', system: 'As the system' },
    late: (n: number): readonly [string, string] => [count(n), 'late'],
    otherLanguage: 'Language',
    saved: 'Saved',
    groups: { numbers: 'Numbers', work: 'Work', administration: 'Administration', instance: 'Instance' },
    views: {
      overview: 'Overview',
      explore: 'Explore',
      retention: 'Retention',
      activity: 'Activity',
      tasks: 'Tasks',
      projects: 'Projects',
      conversations: 'Conversations',
      content: 'Content',
      courses: 'Courses',
      assessments: 'Assessments',
      hiring: 'Hiring',
      members: 'Members',
      keys: 'API keys',
      organization: 'Organization',
      operations: 'Operations',
      account: 'You',
      definitions: 'Definitions',
    },
    live: (time: string) => `Live, ${time}`,
    refreshing: 'Refreshing',
    notLive: 'Not live',
    lostSince: (time: string) => `Not connected since ${time}`,
    lost: (time: string) => `Not connected since ${time}. These numbers are of then; trying again by itself.`,
    limited: (time: string) =>
      `Asked often enough for now: refreshing again at ${time}, as the limit of this plan allows.`,
    linkOf: (name: string) => `This link is of ${name}.`,
    switchTo: (name: string) => `Go to ${name}`,
    tryNow: 'Try now',
    refresh: 'Refresh',
    signedOut: 'You were signed out: this session was ended from another device.',
    signInAgain: 'Sign in',
    notFound: 'There is no such page.',
    toOverview: 'To the overview',
    title: (view: string, organization: string) => `${view} · ${organization} · Almanac`,
    titleOfDay: (date: string, view: string, organization: string) =>
      `As of ${date} · ${view} · ${organization} · Almanac`,
    yourOrganizations: 'Your organizations',
    notBuiltYet: 'This view comes with a later version. The API has it already:',
  },

  days: {
    day: 'Day',
    before: 'The day before',
    after: 'The day after',
    monthBefore: 'The month before',
    monthAfter: 'The month after',
    goTo: 'Go to a day',
    typeDate: 'Or type a date',
    noSuchDay: 'There is no such day here. Try 2026-03-08, 8 March or yesterday.',
    range: (began: string, organization: string) =>
      `From ${began}, when ${organization} began, to today. Bars: people active.`,
    backToToday: 'Back to today',
    asItStood: 'As it stood at the end of the day',
    soFar: (time: string, day: Day) => `So far, until ${time} · day ${dayOfYear(day)}, week ${weekOf(day)}`,
    past: (name: string, day: Day, today: Day) =>
      `You are looking at the past: **everything here is as it stood at the end of ${name}**, ${ago(daysBetween(day, today))}.`,
    strip: (days: number) => `People active on each of ${days} days`,
  },

  bell: {
    title: 'Notifications',
    markAll: 'Mark all as read',
    empty:
      'Nothing new. You are told when a task becomes yours, is shared with you, or somebody mentions you.',
    unread: '(unread)',
    aKey: 'An app',
    noTitle: 'something that you do not see any more',
    task_assigned: (who: string, title: string) => `**${who}** gave you **${title}**`,
    task_shared: (who: string, title: string) => `**${who}** shared **${title}** with you`,
    mention: (who: string, title: string) => `**${who}** mentioned you in **${title}**`,
    application_received: (_who: string, title: string) => `**${title}** has applied for a job of yours`,
    content_published: (_who: string, title: string) => `**${title}** of yours is published`,
    invitation_accepted: (who: string, _title: string) => `**${who}** accepted your invitation`,
    backup_failed: (_who: string, _title: string) => 'The backup of this instance has failed',
  },

  search: {
    found: 'Found',
    goTo: 'Go to',
    do: 'Do',
    theme: 'Light or dark',
    newTask: 'New task',
    saveView: 'Save this view',
    saveViewAs: 'Its name',
    kinds: {
      ...{ task: 'task', project: 'project', message: 'message', content: 'text', lesson: 'lesson' },
      ...{
        job: 'job',
        candidate: 'candidate',
        content_comment: 'comment',
        lesson_comment: 'comment',
        application: 'application',
        application_file: 'file',
        note: 'note',
      },
    },
    nothing: (q: string) => `Nothing found for “${q}”. Words are found whole; gard* finds beginnings.`,
  },

  keys: {
    title: 'Keys',
    list: [
      ['Search or go to', ['/']],
      ['Overview, explore, retention', ['G', 'O', 'E', 'R']],
      ['Notifications', ['N']],
      ['Refresh', ['R']],
      ['Take back what was done last', ['Z']],
      ['Light or dark', ['Shift', 'T']],
      ['The day before, after', ['[', ']']],
      ['The week before, after', ['{', '}']],
      ['Go to a day', ['D']],
      ['Back to today', ['T']],
      ['In a plot: point by point', ['←', '→']],
      ['In a plot: the next unusual day', ['U']],
      ['In a plot: the table', ['V']],
      ['New task', ['C']],
      ['These keys', ['?']],
    ] as readonly (readonly [string, readonly string[]])[],
  },

  almanac: 'Almanac',
  tryAgain: 'Try again',
  between: ({ low, high }: { low: number; high: number }) => `${plain(low)} to ${plain(high)}`,
  copied: 'Copied.',
  copyDetails: 'Copy details',
  failed: (status: number) =>
    status === 403
      ? 'This takes an admin.'
      : status === 404
        ? 'This is not here, or not for you.'
        : status === 429
          ? 'Asked often enough for now. This part comes back by itself.'
          : status === 503
            ? 'The numbers are being built anew after an update. This part comes back by itself.'
            : 'These numbers could not be read. The rest of the page is not affected.',

  take: { table: 'Table', copy: 'Copy' },

  plot: {
    role: 'plot',
    name: (name: string) => `${name}. Arrow keys go from day to day; V shows the table.`,
    unusual: 'Unusual: expected',
    isUnusual: 'unusual',
    expected: (value: number) => `${plain(value)} expected`,
    forecast: 'Forecast',
    of100: (n: number) => (n === 95 ? '95 of 100 such days' : '80 of 100'),
    soFar: 'so far',
    today: 'today',
    noValue: 'No value',
    since: (day: string, side: 'above' | 'below') => `since ${day}: ${side === 'above' ? 'more' : 'fewer'}`,
  },

  /** Why a number is not there, by what the API says of it. */
  reason: (reason: string | undefined): string => {
    switch (reason) {
      case undefined:
        return ''
      case 'immature':
        return 'younger than it needs'
      case 'before the organization began':
        return 'before the organization began'
      case 'no task was completed that had been in progress':
        return 'no task was completed that had been in progress'
      default:
        return reason
    }
  },

  story: {
    yesterday: 'Yesterday',
    thisDay: 'This day',
    firstTime: (first: number, all: number) =>
      first === all
        ? 'All of them were here for the first time.'
        : `${upper(word(first))} of the ${word(all)} ${first === 1 ? 'was' : 'were'} here for the first time.`,
    comparedWith: (weekday: number) =>
      `Compared with the ${longWeekday(weekday)}s before; about one normal day in a hundred is called unusual by mistake.`,
    quietDay: (when: string, { value, expected, weekday }: Found, what: 'people' | 'sessions') =>
      `${when} was unusually quiet: **${things(value, what)}**, where ${about(expected)} are usual on a ${longWeekday(weekday)}.`,
    unusual: (when: string, people: number | null, sessions: number | null, { expected, weekday }: Found) => {
      const what =
        people !== null && sessions !== null
          ? `**${of(people, 'person', 'people')}** ${people === 1 ? 'was' : 'were'} active and began **${of(sessions, 'session')}**`
          : people !== null
            ? `**${of(people, 'person', 'people')}** ${people === 1 ? 'was' : 'were'} active`
            : `**${of(sessions ?? 0, 'session')}** began`
      return `${when} was unusual: ${what}. A ${longWeekday(weekday)} usually has ${about(expected)}.`
    },
    shift: (since: Day, side: 'above' | 'below', what: 'people' | 'sessions', now: number, before: number) =>
      `Since ${longDay(since)} there are ${side === 'above' ? 'more' : 'fewer'} ${what === 'people' ? 'active people' : 'sessions'} than before: **${about(now)} a day**, before it ${about(before)}.`,
    shiftRests: (days: number) =>
      `${upper(word(days))} unusual days on one side within a week are called a shift.`,
    week: (what: 'new' | 'active', now: number, before: number) =>
      what === 'new'
        ? `In the last seven whole days **${of(now, 'person', 'people')}** came for the first time, in the week before ${before === 0 ? 'nobody' : count(before)}.`
        : `**${of(now, 'person', 'people')}** ${now === 1 ? 'was' : 'were'} active in the last seven whole days, ${now > before ? 'up' : 'down'} from ${count(before)} in the week before.`,
    tested: (p: number) =>
      p < 0.001
        ? 'Chance alone makes such a difference in fewer than one of a thousand weeks.'
        : `Chance alone makes such a difference in ${plain(p * 100)} of a hundred weeks.`,
    direction: (way: 'rising' | 'falling', by: number) =>
      `Over 90 days the number of people active each day is **${way}**, by about ${toHundredth(by)} a week.`,
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
      'Nothing this week differs from the last by more than chance makes. In a small team even half as many may be chance.',
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
    see: 'See the days',
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
    /** @param significant Whether it is beyond what chance makes. */
    weekBefore: (now: number, before: number, significant: boolean) => {
      const from = before === 0 ? 'none' : count(before)
      if (now === before) return now === 0 ? 'none the week before' : 'as many as the week before'
      if (!significant) return `${from} the week before; could be chance`
      return `**${now > before ? '↑' : '↓'} from ${from}** the week before`
    },
    before30: (before: number) => `${before === 0 ? 'none' : count(before)} in the 30 days before`,
    twoWeeks: 'compared after two whole weeks',
    more: (by: number, percent: number | null) => {
      const share = percent === null || by === 0 ? '' : ` (${signedPercent(percent)})`
      return by === 0
        ? 'as many as a week ago'
        : `${count(Math.abs(by))} ${by > 0 ? 'more' : 'fewer'} than a week ago${share}`
    },
    sixtyDays: 'after 60 whole days',
    firstDay: 'from tomorrow, with the first whole day',
    likely: (low: number, high: number) => `likely ${percent(low)} to ${percent(high)}`,
    ofPeople: (n: number, all: number) => `${count(n)} of ${count(all)}`,
    meanOf: (sessions: number) => (sessions === 1 ? 'one session' : `mean of ${count(sessions)} sessions`),
    components: (reach: number, core: number, frequency: number) =>
      `reach ${percent(reach)}, core ${percent(core)}, frequency ${percent(frequency)}`,
    few: 'few',
    fewTitle: 'fewer than 20 were counted',
  },

  overview: {
    activeEachDay: 'People active each day',
    explore: 'Explore',
    forecast: 'Forecast: 95% and 80%',
    forecastThen: 'Forecast made on that day: 95% and 80%',
    oneColumn: (zone: string) => `One column a day, ${zone}`,
    columns: { day: 'Day', active: 'People active', note: 'Note' },
    last24: 'Last 24 hours',
    events: (n: number) => of(n, 'event'),
    all: 'All',
    yesterday: 'Yesterday',
    midnight: 'midnight',
    hours: 'Events in each of the last 24 hours',
    nobody: 'Nobody did anything in the last 24 hours.',
    times: (n: number) => `× ${count(n)}`,
    presentOnly: 'Known of the present only, not of a past day.',
    activityThen: 'The list of events shows the last 24 hours of the present.',
    exportDay: (day: string) => `Export the events of ${day}`,
    work: 'Work',
    tasks: 'Tasks',
    statuses: { todo: 'To do', in_progress: 'In progress', done: 'Done', cancelled: 'Cancelled' },
    byStatus: 'Tasks by status',
    late: 'Late',
    lateTasks: (n: number) => of(n, 'task'),
    lateProjects: (n: number) => (n === 0 ? 'and no project' : `and ${of(n, 'project')}`),
    throughput: 'Completed of created',
    ofCreated: (done: number, created: number) => `${count(done)} of ${count(created)}, 30 days`,
    cycleTime: 'Cycle time, median',
    cycleOf: (n: number, p85: string) => `of ${count(n)}; 85% < ${p85}`,
    doneOfAll: 'Done of all',
    ofAll: (n: number, all: number) => `${count(n)} of ${count(all)}`,
    noTask: (isPast: boolean) => (isPast ? 'No task had been made by this day.' : 'No tasks yet.'),
    conversations: 'Conversations',
    unread: (n: number) => `${count(n)} unread`,
    messagesToday: 'Messages today',
    messagesThen: 'Messages that day',
    writers: 'People writing',
    writers7: 'In 7 days',
    system: 'System',
    last60: 'the last 60 minutes',
    answers: 'Answers, 95% within',
    ofRequests: (n: number) => `of ${of(n, 'request')}`,
    errors: 'Errors',
    found: 'Found in memory',
    connections: 'Database connections',
    memory: 'Memory for answers',
    wholeInstance: 'whole instance',
  },

  guide: {
    say: 'Nothing has been reported yet. **Send one event**, and this page begins to count.',
    rests: 'It listens: the first event shows here within a few seconds.',
    key: '1. Copy a key',
    keyWhat: 'It may report events and read numbers, and is shown this once.',
    make: 'Make a key',
    keyName: 'First app',
    copyKey: 'Copy key',
    report: '2. Report an event',
    reportWhat: 'From your server, or here and now from a terminal.',
    yourKey: 'YOUR_KEY',
    copy: 'Copy',
    wait: '3. Wait for it here',
    waitWhat: 'Sending it twice does no harm: the id sees to that.',
    listening: (time: string) => `Listening since ${time}. No event yet.`,
    arrived: (time: string, who: string, verb: string) =>
      `The first event arrived at ${time}: ${who}, ${verb}.`,
    onlyAdmins: 'An admin of this organization can make a key.',
    importInstead: 'How to import a history instead',
  },

  definition: {
    open: 'What it means',
  },

  explore: {
    metric: 'Metric',
    period: 'Period',
    periods: { '7d': '7 days', '30d': '30 days', '90d': '90 days', year: 'Year' },
    fromTo: 'From … to …',
    from: 'From',
    to: 'To',
    show: 'Show',
    atMost: 'At most 366 days, up to today.',
    before: (days: number) =>
      days === 364 ? 'a year before' : days === 7 ? 'the week before' : `${count(days / 7)} weeks before`,
    forecast: 'Forecast',
    forecastLabel: 'Forecast, each day by itself: 95% and 80%',
    copyLink: 'Copy link',
    definition: 'What it means',
    table: 'Table',
    allDays: 'All days',
    fewerDays: 'Fewer',
    ofDays: (shown: number, all: number) => `${count(shown)} of ${of(all, 'day')}`,
    days: (from: string, to: string, today: boolean) =>
      today ? `${from} to yesterday, and today so far` : `${from} to ${to}`,
    weekdays: 'Weekdays',
    average: 'the average day is 1',
    daysBy: (name: string) => `Days by number of ${(METRIC_NAMES[name]?.[0] ?? name).toLowerCase()}`,
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
