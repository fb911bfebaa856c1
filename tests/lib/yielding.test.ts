import { expect, test } from 'bun:test'
import { yieldingEvery } from '../../src/lib/yielding.ts'

test('whoever waits has a turn while long work goes on, and short work is not held up', async () => {
  const yieldNow = yieldingEvery(5)
  let turns = 0
  const timer = setInterval(() => {
    turns += 1
  }, 0)
  const until = (ms: number) => {
    const end = performance.now() + ms
    while (performance.now() < end);
  }
  await yieldNow()
  expect(turns).toBe(0)
  for (let i = 0; i < 10; i += 1) {
    until(6)
    await yieldNow()
  }
  clearInterval(timer)
  expect(turns).toBeGreaterThanOrEqual(9)
})
