import type { Story } from '../story.ts'
import { karakeepHiring } from './hiring.ts'
import { karakeepKnowledge } from './knowledge.ts'

export const karakeep: Story = {
  team: 'karakeep',
  name: 'Karakeep',
  time_zone: 'Europe/London',
  members: [
    { name: 'Nadia Halloran', role: 'owner' },
    { name: 'Callum Frith', role: 'admin' },
    { name: 'Esme Okafor', role: 'member' },
    { name: 'Rhys Pemberton', role: 'member' },
    { name: 'Yusuf Darwish', role: 'member' },
    { name: 'Greta Sandberg', role: 'member' },
    { name: 'Imogen Vale', role: 'member' },
    { name: 'Piers Lockhart', role: 'viewer' },
  ],
  teams: [
    { name: 'App', description: 'The web application and its API.', members: [0, 2, 4] },
    { name: 'Mobile', description: 'iOS, Android, and the browser extension.', members: [3, 5] },
    { name: 'Crawling', description: 'Fetching pages, reading them, keeping them.', members: [1, 4] },
  ],
  projects: [
    {
      name: 'Offline reading',
      text: 'What was saved is readable on a train.',
      status: 'active',
      ends_in: 21,
      team: 1,
    },
    {
      name: 'Crawler that gives up gracefully',
      text: 'Slow, walled and broken pages each get an honest answer.',
      status: 'active',
      ends_in: -6,
      team: 2,
    },
    { name: 'Shared lists', text: 'Collect together, with roles.', status: 'completed', ends_in: -12 },
    {
      name: 'Import from everywhere',
      text: 'Browsers, readers, and files of other services.',
      status: 'planning',
      ends_in: 55,
    },
    { name: 'Highlights in PDFs', text: 'Waits for the new viewer.', status: 'on_hold', team: 0 },
    { name: 'New name', text: 'Renaming everything, everywhere.', status: 'archived', ends_in: -60 },
  ],
  tasks: [
    [0, 'Download pictures together with the article', 'mobile'],
    [0, 'Show how much space offline articles take', 'mobile'],
    [0, 'Sync stops when the phone sleeps', 'mobile bug'],
    [0, 'Keep the place in a long article', 'mobile'],
    [0, 'Delete offline copies after thirty days', 'mobile'],
    [0, 'Dark mode for saved pages', 'mobile design'],
    [0, 'Retry uploads when the network returns', 'mobile bug'],
    [1, 'Stop after 30 seconds and keep what has come', 'crawler'],
    [1, 'Tell a paywall from an error', 'crawler'],
    [1, 'Screenshots of very long pages run out of memory', 'crawler bug'],
    [1, 'Respect robots.txt when asked to', 'crawler'],
    [1, 'Videos: keep the description where the file is too large', 'crawler'],
    [1, 'Two workers take the same bookmark', 'crawler bug'],
    [1, 'Show why a page could not be read', 'crawler design'],
    [2, 'Invite people to a list by link', 'lists'],
    [2, 'Viewers cannot reorder a list', 'lists bug'],
    [2, 'Show who has added a bookmark', 'lists design'],
    [2, 'Leave a list that somebody shared with you', 'lists'],
    [2, 'Public page of a list', 'lists'],
    [3, 'Import the bookmarks of Firefox with their folders', 'import'],
    [3, 'Import highlights of e-readers', 'import'],
    [3, 'Preview before anything is imported', 'import design'],
    [3, 'Skip what is saved already', 'import'],
    [4, 'Try the new viewer with scanned documents', 'pdf'],
    [4, 'Store highlights by page and not by offset', 'pdf'],
    [5, 'Redirect the old domain', 'website'],
    [null, 'Tags with a slash break the sidebar', 'bug design'],
    [null, 'Search by site', 'search'],
    [null, 'Rules: tag by address', 'automation'],
    [null, 'Summaries in the language of the page', 'ai'],
    [null, 'Reduce the size of the container image', 'ops'],
    [null, 'Backups: say what is in them', 'docs ops'],
    [null, 'Answer the translation requests', 'community'],
    [null, 'Extension asks for fewer permissions', 'security'],
    [null, 'Two-factor sign-in', 'security'],
    [null, 'Release the version with shared lists', 'release'],
  ],
  talk: {
    'Sync stops when the phone sleeps': [
      [5, 'Only on Android 14 and later: background work needs a reason now.'],
      [3, 'Then we ask for the exact alarm, or we sync when the app opens. @0 which one?'],
      [0, 'When it opens. One permission less.'],
    ],
    'Screenshots of very long pages run out of memory': [
      [4, 'A page of 90,000 pixels. We cut at 10,000 now and say so.'],
      [1, '@you the reporter wrote again, could you close it with a word of thanks?'],
    ],
    'Show why a page could not be read': [
      [2, 'Four reasons are enough: not found, refused, too slow, too large.'],
      [6, 'As a reader I would want a "try again" beside it.'],
      [2, 'Good point, added.'],
    ],
    'Two-factor sign-in': [[0, 'Let us begin with codes and leave keys for later. @you agreed?']],
    'Release the version with shared lists': [
      [1, 'Image is built for both architectures. Waiting for the last translation.'],
    ],
  },
  groups: [
    {
      title: 'This week',
      members: [0, 1, 2, 3, 4, 5],
      days: [
        [
          [0, 'Plan: shared lists out on Thursday, then a week of bugs only.'],
          [2, 'I can finish the roles by Wednesday.'],
          [3, 'Mobile is ready.'],
        ],
        [
          [1, 'The crawler queue was stuck for an hour last night. One site answered a byte a second.'],
          [4, 'That is the 30 second limit. I pull it forward.'],
          [1, 'Thank you.'],
        ],
        [
          [0, 'Shared lists are out. 300 downloads of the image in the first hour.'],
          [5, 'And the first review: "finally".'],
        ],
        [
          [2, 'Twenty reports since the release, four of them real.'],
          [0, '@you can you take the one about invitations?'],
          [4, 'I take the two about the crawler.'],
        ],
      ],
    },
    {
      title: 'Design',
      members: [2, 5, 6],
      days: [
        [
          [5, 'New icons for the four reasons are in the folder.'],
          [6, 'The one for "too slow" looks like "waiting".'],
          [5, 'True. Next try.'],
        ],
        [
          [5, 'Snail instead of hourglass. Better?'],
          [6, 'Much.'],
        ],
        [[2, 'Shipping it.']],
      ],
    },
  ],
  direct: [
    {
      with: 1,
      days: [
        [
          [1, 'The bill for the demo server doubled. Screenshots.'],
          ['you', 'Could we keep them smaller?'],
          [1, 'WebP at 70 is a third. I try it this week.'],
        ],
        [[1, 'Done: 34 % of what it was.']],
      ],
    },
    {
      with: 6,
      days: [
        [
          [6, 'I have tried the import as a newcomer. Notes are in the task.'],
          ['you', 'Very useful, thank you.'],
        ],
      ],
    },
  ],
  assistant: {
    title: 'Reading list',
    days: [
      [
        ['you', 'What did people save most about offline reading?'],
        [
          'bot',
          'Three articles on service workers and one on storage quotas. The last is tagged by four people.',
        ],
        ['you', 'Give me the gist of the last.'],
        [
          'bot',
          'Browsers may clear what a site stores when space is short. Asking for persistent storage avoids that on most of them.',
        ],
      ],
      [['bot', 'Two new articles match your list "Crawling".']],
    ],
  },
  knowledge: karakeepKnowledge,
  hiring: karakeepHiring,
  trash: {
    tasks: ['Try the other screenshot library', 'asdf'],
    project: 'Podcast archive',
    comment: 'Posted twice.',
  },
  unusual: { days_ago: 1, people: 26, verb: 'commit' },
}
