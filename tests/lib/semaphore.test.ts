import { expect, test } from 'bun:test'
import { Semaphore } from '../../src/lib/semaphore.ts'

test('so many at once, the others in the order in which they came', async () => {
  const turns = new Semaphore(2)
  const began: number[] = []
  let inside = 0
  let most = 0
  await Promise.all(
    Array.from({ length: 7 }, async (_, i) => {
      using _turn = await turns.next()
      began.push(i)
      inside += 1
      most = Math.max(most, inside)
      await Bun.sleep(1)
      inside -= 1
    }),
  )
  expect(began).toEqual([0, 1, 2, 3, 4, 5, 6])
  expect(most).toBe(2)
})

test('a turn ends with a failure too', async () => {
  const turns = new Semaphore(1)
  const failing = async () => {
    using _turn = await turns.next()
    throw new Error('on purpose')
  }
  await expect(failing()).rejects.toThrow('on purpose')
  using turn = await turns.next()
  expect(turn).toBeDefined()
})
