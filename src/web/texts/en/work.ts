/** What is said of tasks, projects and conversations, in English. */

import { count } from '../../format/numbers.ts'
import { of } from './counting.ts'
import { files } from './files.ts'

/** What was asked for, where nothing is like it. */
export interface Wanted {
  /** Whether of open ones alone. */
  open: boolean
  label?: string
  /** A person; `null` for nobody. */
  who?: string | null
  mine?: boolean
  made?: boolean
  project?: string
  due?: keyof typeof DUE | ''
}

const DUE = {
  late: 'is late',
  today: 'is due today',
  week: 'is due in the next 7 days',
  later: 'is due later',
  none: 'has no date',
}

type Status = 'todo' | 'in_progress' | 'done' | 'cancelled'

export const en = {
  tasks: {
    whose: 'Whose tasks',
    allOpen: 'All open',
    everything: 'Everything',
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
    nobody: 'Nobody yet',
    allStatuses: 'All',
    option: (name: string, n: number) => `${name} (${count(n)})`,
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
    nothingChanged: (n: number) =>
      n === 1
        ? 'Nothing was changed, since this one cannot be:'
        : 'Nothing was changed, since these cannot be:',
    leaveOut: (n: number) => (n === 1 ? 'Leave it out' : 'Leave them out'),
    saveView: 'Save view',
    copyLink: 'Copy link',
    selected: (n: number) => `${count(n)} selected`,
    delete: 'Delete',
    none: 'No tasks yet',
    noneHint: 'Make one with C, or many at once: paste lines, and each becomes a task.',
    nothingMatches: 'Nothing matches',
    clear: 'Clear filters',
    more: (n: string) => `${n} more`,
    moreThan: (shown: number, all: string) => `${count(shown)} of ${all}, those that are due first.`,
    importing: 'Import from a file',
    saveAs: (format: string) => `Download as ${format}`,
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
    hints: [
      [['J', 'K'], 'move'],
      [['X'], 'select'],
      [['S'], 'status'],
      [['A'], 'for whom'],
      [['P'], 'priority'],
      [['D'], 'due'],
      [['Enter'], 'open'],
      [['?'], 'all keys'],
    ] as readonly (readonly [keys: readonly string[], what: string])[],
    sharing: 'Seen by',
    seenBy: (inProject: boolean, ofTeam: boolean) =>
      inProject
        ? 'everybody who sees its project'
        : ofTeam
          ? 'its team, and whoever has or made it'
          : 'whoever has or made it, and admins',
    shareWith: 'Share with…',
    share: 'Share',
    permissions: { view: 'may view', edit: 'may edit' },
    mayOf: (name: string) => `What ${name} may do`,
    team: (name: string) => `Team ${name}`,
    unshare: 'End',
    unshareWith: (name: string) => `End sharing with ${name}`,
    unshared: (name: string) => `No longer shared with ${name}.`,
    editComment: 'Edit',
    edited: 'edited',
    commentDeleted: () => 'Comment in the trash.',
    commented: (n: number) => of(n, 'comment'),
    filed: (n: number) => of(n, 'file'),
    shownOf: (shown: string, all: number) => `${shown} of ${count(all)}`,
    showMore: 'Show more',
    oldestMade: (day: string) => `oldest made ${day}`,
    longest: (days: number) => `longest: ${days < 1 ? 'since today' : of(days, 'day')}`,
    cycle: (hours: string) => `${hours} median cycle time`,
    doneOn: (day: string) => `done ${day}`,
    addLabel: 'Add a label',
    apply: 'Apply',
    labelled: (label: string) => `Labelled “${label}”.`,
    prioritised: (to: 'none' | 'low' | 'medium' | 'high' | 'urgent') =>
      `Priority is now ${en.tasks.priorities[to].toLowerCase()}.`,
    isFor: (name: string) => `Given to ${name}.`,
    isForNobody: 'Given to nobody.',
    isDue: (day: string | null) => (day === null ? 'No due date now.' : `Due ${day} now.`),
    noDate: 'No date',
    nothingLike: ({ open, label, who, mine, made, project, due }: Wanted) => {
      const parts = [
        label && `has the label ${label}`,
        mine && 'is for you',
        made && 'was made by you',
        who === null ? 'is for nobody' : who && `is for ${who}`,
        project && `is in ${project}`,
        due && DUE[due],
      ].filter(Boolean)
      const which = open ? 'open task' : 'task'
      return parts.length === 0 ? `There is no such ${which}.` : `No ${which} ${parts.join(' and ')}.`
    },
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
    openCount: 'Open',
    lateCount: 'Late',
    done: 'Done',
    progress: (done: number, all: number) =>
      all === 0 ? 'no tasks yet' : `${count(done)} of ${of(all, 'task')} done`,
    lateTasks: (n: number) => `${count(n)} late`,
    edit: 'Change the project',
    change: 'Change',
    deleted: (name: string) => `“${name}” is in the trash, with its tasks.`,
    fields: {
      name: 'Name',
      description: 'Description',
      status: 'Status',
      owner_id: 'Owner',
      starts_on: 'From',
      ends_on: 'Until',
    },
    allTasks: 'In the list of tasks',
    completed: 'Done each week',
    weeks: (n: number) => `from Monday on, the last ${count(n)} weeks`,
    openTasks: 'Open tasks',
    noOpen: 'No task is open.',
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
    group: 'Several, as a group',
    title: 'What the group is called',
    begin: 'Begin',
    older: 'Older messages',
    edit: 'Edit the message',
    deleteTitle: 'Delete this message?',
    deleteWhat: 'It does not come back. That it was there, and when, stays to be seen.',
    people: 'Who is in it',
    takeIn: 'Take somebody in',
    takeInNow: 'Take in',
    takeOut: 'Take out',
    takeOutOf: (name: string) => `Take out ${name}`,
    takenOut: (name: string) => `${name} is not in it any more.`,
    leave: 'Leave',
    leaveTitle: (title: string) => `Leave “${title}”?`,
    leaveWhat: 'You will not see it any more. Only an owner of the group can take you in again.',
    withWhom: 'With whom',
  },

  files,

  trash: {
    kept: 'kept for 30 days',
    none: 'Nothing was deleted in the last 30 days. What is deleted waits here, and comes back whole.',
    noneOfYours: 'You deleted nothing in the last 30 days. What you delete waits here, and comes back whole.',
    what: 'What',
    deleted: 'Deleted',
    gone: 'Gone for good',
    more: 'Older',
    restore: 'Bring back',
    restored: (name: string) => `“${name}” is back.`,
    end: 'Delete for good…',
    endNow: 'Delete for good',
    endOf: (name: string) => `Delete for good… “${name}”`,
    endTitle: (name: string) => `Delete “${name}” for good?`,
    endWhat: (kind: string) =>
      kind === 'project'
        ? 'It does not come back, and its tasks and what was said about them do not either.'
        : 'It does not come back, and what hangs on it does not either.',
    ended: (name: string) => `“${name}” is gone for good.`,
    kinds: {
      ...{ team: 'team', project: 'project', task: 'task', comment: 'comment', note: 'note' },
      ...{ content: 'text', content_comment: 'comment', lesson: 'lesson', lesson_comment: 'comment' },
      ...{ assessment: 'assessment', company: 'company', job: 'job', application: 'application' },
    },
  },
}
