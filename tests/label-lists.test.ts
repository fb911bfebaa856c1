/** Lists of tasks with a label, in the order in which they were made, beside very many others. */
import { expect, test } from 'bun:test'
import { listTasks } from '../src/modules/tasks/list/list-tasks.ts'
import type { TasksQuery } from '../src/modules/tasks/schema.ts'
import { onEachEngine, sharedApp, type TestApp } from './app.ts'
import { type Member, signUp } from './people.ts'
import { plansOf, statementsOf } from './plans.ts'
import { joinAs, principalOf } from './teams.ts'

const MANY = 2_000
const PAGE = 10

/** `often` is on every second task, `seldom` on every hundredth; every seventh is in the trash, every 40th Ann's. */
const LABELS = { often: 2, seldom: 100 }
const TRASHED = 7
const ANNS = 40

onEachEngine('Lists of tasks with a label', (engine) => {
  const app = sharedApp(engine)

  test('show all of them, once and in their order, whatever lies between', async () => {
    const { here, ada, ann } = await filled('all')
    for (const label of ['often', 'seldom', 'none']) {
      for (const sort of ['created_at', '-created_at'] as const) {
        for (const [who, filters, isShown] of [
          [principalOf(ada, 'owner'), {}, () => true],
          [principalOf(ada, 'owner'), { priority: 'high' }, (i: number) => i % 5 === 0],
          [principalOf(ada, 'owner'), { assignee_id: ann.member_id }, (i: number) => i % ANNS === 0],
          [principalOf(ann, 'member'), {}, (i: number) => i % ANNS === 0],
        ] as const) {
          const expected = numbers(label).filter(isShown)
          if (sort === '-created_at') expected.reverse()
          // Nothing is little; it is so no longer on the way; it is.
          for (const few of [-1, 100, 5_000]) {
            const shown: number[] = []
            for (let cursor: string | null | undefined; cursor !== null; ) {
              const query: TasksQuery = { ...filters, label, sort, limit: 50, ...(cursor && { cursor }) }
              const page = await listTasks(here.context, who, query, few)
              shown.push(...page.items.map(({ title }) => Number(title)))
              cursor = page.next_cursor
            }
            expect({ label, sort, filters, few, shown }).toEqual({
              label,
              sort,
              filters,
              few,
              shown: expected,
            })
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
    for (const filters of [{}, { status: 'todo' }, { assignee_id: ann.member_id }] as const) {
      const query = { ...filters, label: 'often', sort: '-updated_at' } as const
      const asked = () => listTasks(here.context, principalOf(ada, 'owner'), query)
      const { answer, texts } = await statementsOf(here, /\btasks\b/, asked)
      expect(answer.items.length).toBeGreaterThan(20)
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
        return { ...plain, ...rank, ...gone, id: newId(), title: String(i), labels, assignee_id }
      })
      const labelled = rows.flatMap(({ id, labels }) =>
        labels.map((label) => ({ organization_id, task_id: id, label })),
      )
      await here.context.db.for(organization_id).write(async (tx) => {
        await tx.insert(tx.tables.tasks).values(rows)
        await tx.insert(tx.tables.task_labels).values(labelled)
      })
    }
    return { here, ada, ann }
  }
})

function numbers(label: string): number[] {
  return Array.from({ length: MANY }, (_, i) => i).filter((i) => hasLabel(i, label) && i % TRASHED !== 0)
}

function hasLabel(i: number, label: string): boolean {
  return i % (LABELS[label as keyof typeof LABELS] ?? Number.POSITIVE_INFINITY) === 0 && label in LABELS
}
