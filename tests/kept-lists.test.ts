/** What is kept, of tasks for as long as nothing changes and of the metrics: what is sent is always what is there. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import type { Principal } from '../src/access/principal.ts'
import type { Computed, ResponseCache } from '../src/cache/cache.ts'
import type { Serialised } from '../src/cache/serialised.ts'
import { KeptRanges } from '../src/changes/kept-ranges.ts'
import { findLastSeq } from '../src/changes/log-queries.ts'
import { UnchangedAnswers } from '../src/changes/unchanged-answers.ts'
import { NotVisibleError } from '../src/lib/app-error.ts'
import { etagOf } from '../src/lib/etag.ts'
import { serveActivity, serveActivityCounts } from '../src/metrics/read/serve-activity.ts'
import { serveDashboard } from '../src/metrics/read/serve-dashboard.ts'
import { serveTrends } from '../src/metrics/read/serve-trends.ts'
import { searchTexts } from '../src/modules/search/search-texts.ts'
import { TextKinds } from '../src/modules/search/text-kinds.ts'
import { enterTask } from '../src/modules/tasks/enter-tasks.ts'
import { readerOf } from '../src/modules/tasks/list/count-tasks.ts'
import { listTasks } from '../src/modules/tasks/list/list-tasks.ts'
import { countGroups } from '../src/modules/tasks/list/serve-task-counts.ts'
import type { TasksQuery } from '../src/modules/tasks/schema.ts'
import { summarizeTasks } from '../src/modules/tasks/summary/summarize-tasks.ts'
import { toWire } from '../src/modules/tasks/to-wire.ts'
import { onEachEngine, type TestApp, testApp } from './app.ts'
import { type Member, signUp } from './people.ts'
import { TIMES } from './property-times.ts'
import { joinAs, principalOf } from './teams.ts'

const API = '/api/v1'
const RUNS = TIMES
/** In Denver. */
const MIDNIGHT = Date.parse('2026-11-20T07:00:00Z')
const SECOND = 1_000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE
const QUERIES: TasksQuery[] = [
  {},
  { count: 'true', sort: '-updated_at', limit: 3 },
  { status: 'todo', count: 'true' },
  { overdue: 'true', count: 'true' },
  { due_before: '2026-11-23', sort: 'due' },
  { label: 'red' },
  { text: 'rose' },
]

const ROLES = ['admin', 'member', 'viewer', 'member'] as const
type Role = Parameters<typeof principalOf>[1]

const step = fc.record({
  what: fc.constantFrom(
    ...(['create', 'create', 'change', 'change', 'delete', 'restore', 'share', 'unshare'] as const),
    ...(['join', 'leave', 'project', 'project team', 'move', 'assign', 'wait', 'wait', 'role'] as const),
  ),
  which: fc.nat(20),
  /** Which of two processes is told, by whom, and of whom. What they may not do is refused. */
  told: fc.nat(1),
  by: fc.constantFrom(0, 0, 1, 2),
  who: fc.nat(1),
  // Altogether less than a token lives.
  seconds: fc.integer({ min: 1, max: 30 }),
})
/** What is asked again and again. */
const asked = fc.uniqueArray(fc.nat(QUERIES.length - 1), { minLength: 2, maxLength: 2 })
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

onEachEngine('Kept pages of tasks', (engine) => {
  test(
    'are what is read anew, whoever writes what by whichever process, and whatever time it is',
    async () => {
      await using here = await testApp(engine)
      await using there = await testApp(engine, beside(here))
      let stories = 0
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 12 }), asked, async (steps, queries) => {
          stories += 1
          // Shortly before midnight in Denver.
          for (const { clock } of [here, there]) clock.at = MIDNIGHT + stories * DAY - 3 * MINUTE
          const story = await Story.begin([here, there], `kept-${stories}`)
          for (const [i, one] of steps.entries()) {
            await story.take(one)
            for (const number of queries) await story.look(number)
            await story.lookAtMetrics(i, one.told)
          }
          // Who has not told it hears of it, within a second.
          await story.hear()
        }),
        { numRuns: RUNS, endOnFailure: true },
      )
    },
    60_000 * TIMES,
  )

  test('are not sent again to who has them, and are another page once somebody may see more', async () => {
    await using here = await testApp(engine)
    const ada = await signUp(here, 'kept-ada')
    const grace = await joinAs(here, ada, 'kept-grace', 'member')
    await here.post(`${API}/tasks`, {
      token: ada.token,
      json: { title: 'a', due_at: '2026-11-20T12:10:00Z' },
    })
    const ask = (etag: string | null, by = grace) =>
      here.get(`${API}/tasks`, { token: by.token, headers: { 'if-none-match': etag ?? '' } })
    const nothing = await ask(null)
    expect(nothing.body.items).toEqual([])
    const queries: number[] = []
    for (let times = 0; times < 5; times += 1) {
      const before = here.context.db.stats.count
      expect((await ask(nothing.headers.get('etag'))).status).toBe(304)
      queries.push(here.context.db.stats.count - before)
    }
    // Where the log ends, and nothing else. What runs in the background asks, too, but not each time.
    expect(Math.min(...queries)).toBe(1)
    await here.call('PATCH', `${API}/members/${grace.member_id}`, {
      token: ada.token,
      json: { role: 'admin' },
    })
    const all = await ask(nothing.headers.get('etag'))
    expect([all.status, all.body.items.length, all.body.items[0].overdue]).toEqual([200, 1, false])
    expect((await ask(all.headers.get('etag'), ada)).status).toBe(304)
    here.clock.at += 10 * MINUTE + 1
    const late = await ask(all.headers.get('etag'))
    expect([late.status, late.body.items[0].overdue]).toEqual([200, true])
  })

  test('are read by one of the many who ask at once, and by each where that one fails', async () => {
    await using here = await testApp(engine)
    const ada = await signUp(here, 'kept-crowd')
    const { unchanged } = here.context
    const changes = (title: string) => here.post(`${API}/tasks`, { token: ada.token, json: { title } })
    let read = 0
    const crowd = (fails = false) =>
      Promise.allSettled(
        Array.from({ length: 12 }, () =>
          unchanged.get(ada.organization_id, 'a page', {
            read: async (q) => {
              read += 1
              const mine = read
              await q.all(findLastSeq)
              if (fails && mine === 1) throw new Error('the first is unlucky')
              return mine
            },
            write: async (mine, now) => {
              await Bun.sleep(5)
              return { body: `read ${mine}`, holds_until: now + MINUTE }
            },
          }),
        ),
      )
    const bodies = (answers: PromiseSettledResult<{ body: string }>[]) =>
      answers.map((one) => (one.status === 'fulfilled' ? one.value.body : 'failed'))
    expect(new Set(bodies(await crowd()))).toEqual(new Set(['read 1']))
    expect(read).toBe(1)
    await changes('rose')
    expect(new Set(bodies(await crowd()))).toEqual(new Set(['read 2']))
    await changes('thorn')
    read = 0
    const unlucky = bodies(await crowd(true))
    expect(unlucky.filter((body) => body === 'failed')).toHaveLength(1)
    expect(unlucky.filter((body) => body.startsWith('read'))).toHaveLength(11)
  })

  /** Each of these asks in several transactions, and what one of them is kept of pushes out the other's. */
  test('are counted to the end where what is counted is more than is kept', async () => {
    await using here = await testApp(engine)
    const ada = await signUp(here, 'kept-much')
    const tasks = Array.from({ length: 12 }, (_, i) => ({ title: `rose ${i}` }))
    await here.post(`${API}/tasks/bulk`, { token: ada.token, json: { tasks } })
    const { clock, context } = here
    const principal = principalOf(ada, 'owner')
    for (const bytes of [100, 2_500]) {
      const ranges = new KeptRanges(context, { size: 1, atOnce: 2, bytes })
      const asked = { principal, query: {}, now: clock.now() }
      const counting = countGroups(readerOf(context, asked), { kept: { ranges, query: {} }, few: -1 })
      const summing = summarizeTasks({ ...context, ranges }, principal)
      const [{ counts }, summary] = await Promise.all([counting, summing])
      expect([counts.total, summary.total]).toEqual([12, 12])
    }
  })

  test('are read anew where the database was replaced while they were made', async () => {
    await using here = await testApp(engine)
    const ada = await signUp(here, 'kept-replaced')
    const { db, clock } = here.context
    let replaced = () => {}
    const unchanged = new UnchangedAnswers({
      db: {
        instance: db.instance,
        for: (id) => db.for(id),
        onCommit: (listener) => {
          replaced = () => listener(null)
        },
      },
      clock,
    })
    const made = Promise.withResolvers<void>()
    let read = 0
    const get = () =>
      unchanged.get(ada.organization_id, 'a page', {
        read: async () => ++read,
        write: async (mine, now) => {
          await made.promise
          return { body: `read ${mine}`, holds_until: now + MINUTE }
        },
      })
    const first = get()
    while (read === 0) await Bun.sleep(1)
    replaced()
    made.resolve()
    expect((await first).body).toBe('read 1')
    expect([(await get()).body, (await get()).body]).toEqual(['read 2', 'read 2'])
  })
})

/** Documents of the metrics, and what makes them. */
const METRICS = [
  ['dashboard', serveDashboard],
  ['activity', serveActivity],
  ['activity/counts', serveActivityCounts],
  ['trends', serveTrends],
] as const
const NOTHING_KEPT = {
  get: async (_: string, __: string, compute: () => Promise<Computed<Serialised>>) => (await compute()).fresh,
} as unknown as ResponseCache<Serialised>

function ignoreNotVisible(error: unknown): null {
  if (error instanceof NotVisibleError) return null
  throw error
}

/** Another process on the same database. */
function beside({ config }: TestApp): Record<string, string> {
  const { data_dir, database_url } = config
  return { DATA_DIR: data_dir, ...(database_url && { DATABASE_URL: database_url }) }
}

/** Another process may still take somebody for what they were, for a second at most. */
async function hasHeard({ context, clock }: TestApp, { token }: Member, role: Role): Promise<void> {
  const until = Date.now() + SECOND
  const isOld = () => {
    const known = context.principals.remembered(token, clock.at, performance.now())
    return known?.principal.kind === 'session' && known.principal.role !== role
  }
  while (isOld()) {
    if (Date.now() > until) throw new Error('A process has not heard within a second of a changed role.')
    await Bun.sleep(10)
  }
}

/** Cut so small that a story has several ranges, and reads them in several transactions. */
const SMALL = { size: 2, atOnce: 3 }
/** Of what is read anew nothing is kept, and nothing has to be heard. */
const unheard = { db: { onCommit: () => {} } }

class Story {
  readonly #ranges: readonly KeptRanges[]
  readonly #texts: TextKinds
  readonly #tags = new Map<string, { etag: string; text: string }>()
  readonly #tasks: string[] = []
  readonly #projects: string[] = []
  readonly #roles: Role[] = ['owner', 'member', 'member']

  private constructor(
    readonly apps: readonly [TestApp, TestApp],
    readonly people: readonly [Member, Member, Member],
    readonly team: string,
  ) {
    this.#texts = new TextKinds(apps[0].context.resources)
    this.#ranges = apps.map(({ context }) => new KeptRanges(context, SMALL))
  }

  static async begin(apps: readonly [TestApp, TestApp], name: string): Promise<Story> {
    const [app] = apps
    const ada = await signUp(app, `${name}-ada`, 'America/Denver')
    const [grace, linus] = [
      await joinAs(app, ada, `${name}-grace`, 'member'),
      await joinAs(app, ada, `${name}-linus`, 'member'),
    ]
    const { body } = await app.post(`${API}/teams`, { token: ada.token, json: { name: 'a team' } })
    const story = new Story(apps, [ada, grace, linus], body.id)
    const due_at = new Date(app.clock.at + 10 * SECOND).toISOString()
    const tasks = Array.from({ length: 7 }, (_, i) => ({
      title: `rose ${i}`,
      assignee_id: [null, grace.member_id, linus.member_id][i % 3],
      ...(i % 2 > 0 && { due_at }),
    }))
    const made = await app.post(`${API}/tasks/bulk`, { token: ada.token, json: { tasks } })
    for (const task of made.body.tasks) story.#note(story.#tasks, task)
    return story
  }

  async take({ what, which, told, by: writer, who: number, seconds }: Step): Promise<void> {
    const app = this.apps[told as 0 | 1]
    const [ada, grace, linus] = this.people
    const who = number > 0 ? grace : linus
    const by = this.people[writer] ?? ada
    const task = this.#tasks[which % Math.max(1, this.#tasks.length)] ?? 'none'
    const project = this.#projects[which % Math.max(1, this.#projects.length)] ?? null
    const as = async (method: string, path: string, json?: object, writer = by) =>
      (await app.call(method, `${API}${path}`, { token: writer.token, ...(json && { json }) })).body
    const due = new Date(app.clock.at + seconds * SECOND).toISOString()
    const today = new Date(app.clock.at - 7 * 60 * MINUTE).toISOString().slice(0, 10)
    const member = who.member_id
    const actions: Record<Step['what'], () => Promise<unknown>> = {
      create: async () => {
        const given = {
          title: `rose ${which}`,
          labels: which % 3 > 0 ? ['red'] : [],
          ...(which % 4 > 0 ? { due_at: due } : { due_on: today }),
        }
        const links = { assignee_id: which % 5 > 2 ? member : null, project_id: project }
        this.#note(this.#tasks, await as('POST', '/tasks', { ...given, ...links }))
      },
      change: () => as('PATCH', `/tasks/${task}`, { status: ['todo', 'done'][which % 2], due_at: due }),
      move: () => as('PATCH', `/tasks/${task}`, { team_id: which % 2 > 0 ? this.team : null }),
      assign: () => as('PATCH', `/tasks/${task}`, { assignee_id: which % 4 > 0 ? member : null }),
      delete: () => as('DELETE', `/tasks/${task}`),
      restore: () => as('POST', `/trash/${task}/restore`),
      share: () => as('PUT', `/tasks/${task}/shares/members/${member}`, { permission: 'view' }),
      unshare: () => as('DELETE', `/tasks/${task}/shares/members/${member}`),
      join: () => as('PUT', `/teams/${this.team}/members/${who.member_id}`, { role: 'member' }),
      leave: () => as('DELETE', `/teams/${this.team}/members/${who.member_id}`),
      project: async () => {
        const json = { name: 'a project', ...(which % 2 > 0 && { team_id: this.team }) }
        this.#note(this.#projects, await as('POST', '/projects', json))
      },
      role: async () => {
        const role = ROLES[which % ROLES.length] ?? 'member'
        await as('PATCH', `/members/${member}`, { role }, ada)
        this.#roles[number > 0 ? 1 : 2] = role
        for (const one of this.apps) await hasHeard(one, who, role)
      },
      'project team': () =>
        as('PATCH', `/projects/${project}`, { team_id: which % 2 > 0 ? this.team : null }),
      wait: async () => {
        for (const { clock } of this.apps) clock.at += seconds * SECOND
      },
    }
    await actions[what]()
  }

  #note(made: string[], { id }: { id?: string }): void {
    if (id !== undefined) made.push(id)
  }

  /** Asked by each of them in each process. */
  async look(number: number): Promise<void> {
    const query = QUERIES[number] ?? {}
    for (const [reader, who] of this.people.entries()) {
      for (const [process, app] of this.apps.entries()) {
        const principal = principalOf(who, this.#roles[reader] ?? 'member')
        const page = await listTasks(app.context, principal, query)
        if (page.total !== undefined) {
          // Counted in another way than by what keeps the totals.
          const all = await listTasks(app.context, principal, { ...query, limit: 200 })
          expect(page.total).toBe(all.items.length)
        }
        const path = `/tasks?${new URLSearchParams(query as Record<string, string>)}`
        await this.#compare(`${process} ${reader} ${number}`, app, who, path, page)
        const anew = { ...app.context, ranges: new KeptRanges(unheard) }
        const summary = await summarizeTasks(anew, principal)
        await this.#compare(`${process} ${reader}`, app, who, '/tasks/stats/summary', summary)
        const id = this.#tasks[(number + reader) % Math.max(1, this.#tasks.length)]
        if (id) await this.#compareTask(`${process} ${reader} ${id}`, app, who, principal, id)
        const found = await searchTexts({ ...app.context, texts: this.#texts }, principal, { q: 'rose' })
        await this.#compare(`${process} ${reader} search`, app, who, '/search?q=rose', found)
        const { sort, limit, count, ...filter } = query
        const now = app.clock.at
        const { counts } = await countGroups(readerOf(app.context, { principal, query: filter, now }))
        const countsPath = `/tasks/stats/counts?${new URLSearchParams(filter as Record<string, string>)}`
        await this.#compare(`${process} ${reader} counts ${number}`, app, who, countsPath, counts)
        const ranges = (reader + number) % 2 === process && this.#ranges[process]
        if (!ranges) continue
        expect(await summarizeTasks({ ...app.context, ranges }, principal)).toEqual(summary)
        const keeping = { kept: { ranges, query: filter }, few: -1 }
        const kept = await countGroups(readerOf(app.context, { principal, query: filter, now }), keeping)
        expect(kept.counts).toEqual(counts)
      }
    }
  }

  /** What is kept of the metrics, in the process that was told of the last change. */
  async lookAtMetrics(number: number, told: number): Promise<void> {
    const { kept, anew } = await this.#metrics(this.apps[told as 0 | 1], number)
    expect(kept).toEqual(anew)
  }

  async hear(): Promise<void> {
    for (const app of this.apps) {
      for (const number of METRICS.keys()) {
        const until = Date.now() + SECOND
        let seen = await this.#metrics(app, number)
        while (!Bun.deepEquals(seen.kept, seen.anew) && Date.now() < until) {
          await Bun.sleep(20)
          seen = await this.#metrics(app, number)
        }
        expect(seen.kept).toEqual(seen.anew)
      }
    }
  }

  /** As it was sent, and as it is computed of that time: it may be minutes old, and says so. */
  async #metrics({ context, get }: TestApp, number: number) {
    const [path, serve] = METRICS[number % METRICS.length] ?? METRICS[0]
    const { body } = await get(`${API}/metrics/${path}`, { token: this.people[0].token })
    const generated_at = Date.parse(body.cache_metadata.generated_at)
    const then = { ...context, clock: { now: () => generated_at }, cache: NOTHING_KEPT }
    const principal = principalOf(this.people[0], 'owner')
    const anew = JSON.parse((await serve(then, principal, {})).body)
    // How requests went is counted beside what happened.
    const { cache_metadata: _, system_metrics: __, notes: ___, ...kept } = body
    const { cache_metadata, system_metrics, notes, ...rest } = anew
    return { kept, anew: rest }
  }

  async #compareTask(name: string, app: TestApp, who: Member, principal: Principal, id: string) {
    const anew = await app.context.db.for(who.organization_id).read(async (q) => {
      const entered = await enterTask(q, principal, id, app.clock.now()).catch(ignoreNotVisible)
      return entered && toWire(entered.row, entered.perspective.now)
    })
    const path = `/tasks/${id}`
    if (anew) await this.#compare(name, app, who, path, anew)
    else expect((await app.get(API + path, { token: who.token })).status).toBe(404)
    // The tag is that of the thing, which a change may name.
    if (anew) expect(this.#tags.get(name)?.etag).toBe(etagOf(anew))
  }

  /** What is sent now, or has been sent and is not again, is what was read anew. */
  async #compare(name: string, app: TestApp, { token }: Member, path: string, anew: object): Promise<void> {
    const text = JSON.stringify(anew)
    const had = this.#tags.get(name)
    const headers: Record<string, string> = had ? { 'if-none-match': had.etag } : {}
    const answer = await app.get(API + path, { token, headers })
    expect([name, path, answer.status]).toEqual([name, path, had?.text === text ? 304 : 200])
    expect(answer.status === 304 ? had?.text : answer.text).toBe(text)
    this.#tags.set(name, { etag: answer.headers.get('etag') ?? '', text })
  }
}
