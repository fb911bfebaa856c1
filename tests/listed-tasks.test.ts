/** What lists of tasks say besides: comments, since when something is in progress, what one may do; and labels. */
import { expect, test } from 'bun:test'
import type { Read } from '../src/db/handle.ts'
import { countTasksOf } from '../src/modules/projects/task-counts.ts'
import { callsTo, onEachEngine, sharedApp } from './app.ts'
import { signUp } from './people.ts'
import { joinAs } from './teams.ts'

onEachEngine('Listed tasks', (engine) => {
  const app = sharedApp(engine)
  const { done } = callsTo(app)

  test('say how much is said about each, since when it is in progress, and what one may do', async () => {
    const there = await app()
    const ada = await signUp(there, 'listed-ada')
    const ben = await joinAs(there, ada, 'listed-ben', 'member')
    const { tasks } = await done('POST', '/tasks/bulk', ada, {
      tasks: [{ title: 'shared' }, { title: 'given', assignee_id: ben.member_id }, { title: 'hidden' }],
    })
    const [shared, given] = tasks
    await done('PUT', `/tasks/${shared.id}/shares/members/${ben.member_id}`, ada, { permission: 'view' })
    await done('POST', '/tasks', ben, { title: 'own' })
    for (const body of ['One', 'Two']) await done('POST', `/tasks/${given.id}/comments`, ben, { body })
    const comments = await done('GET', `/tasks/${given.id}/comments`, ben)
    await done('DELETE', `/tasks/${given.id}/comments/${comments.items[0].id}`, ben)
    await done('PATCH', `/tasks/${given.id}`, ben, { status: 'in_progress' })
    const began = new Date(there.clock.at).toISOString()
    there.clock.at += 60_000
    await done('PATCH', `/tasks/${given.id}`, ben, { priority: 'high' })
    const said = async (by: typeof ada) =>
      Object.fromEntries(
        (await done('GET', '/tasks', by)).items.map((one: Record<string, unknown>) => [
          one.title,
          [one.may, one.comment_count, one.in_progress_since],
        ]),
      )
    expect(await said(ben)).toEqual({
      shared: ['view', 0, null],
      given: ['edit', 1, began],
      own: ['manage', 0, null],
    })
    expect((await said(ada)).hidden).toEqual(['manage', 0, null])
    // It stays when it was begun, and is over when it is done.
    await done('PATCH', `/tasks/${given.id}`, ben, { status: 'done' })
    expect((await said(ben)).given).toEqual(['edit', 1, null])
  })

  test('a label is told to whoever sees a task that has it, page by page', async () => {
    const ada = await signUp(await app(), 'labels-ada')
    const ben = await joinAs(await app(), ada, 'labels-ben', 'member')
    const { tasks } = await done('POST', '/tasks/bulk', ada, {
      tasks: [
        { title: 'a', labels: ['garden', 'roses'], assignee_id: ben.member_id },
        { title: 'b', labels: ['garden', 'salary'] },
        { title: 'c', labels: ['gone'] },
      ],
    })
    await done('DELETE', `/tasks/${tasks[2].id}`, ada)
    const labelsOf = async (by: typeof ada) => {
      const labels: string[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: { items: { label: string }[]; next_cursor: string | null } = await done(
          'GET',
          `/tasks/labels?limit=1${cursor && `&cursor=${cursor}`}`,
          by,
        )
        labels.push(...page.items.map(({ label }) => label))
        cursor = page.next_cursor
      }
      return labels
    }
    expect(await labelsOf(ada)).toEqual(['garden', 'roses', 'salary'])
    expect(await labelsOf(ben)).toEqual(['garden', 'roses'])
    expect(await labelsOf(await signUp(await app(), 'labels-stranger'))).toEqual([])
  })

  test('a list of projects says how many tasks each has, if it is asked to', async () => {
    const there = await app()
    const ada = await signUp(there, 'counted-ada')
    const project = async (name: string) => (await done('POST', '/projects', ada, { name })).id as string
    const [garden, house] = [await project('Garden'), await project('House')]
    const { tasks } = await done('POST', '/tasks/bulk', ada, {
      tasks: [
        { title: 'a', project_id: garden, status: 'done', due_on: '2020-01-01' },
        { title: 'b', project_id: garden, due_on: '2020-01-01' },
        { title: 'c', project_id: garden, status: 'in_progress' },
        { title: 'd', project_id: garden, status: 'cancelled' },
        { title: 'e', project_id: garden, due_at: '2099-01-01T00:00:00Z' },
        { title: 'f', project_id: garden },
        { title: 'g' },
      ],
    })
    await done('DELETE', `/tasks/${tasks[5].id}`, ada)
    const { items } = await done('GET', '/projects?tasks=true', ada)
    const none = { todo: 0, in_progress: 0, done: 0, cancelled: 0, late: 0 }
    const some = { todo: 2, in_progress: 1, done: 1, cancelled: 1, late: 1 }
    expect(items.map((one: { tasks: object }) => one.tasks)).toEqual([some, none])
    expect((await done('GET', '/projects', ada)).items[0].tasks).toBeUndefined()
    // What is much is counted in steps, and comes to the same.
    const now = { at: there.clock.at, date: new Date(there.clock.at).toISOString().slice(0, 10) }
    const here = there.context.db.for(ada.organization_id)
    let reading = 0
    let most = 0
    const watched = {
      ...here,
      read: async <T>(fn: (q: Read) => Promise<T>) => {
        reading += 1
        most = Math.max(most, reading)
        return here.read(fn).finally(() => {
          reading -= 1
        })
      },
    }
    const counted = await countTasksOf(watched, [garden, house], now, -1, 2)
    expect([...counted.values()]).toEqual([some, none])
    // One project after the other: all at once, they would hold everybody up.
    expect(most).toBe(1)
  })
})
