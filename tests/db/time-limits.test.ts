/** Every wait for the database ends: whatever a lock, a frozen process or the network does. */
import { describe, expect, test } from 'bun:test'
import postgres from 'postgres'
import type { Database } from '../../src/db/database.ts'
import { DatabaseBusyError, DatabaseUnavailableError, OutcomeUnknownError } from '../../src/db/errors.ts'
import { openDatabase } from '../../src/db/open.ts'
import { MOST_OF } from '../../src/db/postgres-pool.ts'
import { statement } from '../../src/db/statement.ts'
import { asLongWork, asRequest, currentPatience, restartRequest } from '../../src/db/time-limits.ts'
import { type FaultyNetwork, faultyNetwork } from '../faulty-network.ts'
import { failure, insert, stored, testDatabase } from './database.ts'

test('a request within another ends with it, even once its body was read', () => {
  const ends: number[] = []
  const note = () => void ends.push(currentPatience().ends_at)
  asRequest(performance.now() - 5_000, () => {
    note()
    asRequest(performance.now(), () => {
      note()
      restartRequest()
      note()
    })
  })
  expect(ends).toEqual(Array(3).fill(ends[0]))
})

const readSettings = statement<Record<never, never>, Record<string, string>>(`
  select current_setting('jit') as jit, current_setting('lock_timeout') as lock,
    current_setting('statement_timeout') as statement,
    current_setting('idle_in_transaction_session_timeout') as idle
  where :organization_id <> ''`)

describe.concurrent('A connection to Postgres', () => {
  test.concurrent('compiles nothing, and ends by itself what waits or idles there', async () => {
    await using database = await testDatabase('postgres')
    const { db } = database
    const ordinary = { jit: 'off', lock: '3s', statement: '5s', idle: '2s' }
    expect(await db.for('a').read((q) => q.all(readSettings))).toEqual([{ ...ordinary, lock: '1s' }])
    expect(await db.for('a').write((tx) => tx.all(readSettings))).toEqual([ordinary])
    const long = await asLongWork(() => db.for('a').write((tx) => tx.all(readSettings)))
    expect(long).toEqual([{ jit: 'off', lock: '10s', statement: '5min', idle: '1min' }])
    // The limits of long work end with it.
    expect(await db.for('a').write((tx) => tx.all(readSettings))).toEqual([ordinary])
    expect(await asLongWork(() => db.for('a').read((q) => q.all(readSettings)))).toEqual(long)
  })

  test.concurrent('waits for a lock for a while, and others are served meanwhile', async () => {
    await using database = await testDatabase('postgres')
    await using lock = await locking(database.url, 'lock table cron_jobs in access exclusive mode')
    const { db } = database
    const write = failure(db.instance.write(async (tx) => insert(tx, 'locked out')))
    const read = failure(stored(db, ''))
    expect(await db.instance.read((q) => q.select().from(q.tables.organizations))).toEqual([])
    expect(await write).toBeInstanceOf(DatabaseBusyError)
    expect(await read).toBeInstanceOf(DatabaseBusyError)
    await lock.release()
    expect(await stored(db, '')).toEqual([])
  })

  test.concurrent('takes nobody along: who waits in vain for one is told, and the rest go on', async () => {
    await using database = await testDatabase('postgres')
    await using lock = await locking(database.url, 'lock table cron_jobs in access exclusive mode')
    const { db } = database
    const writes = Array.from({ length: 30 }, (_, i) =>
      failure(db.instance.write(async (tx) => insert(tx, `in the crowd ${i}`))),
    )
    // Writers take no more than their share.
    expect(await db.instance.read((q) => q.select().from(q.tables.organizations))).toEqual([])
    for (const error of await Promise.all(writes)) expect(error).toBeInstanceOf(DatabaseBusyError)
    await lock.release()
    await db.instance.write(async (tx) => insert(tx, 'afterwards'))
    expect(await stored(db, '')).toEqual(['afterwards'])
  })

  // By itself: what is asked is how long the crowd waits, and not how long the tests beside it take.
  test.serial('is not kept by a crowd that reads one locked table: others read on', async () => {
    await using database = await testDatabase('postgres')
    await using lock = await locking(database.url, 'lock table cron_jobs in access exclusive mode')
    const { db } = database
    // Would each wave of them wait as the first does, others were told that nothing moves.
    const crowd = Array.from({ length: 3 * MOST_OF.read }, () => failure(stored(db, '')))
    // Each behind all of them.
    for (let i = 0; i < 5; i += 1) {
      expect(await db.instance.read((q) => q.select().from(q.tables.organizations))).toEqual([])
    }
    for (const error of await Promise.all(crowd)) expect(error).toBeInstanceOf(DatabaseBusyError)
    await lock.release()
    expect(await stored(db, '')).toEqual([])
  })

  test.concurrent('that a frozen process left open is ended, and those who waited for it go on', async () => {
    await using database = await testDatabase('postgres')
    const { db } = database
    await db.instance.write(async (tx) => insert(tx, 'held'))
    await using frozen = await database.openAgain()
    const isHeld = Promise.withResolvers<void>()
    const thawed = Promise.withResolvers<void>()
    const held = frozen.instance.write(async (tx) => {
      await tx.update(tx.tables.cron_jobs).set({ started_at: 2 })
      isHeld.resolve()
      await thawed.promise
    })
    const end = failure(held)
    await isHeld.promise
    await db.instance.write(async (tx) => tx.update(tx.tables.cron_jobs).set({ started_at: 3 }))
    expect(await end).toBeInstanceOf(DatabaseUnavailableError)
    thawed.resolve()
    const rows = await db.instance.read((q) => q.select().from(q.tables.cron_jobs))
    expect(rows.map(({ started_at }) => started_at)).toEqual([3])
  })
})

describe.concurrent('A network that swallows bytes', () => {
  test.concurrent('is noticed, and all goes on by itself when it is back', async () => {
    await using there = await behindNetwork()
    const { db, network, name } = there
    await Promise.all(Array.from({ length: 8 }, () => stored(db, '')))
    network.swallow()
    const waiting = [
      failure(stored(db, '')),
      failure(db.instance.write(async (tx) => insert(tx, name))),
      ...Array.from({ length: 20 }, () => failure(stored(db, ''))),
    ]
    for (const error of await Promise.all(waiting)) expect(isUnavailable(error)).toBe(true)
    network.pass()
    await db.instance.write(async (tx) => insert(tx, name))
    expect(await stored(db, '')).toEqual([name])
  })

  test.concurrent('at the commit leaves open whether it was stored, and says so', async () => {
    await using there = await behindNetwork()
    const { db, network, name } = there
    const end = await failure(
      db.instance.write(async (tx) => {
        await insert(tx, name)
        network.swallow()
      }),
    )
    expect(end).toBeInstanceOf(OutcomeUnknownError)
    network.pass()
    // The commit never arrived, here.
    expect(await stored(db, '')).toEqual([])
  })

  test.concurrent('that is cut, too, and whatever was on its way is told', async () => {
    await using there = await behindNetwork()
    const { db, network, name } = there
    const end = await failure(
      db.instance.write(async (tx) => {
        await insert(tx, name)
        network.cut()
        await insert(tx, `${name} again`)
      }),
    )
    expect(end).toBeInstanceOf(DatabaseUnavailableError)
    expect(await stored(db, '')).toEqual([])
  })
})

describe.concurrent('A database that is slow, and answers', () => {
  test.concurrent('is given no write for whose commit there is no time', async () => {
    await using there = await behindNetwork()
    const { db, network, name } = there
    await db.instance.write(async (tx) => insert(tx, name))
    const slow = (started_at: number, own: string) =>
      asRequest(started_at, () =>
        db.instance.write(async (tx) => {
          await insert(tx, own)
          network.delay(SLOW_MS)
        }),
      )
    // It is longer than what was left for the statements.
    await slow(performance.now() - 6_500, `${name} in time`)
    network.delay(0)
    expect(await failure(slow(performance.now() - 7_900, `${name} too late`))).toBeInstanceOf(
      DatabaseBusyError,
    )
    expect(await stored(db, name)).toEqual([name, `${name} in time`])
  })

  test.concurrent('is waited for until a connection is made', async () => {
    await using there = await behindNetwork()
    const { db, network, name } = there
    await db.instance.write(async (tx) => insert(tx, name))
    network.delay(SLOW_MS)
    let isMade = false
    const others = async () => {
      for (let i = 0; !isMade; i += 1) await db.instance.write(async (tx) => insert(tx, `other ${i}`))
    }
    const read = stored(db, name).finally(() => {
      isMade = true
    })
    const [rows] = await Promise.all([read, others()])
    expect(rows).toEqual([name])
  })

  // Nothing else goes on in this process meanwhile.
  test.serial('is not blamed for what held up this process', async () => {
    await using database = await testDatabase('postgres')
    const { db } = database
    const late = await failure(
      db.instance.write(async (tx) => {
        await tx.all(endSoonWhenIdle)
        await insert(tx, 'late')
        Bun.sleepSync(HELD_UP_MS)
      }),
    )
    expect(late).toBeInstanceOf(DatabaseUnavailableError)
    expect(await stored(db, '')).toEqual([])
    // On a connection that knows the statement, so that it is asked and answered at once.
    await db.instance.write(async (tx) => insert(tx, 'before'))
    await asRequest(performance.now() - 5_500, () =>
      db.instance.write(async (tx) => {
        const sent = insert(tx, 'answered').execute()
        await Bun.sleep(10)
        Bun.sleepSync(HELD_UP_MS)
        await sent
      }),
    )
    expect(await stored(db, '')).toEqual(['answered', 'before'])
  })
})

/** There, and as long back. */
const SLOW_MS = 400
/** Longer than what is left; less than the two seconds after which the server ends what is left open. */
const HELD_UP_MS = 1_700

const endSoonWhenIdle = statement(`
  select set_config('idle_in_transaction_session_timeout', '100', true) where :organization_id <> ''`)

function isUnavailable(error: Error): boolean {
  return error instanceof DatabaseBusyError || error instanceof DatabaseUnavailableError
}

interface BehindNetwork extends AsyncDisposable {
  db: Database
  network: FaultyNetwork
  name: string
}

async function behindNetwork(): Promise<BehindNetwork> {
  const database = await testDatabase('postgres')
  const network = await faultyNetwork(database.url)
  const db = await openDatabase(network.url, async () => {})
  return {
    db,
    network,
    name: 'one',
    async [Symbol.asyncDispose]() {
      network.pass()
      network.cut()
      await db[Symbol.asyncDispose]()
      await network[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
    },
  }
}

/** An outsider in an open transaction. */
async function locking(url: string, lock: string) {
  const client = postgres(url, { max: 1, onnotice: () => {} })
  await client.unsafe('begin')
  await client.unsafe(lock)
  return {
    release: async () => void (await client.unsafe('rollback')),
    [Symbol.asyncDispose]: () => client.end({ timeout: 1 }),
  }
}
