import type { Story } from '../story.ts'
import { honoHiring } from './hiring.ts'
import { honoKnowledge } from './knowledge.ts'

export const hono: Story = {
  team: 'hono',
  name: 'Hono',
  time_zone: 'Asia/Tokyo',
  members: [
    { name: 'Haruki Minase', role: 'owner' },
    { name: 'Aoi Sakuragi', role: 'admin' },
    { name: 'Ben Okonkwo', role: 'member' },
    { name: 'Mei Tachibana', role: 'member' },
    { name: 'Lukas Brandl', role: 'member' },
    { name: 'Priya Raman', role: 'member' },
    { name: 'Sota Kirishima', role: 'member' },
    { name: 'Emi Nagase', role: 'viewer' },
  ],
  teams: [
    { name: 'Core', description: 'The router, the context, the types.', members: [0, 1, 4] },
    { name: 'Middleware', description: 'What comes along, and what lives beside it.', members: [3, 2] },
    { name: 'Runtimes', description: 'The same code everywhere: edge, server, desktop.', members: [5, 4] },
  ],
  projects: [
    {
      name: 'Router without regular expressions',
      text: 'As fast with a thousand routes as with ten.',
      status: 'active',
      ends_in: 18,
      team: 0,
    },
    {
      name: 'Typed client',
      text: 'The client knows what the server answers.',
      status: 'active',
      ends_in: -4,
    },
    {
      name: 'Streaming answers',
      text: 'Server-sent events and JSX that arrives in parts.',
      status: 'completed',
      ends_in: -20,
    },
    { name: 'Website in Japanese', text: 'Each page in both languages.', status: 'planning', ends_in: 75 },
    {
      name: 'GraphQL middleware',
      text: 'Until the specification of subscriptions settles.',
      status: 'on_hold',
      team: 1,
    },
    { name: 'Old cookie helpers', text: 'Replaced by signed cookies.', status: 'archived', ends_in: -50 },
  ],
  tasks: [
    [0, 'Match optional parameters in the middle of a path', 'router bug'],
    [0, 'Compare the routers with 1,000 routes', 'router performance'],
    [0, 'Wildcard in a mounted application catches too much', 'router bug'],
    [0, 'Remove the cache that nobody hits', 'router performance'],
    [0, 'Order of handlers on the same path', 'router'],
    [0, 'Build the tree at the first request, not before', 'router performance'],
    [0, 'Escape dots in static segments', 'router bug'],
    [1, 'Infer the type of a form body', 'types'],
    [1, 'Status codes in the type of an answer', 'types'],
    [1, 'Type checking takes ten seconds with 200 routes', 'types performance'],
    [1, 'Headers in the options of the client', 'client'],
    [1, 'Dates arrive as texts: say so in the types', 'types bug'],
    [1, 'Client for web sockets', 'client'],
    [1, 'Do not send an empty body with GET', 'client bug'],
    [2, 'Close the stream when the reader has gone', 'streaming bug'],
    [2, 'Heartbeats for server-sent events', 'streaming'],
    [2, 'Render nested suspense in order', 'streaming jsx'],
    [2, 'Stream from a generator', 'streaming'],
    [3, 'Translate the getting started guide', 'docs'],
    [3, 'A glossary, so that words stay the same', 'docs'],
    [3, 'Switch between languages on the same page', 'website'],
    [3, 'Ask two readers from Osaka to try the guide', 'docs community'],
    [4, 'Wait for the decision about subscriptions', 'middleware'],
    [4, 'Sketch the interface of the GraphQL middleware', 'middleware'],
    [5, 'Delete the old cookie helpers', 'cleanup'],
    [null, 'CORS answers preflights with a wrong Vary', 'middleware bug'],
    [null, 'Basic authentication compares in constant time', 'security middleware'],
    [null, 'ETag for answers that are streamed', 'middleware'],
    [null, 'Run the tests on the newest Deno', 'runtimes ci'],
    [null, 'Bundle size: stay under 14 KB', 'performance'],
    [null, 'Example with a database on the edge', 'docs'],
    [null, 'Release notes of the minor version', 'release'],
    [null, 'Reply to the first issues of newcomers within a day', 'community'],
    [null, 'Body limit counts bytes and not characters', 'security bug'],
    [null, 'Benchmark on three runtimes each night', 'ci performance'],
    [null, 'Say goodbye to Node 18', 'runtimes'],
  ],
  talk: {
    'Match optional parameters in the middle of a path': [
      [1, 'This used to work in version 3. I have bisected it to the new tree.'],
      [0, 'Thanks! @4 could you take it? You know that part best.'],
      [4, 'On it.'],
    ],
    'Type checking takes ten seconds with 200 routes': [
      [
        2,
        'Most of it is the union of all paths. Splitting the application in three takes it to four seconds.',
      ],
      [0, 'Four is still long. @you what do the others do?'],
      [5, 'They generate code. I would rather not.'],
    ],
    'Close the stream when the reader has gone': [
      [3, 'Fixed on two runtimes; the third never tells us.'],
      [5, 'It does since last week. I have a patch.'],
    ],
    'Bundle size: stay under 14 KB': [
      [1, 'We are at 13.6. Each new helper should bring its price along, @3.'],
    ],
    'Release notes of the minor version': [
      [0, 'Draft is in the description. @you please check the part about the client.'],
    ],
  },
  groups: [
    {
      title: 'Core',
      members: [0, 1, 4, 5],
      days: [
        [
          [0, 'The new router passes all tests but two.'],
          [4, 'Those two test what nobody should rely on.'],
          [0, 'Somebody does. Let us keep the behaviour and warn.'],
        ],
        [
          [1, 'Numbers: 1.9 million matches a second with ten routes, 1.8 with a thousand.'],
          [5, 'That is the point of it. Nice.'],
          [4, 'The regular expression router falls to 0.4 there.'],
        ],
        [
          [0, 'Merged behind an option.'],
          [1, 'I write the migration note.'],
        ],
        [
          [5, 'First report from the edge: cold start is 3 ms shorter.'],
          [0, 'Then we make it the default in the next minor. @you any objection?'],
        ],
      ],
    },
    {
      title: 'Community',
      members: [1, 2, 3, 6],
      days: [
        [
          [2, 'Twelve pull requests of first-time contributors this month.'],
          [3, 'Most of them documentation. I review those.'],
        ],
        [
          [6, 'May I translate the page about testing?'],
          [1, 'Gladly. The glossary has the words.'],
        ],
        [[3, 'The meetup is on the 14th. I talk about streaming.']],
      ],
    },
  ],
  direct: [
    {
      with: 1,
      days: [
        [
          [1, 'Shall we move the release to Tuesday? Monday is a holiday here.'],
          ['you', 'Tuesday is fine.'],
        ],
        [[1, 'All green. I would start at ten.']],
      ],
    },
    {
      with: 5,
      days: [
        [
          ['you', 'Can you try the client on the desktop runtime?'],
          [5, 'Works, but for web sockets. I made a task.'],
        ],
      ],
    },
  ],
  assistant: {
    title: 'Release notes',
    days: [
      [
        ['you', 'List what changed in the router since the last release.'],
        [
          'bot',
          'Optional parameters in the middle of a path, dots in static segments, a lazy tree, and the order of handlers on one path.',
        ],
        ['you', 'Which of these may break somebody?'],
        [
          'bot',
          'The order of handlers: where two match, the one that was registered first now always runs first.',
        ],
      ],
      [['bot', 'A draft of the notes is in the task. Two entries have no author yet.']],
    ],
  },
  knowledge: honoKnowledge,
  hiring: honoHiring,
  trash: {
    tasks: ['Rename the context', 'Duplicate of the CORS report'],
    project: 'Sticker shop',
    comment: 'Never mind, found it.',
  },
  unusual: { days_ago: 3, people: 24, verb: 'commit' },
}
