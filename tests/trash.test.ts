import { expect, test } from 'bun:test'
import { onEachEngine, sharedApp } from './app.ts'
import { Work } from './work.ts'

onEachEngine('The trash', (engine) => {
  const app = sharedApp(engine)

  test('gives a thing to one of those who bring it back and delete it for good at once', async () => {
    const work = await Work.of(await app(), 'at-once')
    const ask = async (method: string, path: string) =>
      (await (await app()).call(method, `/api/v1/trash/${path}`, { key: work.key })).status
    for (let i = 0; i < 10; i += 1) {
      const id = await work.task()
      await work.delete('tasks', id)
      const answers = await Promise.all([
        ask('POST', `${id}/restore`),
        ask('DELETE', id),
        ask('POST', `${id}/restore`),
      ])
      expect(answers.toSorted()).toEqual([204, 404, 404])
    }
    const [todo] = await work.counts()
    expect(todo).toBe((await work.rows()).todo ?? 0)
  })

  test('takes a task once, however many put it there at once', async () => {
    const work = await Work.of(await app(), 'once')
    for (let i = 0; i < 5; i += 1) {
      const id = await work.task()
      const remove = async () =>
        (await (await app()).call('DELETE', `/api/v1/tasks/${id}`, { key: work.key })).status
      expect((await Promise.all([remove(), remove(), remove()])).toSorted()).toEqual([204, 404, 404])
    }
  })
})
