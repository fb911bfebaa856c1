/**
 * Many who write at once: nothing is lost, nothing happens twice, and nobody hears of a lock. Five
 * hundred of them: `bun run test:deep writers`.
 */
import { expect, test } from 'bun:test'
import type { Task } from '../src/modules/tasks/schema.ts'
import { type Answer, onEachEngine, sharedApp, untilTaken } from './app.ts'
import { type Member, signUp } from './people.ts'
import { drifts } from './teams.ts'

/** Many times as many as there are connections. */
const WRITERS = Number(process.env.WRITERS ?? 150)
const BULK_SIZE = 20
/** Of them one in so many makes tasks in bulk. */
const BULK_EVERY = 50

onEachEngine('Many writers at once', (engine) => {
  const app = sharedApp(engine)
  const call = async (method: string, path: string, { token }: Member, json?: unknown, headers = {}) => {
    const here = await app()
    const options = { token, headers, ...(json !== undefined && { json }) }
    return untilTaken(() => here.call(method, `/api/v1${path}`, options))
  }
  const everyone = <T>(write: (i: number) => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: WRITERS }, (_, i) => write(i)))
  const statuses = (answers: Answer[]) => {
    const counts: Record<number, number> = {}
    for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1
    return counts
  }
  const total = async (by: Member, query = '') =>
    (await call('GET', `/tasks?count=true&limit=1${query}`, by)).body.total

  test('make as many tasks, in bulk and one by one, and all is counted', async () => {
    const ada = await signUp(await app(), 'many-ada')
    const answers = await everyone((i) =>
      i % BULK_EVERY === 0
        ? call('POST', '/tasks/bulk', ada, { tasks: Array(BULK_SIZE).fill({ title: 'x', labels: ['a'] }) })
        : call('POST', '/tasks', ada, { title: 'x', labels: ['a'] }),
    )
    expect(statuses(answers)).toEqual({ 201: WRITERS })
    const inBulk = Math.ceil(WRITERS / BULK_EVERY)
    const all = WRITERS - inBulk + inBulk * BULK_SIZE
    expect([await total(ada), await total(ada, '&label=a')]).toEqual([all, all])
    expect(await drifts(await app(), ada)).toEqual([])
  }, 120_000)

  test('of the same version of a task: one wins each round, and the others see what it is now', async () => {
    const ada = await signUp(await app(), 'rounds-ada')
    const { body: task } = await call('POST', '/tasks', ada, { title: '0' })
    for (let round = 1; round <= 2; round += 1) {
      const etag = (await call('GET', `/tasks/${task.id}`, ada)).headers.get('etag') ?? ''
      const answers = await everyone((i) =>
        call('PATCH', `/tasks/${task.id}`, ada, { title: `${round}-${i}` }, { 'if-match': etag }),
      )
      expect(statuses(answers)).toEqual({ 200: 1, 412: WRITERS - 1 })
      const now = await call('GET', `/tasks/${task.id}`, ada)
      expect(answers.find(({ status }) => status === 200)?.body).toEqual(now.body)
      const late = answers.filter(({ status }) => status === 412)
      expect(late.every(({ body }) => Bun.deepEquals(body.current, now.body))).toBe(true)
    }
  }, 120_000)

  test('of the same tasks without a condition: each is taken, and every status is remembered', async () => {
    const ada = await signUp(await app(), 'same-ada')
    const tasks: Task[] = (await call('POST', '/tasks/bulk', ada, { tasks: Array(5).fill({ title: 'x' }) }))
      .body.tasks
    const words = ['todo', 'in_progress', 'done', 'cancelled']
    const answers = await everyone((i) => {
      const status = words[i % words.length]
      // In both directions, so that they meet.
      const all = tasks.map(({ id }) => ({ id, status }))
      if (i % 10 === 0)
        return call('PATCH', '/tasks/bulk', ada, { tasks: i % 20 === 0 ? all : all.reverse() })
      return call('PATCH', `/tasks/${tasks[i % tasks.length]?.id}`, ada, { status })
    })
    expect(statuses(answers)).toEqual({ 200: WRITERS })
    for (const { id } of tasks) {
      const { body } = await call('GET', `/tasks/${id}`, ada)
      const { items } = (await call('GET', `/tasks/${id}/statuses?limit=200`, ada)).body
      const changes: { from_status: string | null; to_status: string }[] = items
      // Each begins where another ended, and the last is what the task is.
      expect(changes.filter(({ from_status }) => from_status === null)).toHaveLength(1)
      const ends = (pick: (one: (typeof changes)[number]) => string | null) =>
        Map.groupBy(changes, pick) as Map<string | null, unknown[]>
      const [began, ended] = [ends(({ from_status }) => from_status), ends(({ to_status }) => to_status)]
      for (const word of words) {
        const stays = word === body.status ? 1 : 0
        expect((ended.get(word)?.length ?? 0) - (began.get(word)?.length ?? 0)).toBe(stays)
      }
    }
    expect(await drifts(await app(), ada)).toEqual([])
  }, 120_000)

  test('with the same Idempotency-Key: one task, and nobody is told of another', async () => {
    const ada = await signUp(await app(), 'keys-ada')
    const answers = await everyone((i) =>
      call('POST', '/tasks', ada, { title: `${i % 5}` }, { 'idempotency-key': `key-${i % 5}` }),
    )
    expect(Object.keys(statuses(answers))).toEqual(['201'])
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(5)
    expect(await total(ada)).toBe(5)
  }, 120_000)
})
