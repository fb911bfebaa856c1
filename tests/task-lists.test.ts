/** Lists of tasks: their orders, and that every way by which they are read shows the same. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import type { Principal } from '../src/access/principal.ts'
import { KeptRanges } from '../src/changes/kept-ranges.ts'
import { batchStatement } from '../src/db/statement.ts'
import { countTasks, readerOf } from '../src/modules/tasks/list/count-tasks.ts'
import { listTasks } from '../src/modules/tasks/list/list-tasks.ts'
import { FEW } from '../src/modules/tasks/list/selective-plan.ts'
import { countGroups } from '../src/modules/tasks/list/serve-task-counts.ts'
import type { Task, TasksQuery } from '../src/modules/tasks/schema.ts'
import { callsTo, onEachEngine, sharedApp } from './app.ts'
import { type Member, signUp } from './people.ts'
import { joinAs, principalOf, type RoleName } from './teams.ts'

const DAY = 86_400_000
/** Nothing is little; some is; everything is. */
const THRESHOLDS = [-1, 6, FEW]
/** Looked at in a step, where that is much: it takes several. */
const AT_ONCE = 3
const PRIORITIES = ['none', 'low', 'medium', 'high', 'urgent'] as const
const STATUSES = ['todo', 'in_progress', 'done', 'cancelled'] as const

const insertTasks = batchStatement({ id: 'text', owner_id: 'text' })<never, { now: number }>(`
  insert into tasks
    (organization_id, id, title, description, status, priority, owner_id, labels, created_at, updated_at)
  select :organization_id, r.id, '', '', 'todo', 'none', r.owner_id, '[]', cast(:now as bigint), cast(:now as bigint)
  from :rows as r`)

onEachEngine('Lists of tasks', (engine) => {
  const app = sharedApp(engine)
  const { call, done } = callsTo(app)
  const make = async (by: Member, tasks: object[]): Promise<Task[]> => {
    return (await done('POST', '/tasks/bulk', by, { tasks })).tasks
  }
  const titlesOf = async (by: Member, query: string): Promise<string> => {
    const titles: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await call('GET', `/tasks?limit=2&${query}${cursor && `&cursor=${cursor}`}`, by)
      titles.push(...body.items.map(({ title }: Task) => title))
      cursor = body.next_cursor
    }
    return titles.join(' ')
  }

  test('go by the time of making and of the last change, by priority and by what is due', async () => {
    const { clock } = await app()
    const ada = await signUp(await app(), 'orders-ada', 'America/Denver')
    const [a] = await make(ada, [
      { title: 'a', priority: 'high', due_on: '2026-12-01' },
      { title: 'b', priority: 'urgent' },
      { title: 'c', due_at: '2026-12-01T12:00:00Z' },
      { title: 'd', priority: 'low', due_at: '2026-12-02T00:00:00Z', status: 'done' },
      { title: 'e', priority: 'high', status: 'cancelled' },
      { title: 'f', priority: 'medium', due_on: '2026-11-30', status: 'in_progress' },
    ])
    clock.at += 1_000
    await call('PATCH', `/tasks/${a?.id}`, ada, { description: 'changed' })
    clock.at -= 1_000
    for (const [query, titles] of [
      ['', 'a b c d e f'],
      ['sort=-created_at', 'f e d c b a'],
      ['sort=updated_at', 'b c d e f a'],
      ['sort=-updated_at', 'a f e d c b'],
      ['sort=priority', 'c d f a e b'],
      ['sort=-priority', 'b e a f d c'],
      // A date counts as the last millisecond of that day in UTC; what is never due comes last.
      ['sort=due', 'f c a d b e'],
      ['sort=-due', 'd a c f e b'],
      ['sort=due&status=todo', 'c a b'],
      ['sort=-due&status=todo', 'a c b'],
      ['sort=-priority&priority=high', 'e a'],
      ['sort=due&due_after=2026-12-01', 'c a d'],
      ['sort=-due&due_after=2026-12-01', 'd a c'],
      ['sort=-due&due_before=2026-12-01', 'f'],
    ] as const) {
      expect([query, await titlesOf(ada, query)]).toEqual([query, titles])
    }
  })

  test('stay in step while rows change: what was not changed is shown once', async () => {
    const ada = await signUp(await app(), 'step-ada')
    const all = await make(
      ada,
      'abcdefgh'.split('').map((title) => ({ title, priority: 'high' })),
    )
    const first = (await call('GET', '/tasks?sort=-priority&limit=3', ada)).body
    expect(first.items.map(({ title }: Task) => title)).toEqual(['h', 'g', 'f'])
    // Before and behind the place where the next page begins, and that place itself.
    await call('PATCH', '/tasks/bulk', ada, {
      tasks: [
        { id: all[7]?.id, priority: 'none' },
        { id: all[5]?.id, priority: 'urgent' },
        { id: all[0]?.id, priority: 'urgent' },
      ],
    })
    await call('DELETE', `/tasks/${all[3]?.id}`, ada)
    const query = `/tasks?sort=-priority&limit=10&cursor=${first.next_cursor}`
    const next = (await call('GET', query, ada)).body
    expect(next.items.map(({ title }: Task) => title)).toEqual(['e', 'c', 'b', 'h'])
  })

  test('take a cursor only for the order, the filters and the organization that it was given for', async () => {
    const ada = await signUp(await app(), 'cursor-ada')
    const grace = await signUp(await app(), 'cursor-grace')
    await make(ada, [{ title: 'a' }, { title: 'b' }])
    const { next_cursor } = (await call('GET', '/tasks?sort=due&limit=1', ada)).body
    for (const [by, query] of [
      [ada, 'sort=-due'],
      [ada, 'sort=priority'],
      [ada, 'sort=due&status=todo'],
      [grace, 'sort=due'],
    ] as const) {
      const { body } = await call('GET', `/tasks?${query}&cursor=${next_cursor}`, by)
      expect([query, body.code]).toEqual([query, 'invalid_cursor'])
    }
    expect((await call('GET', '/tasks?sort=assignee_id', ada)).status).toBe(422)
  })

  test('take several statuses, tasks of nobody and groups of due dates, and are counted by all of them', async () => {
    const { clock } = await app()
    const ada = await signUp(await app(), 'groups-ada')
    const mine = { assignee_id: ada.member_id }
    await make(ada, [
      { title: 'a', due_on: '2026-11-19', ...mine },
      { title: 'b', due_at: '2026-11-20T12:00:05Z', status: 'in_progress', ...mine },
      { title: 'c', due_on: '2026-11-20' },
      { title: 'd', due_on: '2026-11-27' },
      { title: 'e', due_on: '2026-11-28', ...mine },
      { title: 'f' },
      { title: 'g', due_on: '2026-11-19', status: 'done' },
    ])
    for (const [query, titles] of [
      ['status=todo,in_progress', 'a b c d e f'],
      ['status=done,in_progress', 'b g'],
      ['status=todo,in_progress,done,cancelled', 'a b c d e f g'],
      ['assignee_id=none&status=todo', 'c d f'],
      ['due=late', 'a'],
      ['due=today', 'b c'],
      ['due=week', 'd'],
      ['due=later', 'e'],
      ['due=none&sort=-due', 'f'],
    ] as const) {
      expect([query, await titlesOf(ada, query)]).toEqual([query, titles])
    }
    const counts = async (query = '') => (await call('GET', `/tasks/stats/counts${query}`, ada)).body
    const before = await counts()
    expect(before).toEqual({
      total: 7,
      by_status: { todo: 5, in_progress: 1, done: 1, cancelled: 0 },
      open: {
        by_due: { late: 1, today: 2, week: 1, later: 1, none: 1 },
        by_assignee: [
          { assignee_id: null, count: 3 },
          { assignee_id: ada.member_id, count: 3 },
        ],
      },
    })
    expect((await counts('?status=in_progress&due=today')).total).toBe(1)
    // Nothing has changed but the time.
    clock.at += 6_000
    expect((await counts()).open.by_due).toEqual({ ...before.open.by_due, late: 2, today: 1 })
    expect(await titlesOf(ada, 'due=late')).toBe('a b')
    clock.at -= 6_000
    for (const [query, field] of [
      ['status=todo,open', 'status'],
      ['status=', 'status'],
      ['due=late&overdue=true', 'due'],
      ['due=soon', 'due'],
    ] as const) {
      for (const path of ['/tasks', '/tasks/stats/counts']) {
        const { status, body } = await call('GET', `${path}?${query}`, ada)
        expect([path, query, status, Object.keys(body.fields)]).toEqual([path, query, 422, [field]])
      }
    }
  })

  test('say that there are at least 10,000 where that many, and more, would have to be counted', async () => {
    const { context, clock } = await app()
    const ada = await signUp(await app(), 'many-ada')
    const grace = await joinAs(await app(), ada, 'many-grace', 'member')
    const rows = Array.from({ length: 10_001 }, () => ({ id: context.newId(), owner_id: grace.member_id }))
    await context.db.for(ada.organization_id).write((tx) => tx.each(insertTasks, rows, { now: clock.at }))
    const totals = async (by: Member, query = '') => {
      const { body } = await call('GET', `/tasks?limit=1&count=true${query}`, by)
      return [body.total, body.total_at_least]
    }
    const atLeast = [undefined, 10_000]
    expect([await totals(grace), await totals(grace, '&status=todo')]).toEqual([atLeast, atLeast])
    // Of one person it is little still.
    expect(await totals(ada, `&owner_id=${grace.member_id}`)).toEqual([10_001, undefined])
    for (const id of rows.slice(0, 1).map(({ id }) => id)) await call('DELETE', `/tasks/${id}`, grace)
    expect([await totals(grace), await totals(grace, '&status=todo')]).toEqual([
      [10_000, undefined],
      [10_000, undefined],
    ])
  })

  test('show by every way just what can be read, page by page and counted', async () => {
    const owner = await signUp(await app(), 'ways-owner', 'Pacific/Kiritimati')
    const join = async (name: string, role: RoleName = 'member') => joinAs(await app(), owner, name, role)
    const [ann, ben, cleo, viewer] = [
      await join('ways-ann'),
      await join('ways-ben'),
      await join('ways-cleo'),
      await join('ways-viewer', 'viewer'),
    ]
    const team_id = (await call('POST', '/teams', ann, { name: 'Roses' })).body.id as string
    const other = (await call('POST', '/teams', cleo, { name: 'Tulips' })).body.id as string
    await call('PUT', `/teams/${team_id}/members/${ben.member_id}`, ann, { role: 'member' })
    const projects: string[] = []
    for (const team of [null, team_id, other]) {
      projects.push((await call('POST', '/projects', owner, { name: 'P', team_id: team })).body.id)
    }
    const people: [Member, RoleName][] = [
      ...([[owner, 'owner']] as [Member, RoleName][]),
      ...[ann, ben, cleo].map((one): [Member, RoleName] => [one, 'member']),
      [viewer, 'viewer'],
    ]
    const ids = people.map(([{ member_id }]) => member_id)
    const dates = ['2026-11-18', '2026-11-20', '2026-11-21', '2026-11-22']
    const instants = ['2026-11-20T11:59:59.000Z', '2026-11-21T23:59:59.999Z', '2026-12-01T00:00:00.000Z']
    const due = fc.oneof(
      fc.constant({}),
      fc.constantFrom(...dates).map((due_on) => ({ due_on })),
      fc.constantFrom(...instants).map((due_at) => ({ due_at })),
    )
    const task = fc.record({
      owner_id: fc.constantFrom(null, ...ids),
      assignee_id: fc.constantFrom(null, ...ids),
      team_id: fc.constantFrom(null, null, team_id, other),
      project_id: fc.constantFrom(null, null, ...projects),
      status: fc.constantFrom(...STATUSES),
      priority: fc.constantFrom(...PRIORITIES),
      // One of them on few.
      labels: fc
        .tuple(fc.subarray(['x', 'y']), fc.nat(14))
        .map(([some, rare]) => (rare === 0 ? [...some, 'rare'] : some)),
    })
    const withWhom = [...ids.map((id) => `members/${id}`), `teams/${team_id}`, `teams/${other}`]
    const made = fc.record({ task, due, share: fc.constantFrom(null, ...withWhom), isDeleted: fc.nat(8) })
    const sometimes = <T>(...values: T[]) =>
      fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 })
    const query: fc.Arbitrary<TasksQuery> = fc
      .record({
        sort: fc.constantFrom('created_at', 'updated_at', 'due', 'priority'),
        direction: fc.constantFrom('', '-'),
        status: sometimes(...STATUSES, 'todo,done', 'cancelled,in_progress', 'todo,in_progress'),
        priority: sometimes(...PRIORITIES),
        assignee_id: sometimes(...ids, 'none'),
        owner_id: sometimes(...ids),
        team_id: sometimes(team_id, other),
        project_id: sometimes(...projects),
        label: sometimes('x', 'y', 'z', 'rare'),
        due_before: sometimes(...dates),
        due_after: sometimes(...dates),
        overdue: sometimes('true' as const),
        due: sometimes(...DUE_GROUPS),
        kept: fc.subarray(FILTERS, { maxLength: 3 }),
      })
      .map(({ sort, direction, kept, ...filters }) => {
        const some = Object.entries(filters).filter(
          ([name, value]) =>
            value !== undefined &&
            kept.includes(name as any) &&
            // It stands for itself.
            !(name === 'due' && kept.some((one) => DUE_FILTERS.includes(one))),
        )
        return { ...Object.fromEntries(some), sort: `${direction}${sort}`, count: 'true' } as TasksQuery
      })

    /** Labels are read in ways of their own, in the order of the ids and in the others. */
    const byLabel = fc
      .tuple(query, fc.constantFrom('x', 'rare'), fc.boolean())
      .map(([one, label, isById]): TasksQuery => {
        const byId = one.sort?.startsWith('-') ? '-created_at' : 'created_at'
        return { ...one, label, ...(isById && { sort: byId }) }
      })

    /** And so is what holds words: the titles hold those of the labels. */
    const byText = fc
      .record({ sort: fc.constantFrom('created_at', '-created_at'), status: sometimes('todo,done') })
      .map(
        ({ sort, status }) =>
          ({ text: 'rosex', sort, count: 'true', ...(status && { status }) }) as TasksQuery,
      )

    const { context, clock } = await app()
    const seen = new Map<string, Task[]>(ids.map((id) => [id, []]))
    // Cut so small that there are several ranges, and kept from one case to the next.
    const ranges = new KeptRanges(context, { size: 2, atOnce: 3 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(made, { minLength: 1, maxLength: 10 }),
        fc.array(fc.oneof(query, query, byLabel, byText), { minLength: 4, maxLength: 6 }),
        async (some, queries) => {
          const tasks = await make(
            owner,
            some.map(({ task, due }) => ({ title: titleOf(task.labels), ...task, ...due })),
          )
          for (const [i, { id }] of tasks.entries()) {
            const { share, isDeleted } = some[i] as (typeof some)[number]
            if (share) await call('PUT', `/tasks/${id}/shares/${share}`, owner, { permission: 'view' })
            if (isDeleted === 0) await call('DELETE', `/tasks/${id}`, owner)
            for (const [by] of people) {
              const { status, body } = await call('GET', `/tasks/${id}`, by)
              expect(status === 200 || status === 404).toBe(true)
              if (status === 200) seen.get(by.member_id)?.push(body)
            }
          }
          for (const [by, role] of people) {
            for (const [i, query] of queries.entries()) {
              const expected = expectedIds(seen.get(by.member_id) ?? [], query)
              for (const few of THRESHOLDS) {
                const { shown, total } = await allPages(principalOf(by, role), query, few)
                expect({ query, role, few, shown, total }).toEqual({
                  ...{ query, role, few, shown: expected },
                  total: expected.length,
                })
                // Each question by one of the ways, all ways by some question.
                if (few !== THRESHOLDS[i % THRESHOLDS.length]) continue
                const { count: _, sort: __, ...filters } = query
                const asked = { principal: principalOf(by, role), query: filters, now: clock.at }
                const read = readerOf(context, asked)
                const all = { total: expected.length }
                const counting = { few, atOnce: AT_ONCE }
                expect(await countTasks(read, counting)).toEqual(all)
                const some = await countTasks(read, { ...counting, enough: 3 })
                expect([all, { total_at_least: 3 }]).toContainEqual(some)
                if (expected.length <= 3) expect(some).toEqual(all)
                const kept = i % 2 === 0 ? { kept: { ranges, query: filters }, few: -1 } : { few }
                const { counts } = await countGroups(read, { ...kept, atOnce: AT_ONCE })
                expect<object>({ query, role, few, ...counts }).toEqual({
                  ...{ query, role, few },
                  ...expectedCounts(seen.get(by.member_id) ?? [], filters),
                })
              }
            }
          }
        },
      ),
      { numRuns: 6 },
    )

    async function allPages(principal: Principal, query: TasksQuery, few: number) {
      const shown: string[] = []
      let total: number | undefined
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const asked = { ...query, limit: 4, ...(cursor !== undefined && { cursor }) }
        const page = await listTasks(context, principal, asked, few)
        shown.push(...page.items.map(({ id }) => id))
        total = page.total
        cursor = page.next_cursor
      }
      return { shown, total }
    }
  }, 120_000)
})

const FILTERS = [
  ...(['status', 'priority', 'assignee_id', 'owner_id', 'team_id', 'project_id', 'label'] as const),
  ...(['due_before', 'due_after', 'overdue', 'due'] as const),
]
const DUE_GROUPS = ['late', 'today', 'week', 'later', 'none'] as const
const DUE_FILTERS: readonly string[] = ['due_before', 'due_after', 'overdue']
/** The clock of the tests, and the local date then, 14 hours ahead of UTC. */
const NOW = { date: '2026-11-21', at: Date.parse('2026-11-20T12:00:00Z') }

/** What a list shows, found out by looking at every task that can be read. */
function titleOf(labels: readonly string[]): string {
  return ['a task', ...labels.map((label) => `rose${label}`)].join(' ')
}

function expectedIds(tasks: Task[], query: TasksQuery): string[] {
  const { sort = 'created_at', label, text, due_before, due_after, overdue } = query
  const equal = ['priority', 'owner_id', 'team_id', 'project_id'] as const
  const { status, assignee_id, due: group } = query
  // 14 hours ahead of UTC.
  const localStart = (date: string) => Date.parse(`${date}T00:00:00Z`) - 14 * 3_600_000
  const isDue = (task: Task, is: (date: string, at: number) => boolean) =>
    (task.due_on !== null && is(task.due_on, localStart(task.due_on))) ||
    (task.due_at !== null && is('', Date.parse(task.due_at)))
  const matching = tasks.filter(
    (task) =>
      equal.every((name) => query[name] === undefined || task[name] === query[name]) &&
      (status === undefined || status.split(',').includes(task.status)) &&
      (assignee_id === undefined || (task.assignee_id ?? 'none') === assignee_id) &&
      (group === undefined || groupOf(task) === group) &&
      (label === undefined || task.labels.includes(label)) &&
      (text === undefined || task.title.includes(text)) &&
      (due_before === undefined || isDue(task, (_, at) => at < localStart(due_before))) &&
      (due_after === undefined || isDue(task, (_, at) => at >= localStart(due_after))) &&
      (overdue === undefined || task.overdue),
  )
  const keyOf = (task: Task): number => {
    if (sort.endsWith('created_at')) return 0
    if (sort.endsWith('updated_at')) return Date.parse(task.updated_at)
    if (sort.endsWith('priority')) return PRIORITIES.indexOf(task.priority)
    if (task.due_at !== null) return Date.parse(task.due_at)
    return task.due_on === null ? Number.NaN : Date.parse(`${task.due_on}T00:00:00Z`) + DAY - 1
  }
  const sign = sort.startsWith('-') ? -1 : 1
  const byId = (a: Task, b: Task) => (a.id < b.id ? -sign : sign)
  const [due, never] = [true, false].map((is) => matching.filter((task) => !Number.isNaN(keyOf(task)) === is))
  return [
    ...(due ?? []).sort((a, b) => sign * (keyOf(a) - keyOf(b)) || byId(a, b)),
    ...(never ?? []).sort(byId),
  ].map(({ id }) => id)
}

/** Of what is closed, what was to be done before now is in no group. */
function groupOf({ due_on, due_at, overdue }: Task): (typeof DUE_GROUPS)[number] | null {
  if (overdue) return 'late'
  if (due_on === null && due_at === null) return 'none'
  const date = due_on ?? new Date(Date.parse(due_at ?? '') + 14 * 3_600_000).toISOString().slice(0, 10)
  if (date < NOW.date || (due_at !== null && Date.parse(due_at) < NOW.at)) return null
  const ahead = (Date.parse(date) - Date.parse(NOW.date)) / DAY
  return ahead === 0 ? 'today' : ahead <= 7 ? 'week' : 'later'
}

function expectedCounts(tasks: Task[], query: TasksQuery) {
  const ids = new Set(expectedIds(tasks, query))
  const matching = tasks.filter(({ id }) => ids.has(id))
  const open = matching.filter(({ status }) => status === 'todo' || status === 'in_progress')
  const counted = <T extends string>(names: readonly T[], some: Task[], of: (task: Task) => string | null) =>
    Object.fromEntries(names.map((name) => [name, some.filter((task) => of(task) === name).length]))
  const people = Object.entries(Object.groupBy(open, ({ assignee_id }) => assignee_id ?? ''))
  return {
    total: matching.length,
    by_status: counted(STATUSES, matching, ({ status }) => status),
    open: {
      by_due: counted(DUE_GROUPS, open, groupOf),
      by_assignee: people
        .map(([id, some]) => ({ assignee_id: id || null, count: some?.length }))
        .sort(
          (a, b) =>
            (b.count ?? 0) - (a.count ?? 0) || ((a.assignee_id ?? '') < (b.assignee_id ?? '') ? -1 : 1),
        ),
    },
  }
}
