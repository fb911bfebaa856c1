/** What only the embedded engine promises: its writers share one connection. */
import { describe, expect, test } from 'bun:test'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { inArray } from 'drizzle-orm'
import type { InstanceWrite } from '../../src/db/handle.ts'
import { LogCopier } from '../../src/db/log-copier.ts'
import { statement } from '../../src/db/statement.ts'
import { asLongWork, asPart } from '../../src/db/time-limits.ts'
import { ClosedHandleError } from '../../src/db/transaction-handle.ts'
import { WaitedForSomethingElseError } from '../../src/db/writer-turns.ts'
import { nextTurn } from '../../src/lib/next-turn.ts'
import { driverCode, failure, insert, outsider, stored, testDatabase } from './database.ts'

describe('The one writing connection of SQLite', () => {
  test('is not held by a write that awaits something else: it is refused and rolled back', async () => {
    await using database = await testDatabase('sqlite')
    const { db } = database
    const { promise: elsewhere, resolve: goOn } = Promise.withResolvers<void>()
    const { promise: end, resolve: ended } = Promise.withResolvers<Error>()
    const waiting = db.instance.write(async (tx) => {
      await insert(tx, 'before-waiting')
      await elsewhere
      ended(await failure(Promise.try(() => insert(tx, 'after-waiting'))))
    })
    const others = ['others-1', 'others-2'].map((name) => db.instance.write(async (tx) => insert(tx, name)))
    expect(await failure(waiting)).toBeInstanceOf(WaitedForSomethingElseError)
    await Promise.all(others)
    goOn()
    expect(await end).toBeInstanceOf(ClosedHandleError)
    await db.instance.write(async (tx) => insert(tx, 'others-3'))
    expect(await stored(db, '')).toEqual(['others-1', 'others-2', 'others-3'])
  })

  test('waits for another process that writes, without holding the loop', async () => {
    await using database = await testDatabase('sqlite')
    const { db, url } = database
    const other = new Sqlite(url)
    other.exec('begin immediate')
    // Were the loop held, this timer would never fire, and the lock never be given back.
    setTimeout(() => {
      other.exec(`insert into cron_jobs (name, started_at) values ('other', 1)`)
      other.exec('commit')
      other.close()
    }, 100)
    const writes = ['mine-1', 'mine-2'].map((name) => db.instance.write(async (tx) => insert(tx, name)))
    expect(await stored(db, '')).toEqual([])
    await Promise.all(writes)
    expect(await stored(db, '')).toEqual(['mine-1', 'mine-2', 'other'])
  })

  test('answers with the reason when the engine gives up a whole group', async () => {
    await using database = await testDatabase('sqlite')
    const { db, url } = database
    fillUpAt(url, 'too much')
    // The first statement of a connection takes long enough to be a group by itself.
    await db.instance.write((tx) => insert(tx, 'before'))
    const together = () =>
      Promise.allSettled(
        ['first', 'too much', 'last'].map((name) =>
          db.instance.write(async (tx) => {
            await insert(tx, name)
            return name
          }),
        ),
      )
    let ends = await together()
    // Where the machine stood still for a moment, the first was a group by itself.
    for (let tries = 0; ends[0]?.status === 'fulfilled' && tries < 5; tries += 1) {
      await db.instance.write((tx) => remove(tx, ['first', 'last']))
      ends = await together()
    }
    expect(ends.map((end) => end.status)).toEqual(['rejected', 'rejected', 'fulfilled'])
    for (const end of ends.slice(0, 2)) {
      expect(driverCode((end as PromiseRejectedResult).reason)).toBe('SQLITE_CONSTRAINT_TRIGGER')
    }
    expect(await stored(db, '')).toEqual(['before', 'last'])
  })

  test('lets those who wait finish when the database is closed, and takes no more', async () => {
    await using database = await testDatabase('sqlite')
    const { db, openAgain } = database
    const writes = ['waiting-1', 'waiting-2'].map((name) => db.instance.write(async (tx) => insert(tx, name)))
    await db[Symbol.asyncDispose]()
    await Promise.all(writes)
    expect((await failure(db.instance.write(async (tx) => insert(tx, 'late')))).message).toContain('closed')
    await using again = await openAgain()
    expect(await stored(again, '')).toEqual(['waiting-1', 'waiting-2'])
  })
})

describe('Long work that writes to SQLite', () => {
  test('shares its transaction with nobody, and those who share go before what waits behind them', async () => {
    await using database = await testDatabase('sqlite')
    const { db, url } = database
    const outside = new Sqlite(url, { readonly: true })
    const asked = outside.prepare<[], string>('select name from cron_jobs order by name').pluck()
    const committed = () => asked.all()
    const order: string[] = []
    const write = (name: string) =>
      db.instance.write(async (tx) => {
        const rows = await tx.select().from(tx.tables.cron_jobs)
        const before = rows.map((row) => row.name).sort()
        order.push(name)
        // What another has written in this transaction, nobody outside sees.
        if (isLong(name)) expect(committed()).toEqual(before)
        else expect(order.filter(isLong)).toEqual(committed().filter(isLong))
        await insert(tx, name)
      })
    const names = ['a', 'long-1', 'b', 'long-2', 'c']
    await Promise.all(names.map((name) => (isLong(name) ? asLongWork(() => write(name)) : write(name))))
    expect(await stored(db, '')).toEqual(names.toSorted())
    outside.close()
  })

  test('is told that others wait, unless these are at long work, too', async () => {
    await using database = await testDatabase('sqlite')
    const { db } = database
    const told: Record<string, boolean> = {}
    const write = (name: string) =>
      db.instance.write(async (tx) => {
        await insert(tx, name)
        told[name] = db.isAwaited
      })
    const long = (name: string) => asLongWork(() => write(name))
    await Promise.all([long('before others'), write('others'), asPart(() => write('a part'))])
    await Promise.all([long('before long work'), long('last')])
    expect(told).toMatchObject({
      'before others': true,
      'a part': false,
      'before long work': false,
      last: false,
    })
  })
})

describe('A write that takes long on SQLite', () => {
  test('lets others have their turn, who see nothing of it before it is whole', async () => {
    await using database = await testDatabase('sqlite')
    const { db } = database
    const order: string[] = []
    const long = db.instance.write(async (tx) => {
      await insert(tx, 'long-1')
      await pause(tx)
      order.push('long goes on')
      await insert(tx, 'long-2')
    })
    const [reading, writing] = await nextTurn().then(async () => {
      order.push('others')
      return [stored(db, ''), db.instance.write(async (tx) => insert(tx, 'other'))]
    })
    expect(await reading).toEqual([])
    await Promise.all([long, writing])
    expect(order).toEqual(['others', 'long goes on'])
    expect(await stored(db, '')).toEqual(['long-1', 'long-2', 'other'])
  })

  test('leaves nothing when it fails after a pause, and those that waited are committed', async () => {
    await using database = await testDatabase('sqlite')
    const { db } = database
    const failing = db.instance.write(async (tx) => {
      await insert(tx, 'failing')
      await pause(tx)
      throw new Error('no luck')
    })
    const waiting = db.instance.write(async (tx) => insert(tx, 'waiting'))
    expect((await failure(failing)).message).toBe('no luck')
    await waiting
    expect(await stored(db, '')).toEqual(['waiting'])
  })

  test('is refused all the same when it awaits something else after a pause', async () => {
    await using database = await testDatabase('sqlite')
    const { db } = database
    const waiting = db.instance.write(async (tx) => {
      await pause(tx)
      await new Promise(() => {})
    })
    expect(await failure(waiting)).toBeInstanceOf(WaitedForSomethingElseError)
  })

  test('runs no statement that pauses when its handle has ended', async () => {
    await using database = await testDatabase('sqlite')
    const { db } = database
    let late: Promise<Error> | undefined
    await db.instance.write(async (tx) => {
      late = failure(pause(tx))
    })
    expect(await late).toBeInstanceOf(ClosedHandleError)
  })

  test('has its pages copied out of the log after it is answered', async () => {
    await using database = await testDatabase('sqlite')
    const { db, url } = database
    await using outside = await outsider(url)
    const left = async () => {
      const [{ log, checkpointed } = {}] = await outside.query('pragma wal_checkpoint(noop)')
      return log - checkpointed
    }
    await db.instance.write(async (tx) => insert(tx, 'x'.repeat(20_000_000)))
    expect(await left()).toBeGreaterThan(8_000)
    // By another thread, for which who writes next waits.
    await db.instance.write(async (tx) => insert(tx, 'next'))
    while ((await left()) >= 100) await Bun.sleep(5)
    const most = { pages: 0 }
    for (let i = 0; i < 192; i += 1) {
      await db.instance.write(async (tx) => insert(tx, `${i} ${'x'.repeat(90_000)}`))
      most.pages = Math.max(most.pages, await left())
    }
    expect(most.pages).toBeGreaterThan(7_000)
    while ((await left()) >= 4_000) await Bun.sleep(5)
  })

  /** A long read lets the log grow: all writers were refused for as long as it took to copy hundreds of megabytes. */
  test('is not held while a long log is copied', async () => {
    await using database = await testDatabase('sqlite')
    const isCopied = `${database.url}.copied`
    const entry = `${database.url}.thread.ts`
    writeFileSync(entry, threadThatWaitsFor(isCopied))
    await using copier = new LogCopier(database.url, entry)
    await copier.copy()
    // It goes on, and nobody waits for it again.
    await copier.copy()
    expect(existsSync(isCopied)).toBe(false)
    writeFileSync(isCopied, '')
  })

  test('has them copied here where the thread that does so fails', async () => {
    await using database = await testDatabase('sqlite')
    const { db, url } = database
    await using outside = await outsider(url)
    await db.instance.write(async (tx) => insert(tx, 'x'.repeat(100_000)))
    await using copier = new LogCopier(url, '/there/is/no/such/thread.ts')
    await copier.copy()
    const [{ log, checkpointed } = {}] = await outside.query('pragma wal_checkpoint(noop)')
    expect(log).toBeGreaterThan(20)
    expect(checkpointed).toBe(log)
  })

  /** Its log still lies beside what has come to its place, and would be taken for that of it. */
  test('is not copied into a file that has come to the path of the database', async () => {
    await using database = await testDatabase('sqlite')
    const { db, url } = database
    await using other = await testDatabase('sqlite')
    await other.db.instance.write(async (tx) => insert(tx, 'of the other'))
    await other.db[Symbol.asyncDispose]()
    await using copier = new LogCopier(url)
    await db.instance.write(async (tx) => insert(tx, 'of the one that is open'))
    const before = readFileSync(other.url)
    renameSync(other.url, url)
    await copier.copy()
    expect(readFileSync(url).equals(before)).toBe(true)
  })
})

function threadThatWaitsFor(path: string): string {
  return `import { existsSync } from 'node:fs'
    self.onmessage = () => {
      while (!existsSync(${JSON.stringify(path)})) Bun.sleepSync(5)
      self.postMessage({ result: null })
    }`
}

/** A statement of a writer that has held the loop for long. */
async function pause(tx: InstanceWrite): Promise<void> {
  const startedAt = performance.now()
  while (performance.now() - startedAt < 20);
  await tx.all(statement('select 1'))
}

/** Like a full disk, this error ends the whole transaction with all its savepoints. */
function fillUpAt(path: string, name: string): void {
  const other = new Sqlite(path)
  other.exec(`create trigger full before insert on cron_jobs when new.name = '${name}'
    begin select raise(rollback, 'full'); end`)
  other.close()
}

function remove(tx: InstanceWrite, names: string[]) {
  const { cron_jobs } = tx.tables
  return tx.delete(cron_jobs).where(inArray(cron_jobs.name, names))
}

function isLong(name: string): boolean {
  return name.startsWith('long')
}
