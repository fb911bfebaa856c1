import { expect, test } from 'bun:test'
import { growingLru } from '../../src/lib/growing-lru.ts'

test('A cache that grows forgets what was not used for longest, and nothing before it is full', () => {
  const cache = growingLru<string, number>(2)
  cache.set('a', 1)
  cache.set('b', 2)
  expect([cache.get('a'), cache.size]).toEqual([1, 2])
  cache.set('c', 3)
  expect([...cache.keys()]).toEqual(['c', 'a'])
  cache.set('c', 4)
  expect([cache.get('c'), cache.get('a'), cache.get('b')]).toEqual([4, 1, undefined])
})
