/** What is said of members, keys, the organization and the account, in English. */
import { count } from '../../format/numbers.ts'
import { of, upper } from '../english.ts'

const KINDS_TOLD: Record<string, string> = {
  task_assigned: 'A task was given to you',
  task_shared: 'A task was shared with you, or with a team of yours',
  mention: 'Somebody mentioned you',
  invitation_accepted: 'Somebody whom you invited has joined',
}

export const en = {
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
}
