import type { Story } from '../story.ts'
import { vikunjaHiring } from './hiring.ts'
import { vikunjaKnowledge } from './knowledge.ts'

export const vikunja: Story = {
  team: 'vikunja',
  name: 'Vikunja',
  time_zone: 'Europe/Berlin',
  members: [
    { name: 'Henrike Albers', role: 'owner' },
    { name: 'Matteo Ricci', role: 'admin' },
    { name: 'Lotte Vandenberg', role: 'member' },
    { name: 'Emeka Nwosu', role: 'member' },
    { name: 'Paulina Zielinska', role: 'member' },
    { name: 'Arvid Holm', role: 'member' },
    { name: 'Clara Neumann', role: 'member' },
    { name: 'Ruth Egger', role: 'viewer' },
  ],
  teams: [
    { name: 'API', description: 'The server, its database, its rights.', members: [0, 3, 5] },
    { name: 'Frontend', description: 'Lists, boards, tables, and the Gantt chart.', members: [2, 4] },
    { name: 'Operations', description: 'Releases, packages, the website.', members: [1, 5] },
  ],
  projects: [
    {
      name: 'Boards that stay quick',
      text: 'A thousand cards on a phone.',
      status: 'active',
      ends_in: 16,
      team: 1,
    },
    {
      name: 'Repeating tasks, done right',
      text: 'Months have different lengths, and clocks change.',
      status: 'active',
      ends_in: -8,
      team: 0,
    },
    {
      name: 'Webhooks',
      text: 'Tell other systems what happens.',
      status: 'completed',
      ends_in: -14,
      team: 0,
    },
    { name: 'One repository', text: 'API and frontend move in together.', status: 'planning', ends_in: 45 },
    { name: 'Desktop application', text: 'Until the toolkit is settled.', status: 'on_hold', team: 1 },
    { name: 'Old kanban view', text: 'Nobody should see it any more.', status: 'archived', ends_in: -55 },
  ],
  tasks: [
    [0, 'Draw only the cards that are seen', 'kanban performance'],
    [0, 'Dragging on touch screens scrolls the page', 'kanban bug'],
    [0, 'Limit of cards in a column', 'kanban'],
    [0, 'Cards lose their cover after a move', 'kanban bug'],
    [0, 'Keyboard: move a card without the mouse', 'kanban accessibility'],
    [0, 'Load columns one after the other', 'kanban performance'],
    [0, 'Remember which columns are folded', 'kanban'],
    [1, 'Every month on the 31st', 'repeat'],
    [1, 'Reminders move with the task', 'repeat bug'],
    [1, 'Repeat from the day of completion', 'repeat'],
    [1, 'Daylight saving: nine o’clock stays nine o’clock', 'repeat bug'],
    [1, 'Stop repeating after a number of times', 'repeat'],
    [1, 'Show the next three dates before saving', 'repeat design'],
    [2, 'Sign each request', 'webhooks security'],
    [2, 'Try again after an hour, then after a day', 'webhooks'],
    [2, 'Refuse private addresses', 'webhooks security'],
    [2, 'Show the last ten deliveries', 'webhooks design'],
    [2, 'Document each kind of event', 'webhooks docs'],
    [3, 'Keep the history of both repositories', 'repository'],
    [3, 'One pipeline that builds both', 'repository ci'],
    [3, 'Move open pull requests', 'repository'],
    [3, 'Tell packagers a month before', 'repository community'],
    [4, 'Compare two toolkits', 'desktop'],
    [4, 'Notifications of the system', 'desktop'],
    [5, 'Remove the switch for the old view', 'cleanup'],
    [null, 'Filter by several assignees', 'filters'],
    [null, 'Saved filters lose their order', 'filters bug'],
    [null, 'CalDAV: due dates are a day early in Lisbon', 'caldav bug'],
    [null, 'Import from a spreadsheet', 'import'],
    [null, 'Links of shared projects end', 'security'],
    [null, 'Postgres: index for the list of everything', 'performance'],
    [null, 'Check colours for contrast', 'accessibility design'],
    [null, 'German texts speak with one voice', 'translation'],
    [null, 'Release candidate and its announcement', 'release'],
    [null, 'Packages for ARM', 'ci'],
    [null, 'Weekly look through the forum', 'community'],
  ],
  talk: {
    'Dragging on touch screens scrolls the page': [
      [2, 'Long press first, then drag: 200 ms feel right on all phones I have.'],
      [4, '@2 please keep it at 200, my mother tried 400 and gave up.'],
      [2, '200 it is.'],
    ],
    'Daylight saving: nine o’clock stays nine o’clock': [
      [3, 'We stored seconds from midnight UTC. It has to be the wall clock and the zone.'],
      [0, 'Migration needed? @3'],
      [3, 'Yes, a small one. @you please try it on your data before we release.'],
    ],
    'Refuse private addresses': [
      [5, 'Also after a redirect, and also where the name changes between check and call.'],
      [0, 'Good. Then it is done when there is a test for each of the three.'],
    ],
    'CalDAV: due dates are a day early in Lisbon': [
      [1, 'Reproduced. All-day dates must not have a zone. @5'],
    ],
    'Release candidate and its announcement': [
      [1, 'Tag is set for Friday. @you would you write the paragraph about boards?'],
    ],
  },
  groups: [
    {
      title: 'Stand-up',
      members: [0, 1, 2, 3, 4, 5],
      days: [
        [
          [0, 'Boards first this week, everything else second.'],
          [2, 'A thousand cards scroll smoothly on my old phone now.'],
          [4, 'On mine they do not. I send a recording.'],
          [2, 'Seen. It is the shadows.'],
        ],
        [
          [3, 'Repeating tasks: the 31st works, daylight saving does not yet.'],
          [5, 'I can review in the afternoon.'],
        ],
        [
          [1, 'Pipeline takes 19 minutes instead of 31.'],
          [0, 'Whatever you did, thank you.'],
          [1, 'Cached the browsers.'],
        ],
        [
          [0, 'Who is at the conference next week?'],
          [3, 'Me.'],
          [4, 'Me too. @you are you coming?'],
        ],
      ],
    },
    {
      title: 'Frontend',
      members: [2, 4, 6],
      days: [
        [
          [4, 'The colours fail contrast in eleven places.'],
          [6, 'I can live with nine of them, two I cannot read.'],
        ],
        [
          [4, 'All eleven are mended on the branch.'],
          [6, 'Both are readable now, thank you!'],
        ],
        [[2, 'Merged. The design tokens have a test for it now.']],
      ],
    },
  ],
  direct: [
    {
      with: 0,
      days: [
        [
          [0, 'Do we do the repository move before or after the release?'],
          ['you', 'After. One large thing at a time.'],
          [0, 'Agreed.'],
        ],
        [[0, 'I wrote it up. Have a look when you can.']],
      ],
    },
    {
      with: 4,
      days: [
        [
          ['you', 'The recording helped a lot.'],
          [4, 'Glad to hear. I have more old phones.'],
        ],
      ],
    },
  ],
  assistant: {
    title: 'Planning',
    days: [
      [
        ['you', 'What is late?'],
        [
          'bot',
          'Five tasks, three of them in "Repeating tasks, done right". The oldest is a week over its date.',
        ],
        ['you', 'Who has the most open tasks?'],
        ['bot', 'Emeka and Lotte have six each. The others have between two and four.'],
      ],
      [['bot', 'Since yesterday two of the late tasks were completed.']],
    ],
  },
  knowledge: vikunjaKnowledge,
  hiring: vikunjaHiring,
  trash: {
    tasks: ['Confetti when a list is empty', 'Copy of: Packages for ARM'],
    project: 'April joke',
    comment: 'This belongs elsewhere, sorry.',
  },
  unusual: { days_ago: 4, people: 28, verb: 'commit' },
}
