import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { RecentMap } from '../../src/lib/recent-map.ts'

describe('A map of what was used most recently', () => {
  test('forgets what was not used for a whole generation', () => {
    const map = new RecentMap<string, number>(2)
    for (const [index, key] of ['a', 'b', 'c'].entries()) map.set(key, index)
    expect(map.get('a')).toBe(0)
    map.set('d', 3)
    map.set('e', 4)
    map.set('f', 5)
    expect([map.get('a'), map.get('b'), map.get('f')]).toEqual([undefined, undefined, 5])
  })

  test('deletes and clears both generations', () => {
    const map = new RecentMap<string, number>(1)
    map.set('a', 1)
    map.set('b', 2)
    map.delete('a')
    expect([map.get('a'), map.get('b')]).toEqual([undefined, 2])
    map.set('c', 3)
    map.clear()
    expect([...map.entries()]).toEqual([])
  })

  test('keeps the last ones used, never more than twice as many, and never an old value', () => {
    const step = fc.tuple(fc.constantFrom('get', 'set', 'delete'), fc.nat({ max: 12 }))
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(step, { maxLength: 200 }), (max, steps) => {
        const map = new RecentMap<number, number>(max)
        const truth = new Map<number, number>()
        const used: number[] = []
        for (const [at, [what, key]] of steps.entries()) {
          if (what === 'set') {
            map.set(key, at)
            truth.set(key, at)
          } else if (what === 'delete') {
            map.delete(key)
            truth.delete(key)
          } else {
            const found = map.get(key)
            if (found === undefined) continue
            expect(found).toBe(truth.get(key) as number)
          }
          used.push(key)
          const kept = new Map(map.entries())
          expect(kept.size).toBeLessThanOrEqual(2 * max)
          const latest = [...new Set(used.toReversed())].slice(0, max)
          for (const one of latest) expect(kept.get(one)).toBe(truth.get(one) as number)
        }
      }),
    )
  })
})
