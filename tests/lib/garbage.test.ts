import { expect, test } from 'bun:test'
import { Garbage } from '../../src/lib/garbage.ts'

const MIB = 2 ** 20

/** A collector that takes so long each time, and a clock that goes only by it and by hand. */
function collector(takes_ms: number) {
  const at = { now: 0, collected: 0 }
  const collect = () => {
    at.now += takes_ms
    at.collected += 1
  }
  return { at, garbage: new Garbage(collect, () => at.now) }
}

test('What long answers leave is collected when one begins, and once for many that begin together', () => {
  const { at, garbage } = collector(10)
  for (let i = 0; i < 8; i += 1) garbage.begins()
  expect(at.collected).toBe(1)
  at.now += 10_000
  garbage.begins()
  expect(at.collected).toBe(2)
})

test('It is collected as they go on, however many make it', () => {
  const { at, garbage } = collector(10)
  garbage.begins()
  at.now += 1_000
  for (let made = 0; made < 15; made += 1) garbage.made(MIB)
  expect(at.collected).toBe(1)
  garbage.made(MIB)
  expect(at.collected).toBe(2)
})

test('Collecting takes no more than a twentieth of the time, however much is made', () => {
  const { at, garbage } = collector(100)
  for (let ms = 0; ms < 60_000; ms += 1) {
    at.now += 1
    garbage.begins()
    garbage.made(MIB)
  }
  expect(at.collected).toBeGreaterThan(10)
  expect((at.collected * 100) / at.now).toBeLessThan(0.05)
})
