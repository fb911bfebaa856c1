import { expect, test } from 'bun:test'
import { yieldingEvery } from '../../src/lib/yielding.ts'

test('whoever waits has a turn while long work goes on, and short work is not held up', async () => {
  let now = 0
  let turns = 0
  const yieldNow = yieldingEvery(5, () => now)
  const step = async (ms: number) => {
    void Bun.sleep(0).then(() => {
      turns += 1
    })
    now += ms
    await yieldNow()
  }
  for (let i = 0; i < 4; i += 1) await step(1)
  expect(turns).toBe(0)
  await step(1)
  expect(turns).toBe(5)
  for (let i = 1; i <= 10; i += 1) {
    await step(6)
    expect(turns).toBe(5 + i)
  }
})
