import { expect, test } from 'bun:test'
import { FairSemaphore } from '../../src/lib/fair-semaphore.ts'

test('who waits is let in by turns of their keys, whoever has come before', async () => {
  const turns = new FairSemaphore(2)
  const began: string[] = []
  const ends: (() => void)[] = []
  const enter = async (name: string) => {
    using _turn = await turns.next(name.charAt(0))
    began.push(name)
    await new Promise<void>((end) => ends.push(end))
  }
  const all = ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'c1'].map(enter)
  await Bun.sleep(0)
  expect(began).toEqual(['a1', 'a2'])
  for (let left = all.length; left > 0; left -= 1) {
    ends.shift()?.()
    await Bun.sleep(0)
  }
  expect(began).toEqual(['a1', 'a2', 'b1', 'a3', 'c1', 'b2', 'a4'])
  await Promise.all(all)
})

test('so many at once, and a turn ends with a failure, too', async () => {
  const turns = new FairSemaphore(2)
  let inside = 0
  let most = 0
  const entered = Array.from({ length: 9 }, async (_, i) => {
    using _turn = await turns.next(String(i % 2))
    inside += 1
    most = Math.max(most, inside)
    await Bun.sleep(1)
    inside -= 1
    throw new Error('on purpose')
  })
  await Promise.allSettled(entered)
  expect([most, inside]).toEqual([2, 0])
})
