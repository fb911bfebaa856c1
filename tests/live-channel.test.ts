/** What wakes those who listen, and what a commit costs them. */
import { expect, test } from 'bun:test'
import type { Fact } from '../src/db/facts.ts'
import { Channel, type Part } from '../src/live/channel.ts'

/** A channel over a log that ends at `log.seq`. */
function channel(log = { seq: 0 }) {
  const woken: Part[] = []
  let reads = 0
  const read = async () => {
    reads += 1
    return [{ seq: log.seq }]
  }
  const db = { for: () => ({ read }) } as any
  const one = new Channel({ db, reader: {} as any }, 'organization')
  one.listeners.add({ wake: (part) => woken.push(part) })
  const hear = (facts: Fact[] | null, changes_access = false) => one.hear({ facts, changes_access })
  return { hear, woken, reads: () => reads, [Symbol.dispose]: () => one[Symbol.dispose]() }
}

const ACTIVITY: Fact[] = [{ type: 'people_acted', activities: [] }]
const CHANGE: Fact[] = [{ kind: 'label', id: 'one', verb: 'created' }]

test('of ten thousand commits of activity nobody asks the database anything, and who listens is woken once', () => {
  using live = channel()
  for (let i = 0; i < 10_000; i += 1) live.hear(ACTIVITY)
  expect([live.reads(), live.woken]).toEqual([0, ['metrics']])
})

test('a change wakes at once, and those that follow together', async () => {
  using live = channel()
  for (let i = 0; i < 1_000; i += 1) live.hear(CHANGE)
  expect([live.reads(), live.woken]).toEqual([0, ['log']])
  await Bun.sleep(250)
  expect(live.woken).toEqual(['log', 'log'])
})

test("another process's commits are looked for once for all, and wake nobody where the log has not moved", async () => {
  const log = { seq: 1 }
  using live = channel(log)
  live.hear(null)
  await Bun.sleep(1)
  expect(live.woken).toEqual(['metrics', 'log'])
  for (let i = 0; i < 1_000; i += 1) live.hear(null)
  await Bun.sleep(250)
  expect([live.reads(), live.woken]).toEqual([2, ['metrics', 'log']])
})

test('whoever may do less is woken with the commit, whatever else was just told', () => {
  using live = channel()
  live.hear(CHANGE)
  live.hear([{ type: 'organization_deleted' }], true)
  expect(live.woken.filter((part) => part === 'access')).toEqual(['access'])
})
