/** What the trash costs beside very many tasks: neither its list nor its end walks through those. */
import { expect, test } from 'bun:test'
import { EVERY_ORGANIZATION } from '../src/db/database.ts'
import { cleanUpJob } from '../src/operations/clean-up.ts'
import { onEachEngine, sharedApp } from './app.ts'
import { plansOf, statementsOf } from './plans.ts'
import { joinAs } from './teams.ts'
import { Work } from './work.ts'

const MANY = 20_000
const STATEMENTS_OF_A_STEP = 4

onEachEngine('The trash beside very many tasks', (engine) => {
  const app = sharedApp(engine)

  test('is listed, and emptied when it is old, by indexes of its own', async () => {
    const here = await app()
    const work = await Work.of(here, 'full')
    const { organization_id, token } = work.member
    await fill(work)
    const trash = () => here.call('GET', '/api/v1/trash?limit=20', { token })
    const listed = await statementsOf(here, /\btasks\b/, trash)
    expect(listed.answer.body.items).toHaveLength(20)
    const cleanUp = () => cleanUpJob(here.context).run(new AbortController().signal)
    const emptied = await statementsOf(here, /delete from (tasks|projects|teams|task_comments)/, cleanUp)
    expect(emptied.texts).toHaveLength(4)
    const plans = [
      ...(await plansOf(here, organization_id, listed.texts)),
      ...(await plansOf(here, EVERY_ORGANIZATION, emptied.texts)),
    ]
    expect(plans.filter(({ plan }) => /(Seq Scan on|SCAN) tasks\b/.test(plan))).toEqual([])
    const ofTasks = plans.filter(({ text }) => /from tasks\b(?! t\b)/.test(text))
    expect(ofTasks.filter(({ plan }) => !plan.includes('tasks_deleted'))).toEqual([])
    expect(ofTasks).toHaveLength(2)
  }, 120_000)

  test('is listed for a member who may do nothing any more about much of it, by as few queries', async () => {
    const here = await app()
    const work = await Work.of(here, 'lost')
    const { organization_id } = work.member
    const ann = await joinAs(here, work.member, `trash-ann-${engine}`, 'member')
    await fill(work, ann.member_id)
    const list = () => here.call('GET', '/api/v1/trash?limit=20', { token: ann.token })
    const { answer, texts } = await statementsOf(here, /\b(tasks|projects|teams|task_shares)\b/, list)
    expect(answer.body).toEqual({ items: [], next_cursor: null })
    // Twice: the first 21, and all the rest of 200.
    expect(texts.length).toBeLessThanOrEqual(2 * STATEMENTS_OF_A_STEP)
    const plans = await plansOf(here, organization_id, [...new Set(texts)])
    expect(plans.filter(({ plan }) => /(Seq Scan on|SCAN) (tasks|t)\b/.test(plan))).toEqual([])
    const byId = plans.filter(({ text }) => text.includes('from "tasks"'))
    expect(byId).toHaveLength(1)
    expect(byId[0]?.plan).toMatch(/Index Cond: .*\bid = ANY|organization_id=\? AND id=\?/)
  }, 120_000)
})

/** Every hundredth is in the trash. @param deleted_by By whom; nobody owns them. */
async function fill(work: Work, deleted_by = work.member.member_id): Promise<void> {
  const { app, member } = work
  const { organization_id } = member
  const { newId } = app.context
  const at = app.clock.at
  const plain = {
    organization_id,
    title: 'to do',
    description: '',
    status: 'todo',
    priority: 'none',
    labels: [],
  }
  const times = { created_at: at, updated_at: at }
  for (let from = 0; from < MANY; from += 500) {
    const rows = Array.from({ length: 500 }, (_, i) => {
      const deleted = i % 100 === 0 ? { deleted_at: at + i, deleted_by } : {}
      return { ...plain, ...times, ...deleted, id: newId() }
    })
    await work.write(async (tx) => void (await tx.insert(tx.tables.tasks).values(rows)))
  }
}
