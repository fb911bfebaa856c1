/**
 * What was used most recently, at most `max` of it, in the exact order of use.
 *
 * Promises: takes memory as it fills. A cache that is told its `max` reserves the place of all at once,
 * 1.6 MB for 50,000, and most servers never see so many.
 */
import { LRUCache } from 'lru-cache'

export function growingLru<Key extends {}, Value extends {}>(max: number): LRUCache<Key, Value> {
  return new LRUCache({ maxSize: max, sizeCalculation: () => 1 })
}
