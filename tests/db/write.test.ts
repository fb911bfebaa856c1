import { expect, test } from 'bun:test'
import { eq } from 'drizzle-orm'
import { type CommitNews, NestedTransactionError } from '../../src/db/database.ts'
import { UniqueViolationError } from '../../src/db/errors.ts'
import type { Fact } from '../../src/db/facts.ts'
import type { InstanceRead, InstanceWrite, Write } from '../../src/db/handle.ts'
import { batchStatement, statement } from '../../src/db/statement.ts'
import { ClosedHandleError } from '../../src/db/transaction-handle.ts'
import { asWork, currentWork } from '../../src/lib/current-correlation.ts'
import { onEachEngine } from '../app.ts'
import { driverCode, failure, insert, outsider, sharedDatabase, stored } from './database.ts'

const insertName = batchStatement({ name: 'text' })(
  'insert into cron_jobs (name, started_at) select r.name, 1 from :rows as r',
)

onEachEngine('A write', (engine) => {
  const database = sharedDatabase(engine)

  test('is on disk when it is answered', async () => {
    const { db, url } = await database()
    await using outside = await outsider(url)
    await Promise.all(
      names('durable', 20).map(async (name) => {
        await db.instance.write(async (tx) => insert(tx, name))
        expect(await outside.query(`select name from cron_jobs where name = '${name}'`)).toEqual([{ name }])
      }),
    )
  })

  test('that throws leaves nothing, and those that waited with it are committed', async () => {
    const { db } = await database()
    const [unlucky, ...lucky] = names('together', 100).toReversed() as [string, ...string[]]
    const order = [...lucky.slice(0, 50), unlucky, ...lucky.slice(50)]
    const ends = await Promise.allSettled(
      order.map((name) =>
        db.instance.write(async (tx) => {
          await insert(tx, name)
          if (name === unlucky) throw new Error('no luck')
        }),
      ),
    )
    expect(ends.filter((end) => end.status === 'rejected').map((end) => end.reason.message)).toEqual([
      'no luck',
    ])
    expect(await stored(db, 'together')).toEqual(lucky.toSorted())
  })

  test('that throws leaves nothing where it came first, and those behind it are committed, whoever of them throws', async () => {
    const { db } = await database()
    const order = names('behind', 6)
    const unlucky = [0, 1, 4].map((number) => order[number])
    const ends = await Promise.allSettled(
      order.map((name) =>
        db.instance.write(async (tx) => {
          await insert(tx, name)
          if (unlucky.includes(name)) throw new Error(`no luck for ${name}`)
        }),
      ),
    )
    expect(ends.flatMap((end, i) => (end.status === 'rejected' ? [order[i]] : []))).toEqual(unlucky)
    expect(await stored(db, 'behind')).toEqual(order.filter((name) => !unlucky.includes(name)))
  })

  test('that breaks a rule of the database fails alone', async () => {
    const { db } = await database()
    await db.instance.write(async (tx) => insert(tx, 'rule-0'))
    const ends = await Promise.allSettled(
      ['rule-1', 'rule-0', 'rule-2'].map((name) => db.instance.write(async (tx) => insert(tx, name))),
    )
    expect(ends.map((end) => end.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await stored(db, 'rule')).toEqual(['rule-0', 'rule-1', 'rule-2'])
  })

  test('commits nothing without what nobody in it waited for', async () => {
    const { db } = await database()
    const send = (...all: ((tx: Write) => Promise<unknown>)[]) =>
      db.for('here').write(async (tx) => {
        for (const one of all) tx.send(one(tx))
      })
    const row = (name: string) => (tx: Write) => tx.each(insertName, [{ name }])
    const refusing = (tx: Write) => row('unwaited-1')(tx).then(() => Promise.reject(new Error('not so')))
    const faults = [row('unwaited-0'), row('unwaited-\0'), refusing]
    await send(row('unwaited-0'))
    for (const fault of faults)
      expect(await send(row('unwaited-2'), fault, row('unwaited-3')).then(String, () => 'refused')).toBe(
        'refused',
      )
    expect(await stored(db, 'unwaited')).toEqual(['unwaited-0'])
  })

  test('is one of five hundred at once, and all of them succeed', async () => {
    const { db } = await database()
    const all = names('crowd', 500)
    await Promise.all(
      all.map((name) =>
        db.instance.write(async (tx) => {
          await insert(tx, name)
          await tx.within('here').record({ kind: 'person', id: name, verb: 'changed' })
        }),
      ),
    )
    expect(await stored(db, 'crowd')).toEqual(all)
  })

  // The first of those who commit together ran them all: what the others logged had its correlation id.
  test('is made on behalf of the one who asked for it, with whomever it is committed', async () => {
    const { db } = await database()
    const ids = names('behalf', 20)
    const found = await Promise.all(
      ids.map((correlation_id) =>
        asWork({ correlation_id }, () =>
          db.instance.write(async (tx) => {
            const before = currentWork()?.correlation_id
            await insert(tx, correlation_id)
            return [before, currentWork()?.correlation_id]
          }),
        ),
      ),
    )
    expect(found).toEqual(ids.map((id) => [id, id]))
  })

  test('reads what it has written, and nobody else does before the commit', async () => {
    const { db, url } = await database()
    await using outside = await outsider(url)
    const lookOutside = () => outside.query(`select name from cron_jobs where name = 'own'`)
    const seen = await db.instance.write(async (tx) => {
      await insert(tx, 'own')
      const { cron_jobs } = tx.tables
      return {
        inside: await tx.select({ name: cron_jobs.name }).from(cron_jobs).where(eq(cron_jobs.name, 'own')),
        outside: await lookOutside(),
      }
    })
    expect(seen).toEqual({ inside: [{ name: 'own' }], outside: [] })
    expect(await lookOutside()).toEqual([{ name: 'own' }])
  })

  test('refuses another transaction inside it', async () => {
    const { db } = await database()
    const inner = [
      () => db.instance.write(async () => {}),
      () => db.instance.read(async () => {}),
      () => db.for('here').write(async () => {}),
      () => db.for('here').read(async () => {}),
      () => db.for('here').snapshot(async () => {}),
    ]
    for (const open of inner) {
      const outer = db.instance.write(async (tx) => {
        await insert(tx, 'nesting')
        await open()
      })
      expect(await failure(outer)).toBeInstanceOf(NestedTransactionError)
    }
    expect(await stored(db, 'nesting')).toEqual([])
    await db.instance.write(async (tx) => insert(tx, 'nesting-no-more'))
    expect(await stored(db, 'nesting')).toEqual(['nesting-no-more'])
  })

  test('translates what must be unique, and says which column it is about', async () => {
    const { db } = await database()
    await db.instance.write(async (tx) => {
      await tx.insert(tx.tables.organizations).values(organization('o1', 'taken'))
      await tx.insert(tx.tables.users).values(user('u1', 'ada@example.com'))
      await tx.insert(tx.tables.members).values(member('m1', 'u1'))
      await tx.insert(tx.tables.people).values(person('p1', 'external'))
      await tx.insert(tx.tables.api_keys).values(apiKey('k1', 'hash'))
    })
    const twice: [column: string, write: (tx: InstanceWrite) => PromiseLike<unknown>][] = [
      ['slug', (tx) => tx.insert(tx.tables.organizations).values(organization('o2', 'taken'))],
      ['email', (tx) => tx.insert(tx.tables.users).values(user('u2', 'ada@example.com'))],
      ['user_id', (tx) => tx.insert(tx.tables.members).values(member('m2', 'u1'))],
      ['external_id', (tx) => tx.insert(tx.tables.people).values(person('p2', 'external'))],
      ['key_hash', (tx) => tx.insert(tx.tables.api_keys).values(apiKey('k2', 'hash'))],
      ['id', (tx) => tx.insert(tx.tables.people).values(person('p1', 'another'))],
      ['name', (tx) => insert(tx, 'same').then(() => insert(tx, 'same'))],
    ]
    const columns = twice.map(([column]) => column)
    for (const [column, write] of twice) {
      const error = await failure(db.instance.write(async (tx) => void (await write(tx))))
      expect(error).toBeInstanceOf(UniqueViolationError)
      expect(columns.filter((one) => (error as UniqueViolationError).isAbout(one))).toEqual([column])
    }
  })

  test('tells the listeners of its facts once it is committed, and never of others', async () => {
    const { db } = await database()
    const heard: (readonly CommitNews[] | null)[] = []
    db.onCommit((news) => void heard.push(news))
    const fact = (id: string) => ({ kind: 'person', id, verb: 'changed' })
    const failing = db.for('here').write(async (tx) => {
      await tx.record(fact('lost'))
      throw new Error('rolled back')
    })
    expect((await failure(failing)).message).toContain('rolled back')
    await db.for('here').write(async (tx) => {
      await tx.record(fact('ada'))
      await tx.record(fact('grace'))
      expect(heard).toEqual([])
    })
    const news = (organization_id: string, ...facts: Fact[]) => [
      { organization_id, facts, changes_access: false },
    ]
    const both = news('here', fact('ada'), fact('grace'))
    expect(heard).toEqual([both])
    await db.instance.write(async (tx) => insert(tx, 'no fact'))
    await db.instance.write((tx) => tx.within('there').record(fact('alan')))
    expect(heard).toEqual([both, news('there', fact('alan'))])
  })
})

onEachEngine('A handle', (engine) => {
  const database = sharedDatabase(engine)

  test('ends with the function that received it', async () => {
    const { db } = await database()
    const leaked: (InstanceRead | InstanceWrite)[] = []
    await db.instance.read(async (q) => void leaked.push(q))
    await db.instance.write(async (tx) => void leaked.push(tx))
    const failed = db.instance.write(async (tx) => {
      leaked.push(tx)
      throw new Error('failed')
    })
    expect((await failure(failed)).message).toContain('failed')
    for (const handle of leaked) {
      expect(() => handle.select()).toThrow(ClosedHandleError)
      expect(await failure(handle.all(statement('select 1')))).toBeInstanceOf(ClosedHandleError)
      expect(await failure(handle.within('here').all(statement('select 1')))).toBeInstanceOf(
        ClosedHandleError,
      )
    }
  })

  test('takes the queries with it that were built inside and never sent', async () => {
    const { db } = await database()
    const late = await db.instance.write(async (tx) => ({ query: insert(tx, 'late') }))
    const error = await failure(late.query)
    expect(error instanceof ClosedHandleError || error.cause instanceof ClosedHandleError).toBe(true)
    expect(await stored(db, 'late')).toEqual([])
  })

  test('that reads cannot write', async () => {
    const { db } = await database()
    const code = { sqlite: 'SQLITE_READONLY', postgres: '25006' }[engine]
    const throughCast = async (q: unknown) => insert(q as InstanceWrite, 'through a cast')
    const attempts = [
      () => db.instance.read(throughCast),
      () => db.for('here').read(throughCast),
      () => db.for('here').snapshot(throughCast),
    ]
    for (const attempt of attempts) expect(driverCode(await failure(attempt()))).toBe(code)
    expect(await stored(db, 'through')).toEqual([])
  })

  test('of a snapshot sees one state while others commit', async () => {
    const { db } = await database()
    const [before = 0, ...others] = await db.for('here').snapshot(async (q) => {
      const before = await countJobs(q)
      await db.instance.write(async (tx) => insert(tx, 'meanwhile'))
      // Another that begins meanwhile has a state of its own.
      const itsOwn = await db.for('here').snapshot(countJobs)
      await db.instance.write(async (tx) => insert(tx, 'meanwhile-too'))
      return [before, await countJobs(q), itsOwn]
    })
    expect(others).toEqual([before, before + 1])
    expect(await db.for('here').snapshot(countJobs)).toBe(before + 2)
    const fails = db.for('here').snapshot(async (q) => {
      await countJobs(q)
      throw new Error('told')
    })
    expect((await failure(fails)).message).toBe('told')
    await db.instance.write(async (tx) => insert(tx, 'afterwards'))
    expect(await db.for('here').snapshot(countJobs)).toBe(before + 3)
  })
})

onEachEngine('Two processes on one database', (engine) => {
  const database = sharedDatabase(engine)

  test('hear of each other whose organization changed, and whether somebody may do something else', async () => {
    const { db, openAgain } = await database()
    await using other = await openAgain()
    const heard: (readonly CommitNews[] | null)[] = []
    const { promise: told, resolve: tell } = Promise.withResolvers<void>()
    db.onCommit((news) => {
      heard.push(news)
      if (news?.some(({ organization_id }) => organization_id === 'last')) tell()
    })
    const fact = { kind: 'person', id: 'ada', verb: 'changed' }
    const revoked = { kind: 'api_key', id: 'key', verb: 'revoked' }
    await db.for('here').write((tx) => tx.record(fact))
    await other.for('there').write((tx) => tx.record(fact))
    await other.for('there').write((tx) => tx.record({ type: 'people_acted', activities: [] }))
    await other.for('elsewhere').write((tx) => tx.record(revoked))
    // Of what is no fact nobody has to hear.
    await other.instance.write(async (tx) => insert(tx, 'foreign'))
    await other.instance.write(async (tx) => {
      await tx.within('gone').record({ type: 'organization_deleted' })
      await tx.within('last').record(fact)
    })
    await told
    const [own, ...foreign] = heard
    expect(own).toEqual([{ organization_id: 'here', facts: [fact], changes_access: false }])
    const access = new Map(foreign.flat().map((news) => [news?.organization_id, news?.changes_access]))
    expect(Object.fromEntries(access)).toEqual({ there: false, elsewhere: true, gone: true, last: false })
    expect(foreign.flat().every((news) => news?.facts === null)).toBe(true)
  })

  test('do not do the same exclusive work at once', async () => {
    const { db, openAgain } = await database()
    await using other = await openAgain()
    const { promise: finished, resolve: finish } = Promise.withResolvers<void>()
    const { promise: started, resolve: start } = Promise.withResolvers<void>()
    const first = db.exclusively('work', async () => {
      start()
      await finished
      return 'done'
    })
    await started
    expect(await db.exclusively('work', async () => 'done twice')).toBeUndefined()
    expect(await other.exclusively('work', async () => 'done twice')).toBeUndefined()
    expect(await other.exclusively('other work', async () => 'done')).toBe('done')
    finish()
    expect(await first).toBe('done')
    expect(await other.exclusively('work', async () => 'done again')).toBe('done again')
    expect(
      (
        await failure(
          db.exclusively('work', async () => {
            throw new Error('failed')
          }),
        )
      ).message,
    ).toContain('failed')
    expect(await db.exclusively('work', async () => 'after a failure')).toBe('after a failure')
  })
})

function names(word: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${word}-${String(i).padStart(3, '0')}`)
}

async function countJobs(q: Pick<InstanceRead, 'select' | 'tables'>): Promise<number> {
  return (await q.select().from(q.tables.cron_jobs)).length
}

const organization = (id: string, slug: string) => ({ id, slug, name: id, time_zone: 'UTC', created_at: 1 })
const user = (id: string, email: string) => ({ id, email, name: id, password_hash: '', created_at: 1 })
const member = (id: string, user_id: string) => ({
  ...{ organization_id: 'o1', id, user_id },
  ...{ role: 'owner', status: 'active', joined_at: 1 },
})
const person = (id: string, external_id: string) => ({
  organization_id: 'o1',
  id,
  external_id,
  created_at: 1,
})
const apiKey = (id: string, key_hash: string) => ({
  ...{ organization_id: 'o1', id, name: id, key_hash },
  ...{ key_start: '', scopes: [], created_by: 'm1', created_at: 1 },
})
