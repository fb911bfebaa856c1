import { expect, test } from 'bun:test'
import { and, eq, sql } from 'drizzle-orm'
import type { Write } from '../src/db/handle.ts'
import { checkRollups } from '../src/metrics/rebuild/check-rollups.ts'
import { rebuildRollups } from '../src/metrics/rebuild/rebuild-rollups.ts'
import { expectNoDrift, rebuild } from './activity.ts'
import { onEachEngine, sharedApp } from './app.ts'
import { NO_TASKS, Work } from './work.ts'

const MINUTE = 60_000
const HOUR = 3_600_000
const DAY = 24 * HOUR
const FRIDAY_NOON = Date.parse('2026-11-20T12:00:00Z')

function dateAfter(days: number): string {
  return new Date(FRIDAY_NOON + days * DAY).toISOString().slice(0, 10)
}

onEachEngine('The work metrics', (engine) => {
  const app = sharedApp(engine)
  const begin = async (name: string, timeZone?: string) => {
    const testApp = await app()
    testApp.clock.at = FRIDAY_NOON
    return Work.of(testApp, name, timeZone)
  }

  test('of an organization without work count none, and say why the rest is null', async () => {
    const ada = await begin('ada')
    const { work_metrics, notes } = await ada.dashboard()
    expect(work_metrics).toEqual({
      tasks_by_status: NO_TASKS,
      overdue: 0,
      completion_rate: null,
      cycle_time_hours: null,
      lead_time_hours: null,
      throughput: null,
      projects_by_status: { planning: 0, active: 0, on_hold: 0, completed: 0, archived: 0 },
      projects_overdue: 0,
    })
    expect(notes).toMatchObject({
      completion_rate: { reason: 'there are no tasks' },
      cycle_time_hours: { reason: 'no task was completed that had been in progress', n: 0, without_start: 0 },
      lead_time_hours: { reason: 'no task was completed', n: 0 },
      throughput: { reason: 'no task was created' },
    })
  })

  test('are none before the organization began', async () => {
    const grace = await begin('grace')
    const { work_metrics, chat_metrics, notes } = await grace.dashboard('2026-11-19')
    expect(new Set(Object.values({ ...work_metrics, ...chat_metrics }))).toEqual(new Set([null]))
    const reason = 'before the organization began'
    expect(notes).toMatchObject({ work_metrics: { reason }, chat_metrics: { reason } })
  })

  test('stand on each day of a history that is summed by days and by spans of days', async () => {
    const work = await begin('dorothy')
    const weeks = 12
    for (let week = 0; week < weeks; week += 1) {
      await work.task({ due_on: dateAfter(week * 7 + 40) })
      work.wait(7 * DAY)
    }
    const days = Array.from({ length: (weeks * 7) / 4 }, (_, i) => i * 4)
    const found: object[] = []
    for (const day of days) {
      const { tasks_by_status, overdue } = (await work.dashboard(dateAfter(day))).work_metrics
      found.push({ day, todo: tasks_by_status.todo, overdue })
    }
    const begun = (day: number) => Math.max(0, Math.floor(day / 7) + 1)
    expect(found).toEqual(days.map((day) => ({ day, todo: begun(day), overdue: begun(day - 41) })))
  })

  test('tell how long tasks take, from the first start to the last completion', async () => {
    const work = await begin('hedy')
    const [slow, quick, unstarted] = [await work.task(), await work.task(), await work.task()]
    work.wait(2 * HOUR)
    await work.change(slow, { status: 'in_progress' })
    await work.change(quick, { status: 'in_progress' })
    work.wait(10 * HOUR)
    await work.change(quick, { status: 'done' })
    await work.change(unstarted, { status: 'done' })
    await work.change(slow, { status: 'done' })
    await work.change(slow, { status: 'todo' })
    work.wait(10 * HOUR)
    await work.change(slow, { status: 'in_progress' })
    work.wait(20 * HOUR)
    await work.change(slow, { status: 'done' })
    const { work_metrics, notes } = await work.dashboard()
    // 10 and 40 hours; 12, 12 and 42.
    expect(work_metrics.cycle_time_hours).toBeCloseTo(10, 0)
    expect(work_metrics.lead_time_hours).toBeCloseTo(12, 0)
    expect(notes.cycle_time_hours).toMatchObject({ n: 2, without_start: 1, days: 30, low_n: true })
    expect(notes.cycle_time_hours.p85).toBeWithin(39.6, 40.5)
    expect(notes.lead_time_hours).toMatchObject({ n: 3 })
    expect(work_metrics.completion_rate).toBe(100)
    // Four completions, of three tasks.
    expect([work_metrics.throughput, notes.throughput.numerator]).toEqual([133.3, 4])
    // They were done at midnight; and on the day that then began the slow one was open again.
    const evening = await work.dashboard('2026-11-20')
    expect(evening.notes.lead_time_hours.n).toBe(0)
    const night = await work.dashboard('2026-11-21')
    expect([night.work_metrics.tasks_by_status.done, night.notes.lead_time_hours.n]).toEqual([2, 2])
    expect(night.notes.cycle_time_hours).toMatchObject({ n: 1, without_start: 1 })
  })

  test('look back on thirty local days', async () => {
    const work = await begin('lynn')
    await work.task({ status: 'done' })
    const seen = async () => {
      const { work_metrics, notes } = await work.dashboard()
      return [notes.lead_time_hours.n, notes.cycle_time_hours.without_start, work_metrics.throughput]
    }
    work.wait(29 * DAY)
    expect(await seen()).toEqual([1, 1, 100])
    work.wait(DAY)
    expect(await seen()).toEqual([0, 0, null])
    expect((await work.dashboard()).work_metrics.tasks_by_status.done).toBe(1)
  })

  test('keep what was completed when it is deleted, and count it no longer', async () => {
    const work = await begin('edsger')
    const task = await work.task({ status: 'in_progress' })
    work.wait(5 * HOUR)
    await work.change(task, { status: 'done' })
    await work.delete('tasks', task)
    const { work_metrics, notes } = await work.dashboard()
    expect(work_metrics).toMatchObject({ tasks_by_status: NO_TASKS, completion_rate: null, throughput: 100 })
    expect([work_metrics.cycle_time_hours, notes.cycle_time_hours.n]).toEqual([5, 1])
    await work.purge(task)
    await expectNoDrift(work.app, work.member)
    await rebuild(work.app, work.member)
    expect((await work.dashboard()).work_metrics).toEqual(work_metrics)
  })

  test('know what is late by the end of a local day, and now to the millisecond', async () => {
    const work = await begin('margaret', 'Asia/Kathmandu')
    // It is a quarter to six in the evening.
    await work.task({ due_on: '2026-11-20' })
    await work.task({ due_at: new Date(FRIDAY_NOON + 10 * MINUTE).toISOString() })
    const overdue = async (asOf?: string) => (await work.dashboard(asOf)).work_metrics.overdue
    const computed = async () => (await work.computed()).work_metrics.overdue
    expect(await overdue()).toBe(0)
    work.wait(10 * MINUTE)
    expect([await overdue(), await computed()]).toEqual([0, 0])
    // What was kept does not outlive its truth, although nobody changed anything.
    work.wait(1)
    expect(await overdue()).toBe(1)
    work.wait(DAY)
    expect([await overdue(), await overdue('2026-11-20'), await overdue('2026-11-21')]).toEqual([2, 1, 2])
  })

  test('stand as they do at the end of a date that returns after the next has begun', async () => {
    const testApp = await app()
    // At one minute past midnight the clock of St. John's goes back to 23:01 of the 6th.
    testApp.clock.at = Date.parse('2010-11-06T12:00:00Z')
    const work = await Work.of(testApp, 'john', 'America/St_Johns')
    const task = await work.task()
    await work.task({ due_at: '2010-11-07T02:30:30.000Z' })
    testApp.clock.at = Date.parse('2010-11-07T02:30:20Z')
    await work.change(task, { status: 'in_progress' })
    const onThe6th = async () => {
      const { tasks_by_status, overdue } = (await work.dashboard('2010-11-06')).work_metrics
      return [tasks_by_status.todo, tasks_by_status.in_progress, overdue]
    }
    // Of the 7th it is half a minute, and most of an hour of the 6th is still to come.
    expect((await work.dashboard()).work_metrics).toMatchObject({
      tasks_by_status: { in_progress: 1 },
      overdue: 0,
    })
    testApp.clock.at += 30_000
    expect((await work.dashboard()).work_metrics.overdue).toBe(1)
    testApp.clock.at = Date.parse('2010-11-07T03:00:00Z')
    expect(await onThe6th()).toEqual([1, 1, 1])
    testApp.clock.at += DAY
    expect(await onThe6th()).toEqual([1, 1, 1])
    await expectNoDrift(work.app, work.member)
  })

  test('go with a project into the trash, and come back with it', async () => {
    const work = await begin('barbara')
    const project = await work.project({ status: 'active' })
    const tasks = [await work.task({ project_id: project }), await work.task({ project_id: project })]
    await work.delete('tasks', tasks[0] ?? '')
    work.wait(DAY)
    await work.delete('projects', project)
    expect(await work.counts()).toEqual([0, 0])
    expect(await work.counts('2026-11-20')).toEqual([1, 1])
    work.wait(DAY)
    await work.restore(project)
    expect(await work.counts()).toEqual([1, 1])
    expect(await work.counts('2026-11-21')).toEqual([0, 0])
    await expectNoDrift(work.app, work.member)
  })

  test('count every one of many changes that come at once', async () => {
    const work = await begin('radia')
    const tasks = await Promise.all(
      Array.from({ length: 24 }, (_, i) => work.task({ due_on: `2026-11-${10 + (i % 9)}` })),
    )
    const statuses = ['in_progress', 'done', 'cancelled', 'todo']
    await Promise.all(tasks.map((task, i) => work.change(task, { status: statuses[i % 4] })))
    const { work_metrics } = await work.dashboard()
    expect(work_metrics.tasks_by_status).toEqual({ todo: 6, in_progress: 6, done: 6, cancelled: 6 })
    expect(work_metrics.overdue).toBe(12)
    await expectNoDrift(work.app, work.member)
  })

  test('of two changes to one task at once count one state', async () => {
    const work = await begin('donald')
    const task = await work.task()
    const statuses = ['in_progress', 'done', 'cancelled', 'todo', 'done']
    await Promise.allSettled([
      ...statuses.map((status) => work.change(task, { status })),
      work.delete('tasks', task),
      work.delete('tasks', task),
    ])
    await expectNoDrift(work.app, work.member)
    expect((await work.counts())[0]).toBe(0)
  })

  test('move with what is done while they are built anew, in another time zone', async () => {
    const work = await begin('katherine')
    const tasks = await Promise.all(Array.from({ length: 130 }, () => work.task({ due_on: '2026-11-19' })))
    let done = false
    const lane = async (of: number) => {
      for (let i = of; !done || i < 12; i += 3) {
        await work.change(tasks[(i * 7) % tasks.length] ?? '', { status: i % 2 ? 'done' : 'in_progress' })
        const fresh = await work.task()
        await work.delete('tasks', fresh)
        if (i % 2) await work.restore(fresh)
      }
    }
    const lanes = [lane(0), lane(1), lane(2)]
    await rebuild(work.app, work.member, 'Asia/Tokyo').finally(() => {
      done = true
    })
    await Promise.all(lanes)
    await expectNoDrift(work.app, work.member)
    const rows = await work.rows()
    expect((await work.dashboard()).work_metrics.tasks_by_status).toEqual(rows)
    expect(await work.generations()).toEqual([2])
  })

  test('include what comes after the last of it was built, and before the new ones are read', async () => {
    const work = await begin('mary')
    await work.task()
    const { db } = work.app.context
    let late: Promise<string> | undefined
    const watched = (id: string) => {
      const here = db.for(id)
      const write = async <T>(body: (tx: Write) => Promise<T>): Promise<T> => {
        const result = await here.write(body)
        // There is nothing more to be built.
        if (result === false) {
          late ??= work.task()
          await late
        }
        return result
      }
      return { read: here.read.bind(here), write }
    }
    const watchedDb = { for: watched, exclusively: db.exclusively.bind(db) }
    await rebuildRollups({ db: watchedDb as unknown as typeof db }, work.member.organization_id, () => {})
    expect(await late).toBeString()
    expect((await work.dashboard()).work_metrics.tasks_by_status.todo).toBe(2)
    await expectNoDrift(work.app, work.member)
  })

  test('of work from before it was counted are built from what is known of it', async () => {
    const work = await begin('ida')
    const project = await work.project({ status: 'active' })
    const task = await work.task({ project_id: project })
    work.wait(3 * HOUR)
    await work.change(task, { status: 'in_progress' })
    work.wait(30 * HOUR)
    await work.change(task, { status: 'done' })
    const gone = await work.task()
    await work.delete('tasks', gone)
    const { work_metrics } = await work.dashboard()
    await work.write(async (tx) => {
      const { work_changes, organizations } = tx.tables
      await tx.delete(work_changes).where(tx.mine(work_changes))
      await tx
        .update(organizations)
        .set({ rollup_version: 2 })
        .where(eq(organizations.id, tx.organization_id))
      await tx.record({ kind: 'organization', id: tx.organization_id, verb: 'changed' })
    })
    // Until they are built, they are not known; and what changes meanwhile is not lost.
    const before = await work.dashboard()
    expect(before.work_metrics).toMatchObject({ tasks_by_status: null, overdue: null })
    expect(before.notes.work_metrics.reason).toMatch(/is being counted/)
    const [point] = await work.trend('tasks_created')
    expect(point).toMatchObject({ value: null, reason: expect.stringMatching(/is being counted/) })
    await work.restore(gone)
    await work.change(project, { status: 'on_hold' }, 'projects')
    await rebuild(work.app, work.member)
    const after = (await work.dashboard()).work_metrics
    expect(after).toEqual({
      ...work_metrics,
      tasks_by_status: { ...NO_TASKS, done: 1, todo: 1 },
      completion_rate: 50,
      projects_by_status: { ...work_metrics.projects_by_status, active: 0, on_hold: 1 },
    })
    await expectNoDrift(work.app, work.member)
  })
})

/** What may be wrong, and the words that must tell it. */
const DAMAGES: Record<string, [damage: (tx: Write) => PromiseLike<unknown>, words: RegExp]> = {
  'a wrong day of a stock': [
    (tx) => {
      const { stock_days: days } = tx.tables
      return tx
        .update(days)
        .set({ amount: sql`${days.amount} + 1` })
        .where(and(tx.mine(days), eq(days.key, 'tasks_done')))
    },
    /^tasks_done of \d{4}-\d\d-\d\d: amount is 2, should be 1/,
  ],
  'a day of a stock that does not exist': [
    (tx) => {
      const { stock_days: days } = tx.tables
      const name = { organization_id: tx.organization_id, generation: 1, span: 1, day: 1, key: 'tasks_none' }
      return tx.insert(days).values({ ...name, amount: 1 })
    },
    /^tasks_none of 1970-01-02: .*amount is 1, should be absent/,
  ],
  'missing days of stocks': [
    (tx) => tx.delete(tx.tables.stock_days).where(tx.mine(tx.tables.stock_days)),
    /missing/,
  ],
  'a wrong number of tasks': [
    (tx) => {
      const { organization_counters: counters } = tx.tables
      return tx
        .update(counters)
        .set({ value: 7 })
        .where(and(tx.mine(counters), eq(counters.key, 'tasks_done')))
    },
    /^number of tasks_done: value is 7/,
  ],
  'a wrong time': [
    (tx) => {
      const { task_times: times } = tx.tables
      return tx
        .update(times)
        .set({ n: sql`${times.n} + 1` })
        .where(and(tx.mine(times), eq(times.kind, 'cycle')))
    },
    /^cycle times of tasks completed on .* n is 2, should be 1/,
  ],
  'a missing time': [
    (tx) => tx.delete(tx.tables.task_times).where(tx.mine(tx.tables.task_times)),
    /^lead times .* n is missing/,
  ],
  'a task that is not as it was last': [
    (tx) => tx.update(tx.tables.tasks).set({ status: 'cancelled' }).where(tx.mine(tx.tables.tasks)),
    /^task .*: status is done, should be cancelled/,
  ],
  'a task that is gone': [
    (tx) => tx.delete(tx.tables.tasks).where(tx.mine(tx.tables.tasks)),
    /^task .*: is_deleted is false/,
  ],
}

onEachEngine('A check of the work metrics', (engine) => {
  const app = sharedApp(engine)

  for (const [what, [damage, words]] of Object.entries(DAMAGES)) {
    test(`finds ${what}, and a rebuild repairs it`, async () => {
      const testApp = await app()
      testApp.clock.at = FRIDAY_NOON
      const work = await Work.of(testApp, `the finder of ${what}`.replaceAll(' ', '-'))
      const task = await work.task({ status: 'in_progress', due_on: '2026-11-21' })
      work.wait(5 * HOUR)
      await work.change(task, { status: 'done' })
      await expectNoDrift(work.app, work.member)
      await work.write(async (tx) => void (await damage(tx)))
      const report = await checkRollups(work.app.context, work.member.organization_id, () => {})
      expect(report.drifts).toBeGreaterThan(0)
      expect(report.examples).toContainEqual(expect.stringMatching(words))
      await rebuild(work.app, work.member)
      await expectNoDrift(work.app, work.member)
    })
  }
})
