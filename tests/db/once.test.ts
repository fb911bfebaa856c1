/** The writes of a request that comes again. */
import { expect, test } from 'bun:test'
import { eachTime } from '../../src/db/once.ts'
import { IdempotencyKeys } from '../../src/http/idempotency.ts'
import { onEachEngine } from '../app.ts'
import { principalOf } from '../teams.ts'
import { failure, insert, sharedDatabase, stored } from './database.ts'

const keys = new IdempotencyKeys({ clock: { now: () => 1 } }, Buffer.alloc(32, 1))
const ada = { token: '', organization_id: 'here', member_id: 'ada', email: '', password: '' }

/** The same request each time it is asked for with the same key. */
function coming<T>(key: string, answer: () => Promise<T>): Promise<T> {
  const request = keys.requestOf(principalOf(ada, 'member'), key)
  return request.run(() => {
    request.accept('POST /', null)
    return answer()
  })
}

onEachEngine('A write of a request that comes again', (engine) => {
  const database = sharedDatabase(engine)

  test('runs once, and what it returned is returned again', async () => {
    const { db } = await database()
    let runs = 0
    const send = () =>
      coming('once', () =>
        db.instance.write(async (tx) => {
          runs += 1
          await insert(tx, `once ${runs}`)
          return { runs, left: null, list: ['ä', { deep: true }] }
        }),
      )
    const first = await send()
    expect(first).toEqual({ runs: 1, left: null, list: ['ä', { deep: true }] })
    expect([await send(), await send()]).toEqual([first, first])
    expect(await stored(db, 'once')).toEqual(['once 1'])
  })

  // Else what JSON loses would be missed in a retry, and in no test.
  test('returns JSON the first time, too', async () => {
    const { db } = await database()
    const send = (key: string, outcome: unknown) => coming(key, () => db.instance.write(async () => outcome))
    const outcome = { at: new Date(0), set: new Set([1]), none: undefined }
    for (const _ of ['first', 'again']) {
      expect(await send('json', outcome)).toStrictEqual({ at: '1970-01-01T00:00:00.000Z', set: {} })
      expect(await send('nothing', undefined)).toBeUndefined()
      expect(await send('null', null)).toBeNull()
    }
  })

  test('that failed left no mark: it runs, and the one before it does not', async () => {
    const { db } = await database()
    const send = (isWell: boolean) =>
      coming('steps', async () => {
        const first = await db.instance.write(async (tx) => {
          await insert(tx, 'steps, first')
          return 'first'
        })
        return db.for('here').write(async () => {
          if (!isWell) throw new Error('not well')
          return `${first}, second`
        })
      })
    expect((await failure(send(false))).message).toBe('not well')
    expect((await failure(send(false))).message).toBe('not well')
    expect(await send(true)).toBe('first, second')
    expect(await send(false)).toBe('first, second')
    expect(await stored(db, 'steps')).toEqual(['steps, first'])
  })

  test('of several at once runs in one, on whatever connections they are', async () => {
    const { db, openAgain } = await database()
    await using other = await openAgain()
    let runs = 0
    const send = (at: typeof db) =>
      coming('at-once', () =>
        at.instance.write(async (tx) => {
          runs += 1
          await insert(tx, `at once ${runs}`)
          return runs
        }),
      )
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => send(i % 2 ? db : other)))
    expect(new Set(answers).size).toBe(1)
    expect(await stored(db, 'at once')).toHaveLength(1)
  })

  test('does what is left for after its commit once, and only then', async () => {
    const { db } = await database()
    const done: string[] = []
    const send = (isWell: boolean) =>
      coming('afterwards', () =>
        db.instance.write(async (tx) => {
          tx.within('here').afterCommit(() => done.push('done'))
          if (!isWell) throw new Error('not well')
          expect(done).toEqual([])
        }),
      )
    await failure(send(false))
    expect(done).toEqual([])
    await send(true)
    await send(true)
    expect(done).toEqual(['done'])
  })

  test('is none of its steps where it belongs to each attempt, or to nobody who asked', async () => {
    const { db } = await database()
    let runs = 0
    const count = () =>
      db.instance.write(async () => {
        runs += 1
        return runs
      })
    const answered = Promise.withResolvers<void>()
    const afterwards: Promise<number>[] = []
    const send = () =>
      coming('attempts', async () => {
        afterwards.push(answered.promise.then(count))
        return eachTime(count)
      })
    expect([await send(), await send()]).toEqual([1, 2])
    answered.resolve()
    expect(await Promise.all(afterwards)).toEqual([3, 4])
    expect([await coming('attempts', count), await coming('attempts', count)]).toEqual([5, 5])
  })

  test('with what another secret or key has sealed is not read', async () => {
    const { db } = await database()
    await coming('sealed', () => db.instance.write(async () => 'a secret that is shown once'))
    const kept = await db.instance.read((q) => q.select().from(q.tables.idempotent_writes))
    expect(JSON.stringify(kept)).not.toContain('shown once')
    const others = new IdempotencyKeys({ clock: { now: () => 1 } }, Buffer.alloc(32, 2))
    const request = others.requestOf(principalOf(ada, 'member'), 'sealed')
    const send = request.run(() => {
      request.accept('POST /', null)
      return db.instance.write(async () => 'again')
    })
    expect(await failure(send)).toBeInstanceOf(Error)
  })
})
