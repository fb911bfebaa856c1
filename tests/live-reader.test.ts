/** However many listen, few connections to the database are theirs. */
import { expect, test } from 'bun:test'
import type { Principal } from '../src/access/principal.ts'
import { Semaphore } from '../src/lib/semaphore.ts'
import { LogReader } from '../src/live/log-reader.ts'

const ROWS = [1, 2].map((seq) => ({ seq, kind: 'team', id: `${seq}`, verb: 'created', actor: '', at: 0 }))

/** Readers of as many organizations, over a database that counts what is asked of it. */
function readers(organizations: number) {
  const did = { transactions: 0, lists: 0, open: 0, mostOpen: 0 }
  const q = {
    all: async () => {
      did.lists += 1
      return ROWS
    },
  }
  const read = async (fn: (handle: typeof q) => Promise<unknown>) => {
    did.transactions += 1
    did.open += 1
    did.mostOpen = Math.max(did.mostOpen, did.open)
    await Bun.sleep(1)
    const answer = await fn(q)
    did.open -= 1
    return answer
  }
  const context = { db: { for: () => ({ read }) } as any, resources: new Map(), turns: new Semaphore(2) }
  return { did, of: Array.from({ length: organizations }, (_, i) => new LogReader(context, `${i}`)) }
}

function key(id: number): Principal {
  return { kind: 'api_key', organization_id: '', api_key_id: `${id}`, scopes: ['read'] }
}

test('those who are woken together read together, and what follows a number once', async () => {
  const { did, of } = readers(1)
  const asked = Array.from({ length: 200 }, (_, i) => ({ principal: key(i), after: 0, limit: 100 }))
  const pages = await Promise.all(asked.map((one) => of[0]?.read(one)))
  expect(pages.map((page) => page?.told.map(({ seq }) => seq))).toEqual(asked.map(() => [1, 2]))
  // Once for each transaction.
  expect(did).toMatchObject({ transactions: 10, lists: 10 })
})

test('of all organizations together two read at once', async () => {
  const { did, of } = readers(20)
  await Promise.all(of.map((one, i) => one.read({ principal: key(i), after: 0, limit: 100 })))
  expect(did).toMatchObject({ transactions: 20, mostOpen: 2 })
})

test('whom the database fails is told so, and the next is read for again', async () => {
  let isAway = true
  const context = {
    db: { for: () => ({ read: () => (isAway ? Promise.reject(new Error('away')) : Promise.resolve([{}])) }) },
    ...{ resources: new Map(), turns: new Semaphore(1) },
  }
  const reader = new LogReader(context as any, 'one')
  const asked = { principal: key(1), after: 0, limit: 100 }
  expect(await reader.read(asked).catch(({ message }) => message)).toBe('away')
  isAway = false
  expect(await reader.read(asked)).toBeDefined()
})
