import { expect, test } from 'bun:test'
import { LogEnds } from '../src/changes/log-ends.ts'
import type { InstanceRead } from '../src/db/handle.ts'

/** A database whose answers wait until they are let go, and are of when they were asked. */
function slowLog() {
  let end = 0
  const questions: { organizations: string[]; answer: () => void }[] = []
  const each = async (_: unknown, rows: { organization_id: string }[]) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const found = rows.map((row) => ({ ...row, seq: end }))
    questions.push({ organizations: rows.map(({ organization_id }) => organization_id), answer: resolve })
    await promise
    return found
  }
  const instance = { read: (fn: (q: InstanceRead) => unknown) => fn({ each } as unknown as InstanceRead) }
  return {
    ends: new LogEnds({ db: { instance } as never }),
    questions,
    commit: () => {
      end += 1
    },
  }
}

const soon = () => Bun.sleep(0)

test('Whoever asks where the log ends while another is answered is told by the next question, with all who have come', async () => {
  const { ends, questions, commit } = slowLog()
  const first = ends.endOf('a')
  await soon()
  commit()
  const others = Promise.all([ends.endOf('a'), ends.endOf('b'), ends.endOf('a')])
  await soon()
  expect(questions.map(({ organizations }) => organizations)).toEqual([['a']])
  questions[0]?.answer()
  expect(await first).toBe(0)
  await soon()
  expect(questions.map(({ organizations }) => organizations)).toEqual([['a'], ['a', 'b']])
  questions[1]?.answer()
  expect(await others).toEqual([1, 1, 1])
})

test('Where a question is not answered, the next go out beside it, until several are not', async () => {
  const { ends, questions } = slowLog()
  const asked = [ends.endOf('a')]
  for (const name of ['b', 'c']) {
    await soon()
    asked.push(ends.endOf(name))
    while (questions.length < asked.length) await Bun.sleep(10)
  }
  // Two are late by now, or will be: whoever comes waits for the last.
  asked.push(ends.endOf('d'))
  await Bun.sleep(400)
  expect(questions.map(({ organizations }) => organizations)).toEqual([['a'], ['b'], ['c']])
  questions[2]?.answer()
  while (questions.length < asked.length) await Bun.sleep(10)
  for (const { answer } of questions) answer()
  expect(await Promise.all(asked)).toEqual([0, 0, 0, 0])
})

test('A question that fails is the failure of those who asked it alone', async () => {
  let isDown = true
  const read = async () => {
    if (isDown) throw new Error('the database is down')
    return new Map([['a', 7]])
  }
  const ends = new LogEnds({ db: { instance: { read } } as never })
  const failed = await Promise.allSettled([ends.endOf('a'), ends.endOf('b')])
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  isDown = false
  expect(await ends.endOf('a')).toBe(7)
})
