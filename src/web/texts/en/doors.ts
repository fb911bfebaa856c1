/** What is said of the doors and the first run, in English. */

import { type Day, dayOfYear, daysInYear, weekOf } from '../../format/days.ts'
import { wholePercent } from '../../format/numbers.ts'

export const en = {
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
    locked: (time: string) => `Too many wrong attempts. Try again at ${time}.`,
    code: 'Code',
    codeHint: 'The six digits that your authenticator app shows now.',
    wrongCode: 'That code is wrong, over, or was used before.',
    useRecovery: 'No app at hand?',
    recoveryCode: 'Recovery code',
    recoveryHint: 'One of those that you kept. It works once.',
    useApp: 'Use the app',
    anotherAccount: 'Sign in with another account',
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
    changeTitle: 'Your new e-mail address',
    change: 'Use this address from now on',
    changed: 'Your address is changed. Sign in with it from now on; where you are signed in, you stay.',
    addressIsTaken: 'This address has an account of its own by now. Nothing was changed.',
    invited: 'You are invited',
    invitationIsOver: 'This invitation is over, was used, or was replaced by a newer one. Ask for a new one.',
    acceptAs: (email: string) => `You are signed in as ${email}.`,
    accept: 'Join the organization',
    signInAndAccept: 'Sign in and join',
  },

  signOn: {
    title: 'Signing in',
    goOnWith: (name: string) => `Continue with ${name}`,
    moment: 'One moment…',
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
    making: (percent: number) => `Making the demo: ${wholePercent(percent)}`,
    demoMade: 'The demo is there. This account owns all of it; note the password, it is shown this once.',
    lookAroundNow: 'Look around',
    whatThen: 'What happens then',
    steps: [
      ['Send your first event', 'One request from your app, with a key that you copy once.'],
      ['Numbers appear at once', 'Those that need more days say how many, and when.'],
      ['Invite your team', 'Tasks, projects and conversations are here, too.'],
    ],
  },
}
