import type { Story } from '../story.ts'
import { memosHiring } from './hiring.ts'
import { memosKnowledge } from './knowledge.ts'

export const memos: Story = {
  team: 'memos',
  name: 'Memos',
  time_zone: 'Asia/Shanghai',
  members: [
    { name: 'Lin Yuchen', role: 'owner' },
    { name: 'Qiao Wenli', role: 'admin' },
    { name: 'Farah Aziz', role: 'member' },
    { name: 'Deng Haoran', role: 'member' },
    { name: 'Sofia Marchetti', role: 'member' },
    { name: 'Jonas Weidmann', role: 'member' },
    { name: 'Su Meiling', role: 'member' },
    { name: 'Tomasz Wilk', role: 'viewer' },
  ],
  teams: [
    { name: 'Editor', description: 'Writing a note must be the quickest thing there is.', members: [1, 4] },
    { name: 'Backend', description: 'Storage, API, and search.', members: [0, 3, 5] },
    { name: 'Translations', description: 'Thirty languages and their people.', members: [2, 6] },
  ],
  projects: [
    {
      name: 'A calmer editor',
      text: 'Fewer buttons, the same power.',
      status: 'active',
      ends_in: 27,
      team: 0,
    },
    {
      name: 'Attachments in object storage',
      text: 'Any bucket, with addresses that end.',
      status: 'active',
      ends_in: -3,
      team: 1,
    },
    {
      name: 'Search that finds Chinese',
      text: 'By single characters and by words.',
      status: 'completed',
      ends_in: -18,
      team: 1,
    },
    { name: 'Notes by e-mail', text: 'Send a mail, get a note.', status: 'planning', ends_in: 80 },
    { name: 'Plugins', text: 'Until the API has been still for a while.', status: 'on_hold' },
    { name: 'Telegram bot', text: 'Now a project of its own.', status: 'archived', ends_in: -40 },
  ],
  tasks: [
    [0, 'Paste a table as a table', 'editor'],
    [0, 'The cursor jumps while a picture uploads', 'editor bug'],
    [0, 'Save the draft each second', 'editor'],
    [0, 'One menu instead of four buttons', 'editor design'],
    [0, 'Keyboard shortcuts for tasks', 'editor'],
    [0, 'Undo loses the last line on Safari', 'editor bug'],
    [0, 'Preview beside the text on wide screens', 'editor design'],
    [0, 'Input methods: do not send on Enter while composing', 'editor bug'],
    [1, 'Signed addresses that end after an hour', 'storage security'],
    [1, 'Move existing files into the bucket', 'storage'],
    [1, 'Thumbnails are made on upload', 'storage performance'],
    [1, 'Uploads above 32 MB stop at 99 %', 'storage bug'],
    [1, 'Say clearly when the bucket is not reachable', 'storage'],
    [1, 'Delete files of deleted notes', 'storage bug'],
    [2, 'Split Chinese into single characters and pairs', 'search'],
    [2, 'Highlight what was found', 'search design'],
    [2, 'Search within a tag', 'search'],
    [2, 'Ten times as fast on 50,000 notes', 'search performance'],
    [3, 'Which addresses may send', 'mail security'],
    [3, 'Attachments of a mail become files of the note', 'mail'],
    [3, 'Try it with three providers', 'mail'],
    [4, 'Collect what people want to plug in', 'plugins community'],
    [4, 'Sandbox: what may a plugin see?', 'plugins security'],
    [5, 'Point the old bot at the new project', 'cleanup'],
    [null, 'SQLite is locked during a long export', 'bug'],
    [null, 'Upgrade from 0.22 keeps all reactions', 'bug'],
    [null, 'RSS of a single tag', 'api'],
    [null, 'Access tokens with an end', 'security api'],
    [null, 'Review the Portuguese translation', 'translation'],
    [null, 'Missing words in Korean', 'translation'],
    [null, 'Guide: run it behind a proxy', 'docs'],
    [null, 'Calendar shows the wrong month in western zones', 'bug'],
    [null, 'Release notes in two languages', 'release translation'],
    [null, 'Measure memory on the smallest machine', 'performance'],
    [null, 'Stale issues: ask once, then close', 'community'],
    [null, 'Reactions from the keyboard', 'design'],
  ],
  talk: {
    'The cursor jumps while a picture uploads': [
      [4, 'The placeholder has another length than the address that takes its place.'],
      [1, 'Then we keep a mark instead of a position. @4 do you want to try?'],
      [4, 'Tried, works. Please review, @1.'],
    ],
    'Uploads above 32 MB stop at 99 %': [
      [5, 'It is the proxy of the reporter, and ours should say so instead of waiting.'],
      [0, '@you can you add that to the guide?'],
    ],
    'Split Chinese into single characters and pairs': [
      [3, 'Index is 1.6 times as large, and 东京 is found in 东京都 and in 东京.'],
      [0, 'Good price.'],
    ],
    'SQLite is locked during a long export': [
      [3, 'We held one transaction for all of it. Pages of 200 now.'],
      [5, 'Confirmed with 80,000 notes.'],
    ],
    'Access tokens with an end': [[1, 'What is the longest we want to allow? @0 @you']],
  },
  groups: [
    {
      title: 'Daily',
      members: [0, 1, 2, 3, 4, 5],
      days: [
        [
          [0, 'Morning. Object storage is the only thing between us and the release.'],
          [5, 'Signed addresses are done, moving files is half done.'],
          [3, 'I help with moving.'],
        ],
        [
          [4, 'The calm editor is on the test site. Please write with it for a day.'],
          [2, 'I miss the button for pictures.'],
          [4, 'Paste or drop. But I hear you.'],
        ],
        [
          [1, 'Design decision: one menu, and the last used action beside it.'],
          [2, 'That is what I wanted.'],
        ],
        [
          [3, 'All 41,000 files of the test site are in the bucket. No differences.'],
          [0, '@you then we can announce the date?'],
          [5, 'I would wait for one more night.'],
        ],
      ],
    },
    {
      title: 'Translators',
      members: [2, 6, 1],
      days: [
        [
          [2, 'Nine languages are complete.'],
          [6, 'Traditional Chinese will be on Sunday.'],
        ],
        [[6, 'Done. Two words I was not sure about are marked.']],
        [[2, 'Thank you! Merged. Eleven complete now.']],
      ],
    },
  ],
  direct: [
    {
      with: 0,
      days: [
        [
          [0, 'Somebody offers to pay for support. Do we want that?'],
          ['you', 'A small sponsorship, yes. A contract, no.'],
        ],
        [[0, 'Then I answer like that. Please read the draft.']],
      ],
    },
    {
      with: 2,
      days: [
        [
          ['you', 'How many languages have we got now?'],
          [2, 'Thirty-one, of which eleven are complete.'],
        ],
      ],
    },
  ],
  assistant: {
    title: 'Translations',
    days: [
      [
        ['you', 'Which texts changed since the last release?'],
        ['bot', 'Nineteen: twelve in the editor, five about storage, two in settings.'],
        ['you', 'Which languages lack them?'],
        ['bot', 'All but Chinese and German. Korean lacks seven older ones as well.'],
      ],
      [['bot', 'Korean is complete since this morning.']],
    ],
  },
  knowledge: memosKnowledge,
  hiring: memosHiring,
  trash: { tasks: ['Emoji picker version two', 'test'], project: 'Desktop widget', comment: 'Wrong window.' },
  unusual: { days_ago: 2, people: 25, verb: 'commit' },
}
