/** What is said in boxes that open over a view, in English: the search, the keys, notifications, the calendar. */

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
    backup_failed: (_who: string, _title: string) => 'The backup of this instance has failed',
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
