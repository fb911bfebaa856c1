import { expect, test } from 'bun:test'
import type { Task } from '../src/modules/tasks/schema.ts'
import { callsTo, onEachEngine, sharedApp } from './app.ts'
import { apiKey, type Member, signIn, signUp } from './people.ts'
import { joinAs } from './teams.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const SUMMARY = '/api/v1/tasks/stats/summary'

onEachEngine('The summary of tasks', (engine) => {
  const app = sharedApp(engine)
  const { call, done } = callsTo(app)
  const make = async (by: Member, tasks: object[]): Promise<Task[]> => {
    return (await done('POST', '/tasks/bulk', by, { tasks })).tasks
  }
  const summary = async ({ token }: Member) => (await (await app()).get(SUMMARY, { token })).body

  test('counts what is assigned to one, and one’s own that is assigned to nobody', async () => {
    const ada = await signUp(await app(), 'mine-ada')
    const ben = await joinAs(await app(), ada, 'mine-ben', 'member')
    const viewer = await joinAs(await app(), ada, 'mine-viewer', 'viewer')
    await make(ada, [
      { title: 'own' },
      { title: 'own, assigned to oneself', assignee_id: ada.member_id, status: 'in_progress' },
      { title: 'given away', assignee_id: ben.member_id, status: 'done' },
      { title: 'of another', owner_id: ben.member_id },
      { title: 'of another, assigned', owner_id: ben.member_id, assignee_id: ada.member_id },
      { title: 'of nobody', owner_id: null },
      { title: 'the viewer’s', owner_id: null, assignee_id: viewer.member_id, status: 'cancelled' },
    ])
    const counts = async (by: Member) => {
      const { scope, total, by_status } = await summary(by)
      return [scope, total, ...Object.values(by_status)]
    }
    expect(await counts(ada)).toEqual(['mine', 3, 2, 1, 0, 0])
    expect(await counts(ben)).toEqual(['mine', 2, 1, 0, 1, 0])
    expect(await counts(viewer)).toEqual(['mine', 1, 0, 0, 0, 1])
    const key = await apiKey(await app(), ada, 'read')
    const { body } = await (await app()).get(SUMMARY, { key })
    expect([body.scope, body.total, body.by_status]).toEqual([
      'organization',
      7,
      { todo: 4, in_progress: 1, done: 1, cancelled: 1 },
    ])
    const [mine] = (await call('GET', `/tasks?assignee_id=${ada.member_id}`, ada)).body.items
    await call('DELETE', `/tasks/${mine.id}`, ada)
    expect(await counts(ada)).toEqual(['mine', 2, 2, 0, 0, 0])
    const stranger = await signUp(await app(), 'mine-stranger')
    expect(await counts(stranger)).toEqual(['mine', 0, 0, 0, 0, 0])
  })

  test('says what is late and what is due from Monday to Sunday, by local days', async () => {
    // It is Saturday the 21st there, 02:00: Monday was the 16th.
    const ada = await signUp(await app(), 'due-ada', 'Pacific/Kiritimati')
    const late = [{ due_on: '2026-11-20' }, { due_at: '2026-11-20T11:59:59Z' }]
    const thisWeek = [{ due_on: '2026-11-21' }, { due_on: '2026-11-22' }, { due_at: '2026-11-22T09:59:59Z' }]
    const neither = [
      { due_on: '2026-11-23' },
      { due_at: '2026-11-22T10:00:00Z' },
      { due_on: '2026-11-20', status: 'done' },
      { due_on: '2026-11-22', status: 'cancelled' },
      {},
    ]
    const lateOfLastWeek = [{ due_at: '2026-11-15T09:59:59Z' }]
    const all = [...late, ...thisWeek, ...neither, ...lateOfLastWeek]
    await make(
      ada,
      all.map((one) => ({ title: 'x', ...one })),
    )
    const key = await apiKey(await app(), ada, 'read')
    for (const body of [await summary(ada), (await (await app()).get(SUMMARY, { key })).body]) {
      expect([body.scope, body.overdue, body.due_this_week]).toEqual([body.scope, 3, 5])
    }
    expect((await call('GET', '/tasks?overdue=true&count=true', ada)).body.total).toBe(3)
  })

  test('shows what was made and done on each of seven local days, and what was done last', async () => {
    const { clock } = await app()
    const began = clock.at
    let ada = await signUp(await app(), 'done-ada', 'America/Denver')
    try {
      const tasks = await make(
        ada,
        Array.from({ length: 14 }, (_, i) => ({ title: `${i}` })),
      )
      // In Denver noon in London is 5 in the morning of the same day.
      for (const [i, { id }] of tasks.entries()) {
        clock.at = began + Math.floor(i / 2) * DAY + (i % 2) * HOUR
        ada = await signIn(await app(), ada)
        await call('PATCH', `/tasks/${id}`, ada, { status: 'done' })
      }
      await call('PATCH', `/tasks/${tasks[13]?.id}`, ada, { status: 'todo' })
      const key = await apiKey(await app(), ada, 'read')
      const ofKey = (await (await app()).get(SUMMARY, { key })).body
      const ofAda = await summary(ada)
      expect(ofKey.activity).toEqual(ofAda.activity)
      expect(ofKey.recently_completed).toEqual(ofAda.recently_completed)
      expect(ofAda.activity).toEqual(
        [20, 21, 22, 23, 24, 25, 26].map((day, i) => ({
          date: `2026-11-${day}`,
          created: i === 0 ? 14 : 0,
          completed: i === 6 ? 1 : 2,
        })),
      )
      const { total, items } = ofAda.recently_completed
      expect([total, items.map(({ title }: Task) => Number(title))]).toEqual([
        13,
        [12, 11, 10, 9, 8, 7, 6, 5, 4, 3],
      ])
      clock.at = began + 8 * DAY
      const later = await summary(await signIn(await app(), ada))
      expect(later.activity.map(({ completed }: any) => completed)).toEqual([2, 2, 2, 2, 1, 0, 0])
      expect(later.recently_completed.total).toBe(9)
    } finally {
      clock.at = began
    }
  })
})
