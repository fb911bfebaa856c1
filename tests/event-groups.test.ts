/** Events of several requests that wait at the same time. */
import { expect, test } from 'bun:test'
import type { Database } from '../src/db/database.ts'
import type { Write } from '../src/db/handle.ts'
import type { CheckedEvent } from '../src/modules/events/check-event.ts'
import { EventGroups } from '../src/modules/events/event-groups.ts'
import { expectNoDrift } from './activity.ts'
import { onEachEngine, sharedApp } from './app.ts'
import { signUp } from './people.ts'
import { statementsOf } from './plans.ts'

onEachEngine('Events of requests that wait together', (engine) => {
  const app = sharedApp(engine, { RATE_LIMITS: 'off' })

  test('are stored by few statements, and each request is told of its own', async () => {
    const ada = await signUp(await app(), 'ada')
    const send = async (json: object) => (await app()).post('/api/v1/events', { token: ada.token, json })
    const requests = Array.from({ length: 40 }, (_, i) => [
      { id: `${i}`, person: `person-${i % 7}`, verb: 'read' },
      // Two requests send it.
      { id: `pair-${Math.floor(i / 2)}`, person: `person-${i % 5}`, verb: 'read', core: i % 2 === 0 },
      { id: `wrong-${i}`, person: '', verb: 'read' },
    ])
    const { answer, texts } = await statementsOf(await app(), /insert .*into activity_events/, () =>
      Promise.all(requests.map(send)),
    )
    const statuses = answer.map(({ body }) =>
      body.results.map(({ status }: { status: string }) => status).join(' '),
    )
    expect(statuses.toSorted()).toEqual([
      ...Array(20).fill('accepted accepted rejected'),
      ...Array(20).fill('accepted duplicate rejected'),
    ])
    expect(answer.map(({ body }) => body.results[0].id)).toEqual(requests.map((_, i) => `${i}`))
    expect(texts.length).toBeLessThan(requests.length)
    await expectNoDrift(await app(), ada)
  })

  test('are lost with no other request that cannot be stored', async () => {
    const { context } = await app()
    const { organization_id } = await signUp(await app(), 'bea')
    const groups = new EventGroups({ ...context, db: refusing(context.db, 'refused') })
    const outcomes = await Promise.allSettled(
      ['a', 'b', 'refused', 'c'].map((id) => groups.take(organization_id, [event(id), event(`${id}2`)])),
    )
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
    const again = await Promise.all(
      ['a', 'refused2', 'c2'].map((id) => groups.take(organization_id, [event(id)])),
    )
    expect(again).toEqual([[false], [true], [false]])
  })
})

function event(id: string): CheckedEvent {
  return { id, person: 'cleo', verb: 'read', core: false, occurred_at: 1_770_000_000_000, properties: null }
}

/** A database that fails where an event with this id is to be stored. */
function refusing(db: Database, id: string): Database {
  const refuse = (tx: Write) =>
    instead(tx, 'each', (statement: never, rows: readonly { id?: string }[], values: never) => {
      if (rows.some((row) => row.id === id)) throw new Error('a fault of ours')
      return tx.each(statement, rows as never, values)
    })
  return instead(db, 'for', (organizationId: string) => {
    const here = db.for(organizationId)
    return { ...here, write: <T>(fn: (tx: Write) => Promise<T>) => here.write((tx) => fn(refuse(tx))) }
  })
}

/** The same with another method, whatever private fields it has. */
function instead<T extends object>(target: T, method: keyof T, other: unknown): T {
  const get = (_: T, name: string | symbol) => {
    if (name === method) return other
    const value = Reflect.get(target, name, target)
    return typeof value === 'function' ? value.bind(target) : value
  }
  return new Proxy(target, { get })
}
