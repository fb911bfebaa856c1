/**
 * What every view says, in English. What stands between `**` matters most in its sentence. Another
 * language is a folder of the same files: see languages.ts.
 */

import { type Day, dayOfYear, daysBetween, weekOf } from '../../format/days.ts'
import { count, plain } from '../../format/numbers.ts'
import { of } from './counting.ts'
import { reason } from './reasons.ts'

/** "yesterday", "292 days ago" */
function ago(days: number): string {
  return days === 1 ? 'yesterday' : `${of(days, 'day')} ago`
}

export const en = {
  email: 'E-mail',
  password: 'Password',
  organization: 'Organization',
  timeZone: 'Time zone',
  apiDocuments: 'API documents',
  version: (version: string) => `Almanac ${version}`,
  zoneNow: (zone: string, time: string) => `${zone}, ${time} now`,
  notConnected: 'Almanac did not answer. Nothing was changed; try again.',
  cutOff: 'The connection broke before all was done. What was done stays; start again for the rest.',
  fieldWrong: (what: string) => `This ${what}${what.endsWith('?') ? '' : '.'}`,
  cancel: 'Cancel',
  undo: 'Undo',
  save: 'Save',
  saved: 'Saved.',
  keepAsIs: 'Keep things as they are',
  nobody: 'nobody',
  somebody: 'somebody',
  anApp: 'An app',
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
      alerts: 'Alerts',
      tasks: 'Tasks',
      projects: 'Projects',
      conversations: 'Conversations',
      content: 'Content',
      courses: 'Courses',
      assessments: 'Assessments',
      hiring: 'Hiring',
      trash: 'Trash',
      members: 'Members',
      keys: 'Keys and webhooks',
      imports: 'Imports',
      organization: 'Organization',
      operations: 'Operations',
      account: 'You',
      definitions: 'Definitions',
    },
    live: (time: string) => `Live, ${time}`,
    asOf: (time: string) => `As of ${time}`,
    refreshing: 'Refreshing',
    notLive: 'Not live',
    lostSince: (time: string) => `Not connected since ${time}`,
    lost: (time: string) => `Not connected since ${time}. These numbers are of then; trying again by itself.`,
    offline: (when: string) => `Offline, last numbers of ${when}`,
    offlineRests: (when: string) =>
      `Offline: these are the last numbers, of ${when}, and all here is as it was then. Trying again by itself.`,
    unreachable: 'Offline: Almanac does not answer.',
    unreachableWhat: 'No numbers are kept on this device. Trying again by itself.',
    updated: 'Almanac was updated.',
    loadNew: 'Load the new page',
    notLoaded: 'This part of the page could not be loaded.',
    loadAnew: 'Load the page anew',
    limited: (time: string) =>
      `Asked often enough for now: refreshing again at ${time}, as the limit of this plan allows.`,
    linkOf: (name: string) => `This link is of ${name}.`,
    switchTo: (name: string) => `Go to ${name}`,
    tryNow: 'Try now',
    refresh: 'Refresh',
    signedOut: 'You were signed out: this session was ended from another device.',
    notFound: 'There is no such page.',
    toOverview: 'To the overview',
    title: (view: string, organization: string) => `${view} · ${organization} · Almanac`,
    titleOfDay: (date: string, view: string, organization: string) =>
      `As of ${date} · ${view} · ${organization} · Almanac`,
    yourOrganizations: 'Your organizations',
  },

  days: {
    day: 'Day',
    before: 'The day before',
    after: 'The day after',
    goTo: 'Go to a day',
    backToToday: 'Back to today',
    asItStood: 'As it stood at the end of the day',
    soFar: (time: string, day: Day) => `So far, until ${time} · day ${dayOfYear(day)}, week ${weekOf(day)}`,
    past: (name: string, day: Day, today: Day) =>
      `You are looking at the past: **everything here is as it stood at the end of ${name}**, ${ago(daysBetween(day, today))}.`,
    strip: (days: number) => `People active on each of ${days} days`,
  },

  almanac: 'Almanac',
  tryAgain: 'Try again',
  between: ({ low, high }: { low: number; high: number }) => `${plain(low)} to ${plain(high)}`,
  copied: 'Copied.',
  copyDetails: 'Copy details',
  failed: (status: number, code?: string) =>
    status === 403
      ? 'This takes an admin.'
      : status === 404
        ? 'This is not here, or not for you.'
        : status === 429
          ? 'Asked often enough for now. This part comes back by itself.'
          : code === 'rollups_outdated'
            ? 'The numbers are being built anew after an update. This part comes back by itself.'
            : status === 503
              ? 'This cannot be read right now. It comes back by itself.'
              : 'This could not be read. The rest of the page is not affected.',

  table: {
    day: 'Day',
    note: 'Note',
    before: (days: number) =>
      days === 364 ? 'a year before' : days === 7 ? 'the week before' : `${count(days / 7)} weeks before`,
  },

  take: { table: 'Table', copy: 'Copy' },

  plot: {
    forecastThen: 'Forecast made on that day: 95% and 80%',
    role: 'plot',
    name: (name: string) => `${name}. Arrow keys go from day to day; V shows the table.`,
    unusual: 'Unusual: expected',
    isUnusual: 'unusual',
    expected: (value: number) => `${plain(value)} expected`,
    forecast: 'Forecast',
    of100: (n: number) => (n === 95 ? '95 of 100 such days' : '80 of 100'),
    soFar: 'so far',
    today: 'today',
    since: (day: string, side: 'above' | 'below') => `since ${day}: ${side === 'above' ? 'more' : 'fewer'}`,
  },

  reason,

  few: 'few',
  fewTitle: 'fewer than 20 were counted',

  hours: {
    events: (n: number) => of(n, 'event'),
    midnight: 'midnight',
    title: 'Events in each hour',
    times: (n: number) => `× ${count(n)}`,
  },

  definition: {
    open: 'What it means',
  },
}
