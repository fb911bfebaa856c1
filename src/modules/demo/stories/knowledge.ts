/** What the teams of the demo have written down and teach. */
import type { NewQuestion } from '../../assessments/schema.ts'
import type { KnowledgeStory } from '../story.ts'

export const caddyKnowledge: KnowledgeStory = {
  course: {
    title: 'Your first site',
    text: 'From an empty machine to a site with a certificate, in one evening.',
  },
  lessons: [
    [
      'A Caddyfile in three lines',
      'A name, a folder, and `file_server`.\n\n```\nexample.com\nroot * /srv\nfile_server\n```',
    ],
    [
      'Certificates that renew themselves',
      'Ports 80 and 443 must be reachable. *All else happens by itself.*',
    ],
    [
      'In front of an application',
      '`reverse_proxy` passes the address of the client on, in `X-Forwarded-For`.',
    ],
    ['Reading the log', 'Each line is JSON. Begin with `status` and `duration`.'],
  ],
  assessment: {
    title: 'Ready to run a site?',
    questions: [
      single('Which port must be open for the HTTP challenge?', '80', ['22', '8080']),
      multiple(
        'What does Caddy renew by itself?',
        ['Certificates', 'OCSP staples'],
        ['Domains', 'DNS records'],
      ),
      number('How many days is a certificate of Let’s Encrypt valid?', 90, 0),
      text('Which directive passes requests on to an application?', ['reverse_proxy', 'reverse proxy']),
    ],
  },
  texts: [
    ['Why HTTPS is the default', 'article', 'tls news', '# Why\n\nBecause nobody should have to ask for it.'],
    [
      'Moving from nginx',
      'guide',
      'migration',
      'Each `location` becomes a matcher.\n\n| nginx | Caddy |\n|---|---|\n| `try_files` | `try_files` |',
    ],
    ['HTTP/3 in numbers', 'article', 'protocols', 'What we measured on three continents.'],
    ['Rate limits of certificate authorities', 'guide', 'tls', 'What to do when they say *later*.'],
    [
      'Our on-call handbook',
      'handbook',
      'ops internal',
      '1. Breathe.\n2. Read the last deploy.\n3. Roll back.',
    ],
    ['Plugins we trust', 'article', 'plugins', 'Six of them, and how we look at new ones.'],
    ['Old configuration syntax', 'guide', 'legacy', 'Kept for those who still have version 1.'],
    ['This week in the forum', 'article', 'community', 'Forty questions, three of which became fixes.'],
  ],
}

export const honoKnowledge: KnowledgeStory = {
  course: {
    title: 'An API in an afternoon',
    text: 'Routes, validation and a typed client, on the runtime of your choice.',
  },
  lessons: [
    ['The first route', '`app.get("/", (c) => c.text("Hello"))`, and it runs everywhere.'],
    ['Validation', 'What comes in is checked **before** the handler sees it.'],
    ['Middleware', 'Order matters: what is added first is outermost.'],
    ['A client that knows the types', '`hc<AppType>(address)` has every route, with its types.'],
  ],
  assessment: {
    title: 'Can you ship an API?',
    questions: [
      single('What does a handler return?', 'A Response', ['A string of HTML', 'Nothing']),
      multiple('Where does Hono run?', ['Bun', 'Deno', 'Cloudflare Workers'], ['COBOL']),
      number('Which status says that something was made?', 201, 0),
      text('What is the package of the typed client called?', ['hono/client']),
    ],
  },
  texts: [
    [
      'Why the router is fast',
      'article',
      'router',
      '# One expression\n\nAll routes become one regular expression.',
    ],
    ['Streaming answers', 'guide', 'streaming', '`streamSSE` and what proxies do to it.'],
    ['Benchmarks we believe', 'article', 'performance', 'And those that we do not, with reasons.'],
    ['Testing without a server', 'guide', 'testing', '`app.request("/")` is all it takes.'],
    ['How we review', 'handbook', 'internal', '- small\n- with a test\n- within two days'],
    ['Types at the border', 'article', 'types', 'What is checked and what is only believed.'],
    ['Adapters that we retired', 'guide', 'legacy', 'And what to use instead.'],
    ['Notes from the meetup', 'article', 'community', 'Eighty people, four talks, one power cut.'],
  ],
}

export const karakeepKnowledge: KnowledgeStory = {
  course: {
    title: 'Host your own library',
    text: 'From the first bookmark to a backup that has been restored.',
  },
  lessons: [
    ['Start the container', 'One file, one volume.\n\n```\ndocker compose up -d\n```'],
    ['Save from anywhere', 'The extension, the share sheet, and the *API*.'],
    ['Lists and tags', 'A list is for a purpose, a tag for a topic.'],
    ['Back it up, and prove it', 'A backup that was never restored is a **hope**.'],
  ],
  assessment: {
    title: 'Librarian’s licence',
    questions: [
      single('What is kept of a page behind a paywall?', 'An honest answer why not', [
        'All of it',
        'Nothing at all',
      ]),
      multiple(
        'What may a viewer of a shared list do?',
        ['Read it', 'Leave it'],
        ['Reorder it', 'Delete it'],
      ),
      number('After how many seconds does the crawler give up?', 30, 0),
      text('Which file tells crawlers what to leave alone?', ['robots.txt', 'robots']),
    ],
  },
  texts: [
    [
      'How the crawler reads a page',
      'article',
      'crawler',
      '# Four steps\n\n1. fetch\n2. render\n3. read\n4. keep',
    ],
    [
      'Moving in from other services',
      'guide',
      'import',
      'Folders become lists, and *nothing* is saved twice.',
    ],
    [
      'Four reasons why a page could not be read',
      'article',
      'crawler design',
      'Not found, refused, too slow, too large.',
    ],
    [
      'Sharing a list',
      'guide',
      'lists',
      '| | viewer | editor |\n|---|---|---|\n| read | yes | yes |\n| change | – | yes |',
    ],
    ['How we answer reports', 'handbook', 'internal', '- thank them\n- reproduce\n- say what happens next'],
    ['Offline reading, from the inside', 'article', 'mobile', 'Why it syncs when the app opens.'],
    ['The old name', 'guide', 'legacy', 'What changes for those who come from before.'],
    ['What people saved this month', 'article', 'community', 'In numbers only: nobody sees what you save.'],
  ],
}

export const memosKnowledge: KnowledgeStory = {
  course: { title: 'Notes that last', text: 'Write quickly, find later, lose nothing.' },
  lessons: [
    ['Write it down', 'A note has no title. *That is the point.*'],
    ['Tags as you type', '`#garden/roses` makes both.'],
    ['Find it again', 'By words, by tag, by day.'],
    ['Take it with you', 'Everything leaves as Markdown, **whenever** you like.'],
  ],
  assessment: {
    title: 'Do you know your notes?',
    questions: [
      single('What does a note not need?', 'A title', ['A text', 'An author']),
      multiple('Which databases are supported?', ['SQLite', 'MySQL', 'PostgreSQL'], ['Spreadsheets']),
      number('In how many languages is the editor there?', 30, 2),
      text('In which format does everything leave?', ['Markdown', 'md']),
    ],
  },
  texts: [
    ['A calmer editor', 'article', 'editor', '# Fewer buttons\n\nWe counted what people press.'],
    ['From paper to memos', 'guide', 'import', 'A scanner, a script, and an evening.'],
    ['Search, explained', 'article', 'search', 'Why a word of two letters is found, too.'],
    ['Running it on a small machine', 'guide', 'ops', 'Half a gigabyte is plenty.'],
    [
      'How we translate',
      'handbook',
      'internal',
      '- one owner for each language\n- questions go to the group',
    ],
    ['Ten thousand notes', 'article', 'performance', 'What became slow, and is no longer.'],
    ['The format of version 0', 'guide', 'legacy', 'For those who open old backups.'],
    ['Letters from users', 'article', 'community', 'Printed with their permission.'],
  ],
}

export const vikunjaKnowledge: KnowledgeStory = {
  course: {
    title: 'Getting things done together',
    text: 'Projects, views and reminders for a team that has never had any.',
  },
  lessons: [
    ['One project, one purpose', 'Everything that ends *together* belongs together.'],
    ['Four views', 'List, board, table, Gantt: the same tasks each time.'],
    ['Repeating tasks', 'From the due date, or from the day on which it was done.'],
    ['Reminders that help', 'Two are **enough**: a week before, and in the morning.'],
  ],
  assessment: {
    title: 'Ready for the team?',
    questions: [
      single('Which view shows how tasks overlap in time?', 'Gantt', ['List', 'Board']),
      multiple(
        'From what may a task repeat?',
        ['Its due date', 'The day it was done'],
        ['The weather', 'Its title'],
      ),
      number('How many views does a project have?', 4, 0),
      text('Which protocol brings tasks into a calendar?', ['CalDAV', 'Cal DAV']),
    ],
  },
  texts: [
    ['Why we build it', 'article', 'news', '# Your list\n\nIt should be there when a company is not.'],
    ['Moving in from other lists', 'guide', 'import', 'Five services, each with its own surprises.'],
    ['Keyboard first', 'article', 'accessibility', 'Everything can be reached with `Tab`.'],
    ['Calendars over CalDAV', 'guide', 'calendar', 'Which programs do, and which only say so.'],
    ['How we plan', 'handbook', 'internal', '- a quarter in five lines\n- a week in one'],
    ['What a million tasks taught us', 'article', 'performance', 'Indexes, mostly.'],
    ['Buckets of version 0.20', 'guide', 'legacy', 'How boards were stored once.'],
    ['Thank you, translators', 'article', 'community', 'Twenty-six of you this year.'],
  ],
}

function single(prompt: string, right: string, wrong: readonly string[]): NewQuestion {
  return { kind: 'single', prompt, options: optionsOf([right], wrong) }
}

function multiple(prompt: string, right: readonly string[], wrong: readonly string[]): NewQuestion {
  return { kind: 'multiple', prompt, points: 2, options: optionsOf(right, wrong) }
}

function number(prompt: string, answer: number, tolerance: number): NewQuestion {
  return { kind: 'number', prompt, answer, tolerance }
}

function text(prompt: string, answers: string[]): NewQuestion {
  return { kind: 'text', prompt, answers }
}

function optionsOf(right: readonly string[], wrong: readonly string[]) {
  return [
    ...right.map((text) => ({ text, correct: true })),
    ...wrong.map((text) => ({ text, correct: false })),
  ]
}
