/** For whom the teams of the demo are looking. */
import type { HiringStory } from '../story.ts'

export const caddyHiring: HiringStory = {
  company: {
    name: 'Caddy Works',
    text: 'Web servers for people who have other things to do.',
    location: 'Denver',
  },
  jobs: [
    {
      title: 'Protocol engineer',
      text: '# What you do\n\nHTTP/3, and what comes after it.\n\n- read RFCs and write them down as code\n- measure before and after',
      place: 'remote',
      salary: [9_500_000, 12_500_000, 'USD'],
      applications: 7,
    },
    {
      title: 'Technical writer',
      text: 'The documentation is the product for most who come. You own it.',
      place: 'hybrid',
      salary: [6_000_000, 7_800_000, 'USD'],
      applications: 4,
    },
    {
      title: 'Support engineer',
      text: 'You answer in the forum, and turn what comes twice into a fix.',
      place: 'remote',
      salary: [5_500_000, 7_000_000, 'USD'],
      applications: 5,
    },
    {
      title: 'Security researcher',
      text: 'To be agreed.',
      place: 'remote',
      salary: [10_000_000, 13_000_000, 'USD'],
      applications: 0,
    },
  ],
}

export const honoHiring: HiringStory = {
  company: { name: 'Hono Studio', text: 'A small framework and the people around it.', location: 'Kanagawa' },
  jobs: [
    {
      title: 'TypeScript engineer',
      text: '# What you do\n\nTypes that help and do not get in the way.\n\n- routes, validators, clients\n- five runtimes, one test suite',
      place: 'remote',
      salary: [780_000_000, 1_050_000_000, 'JPY'],
      applications: 7,
    },
    {
      title: 'Developer advocate',
      text: 'You show what can be built in an afternoon, and listen to what was hard.',
      place: 'hybrid',
      salary: [620_000_000, 800_000_000, 'JPY'],
      applications: 4,
    },
    {
      title: 'Test engineer',
      text: 'Benchmarks that can be believed, and tests on every runtime.',
      place: 'on_site',
      salary: [600_000_000, 760_000_000, 'JPY'],
      applications: 5,
    },
    {
      title: 'Community manager',
      text: 'To be agreed.',
      place: 'remote',
      salary: [500_000_000, 650_000_000, 'JPY'],
      applications: 0,
    },
  ],
}

export const karakeepHiring: HiringStory = {
  company: {
    name: 'Karakeep Ltd',
    text: 'Keeps what people have read, and what they mean to read.',
    location: 'London',
  },
  jobs: [
    {
      title: 'Mobile engineer',
      text: '# What you do\n\nOffline reading on both platforms.\n\n- sync that survives a tunnel\n- an extension that asks for little',
      place: 'remote',
      salary: [5_800_000, 7_200_000, 'GBP'],
      applications: 7,
    },
    {
      title: 'Product designer',
      text: 'Lists, highlights and the four reasons why a page could not be read.',
      place: 'hybrid',
      salary: [5_200_000, 6_400_000, 'GBP'],
      applications: 4,
    },
    {
      title: 'Crawler engineer',
      text: 'Slow, walled and broken pages each get an honest answer. You write it.',
      place: 'remote',
      salary: [6_000_000, 7_600_000, 'GBP'],
      applications: 5,
    },
    {
      title: 'Community lead',
      text: 'To be agreed.',
      place: 'remote',
      salary: [4_500_000, 5_500_000, 'GBP'],
      applications: 0,
    },
  ],
}

export const memosHiring: HiringStory = {
  company: {
    name: 'Memos Lab',
    text: 'Notes that are written in seconds and found after years.',
    location: 'Shanghai',
  },
  jobs: [
    {
      title: 'Backend engineer',
      text: '# What you do\n\nStorage, search and an API that stays.\n\n- one binary, three databases\n- migrations that nobody notices',
      place: 'remote',
      salary: [36_000_000, 48_000_000, 'CNY'],
      applications: 7,
    },
    {
      title: 'Editor engineer',
      text: 'Writing a note must be the quickest thing there is: you keep it so.',
      place: 'hybrid',
      salary: [34_000_000, 45_000_000, 'CNY'],
      applications: 4,
    },
    {
      title: 'Translations lead',
      text: 'Thirty languages and their people.',
      place: 'remote',
      salary: [22_000_000, 28_000_000, 'CNY'],
      applications: 5,
    },
    {
      title: 'Designer',
      text: 'To be agreed.',
      place: 'remote',
      salary: [26_000_000, 34_000_000, 'CNY'],
      applications: 0,
    },
  ],
}

export const vikunjaHiring: HiringStory = {
  company: {
    name: 'Vikunja GmbH',
    text: 'To-do lists that belong to those who write them.',
    location: 'Göttingen',
  },
  jobs: [
    {
      title: 'Full-stack engineer',
      text: '# What you do\n\nFrom the database to the last pixel.\n\n- recurring tasks and calendars\n- imports from everywhere',
      place: 'remote',
      salary: [5_600_000, 7_000_000, 'EUR'],
      applications: 7,
    },
    {
      title: 'Accessibility specialist',
      text: 'Keyboards, screen readers, and large type: everything works with each.',
      place: 'hybrid',
      salary: [5_000_000, 6_200_000, 'EUR'],
      applications: 4,
    },
    {
      title: 'Customer support',
      text: 'You answer those who host it themselves, and write down what helped.',
      place: 'remote',
      salary: [4_000_000, 4_800_000, 'EUR'],
      applications: 5,
    },
    {
      title: 'Sales',
      text: 'To be agreed.',
      place: 'remote',
      salary: [4_500_000, 6_000_000, 'EUR'],
      applications: 0,
    },
  ],
}
