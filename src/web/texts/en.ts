/**
 * All that the page says, in English. What stands between `**` matters most in its sentence. Another
 * language is another file of this shape.
 */

import type { Statistics } from '../../../docs/api-types.ts'
import { longDay, longWeekday, shortDay } from '../format/dates.ts'
import { type Day, dayOfYear, daysBetween, daysInYear, weekOf } from '../format/days.ts'
import { isCounted, writtenValue } from '../format/metrics.ts'
import { count, percent, plain, signedPercent, toHundredth, toTenth } from '../format/numbers.ts'

const rules = new Intl.PluralRules('en')

/** "1 day", "2 days" */
function of(value: number, one: string, other = `${one}s`): string {
  return `${count(value)} ${rules.select(value) === 'one' ? one : other}`
}

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

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
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

type Unit = 'week' | 'month'
type Status = 'todo' | 'in_progress' | 'done' | 'cancelled'

const KINDS_TOLD: Record<string, string> = {
  task_assigned: 'A task was given to you',
  task_shared: 'A task was shared with you, or with a team of yours',
  mention: 'Somebody mentioned you',
  invitation_accepted: 'Somebody whom you invited has joined',
}

type Described = Statistics['current']

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

  door: {
    signIn: 'Sign in',
    forgotten: 'Forgotten?',
    yourName: 'Your name',
    dayAndWeek: (day: Day) => `day ${dayOfYear(day)} of ${daysInYear(day)} · week ${weekOf(day)}`,
    dateAndDay: (date: string, day: Day) => `${date}, day ${dayOfYear(day)} of ${daysInYear(day)}`,
    dayOfYear: (day: Day) => `Day ${dayOfYear(day)} of ${daysInYear(day)}`,
    servedFromHere: 'Served from this machine; asks no other for anything.',
    newHere: 'New here?',
    makeAccount: 'Make an account',
    makeFirstAccount: 'Make the first account',
    askForInvitation: 'Ask whoever runs this Almanac for an invitation.',
    wrongCredentials: 'That e-mail and password do not belong together.',
    locked: (time: string) => `Too many wrong passwords. Try again at ${time}.`,
    noMembership: 'This account belongs to no organization any more. Ask for an invitation.',
    passwordHint: 'At least 8 characters. Long is better than odd.',
    zoneHint: 'Guessed from your browser. It decides where each day begins and ends.',
    newAccount: 'New account',
    haveAccount: 'You have an account?',
    haveOne: 'I have an account',
    resetTitle: 'A new password',
    newPasswordTitle: 'Choose a new password',
    newPassword: 'New password',
    sendLink: 'Send a link',
    linkOnItsWay: (mail: boolean) =>
      mail
        ? 'If there is such an account, a link is on its way.'
        : 'If there is such an account, a link was made. This Almanac sends no mail: whoever runs it finds the link in the log.',
    linkIsOver: 'This link is over, or was used before. Ask for a new one.',
    setPassword: 'Set the password',
    passwordIsSet: 'The new password is set, and everybody is signed out. Sign in with it.',
    toSignIn: 'To sign-in',
    toOverview: 'To the overview',
    verifyTitle: 'Your e-mail address',
    verify: 'This is my address',
    verified: 'Your address is verified.',
    invited: 'You are invited',
    invitationIsOver: 'This invitation is over, was used, or was replaced by a newer one. Ask for a new one.',
    acceptAs: (email: string) => `You are signed in as ${email}.`,
    accept: 'Join the organization',
    signInAndAccept: 'Sign in and join',
  },

  firstRun: {
    title: 'The first day',
    makeFirst: 'Make the first account',
    itAdministers: 'It administers this Almanac.',
    makeAccount: 'Make the account',
    lookAround: 'Or look around first',
    demo: 'Five organizations with the real public histories of five open-source teams, moved so that they end today. It takes some ten seconds and can be removed again.',
    loadDemo: 'Load the demo',
    demoIsThere:
      'The demo is loaded. Its password was shown when it was made; “almanac demo --new-password” makes another.',
    making: (percent: number) => `Making the demo: ${percent}%`,
    demoMade: 'The demo is there. This account owns all of it; note the password, it is shown this once.',
    lookAroundNow: 'Look around',
    whatThen: 'What happens then',
    steps: [
      ['Send your first event', 'One request from your app, with a key that you copy once.'],
      ['Numbers appear at once', 'Those that need more days say how many, and when.'],
      ['Invite your team', 'Tasks, projects and conversations are here, too.'],
    ],
  },

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

  words: {
    title: 'In words',
    noRange: 'Words are of 7, 30 or 90 days to yesterday, or to a day that is past.',
    period: (of: '7d' | '30d' | '90d') => `${Number.parseInt(of, 10)} days`,
    names: {
      level: 'Level',
      change: 'Change',
      trend: 'Trend',
      weekdays: 'Weekdays',
      unusual: 'Unusual',
      forecast: 'Forecast',
    },
    level: (metric: string, { n, sum, mean, median, min, max, reason }: Described) => {
      if (mean === null) return `${upper(en.reason(reason) || 'no day of the period has a value')}.`
      if (isCounted(metric)) {
        const all =
          metric === 'daily_active_users' || metric === 'active_chatters'
            ? ''
            : `**${count(sum)}** in ${of(n, 'day')}, `
        return `${all}**${plain(mean)}** a day. Half of the days had at most ${plain(median)}.`
      }
      return `Between ${writtenValue(metric, min)} and ${writtenValue(metric, max)} in ${of(n, 'day')}, in the middle **${writtenValue(metric, median)}**.`
    },
    change: (metric: string, change: Statistics['change'], now: Described, before: Described) => {
      const { value, numerator, denominator, unit, new_from_zero, low_n, reason, p_value, significant } =
        change
      const [a, b] =
        denominator === undefined || numerator === undefined
          ? [before.mean, now.mean]
          : [denominator, denominator + numerator]
      const numbers =
        a === null || b === null
          ? ''
          : `: ${writtenValue(metric, Math.round(b * 10) / 10)} a day against ${writtenValue(metric, Math.round(a * 10) / 10)}`
      if (new_from_zero) return `From none before to ${plain(b)} a day.`
      if (value === null) return `${upper(en.reason(reason) || 'not to be said')}.`
      if (value === 0) return `As much as in the days before${numbers}.`
      const much =
        unit === 'points'
          ? `${plain(Math.abs(value))} points ${value > 0 ? 'more' : 'less'}`
          : `${percent(Math.abs(value))} ${value > 0 ? 'more' : 'fewer'}`
      const tested =
        p_value === undefined
          ? 'Not tested against chance'
          : significant
            ? 'That is more than chance makes'
            : 'It could be chance'
      return `In whole weeks ${much} than before${numbers}. ${tested}${low_n ? ', and of few' : ''}.`
    },
    trend: ({ direction, slope_adjusted, interval, reason }: Statistics['trend']) => {
      if (direction === null || slope_adjusted === null || interval === null)
        return `${upper(en.reason(reason) || 'not to be said')}.`
      if (direction === 'none')
        return `None to be seen. The line may fall by ${toHundredth(Math.abs(interval.low))} a day or rise by ${toHundredth(Math.abs(interval.high))}.`
      const [low, high] = [interval.low * 7, interval.high * 7].map(Math.abs).sort((x, y) => x - y)
      return `**${upper(direction)}**, by ${toHundredth(Math.abs(slope_adjusted) * 7)} a week (${toHundredth(low ?? 0)} to ${toHundredth(high ?? 0)}).`
    },
    weekdays: ({ weekdays, significant, n, reason }: Statistics['seasonality']) => {
      if (!weekdays || significant === null) return `${upper(en.reason(reason) || 'not to be said')}.`
      if (!significant) return `No difference to be seen in ${of(Math.floor(n / 7), 'week')}.`
      const sorted = [...weekdays].sort((a, b) => b.index - a.index)
      const [most, least] = [sorted[0], sorted.at(-1)]
      if (!most || !least) return ''
      return `They differ. **${longWeekday(most.weekday)}s** have ${toTenth(most.index)} times the average day, ${longWeekday(least.weekday)}s ${toTenth(least.index)} times.`
    },
    unusual: ({ items, reason }: Statistics['anomalies']) => {
      if (items === null) return `${upper(en.reason(reason) || 'not to be said')}.`
      if (items.length === 0) return 'No unusual day found. In a small team even half as many may be chance.'
      return items
        .map((one) =>
          one.kind === 'day'
            ? `**${shortDay(one.date)}**, ${plain(one.value)} where ${plain(one.expected)} was usual`
            : `since **${shortDay(one.date)}** ${one.side === 'above' ? 'more' : 'fewer'} than before`,
        )
        .join('; ')
        .replace(/^s/, 'S')
        .concat('.')
    },
    forecast: ({ days, backtest_mae, skill, reason }: Statistics['forecast']) => {
      if (!days || days.length === 0) return `${upper(en.reason(reason) || 'not to be said')}.`
      const low = Math.min(...days.map(({ interval_80 }) => interval_80.low))
      const high = Math.max(...days.map(({ interval_80 }) => interval_80.high))
      const better = skill == null ? '' : `, ${percent(skill * 100)} less than repeating last week`
      const off = backtest_mae == null ? '' : ` It was off by ${plain(backtest_mae)} a day${better}.`
      return `**${plain(low)} to ${plain(high)}** on most of the next ${of(days.length, 'day')}.${off}`
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
    tooYoung: (unit: Unit) => `The first ${unit} has to end before anybody can come back in a later one.`,
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
    noMatch: 'Nothing of this kind in what has been read so far.',
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
    called: (name: string, version: number) => `Called ${name} in the API, version ${version}.`,
    explore: 'Explore',
  },

  tasks: {
    whose: 'Whose tasks',
    allOpen: 'All open',
    mine: 'Mine',
    madeByMe: 'Made by me',
    status: 'Status',
    for: 'For',
    project: 'Project',
    label: 'Label',
    labels: 'Labels',
    due: 'Due',
    view: 'Shown as',
    list: 'List',
    board: 'Board',
    new: 'New task',
    open: 'Open task',
    title: 'Title',
    description: 'Description',
    newHint: 'Paste lines, and each becomes a task.',
    becomes: (n: number) => `${of(n, 'line')}: each becomes a task.`,
    make: 'Make',
    makeMany: (n: number) => `Make ${of(n, 'task')}`,
    made: (n: number) => (n === 1 ? 'Task made.' : `${of(n, 'task')} made.`),
    groups: { late: 'Late', today: 'Due today', week: 'In the next 7 days', later: 'Later', none: 'No date' },
    statuses: { todo: 'To do', in_progress: 'In progress', done: 'Done', cancelled: 'Cancelled' },
    priorities: { none: 'None', low: 'Low', medium: 'Medium', high: 'High', urgent: 'Urgent' },
    priorityName: 'Priority',
    priority: (one: 'none' | 'low' | 'medium' | 'high' | 'urgent') => `priority ${one}`,
    forNobody: 'For nobody yet',
    noProject: 'No project',
    late: (days: number) => (days === 0 ? 'late today' : `${of(days, 'day')} late`),
    today: 'today',
    select: (title: string) => `Select ${title}`,
    moveTo: (title: string, to: Status) => `${title}: move to ${en.tasks.statuses[to].toLowerCase()}`,
    moved: (to: Status) =>
      to === 'done' ? 'Task done.' : `Moved to ${en.tasks.statuses[to].toLowerCase()}.`,
    changed: (n: number) => `${of(n, 'task')} changed.`,
    deleted: (n: number) => (n === 1 ? 'Task in the trash.' : `${of(n, 'task')} in the trash.`),
    refused: (n: number, detail: string) => `Nothing was changed: ${of(n, 'task')} cannot be. ${detail}`,
    selected: (n: number) => `${count(n)} selected`,
    delete: 'Delete',
    none: 'No tasks yet',
    noneHint: 'Make one with C, or many at once: paste lines, and each becomes a task.',
    nothingMatches: 'Nothing matches',
    nothingMatchesHint: 'No open task is like this.',
    clear: 'Clear filters',
    more: (n: number) => `${count(n)} more`,
    moreThan: (shown: number, all: number) => `${count(shown)} of ${count(all)}, those that are due first.`,
    history: 'History',
    madeBy: (who: string) => `Made by ${who}`,
    movedBy: (from: Status, to: Status, who: string) =>
      `${en.tasks.statuses[from]} → ${en.tasks.statuses[to]} by ${who}`,
    comments: 'Comments',
    writeComment: 'Write a comment…',
    comment: 'Comment',
    conflict: 'Somebody else has changed this meanwhile.',
    nowAndYours: (theirs: string, mine: string) => `now: ${theirs} · yours: ${mine}`,
    takeTheirs: 'Keep theirs',
    keepMine: 'Take mine',
  },

  projects: {
    new: 'New project',
    none: 'No projects yet. A project groups tasks, and says when they are to be done.',
    made: 'Project made.',
    owner: 'Owner',
    dates: 'Dates',
    until: (day: string) => `until ${day}`,
    from: (day: string) => `from ${day}`,
    late: 'late',
    statuses: {
      planning: 'Planning',
      active: 'Active',
      on_hold: 'On hold',
      completed: 'Completed',
      archived: 'Archived',
    },
    progress: (done: number, all: number) =>
      all === 0 ? 'no tasks yet' : `${count(done)} of ${of(all, 'task')} done`,
    lateTasks: (n: number) => `${count(n)} late`,
    openTasks: 'Open tasks',
    noOpen: 'No task is open.',
  },

  members: {
    title: 'Members',
    count: (n: number, writers: number) => `${count(n)}; ${count(writers)} can write`,
    effect:
      'A change of role, a suspension or a removal takes effect everywhere within a second. What people did stays in the numbers.',
    name: 'Name',
    role: 'Role',
    joined: 'Joined',
    you: 'you',
    suspended: 'suspended',
    roles: { owner: 'Owner', admin: 'Admin', member: 'Member', viewer: 'Viewer' },
    rolesAtLength: {
      owner: 'Owner',
      admin: 'Admin: may do all but end the organization',
      member: 'Member: reads and writes',
      viewer: 'Viewer: reads',
    },
    roleOf: (name: string) => `Role of ${name}`,
    moreOf: (name: string) => `More about ${name}`,
    lastOwner: 'The last owner stays one: make somebody else an owner first.',
    isNow: (name: string, role: 'owner' | 'admin' | 'member' | 'viewer') =>
      `${name} is now ${en.members.roles[role].toLowerCase()}.`,
    suspend: 'Suspend',
    letIn: 'Let in again',
    isSuspended: (name: string) => `${name} is suspended.`,
    isBack: (name: string) => `${name} is back.`,
    remove: 'Remove',
    removeTitle: (name: string) => `Remove ${name}?`,
    removeWhat:
      'They lose access at once; coming back takes an invitation. What they did stays, in the numbers and in the work.',
    isRemoved: (name: string) => `${name} was removed.`,
    invite: 'Invite someone',
    inviteNow: 'Invite',
    as: 'As',
    invited: (email: string, mail: boolean) =>
      mail
        ? `A letter is on its way to ${email}. This is its link, shown this once:`
        : `This Almanac sends no mail. Pass this link on to ${email}; it is shown this once:`,
    copyLink: 'Copy link',
    invitations: 'Invitations',
    notAnswered: (n: number) => (n === 0 ? '' : `${count(n)} not yet answered`),
    nobodyInvited: 'Nobody is invited at the moment.',
    invitedBy: 'Invited by',
    ends: 'Ends',
    inDays: (n: number) => (n <= 0 ? 'today' : `in ${of(n, 'day')}`),
    takeBack: 'Take back',
    takenBack: (email: string) => `The invitation of ${email} was taken back.`,
  },

  keysView: {
    title: 'API keys',
    make: 'Make a key',
    makeNow: 'Make',
    none: 'No keys. Apps need one to report events.',
    may: 'May',
    lastUsed: 'Last used',
    never: 'never',
    notYet: 'not yet',
    ago: (days: number) => `${of(days, 'day')} ago`,
    end: 'End…',
    endNow: 'End',
    endTitle: (name: string) => `End the key “${name}”?`,
    endWhat: 'Whatever uses it is refused from the next request on. A key that was ended does not come back.',
    ended: (name: string) => `The key “${name}” was ended.`,
    nameHint: 'What uses it, such as “Website”.',
    shownOnce: 'Copy it now: it is kept as a hash, and shown this once.',
    scopes: {
      ingest: 'report events',
      read: 'read everything but people’s own things',
      write: 'read and write',
      admin: 'manage members, too',
    },
  },

  organizationView: {
    board: 'Public board',
    seeBoard: 'See it',
    color: 'Its colour',
    noColor: 'Without a colour of its own',
    colorWhat:
      'Of links and buttons, as far as they can be read in it: where not, it is darkened, or in dark lightened.',
    zoneHint: 'It decides where each day begins and ends.',
    zoneChanges: 'All numbers are built anew in this zone. The old ones stay readable meanwhile.',
    plan: 'Plan',
    planWhat: 'A plan multiplies how often one may ask. Administrators of the instance set it.',
    memory: 'Memory of answers',
    memoryWhat: 'Answers are kept until something changes. To drop them is never needed, and does no harm.',
    drop: 'Drop it',
    dropped: 'Dropped. Everything is computed anew when it is asked for next.',
  },

  accountView: {
    verified: 'Your e-mail address is verified.',
    unverified: 'Your e-mail address is not verified yet.',
    sendLink: 'Send a link',
    sent: (mail: boolean) =>
      mail ? 'A link is on its way.' : 'This Almanac sends no mail: the link is in its log.',
    sessions: 'Where you are signed in',
    device: 'Device',
    unknownDevice: 'Unknown device',
    address: 'Address',
    lastUsed: 'Last used',
    thisOne: 'this one',
    ended: 'That device is signed out.',
    currentPassword: 'Current password',
    passwordChanged: 'The password is changed. Your other sessions are signed out.',
    told: 'What you are told',
    kinds: (kind: string) => KINDS_TOLD[kind] ?? upper(kind.replaceAll('_', ' ')),
    look: 'How the page looks',
    theme: 'Light or dark',
    singleKeys: 'Single keys are commands, such as D for a day',
    language: 'Language',
    asBrowser: 'As the browser',
    endOthers: 'Sign out all others',
    othersEnded: 'All your other devices are signed out.',
    views: 'Saved views',
    forget: 'Forget',
    forgetView: (name: string) => `Forget “${name}”`,
  },

  conversations: {
    write: 'Write to somebody',
    none: 'Nobody has written yet.',
    choose: 'Choose a conversation, or begin one.',
    nothingYet: 'nothing yet',
    kinds: { direct: 'Direct', group: 'Group', assistant: 'Assistant' },
    messages: 'Messages',
    edited: '· edited',
    deleted: 'This message was deleted.',
    yourMessage: 'Your message. Enter sends, Shift Enter breaks the line.',
    to: 'To',
    everybody: 'Everybody, as a group',
    title: 'What the group is called',
    begin: 'Begin',
  },

  operations: {
    say: (troubles: readonly string[]) =>
      troubles.length === 0
        ? 'Everything runs.'
        : `**${upper(troubles.map((one) => one.replace('_', ' ')).join(', '))}** ${troubles.length === 1 ? 'wants' : 'want'} a look.`,
    parts: 'How each part is',
    names: {
      database: 'Database',
      answers: 'Answers, 95% within',
      errors: 'Errors',
      jobs: 'Jobs',
      backup: 'Last backup',
      disk: 'Disk',
    },
    states: { ok: 'as it should be', warning: 'wants a look', failed: 'failed', unknown: 'not known' },
    answered: (n: number) => `${of(n, 'request')} in the last 60 minutes`,
    ofRequests: (n: number) => `of ${of(n, 'request')}`,
    jobsFigure: (failed: number) => (failed === 0 ? 'none failed' : `${count(failed)} failed`),
    free: (bytes: string) => `${bytes} free`,
    backups: 'Backups',
    backUp: 'Back up now',
    backingUp: 'Backing up, and proving…',
    backedUp: (name: string) => `${name} is made.`,
    noBackup: 'No backup yet.',
    made: 'Made',
    size: 'Size',
    rows: 'Rows',
    proof: 'Proof',
    download: 'Download',
    reasons: { scheduled: 'by the schedule', manual: 'by hand', safety: 'before a restore' },
    proofs: { proved: 'proved', failed: 'failed', pending: 'not proved' },
    job: 'Job',
    jobName: (name: string) => upper(name.replaceAll(/[_-]/g, ' ')),
    lastRun: 'Last run',
    result: 'What it did',
    next: 'Next',
    run: 'Run',
    running: 'running',
    begun: (job: string) => `${job} runs.`,
    notYet: 'not yet',
    outcomes: { done: 'done', failed: 'failed', interrupted: 'interrupted' },
    slowRoutes: 'Slow requests',
    lastHour: 'the last hour, of the process that answered',
    route: 'Route',
    times: 'Times',
    half: 'Half within',
    errorsOf: (n: number) => of(n, 'error'),
    nobodyAsked: 'Nobody has asked anything in the last 60 minutes.',
    slowQueries: 'Slow queries',
    noSlowQuery: (ms: number) => `No query took longer than ${count(ms)} ms.`,
  },
}
