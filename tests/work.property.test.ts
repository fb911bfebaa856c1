import { test } from 'bun:test'
import fc from 'fast-check'
import { rebuild } from './activity.ts'
import { onEachEngine, sharedApp, type TestApp } from './app.ts'
import { localDate, plusDays } from './brute-force.ts'
import { TIMES } from './property-times.ts'
import { type Due, WorkStory } from './work-story.ts'

const MINUTE = 60_000
const RUNS = 6 * TIMES

/** Zones, each with an instant at which something happens to its calendar. */
const PLACES = [
  ['America/New_York', '2026-03-08T07:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30Z'],
  ['America/Santiago', '2026-04-05T03:00Z'],
  ['America/Santiago', '2026-09-06T04:00Z'],
  ['Africa/Casablanca', '2026-02-15T02:00Z'],
  ['Asia/Kathmandu', '2026-03-31T18:15Z'],
  // One minute past midnight the clock went back to 23:01 of the day before.
  ['America/St_Johns', '2010-11-07T02:31Z'],
  // There was no 30th of December.
  ['Pacific/Apia', '2011-12-30T10:00Z'],
  // Three hours back, from 02:00 to 23:00 of the day before.
  ['Antarctica/Casey', '2010-03-04T15:00Z'],
] as const

const TASK_STATUSES = ['todo', 'in_progress', 'done', 'cancelled']
const PROJECT_STATUSES = ['planning', 'active', 'on_hold', 'completed', 'archived']

const due = fc.oneof(
  { weight: 2, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constant({ on: null }) },
  { weight: 3, arbitrary: fc.record({ on: fc.integer({ min: -3, max: 6 }) }) },
  // Minutes from now, and the milliseconds around it.
  {
    weight: 3,
    arbitrary: fc.record({ at: fc.integer({ min: -2000, max: 6000 }), ms: fc.constantFrom(0, -1, 1) }),
  },
)
const step = fc.record({
  // Mostly within the day, and sometimes after a weekend.
  wait: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 200 }) },
    { weight: 2, arbitrary: fc.integer({ min: 200, max: 2000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 2000, max: 6000 }) },
  ),
  what: fc.oneof(
    { weight: 4, arbitrary: fc.constant('create' as const) },
    { weight: 8, arbitrary: fc.constant('change' as const) },
    { weight: 2, arbitrary: fc.constantFrom('delete' as const, 'restore' as const) },
    { weight: 1, arbitrary: fc.constantFrom('purge' as const, 'rebuild' as const) },
    { weight: 2, arbitrary: fc.constant('send' as const) },
  ),
  kind: fc.constantFrom('tasks' as const, 'tasks' as const, 'projects' as const),
  which: fc.nat(50),
  status: fc.nat(30),
  due,
})
const story = fc.record({
  place: fc.constantFrom(...PLACES),
  begun: fc.integer({ min: 0, max: 3 * 24 * 60 }),
  steps: fc.array(step, { minLength: 5, maxLength: 45, size: 'max' }),
  moved: fc.constantFrom('Asia/Tokyo', 'America/St_Johns', 'UTC'),
})
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never
type Step = Story['steps'][number]

onEachEngine('Counts of work and messages that move with each change', (engine) => {
  const app = sharedApp(engine, { RATE_LIMITS: 'off' })
  let told = 0

  test(
    'show on every day what a recount of all that was done shows',
    async () => {
      await fc.assert(
        fc.asyncProperty(story, async (story) => {
          told += 1
          await tell(await app(), `ada${told}`, story)
        }),
        { numRuns: RUNS, interruptAfterTimeLimit: 110_000 * TIMES, markInterruptAsFailure: true },
      )
    },
    120_000 * TIMES,
  )

  async function tell(app: TestApp, name: string, { place, begun, steps, moved }: Story): Promise<void> {
    const [zone, instant] = place
    app.clock.at = Date.parse(instant) - begun * MINUTE
    const work = await WorkStory.begin(app, name, zone)
    for (const [i, step] of steps.entries()) {
      app.clock.at += step.wait * MINUTE
      await take(work, step)
      if (i % 9 === 0) await work.expectRight()
    }
    await work.expectAllRight()
    await rebuild(app, work.member, moved)
    work.timeZone = moved
    await work.expectAllRight()
  }

  async function take(work: WorkStory, { what, kind, which, status: at, due }: Step): Promise<void> {
    const statuses = kind === 'tasks' ? TASK_STATUSES : PROJECT_STATUSES
    // Beyond them all: as it was.
    const status = statuses[at % (statuses.length + 1)]
    switch (what) {
      case 'create':
        return work.create(
          kind,
          status ?? statuses[0] ?? '',
          dueOf(work, due, kind),
          which % 3 ? which : undefined,
        )
      case 'change':
        return work.change(kind, which, status, dueOf(work, due, kind))
      case 'rebuild':
        return rebuild(work.app, work.member)
      case 'send': {
        const sender = which % 4 === 0 ? null : work.member.member_id
        return work.sends(sender)
      }
      default:
        return work[what](kind, which)
    }
  }

  function dueOf({ app, timeZone }: WorkStory, due: Step['due'], kind: string): Due {
    if ('on' in due) {
      return { due_on: due.on === null ? null : plusDays(localDate(timeZone, app.clock.at), due.on) }
    }
    if (!('at' in due)) return {}
    if (kind === 'projects') return { due_on: plusDays(localDate(timeZone, app.clock.at), due.at % 5) }
    return { due_at: app.clock.at + due.at * MINUTE + due.ms }
  }
})
