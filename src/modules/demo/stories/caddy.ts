import type { Story } from '../story.ts'
import { caddyHiring } from './hiring.ts'
import { caddyKnowledge } from './knowledge.ts'

export const caddy: Story = {
  team: 'caddy',
  name: 'Caddy',
  time_zone: 'America/Denver',
  members: [
    { name: 'Marlow Teague', role: 'owner' },
    { name: 'Ines Carvalho', role: 'admin' },
    { name: 'Tobias Renner', role: 'member' },
    { name: 'Wren Abernathy', role: 'member' },
    { name: 'Sunil Mehrotra', role: 'member' },
    { name: 'Odile Fontaine', role: 'member' },
    { name: 'Karl Lindqvist', role: 'member' },
    { name: 'Dell Okada', role: 'viewer' },
  ],
  teams: [
    { name: 'Server', description: 'Listeners, handlers, and what goes over the wire.', members: [0, 2, 4] },
    { name: 'Certificates', description: 'ACME, renewal, and keys.', members: [1, 3] },
    { name: 'Docs', description: 'The manual, the examples, the release notes.', members: [5, 6, 3] },
  ],
  projects: [
    {
      name: 'HTTP/3 by default',
      text: 'No flag any more: every site speaks it.',
      status: 'active',
      ends_in: 24,
      team: 0,
    },
    {
      name: 'Certificate renewal without surprises',
      text: 'Renew early, spread the load, tell people in time.',
      status: 'active',
      ends_in: -5,
      team: 1,
    },
    {
      name: 'Config reload in place',
      text: 'Change what has changed, and leave connections alone.',
      status: 'completed',
      ends_in: -16,
    },
    {
      name: 'A manual for newcomers',
      text: 'From download to a site with TLS in five minutes.',
      status: 'planning',
      ends_in: 60,
      team: 2,
    },
    { name: 'Windows service', text: 'Waits for somebody with a Windows machine.', status: 'on_hold' },
    {
      name: 'Old configuration format',
      text: 'The adapter for version 1 files.',
      status: 'archived',
      ends_in: -45,
    },
  ],
  tasks: [
    [0, 'Retry the handshake after an idle timeout', 'bug http3'],
    [0, 'Advertise HTTP/3 on sites with a custom port', 'http3'],
    [0, 'Measure the loss of packets behind mobile networks', 'performance http3'],
    [0, 'Close streams that a client has abandoned', 'bug http3'],
    [0, 'Log which protocol a request came by', 'logging'],
    [0, 'Turn off 0-RTT for requests that are not safe', 'security http3'],
    [0, 'Raise the UDP receive buffer, or say how', 'performance docs'],
    [0, 'Load test with 10,000 connections on one core', 'performance'],
    [1, 'Renew at two thirds of the lifetime', 'acme'],
    [1, 'Spread renewals over the night', 'acme'],
    [1, 'Warn when a certificate has less than a week', 'acme logging'],
    [1, 'Wildcard certificates fail where DNS answers slowly', 'bug acme'],
    [1, 'Fall back to the second authority after three refusals', 'acme'],
    [1, 'Keep private keys readable by the server alone', 'security'],
    [1, 'Staple OCSP answers that are older than an hour', 'acme performance'],
    [1, 'Show the expiry of each certificate in the admin API', 'admin'],
    [2, 'Keep open connections when only a route has changed', 'reload'],
    [2, 'Refuse a configuration that binds a port twice', 'bug reload'],
    [2, 'Say which line of the file is wrong', 'reload'],
    [2, 'Roll back where the new listener does not start', 'reload'],
    [2, 'Memory grows with each reload', 'bug performance'],
    [3, 'Write the first page: a static site in five minutes', 'docs'],
    [3, 'Examples for reverse proxies that people ask for', 'docs'],
    [3, 'Explain how matchers are combined', 'docs'],
    [3, 'Screenshots of the browser warning and what it means', 'docs'],
    [3, 'Check every command in the manual on a clean machine', 'docs'],
    [4, 'Start and stop as a Windows service', 'windows'],
    [4, 'Find out who can sign the Windows build', 'windows'],
    [5, 'Convert the last three examples of version 1', 'docs'],
    [null, 'Prepare the next release candidate', 'release'],
    [null, 'Answer the security report about header smuggling', 'security'],
    [null, 'Compress answers above a kilobyte only', 'performance'],
    [null, 'Triage the issues without a label', 'community'],
    [null, 'Thank the sponsors of this quarter', 'community'],
    [null, 'Update the Go toolchain', 'release'],
    [null, 'Follow redirects in the health checker', 'bug'],
  ],
  talk: {
    'Retry the handshake after an idle timeout': [
      [2, 'I can reproduce it with the laptop lid closed for two minutes. @4 do you see it on Linux, too?'],
      [4, 'Yes, after 90 seconds. The server has dropped the path, the client has not.'],
      [0, '@2 please make it a test before you mend it.'],
    ],
    'Wildcard certificates fail where DNS answers slowly': [
      [3, 'The challenge is asked for before the record has arrived at all name servers.'],
      [1, 'Then we wait for all of them, with an end after two minutes. @you can you tell the reporter?'],
    ],
    'Memory grows with each reload': [
      [4, 'Found it: the old metrics registry is never let go.'],
      [0, 'Well found. Heap is flat over 500 reloads now.'],
    ],
    'Prepare the next release candidate': [
      [0, 'Everything that is labelled "release" has to be closed before Thursday.'],
      [5, 'The notes are ready but for the part about HTTP/3. @you may I have two sentences?'],
    ],
    'Answer the security report about header smuggling': [
      [1, 'Confirmed for one combination of headers. Please keep this task to ourselves. @you'],
    ],
  },
  groups: [
    {
      title: 'Release',
      members: [0, 1, 2, 4, 5],
      days: [
        [
          [0, 'Next release: what is missing?'],
          [2, 'Two tasks of HTTP/3, both in progress.'],
          [1, 'Renewal is done but for the warning. I want that one in.'],
          [0, 'Then we wait for it.'],
        ],
        [
          [5, 'Release notes are in the repository, please read them once.'],
          [4, 'Benchmarks look fine: 6 % more requests per core than the last one.'],
          [0, 'On the same machine?'],
          [4, 'Same machine, same kernel, five runs.'],
        ],
        [
          [1, 'The staging site has renewed all 40 certificates tonight without a hitch.'],
          [2, 'I will tag the candidate tomorrow morning.'],
        ],
        [
          [2, 'Candidate is tagged. Downloads have begun.'],
          [0, 'Thank you all. Now we listen for a few days.'],
          [5, '@you would you look over the announcement before it goes out?'],
        ],
      ],
    },
    {
      title: 'Support rota',
      members: [3, 5, 6, 1],
      days: [
        [
          [3, 'Many questions about matchers this week. I have begun a page.'],
          [5, 'Good. I take the forum on Monday and Tuesday.'],
        ],
        [
          [6, 'A reader asks for an example with two upstreams and a fallback.'],
          [3, 'That one is in the manual since yesterday.'],
          [6, 'Then it is not easy to find.'],
        ],
        [
          [
            1,
            'I have pinned the answer about rate limits of the authority: half of the questions are that one.',
          ],
        ],
      ],
    },
  ],
  direct: [
    {
      with: 0,
      days: [
        [
          ['you', 'How are we doing with the sponsors?'],
          [0, 'Two new ones. I write to them on Friday.'],
        ],
        [[0, 'Do you have half an hour about the roadmap this week?']],
      ],
    },
    {
      with: 3,
      days: [
        [
          [3, 'The page about matchers is ready for a look.'],
          ['you', 'Read it. The table at the end is what I would put first.'],
          [3, 'Done, thank you.'],
        ],
      ],
    },
  ],
  assistant: {
    title: 'Triage',
    days: [
      [
        ['you', 'Which open reports mention HTTP/3?'],
        [
          'bot',
          'Four: the idle timeout, abandoned streams, custom ports, and one about packet loss that may be a duplicate of the first.',
        ],
        ['you', 'Summarise the first one.'],
        [
          'bot',
          'After about 90 idle seconds the server drops the path while the client keeps it. The next request fails once and succeeds on retry. Two people have reproduced it.',
        ],
      ],
      [['bot', 'The weekly summary is ready: 11 tasks closed, 7 opened, 3 late.']],
    ],
  },
  knowledge: caddyKnowledge,
  hiring: caddyHiring,
  trash: {
    tasks: ['Try the experimental QUIC library', 'Test task, please ignore'],
    project: 'Mascot competition',
    comment: 'Sorry, wrong task.',
  },
  unusual: { days_ago: 1, people: 27, verb: 'commit' },
}
