/** Imports as things: what is known of each, and that one which is taken back has never been. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { beginImport, COMMAND_LINE } from '../src/modules/imports/track-import.ts'
import { undoImport as takeBack } from '../src/modules/imports/undo-import.ts'
import {
  deleteEvent,
  expectNoDrift,
  expectSameAsBruteForce,
  expectSamePeriodsAsBruteForce,
  importSent,
  postEvents,
  readDashboard,
  rebuild,
  type Sent,
  undoImport,
} from './activity.ts'
import { onEachEngine, sharedApp, type TestApp } from './app.ts'
import { sameNumbers } from './brute-force.ts'
import { apiKey, type Member, signIn, signUp } from './people.ts'
import { TIMES } from './property-times.ts'

const NOON = Date.parse('2026-11-10T12:00:00Z')
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const RUNS = 4 * TIMES

const event = (id: string, person: string, at: number, core = false): Sent => ({ id, person, at, core })

onEachEngine('An import', (engine) => {
  const app = sharedApp(engine, { RATE_LIMITS: 'off' })

  test('is a thing: who made it when, and what became of it', async () => {
    const ada = await newcomer()
    const key = await apiKey(await app(), ada, 'admin')
    const body = `id,person,occurred_at,verb\n1,grace,2026-11-10T12:00:00Z,a\n1,grace,2026-11-10T12:00:00Z,a\nx\n`
    const path = '/api/v1/events/import?file_name=history.csv'
    const { text } = await (await app()).post(path, { key, body })
    const { import_id: id } = JSON.parse(text.trim().split('\n').at(-1) ?? '')
    await importSent(await app(), ada, [event('2', 'grace', NOON)])
    const { body: list } = await (await app()).get('/api/v1/imports?count=true', ada)
    expect(list).toMatchObject({ total: 2, next_cursor: null })
    const [first, second] = list.items
    expect(first).toEqual({
      ...{ id, state: 'done', author_id: null, api_key_id: expect.any(String), file_name: 'history.csv' },
      created_at: new Date((await app()).clock.at).toISOString(),
      finished_at: new Date((await app()).clock.at).toISOString(),
      ...{ format: 'csv', lines: 3, accepted: 1, duplicates: 1, rejected: 1, removed: 0 },
      errors: [
        { line: 4, code: 'columns', params: { found: 1, expected: 4 }, reason: 'has 1 columns instead of 4' },
      ],
    })
    expect(second).toMatchObject({
      author_id: ada.member_id,
      api_key_id: null,
      format: 'ndjson',
      accepted: 1,
    })
    expect((await (await app()).get(`/api/v1/imports/${id}`, ada)).body).toEqual(first)
    const page = await (await app()).get('/api/v1/imports?limit=1&sort=-created_at', ada)
    expect(page.body.items).toEqual([second])
    const next = await (await app()).get(
      `/api/v1/imports?limit=1&sort=-created_at&cursor=${page.body.next_cursor}`,
      ada,
    )
    expect(next.body.items).toEqual([first])
  })

  test('that is refused for its header is none', async () => {
    const ada = await newcomer()
    const { status } = await (await app()).post('/api/v1/events/import', { token: ada.token, body: 'x' })
    expect(status).toBe(422)
    expect((await (await app()).get('/api/v1/imports', ada)).body.items).toEqual([])
  })

  test('that is taken back has never been, and what others sent stays', async () => {
    const ada = await newcomer()
    const live = [event('live', 'grace', NOON + HOUR, true), event('shared', 'edsger', NOON - 3 * DAY)]
    await postEvents(await app(), ada, live)
    const before = await shown(ada)
    const history = Array.from({ length: 2_500 }, (_, i) =>
      event(`h-${i}`, `person ${i % 40}`, NOON - (i % 400) * DAY + (i % 7) * 11 * MINUTE, i % 3 === 0),
    )
    const around = [
      event('early', 'grace', NOON - 90 * DAY),
      event('beside', 'grace', NOON + HOUR + 5 * MINUTE),
    ]
    const { import_id, accepted } = await importSent(await app(), ada, [...history, ...around, live[1]!])
    expect(accepted).toBe(history.length + around.length)
    expect(await shown(ada)).not.toEqual(before)
    expect(await undoImport(await app(), ada, import_id)).toEqual({
      done: true,
      import_id,
      accepted,
      removed: accepted,
    })
    expect(await shown(ada)).toEqual(before)
    await expectNoDrift(await app(), ada)
    expect(await storedIds(await app(), ada)).toEqual(['live', 'shared'])
    const { body } = await (await app()).get(`/api/v1/imports/${import_id}`, ada)
    expect(body).toMatchObject({ state: 'undone', accepted, removed: accepted })
    // Once more changes nothing, and the same file may come again.
    expect(await undoImport(await app(), ada, import_id)).toMatchObject({ removed: accepted })
    expect((await importSent(await app(), ada, history)).accepted).toBe(history.length)
    await expectNoDrift(await app(), ada)
  })

  test('takes along what another has sent again since: it is stored once, for who brought it first', async () => {
    const ada = await newcomer()
    const { import_id } = await importSent(await app(), ada, [event('1', 'grace', NOON)])
    expect(await postEvents(await app(), ada, [event('1', 'grace', NOON)])).toBe(0)
    await undoImport(await app(), ada, import_id)
    expect(await storedIds(await app(), ada)).toEqual([])
    expect(await postEvents(await app(), ada, [event('1', 'grace', NOON)])).toBe(1)
  })

  test('whose sender is gone in the middle is interrupted, and can be taken back', async () => {
    const ada = await newcomer()
    const lines = Array.from(
      { length: 6_000 },
      (_, i) => `${i},person ${i % 7},2026-11-10T12:00:00Z,${'v'.repeat(80)}\n`,
    )
    let sent = 0
    const body = new ReadableStream({
      pull(controller) {
        sent += 1
        const text = sent === 1 ? `id,person,occurred_at,verb\n${lines.join('')}` : ''
        if (sent === 1) controller.enqueue(new TextEncoder().encode(text))
        else controller.error(new Error('the connection is lost'))
      },
    })
    const { text } = await (await app()).post('/api/v1/events/import', { token: ada.token, body })
    const end = JSON.parse(text.trim().split('\n').at(-1) ?? '')
    const read = async () => (await (await app()).get(`/api/v1/imports/${end.import_id}`, ada)).body
    expect(await read()).toMatchObject({ state: 'interrupted', accepted: end.accepted })
    await undoImport(await app(), ada, end.import_id)
    expect(await read()).toMatchObject({ state: 'undone', removed: end.accepted })
    expect(await storedIds(await app(), ada)).toEqual([])
  })

  test('whose process has ended is shown as interrupted after some minutes', async () => {
    const ada = await newcomer()
    const { context, clock } = await app()
    const { id } = await beginImport(context, ada.organization_id, 'csv', COMMAND_LINE)
    const state = async () => (await (await app()).get(`/api/v1/imports/${id}`, ada)).body.state
    expect(await state()).toBe('running')
    const now = clock.at
    clock.at = now + 5 * MINUTE + 1
    expect(await state()).toBe('interrupted')
    clock.at = now
    expect(await undoImport(await app(), ada, id)).toMatchObject({ removed: 0 })
    expect(await state()).toBe('undone')
  })

  test('that is taken back while it is still running ends, and leaves nothing', async () => {
    const ada = await newcomer()
    const taken = Promise.withResolvers<void>()
    const line = (i: number) => `${i},person ${i % 7},2026-11-10T12:00:00Z,${'v'.repeat(80)}\n`
    let sent = 0
    const body = new ReadableStream({
      async pull(controller) {
        if (sent > 0) await taken.promise
        const lines = Array.from({ length: 3_000 }, (_, i) => line(sent * 3_000 + i)).join('')
        controller.enqueue(
          new TextEncoder().encode(`${sent === 0 ? 'id,person,occurred_at,verb\n' : ''}${lines}`),
        )
        sent += 1
        if (sent === 3) controller.close()
      },
    })
    const importing = (await app()).post('/api/v1/events/import', { token: ada.token, body })
    const running = await eventually(async () => {
      const [one] = (await (await app()).get('/api/v1/imports', ada)).body.items
      return one?.accepted > 0 ? one : null
    })
    expect(running.state).toBe('running')
    await undoImport(await app(), ada, running.id)
    taken.resolve()
    const end = JSON.parse((await importing).text.trim().split('\n').at(-1) ?? '')
    expect(end).toMatchObject({ done: false, error: { code: 'import_undone' } })
    expect(await storedIds(await app(), ada)).toEqual([])
    expect((await (await app()).get(`/api/v1/imports/${running.id}`, ada)).body.state).toBe('undone')
    await expectNoDrift(await app(), ada)
  })

  test('is taken back to its end by a job where nobody goes on', async () => {
    const ada = await newcomer()
    const history = Array.from({ length: 3_000 }, (_, i) => event(`${i}`, `person ${i % 9}`, NOON - i * HOUR))
    const { import_id } = await importSent(await app(), ada, history)
    const { context, clock } = await app()
    // As where the process ends after the first transaction.
    for await (const { removed } of takeBack(context, ada.organization_id, import_id)) if (removed > 0) break
    const read = async () => (await (await app()).get(`/api/v1/imports/${import_id}`, ada)).body
    expect(await read()).toMatchObject({ state: 'undoing', removed: 1_000 })
    const now = clock.at
    await context.cron.run('undo_imports')
    // Somebody may yet go on with it.
    expect((await read()).state).toBe('undoing')
    clock.at = now + 2 * MINUTE
    const done = await context.cron.run('undo_imports')
    clock.at = now
    expect(done).toMatchObject({ outcome: 'done' })
    expect(await read()).toMatchObject({ state: 'undone', removed: history.length })
    await expectNoDrift(await app(), ada)
  })

  test('is taken back by two who ask at once as by one', async () => {
    const ada = await newcomer()
    const history = Array.from({ length: 2_200 }, (_, i) => event(`${i}`, `person ${i % 9}`, NOON - i * HOUR))
    const { import_id } = await importSent(await app(), ada, history)
    await Promise.all([1, 2].map(async () => undoImport(await app(), ada, import_id)))
    const { body } = await (await app()).get(`/api/v1/imports/${import_id}`, ada)
    expect(body).toMatchObject({ state: 'undone', removed: history.length })
    expect(await storedIds(await app(), ada)).toEqual([])
    await expectNoDrift(await app(), ada)
  })

  test('that does not exist, or is of another organization, cannot be taken back', async () => {
    const [ada, eve] = [await newcomer(), await newcomer()]
    const { import_id } = await importSent(await app(), ada, [event('1', 'grace', NOON)])
    for (const [member, id] of [
      [eve, import_id],
      [ada, crypto.randomUUID()],
    ] as const) {
      for (const method of ['GET', 'DELETE']) {
        const answer = await (await app()).call(method, `/api/v1/imports/${id}`, { token: member.token })
        expect(answer).toMatchObject({ status: 404, body: { code: 'import_not_found' } })
      }
    }
    expect(await storedIds(await app(), ada)).toEqual(['1'])
  })

  let told = 0

  test(
    'and its undoing, between others and what comes meanwhile, leave what a recount shows',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          zone,
          fc.array(step, { minLength: 4, maxLength: 14, size: 'max' }),
          async (zone, steps) => {
            told += 1
            const newcomer = await signUp(await app(), `undoing-${told}`, zone)
            await tell(new Story(await app(), await signIn(await app(), newcomer), zone), steps)
          },
        ),
        { numRuns: RUNS, interruptAfterTimeLimit: 50_000 * TIMES, markInterruptAsFailure: true },
      )
    },
    60_000 * TIMES,
  )

  async function newcomer(): Promise<Member> {
    return signUp(await app(), crypto.randomUUID())
  }

  /** All that the dashboard shows, now and on some days. */
  async function shown(member: Member) {
    const days = ['2026-11-20', '2026-11-10', '2026-10-01', '2026-01-15']
    const read = async (day: string) => sameNumbers(await readDashboard(await app(), member, day))
    return Promise.all(days.map((day) => read(day).catch((error) => `${error}`)))
  }
})

const zone = fc.constantFrom('America/New_York', 'Australia/Lord_Howe', 'America/St_Johns', 'UTC')
const acts = fc.array(
  fc.record({
    /** 0 is the member. */
    person: fc.nat(4),
    days: fc.oneof(fc.integer({ min: -3, max: 0 }), fc.integer({ min: -100, max: 0 })),
    quarters: fc.integer({ min: -20, max: 20 }),
    core: fc.boolean(),
    is_known: fc.boolean(),
  }),
  { minLength: 1, maxLength: 25, size: 'max' },
)
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('import' as const), acts }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('live' as const), acts }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('undo' as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rebuild' as const) }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never
type Acts = typeof acts extends fc.Arbitrary<infer T> ? T : never

/** What one organization was sent, and what it must have. */
class Story {
  readonly present = new Map<string, Sent>()
  readonly imports: { id: string; brought: string[] }[] = []
  /** Under way while the next step is taken. */
  meanwhile: Promise<unknown>[] = []
  /** One after the other: a second at the same time is refused. */
  rebuilding = Promise.resolve()
  readonly now: number
  #count = 0

  constructor(
    readonly app: TestApp,
    readonly member: Member,
    readonly zone: string,
  ) {
    this.now = app.clock.at
  }

  events(acts: Acts, mayBeKnown: boolean): Sent[] {
    const known = mayBeKnown ? [...this.present.keys()] : []
    return acts.map(({ person, days, quarters, core, is_known }) => {
      this.#count += 1
      const old = is_known ? known[this.#count % Math.max(1, known.length)] : undefined
      const at = Math.min(this.now, this.now + days * DAY + quarters * 15 * MINUTE)
      const who = person === 0 ? this.member.member_id : `person ${person}`
      return event(old ?? `${this.#count}`, who, at, core)
    })
  }

  /** @returns Those that are new. */
  come(events: Sent[]): string[] {
    const fresh = events.filter(({ id }) => !this.present.has(id))
    for (const one of fresh) this.present.set(one.id, one)
    return fresh.map(({ id }) => id)
  }

  async settle(): Promise<void> {
    await Promise.all(this.meanwhile.splice(0))
  }
}

async function tell(story: Story, steps: Step[]): Promise<void> {
  for (const step of steps) await take(story, step)
  await story.settle()
  const { app, member, present, now, zone } = story
  const ownActs = [now, now].map((at) => ({ person: member.member_id, at, core: false }))
  const history = {
    ...{ time_zone: zone, created_at: now, members: new Map([[member.member_id, now]]) },
    events: [...ownActs, ...present.values()],
  }
  await expectSameAsBruteForce(app, member, history)
  await expectSamePeriodsAsBruteForce(app, member, history, 'week')
  expect((await storedIds(app, member)).toSorted()).toEqual([...present.keys()].toSorted())
  await expectNoDrift(app, member)
}

/** What is live goes on while the next step is taken; all others begin when nothing else is under way. */
async function take(story: Story, step: Step): Promise<void> {
  const { app, member, present, imports } = story
  if (step.kind === 'live') {
    const events = story.events(step.acts, false)
    story.come(events)
    story.meanwhile.push(postEvents(app, member, events))
    return
  }
  if (step.kind === 'undo') {
    const [chosen] = imports.splice(step.which % Math.max(1, imports.length), 1)
    if (chosen) story.meanwhile.push(undoImport(app, member, chosen.id))
    for (const id of chosen?.brought ?? []) present.delete(id)
    return story.settle()
  }
  if (step.kind === 'rebuild') {
    story.rebuilding = story.rebuilding.then(() => rebuild(app, member))
    story.meanwhile.push(story.rebuilding)
    return
  }
  await story.settle()
  if (step.kind === 'import') {
    const events = story.events(step.acts, true)
    const { import_id } = await importSent(app, member, events)
    imports.push({ id: import_id, brought: story.come(events) })
    return
  }
  const id = [...present.keys()][step.which % Math.max(1, present.size)]
  if (id === undefined) return
  present.delete(id)
  await deleteEvent(app, member, id)
}

/** Those that were sent; signing up made one, too. */
async function storedIds(app: TestApp, { organization_id }: Member): Promise<string[]> {
  const rows = await app.context.db.for(organization_id).read((q) => {
    const { activity_events } = q.tables
    return q.select().from(activity_events).where(q.mine(activity_events)).orderBy(activity_events.id)
  })
  return rows.filter(({ verb }) => verb !== 'sign_in').map(({ id }) => id)
}

async function eventually<T>(read: () => Promise<T | null>): Promise<T> {
  for (let i = 0; i < 200; i += 1) {
    const found = await read()
    if (found !== null) return found
    await Bun.sleep(20)
  }
  throw new Error('It has not come.')
}
