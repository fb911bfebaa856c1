/** What is said in boxes that open over a view, in English: the search, the keys, notifications, the calendar. */

const PARTS: Record<string, string> = {
  'metrics/dashboard': 'The numbers of the day',
  'metrics/trends': 'Numbers by day',
  'metrics/statistics': 'What is said of the numbers',
  'metrics/notable': 'What stands out',
  'metrics/activity': 'Activity',
  'metrics/cohorts': 'Cohorts',
  'metrics/lifecycle': 'Who came and stayed away',
  'metrics/definitions': 'Definitions',
  'operations/backups': 'Backups',
  'operations/jobs': 'Jobs',
  'operations/correlations': 'Look up',
  'monitoring/metrics': 'Requests, queries and cache',
  'instance/organizations': 'All organizations',
  ...{ tasks: 'Tasks', projects: 'Projects', labels: 'Labels', trash: 'Trash', search: 'Search' },
  ...{ conversations: 'Conversations', notifications: 'Notifications', people: 'People', teams: 'Teams' },
  ...{ members: 'Members', invitations: 'Invitations', organization: 'Organization', auth: 'Your account' },
  ...{ content: 'Content', lessons: 'Courses', assessments: 'Assessments', attempts: 'Assessments' },
  ...{ jobs: 'Jobs', companies: 'Companies', candidates: 'Candidates', applications: 'Applications' },
  ...{ hiring: 'Hiring', imports: 'Imports', health: 'Health', 'api-keys': 'API keys', webhooks: 'Webhooks' },
}

export const en = {
  search: {
    found: 'Found',
    goTo: 'Go to',
    do: 'Do',
    theme: 'Light or dark',
    newTask: 'New task',
    print: 'Print this view',
    wall: 'Show on a wall',
    saveView: 'Save this view',
    saveViewAs: 'Its name',
    lookUp: 'Look up this id',
    kinds: {
      ...{ task: 'task', project: 'project', message: 'message', content: 'text', lesson: 'lesson' },
      ...{
        job: 'job',
        label: 'label',
        candidate: 'candidate',
        comment: 'comment',
        task_file: 'file',
        content_comment: 'comment',
        lesson_comment: 'comment',
        application: 'application',
        application_file: 'file',
        note: 'note',
      },
    },
    incomplete: 'What was written last is not all indexed yet: some of it may be missing.',
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
      ['In explore: another metric', ['M']],
      ['New task', ['C']],
      ['In tasks: down, up, select', ['J', 'K', 'X']],
      ['In tasks: status, for whom, priority, due', ['S', 'A', 'P', 'D']],
      ['These keys', ['?']],
    ] as readonly (readonly [string, readonly string[]])[],
  },

  bell: {
    title: 'Notifications',
    markAll: 'Mark all as read',
    older: 'Older',
    empty:
      'Nothing new. You are told when a task becomes yours, is shared with you, or somebody mentions you.',
    unread: '(unread)',
    noTitle: 'something that you do not see any more',
    task_assigned: (who: string, title: string) => `**${who}** gave you **${title}**`,
    task_shared: (who: string, title: string) => `**${who}** shared **${title}** with you`,
    mention: (who: string, title: string) => `**${who}** mentioned you in **${title}**`,
    application_received: (_who: string, title: string) => `**${title}** has applied for a job of yours`,
    content_published: (_who: string, title: string) => `**${title}** of yours is published`,
    invitation_accepted: (who: string, _title: string) => `**${who}** accepted your invitation`,
    webhook_disabled: (_who: string, _title: string) => 'A webhook was switched off',
    metric_alert: (_who: string, title: string) => `Alert: ${title}`,
    metric_alert_mail: (_who: string, title: string) => `Alert: ${title}`,
    backup_failed: (_who: string, _title: string) => 'The backup of this instance has failed',
  },

  connection: {
    title: 'When each part was read',
    byItself: 'While this page is seen, each part is read again by itself.',
    asItHappens: 'While this page is seen, what others do shows as it happens.',
    notYet: 'not yet',
    /** @param path As of the API, such as `metrics/dashboard`. */
    part: (path: string) => {
      const [first = '', second = ''] = path.split('/')
      return PARTS[`${first}/${second}`] ?? PARTS[first] ?? path
    },
  },

  /** What the instance runs on, and whether its last backup was proved. */
  foot: (engine: string, proof: string | null, when: string | null) => {
    if (proof === null || when === null) return `${engine}, no backup yet`
    return proof === 'proved' ? `${engine}, backup proved ${when}` : `${engine}, backup not proved`
  },

  calendar: {
    monthBefore: 'The month before',
    monthAfter: 'The month after',
    typeDate: 'Or type a date',
    noSuchDay: 'There is no such day here. Try 2026-03-08, 8 March or yesterday.',
    range: (began: string, organization: string) =>
      `From ${began}, when ${organization} began, to today. Bars: people active.`,
  },

  leaveWall: 'Leave this view',
}
