/** Lists of tasks with a label, beside very many others. */
import { expect, test } from 'bun:test'
import { and, sql } from 'drizzle-orm'
import { statement } from '../src/db/statement.ts'
import { listTasks } from '../src/modules/tasks/list/list-tasks.ts'
import { NEVER_DUE } from '../src/modules/tasks/list/order.ts'
import type { TasksQuery } from '../src/modules/tasks/schema.ts'
import { onEachEngine, sharedApp, type TestApp } from './app.ts'
import { type Member, signUp } from './people.ts'
import { plansOf, statementsOf } from './plans.ts'
import { joinAs, principalOf } from './teams.ts'

const MANY = 1_000
const PAGE = 10

/** `often` is on every second task, `seldom` on every fiftieth; every seventh is in the trash, every 40th Ann's. */
const LABELS = { often: 2, seldom: 50 }
const TRASHED = 7
const ANNS = 40

/** What came in beside the actions is in no counter. */
const countTasks = statement(`
  insert into organization_counters (organization_id, generation, key, value)
  select o.id, o.rollup_generation, 'tasks_todo', ${MANY} from organizations o where o.id = :organization_id
  on conflict (organization_id, generation, key) do update set value = excluded.value`)

onEachEngine('Lists of tasks with a label', (engine) => {
  const app = sharedApp(engine)

  test('show all of them, once and in their order, whatever lies between', async () => {
    const { here, ada, ann } = await filled('all')
    for (const label of ['often', 'seldom', 'none']) {
      for (const sort of ['created_at', '-created_at', '-updated_at', 'due', '-due'] as const) {
        for (const [who, filters, isShown] of [
          [principalOf(ada, 'owner'), {}, () => true],
          [principalOf(ada, 'owner'), { priority: 'high' }, (i: number) => i % 5 === 0],
          [principalOf(ada, 'owner'), { assignee_id: ann.member_id }, (i: number) => i % ANNS === 0],
          [principalOf(ann, 'member'), {}, (i: number) => i % ANNS === 0],
        ] as const) {
          const expected = inOrder(numbers(label).filter(isShown), sort)
          // Nothing is little; it is so no longer on the way; it is.
          for (const few of [-1, 100, 5_000]) {
            const limit = label === 'often' ? 100 : 5
            const shown: number[] = []
            for (let cursor: string | null | undefined; cursor !== null; ) {
              const query: TasksQuery = { ...filters, label, sort, limit, ...(cursor && { cursor }) }
              const page = await listTasks(here.context, who, query, few)
              shown.push(...page.items.map(({ title }) => Number(title)))
              cursor = page.next_cursor
            }
            const asked = { label, sort, filters, few }
            expect({ ...asked, shown }).toEqual({ ...asked, shown: expected })
          }
        }
      }
    }
  }, 120_000)

  test('cost the same however many there are, on the first page and on a deep one', async () => {
    const { here, ada } = await filled('cost')
    const { organization_id } = ada
    const list = async (query: TasksQuery) => {
      const asked = () => listTasks(here.context, principalOf(ada, 'owner'), { limit: PAGE, ...query })
      const { answer, texts } = await statementsOf(here, /\btask(s|_labels)\b/, asked)
      expect(answer.items).toHaveLength(PAGE)
      return { cursor: answer.next_cursor ?? '', texts }
    }
    const few = await list({ label: 'seldom' })
    const many = await list({ label: 'often' })
    expect(many.texts).toEqual(few.texts)
    let { cursor } = many
    for (let i = 0; i < 20; i += 1) cursor = (await list({ label: 'often', cursor })).cursor
    const deep = await list({ label: 'often', cursor })
    expect(deep.texts).toHaveLength(many.texts.length)
    const plans = await plansOf(here, organization_id, [...many.texts, ...deep.texts])
    const ofLabels = plans.filter(({ text }) => /from "?task_labels\b/.test(text))
    expect(
      ofLabels.filter(
        ({ plan }) => !/task_labels_\w+pk|PRIMARY KEY \(organization_id=\? AND label=\?/.test(plan),
      ),
    ).toEqual([])
    expect(ofLabels.filter(({ plan }) => /\bSort\b|TEMP B-TREE|Seq Scan/.test(plan))).toEqual([])
    expect(ofLabels.length).toBeGreaterThan(1)
  }, 60_000)

  test('look at what has the label, and for no label once more; and counts, at what is seen', async () => {
    const { here, ada, ann } = await filled('once')
    for (const filters of [
      { label: 'seldom' },
      { label: 'seldom', status: 'todo' },
      { label: 'often', assignee_id: ann.member_id },
    ] as const) {
      const query = { ...filters, sort: '-updated_at' } as const
      const asked = () => listTasks(here.context, principalOf(ada, 'owner'), query)
      const { answer, texts } = await statementsOf(here, /\btasks\b/, asked)
      expect(answer.items.length).toBeGreaterThan(10)
      expect(texts.filter((text) => text.includes('task_labels'))).toEqual([])
      const plans = await plansOf(here, ada.organization_id, texts)
      expect(plans.filter(({ plan }) => /(Seq Scan on|SCAN) tasks\b/.test(plan))).toEqual([])
    }
    const count = () => here.call('GET', '/api/v1/tasks/stats/counts', { token: ann.token })
    const { answer, texts } = await statementsOf(here, /\bgroup by\b.*\bassignee_id\b/, count)
    expect(answer.body.total).toBe(numbers('often').filter((i) => i % ANNS === 0).length)
    const [{ plan } = { plan: '' }, ...more] = await plansOf(here, ada.organization_id, texts)
    // SQLite had read all tasks, by an index that begins with the status, to group few of them as they came.
    expect(plan).toMatch(/Index Cond: .*\bid = ANY|organization_id=\? AND id=\?/)
    expect(more).toEqual([])
  }, 60_000)

  test('pass what lacks the label in windows that end together, so that a status without it is not passed to its end', async () => {
    const { here, ada, ann } = await filled('windows')
    const rest = { status: 'done', completed_at: here.clock.at }
    await here.context.db.for(ada.organization_id).write(async (tx) => {
      const { tasks: t } = tx.tables
      // What has the label is done: of what is to do, nothing matches.
      await tx
        .update(t)
        .set(rest)
        .where(and(tx.mine(t), sql`cast(${t.labels} as text) like '%often%'`))
    })
    for (const [who, role, sort, key] of [
      [ada, 'owner', '-updated_at', 'updated_at'],
      [ann, 'member', 'updated_at', 'updated_at'],
      [ada, 'owner', 'due', 'due_order'],
      [ada, 'owner', '-priority', 'priority_rank'],
    ] as const) {
      const query = { label: 'often', sort, limit: 3 } as const
      const asked = () => listTasks(here.context, principalOf(who, role), query, role === 'member' ? -1 : 100)
      const { answer, texts } = await statementsOf(here, /from "?tasks\b.*\btask_labels\b/, asked)
      expect(answer.items).toHaveLength(3)
      expect(texts.length).toBeGreaterThan(0)
      const end = new RegExp(`${key}", "tasks"."id"\\) ${sort.startsWith('-') ? '>=' : '<='} \\(`)
      expect(texts.filter((text) => !end.test(text))).toEqual([])
      // Who may see a task is asked of those with the label alone.
      const labelFirst = texts.filter((text) => / case when exists/.test(text)).length
      expect(labelFirst).toBe(role === 'member' ? texts.length : 0)
      const plans = await plansOf(here, ada.organization_id, texts)
      const bounded = new RegExp(`\\(${key},id\\)[<>]|ROW\\(${key}, .*id\\) [<>]=`)
      expect(plans.filter(({ plan }) => !bounded.test(plan))).toEqual([])
      expect(
        plans.filter(({ plan }) => /\bSort\b|TEMP B-TREE|(Seq Scan on|SCAN) tasks\b/.test(plan)),
      ).toEqual([])
    }
  }, 60_000)

  async function filled(name: string): Promise<{ here: TestApp; ada: Member; ann: Member }> {
    const here = await app()
    const ada = await signUp(here, `${name}-ada`)
    const ann = await joinAs(here, ada, `${name}-ann`, 'member')
    const { organization_id } = ada
    const { newId } = here.context
    const { at } = here.clock
    const plain = { organization_id, description: '', status: 'todo', created_at: at, updated_at: at }
    for (let from = 0; from < MANY; from += 500) {
      const rows = Array.from({ length: 500 }, (_, n) => {
        const i = from + n
        const rank =
          i % 5 === 0 ? { priority: 'high', priority_rank: 3 } : { priority: 'low', priority_rank: 1 }
        const labels = Object.keys(LABELS).filter((label) => hasLabel(i, label))
        const gone = i % TRASHED === 0 ? { deleted_at: at, deleted_by: ada.member_id } : {}
        const assignee_id = i % ANNS === 0 ? ann.member_id : null
        const order = { updated_at: at + changed(i), ...dueAt(i, at) }
        return { ...plain, ...rank, ...gone, ...order, id: newId(), title: String(i), labels, assignee_id }
      })
      const labelled = rows.flatMap(({ id, labels }) =>
        labels.map((label) => ({ organization_id, task_id: id, label })),
      )
      await here.context.db.for(organization_id).write(async (tx) => {
        await tx.insert(tx.tables.tasks).values(rows)
        await tx.insert(tx.tables.task_labels).values(labelled)
      })
    }
    await here.context.db.for(organization_id).write(async (tx) => {
      await tx.all(countTasks)
    })
    return { here, ada, ann }
  }
})

/** After so many milliseconds: several at once, and in another order than they were made. */
function changed(i: number): number {
  return (i * 7) % 100
}

/** Every third at no time. */
function dueAt(i: number, now: number) {
  const due_at = now + ((i * 11) % 200)
  return i % 3 === 0 ? { due_at: null, due_order: NEVER_DUE } : { due_at, due_order: due_at }
}

function inOrder(all: number[], sort: string): number[] {
  const by = sort.replace('-', '')
  const keyOf = (i: number) =>
    ({ created_at: 0, updated_at: changed(i), due: dueAt(i, 0).due_order })[by] ?? 0
  const isLast = (i: number) => Number(by === 'due' && keyOf(i) === NEVER_DUE)
  const sign = sort.startsWith('-') ? -1 : 1
  return all.sort((a, b) => isLast(a) - isLast(b) || sign * (keyOf(a) - keyOf(b) || a - b))
}

function numbers(label: string): number[] {
  return Array.from({ length: MANY }, (_, i) => i).filter((i) => hasLabel(i, label) && i % TRASHED !== 0)
}

function hasLabel(i: number, label: string): boolean {
  return i % (LABELS[label as keyof typeof LABELS] ?? Number.POSITIVE_INFINITY) === 0 && label in LABELS
}
