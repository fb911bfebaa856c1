import { expect, test } from 'bun:test'
import { Throttle } from '../../src/lib/throttle.ts'

test('acts at once, then once for all that is asked meanwhile, and not after its disposal', async () => {
  let acted = 0
  const throttle = new Throttle(30, () => {
    acted += 1
  })
  for (let i = 0; i < 1_000; i += 1) throttle.ask()
  expect(acted).toBe(1)
  await Bun.sleep(50)
  expect(acted).toBe(2)
  throttle.ask()
  throttle.ask()
  throttle[Symbol.dispose]()
  const before = acted
  await Bun.sleep(50)
  expect(acted).toBe(before)
})
