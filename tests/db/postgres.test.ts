/** What only Postgres promises: several connections, which meet each other and get lost. */
import { describe, expect, test } from 'bun:test'
import { eq } from 'drizzle-orm'
import type { CommitNews } from '../../src/db/database.ts'
import { DatabaseUnavailableError } from '../../src/db/errors.ts'
import type { InstanceWrite } from '../../src/db/handle.ts'
import { openDatabase } from '../../src/db/open.ts'
import { connectPostgres } from '../../src/db/postgres-client.ts'
import { MOST_OF } from '../../src/db/postgres-pool.ts'
import { statement } from '../../src/db/statement.ts'
import { ClosedHandleError } from '../../src/db/transaction-handle.ts'
import {
  databaseOwnedBy,
  failure,
  insert,
  OTHER_CONNECTIONS,
  outsider,
  stored,
  testDatabase,
} from './database.ts'

const fact = (id: string) => ({ kind: 'person', id, verb: 'changed' })

describe('The connections of Postgres', () => {
  test('that lock each other out: one of the writes runs again, and both succeed', async () => {
    await using database = await testDatabase('postgres')
    await using outside = await outsider(database.url)
    await outside.query(`alter database ${nameOf(database.url)} set deadlock_timeout = '50ms'`)
    await using db = await database.openAgain()
    await db.instance.write(async (tx) => {
      await insert(tx, 'left')
      await insert(tx, 'right')
    })
    const heard: CommitNews[] = []
    db.onCommit((news) => heard.push(...(news ?? [])))
    const bothHoldOne = meeting(2)
    const writes = [
      ['left', 'right'],
      ['right', 'left'],
    ].map(([first = '', second = '']) =>
      db.instance.write(async (tx) => {
        await tx.within('here').record(fact(first))
        await start(tx, first)
        await bothHoldOne()
        await start(tx, second)
      }),
    )
    await Promise.all(writes)
    expect(await outside.query('select name, started_at::int as times from cron_jobs order by name')).toEqual(
      [
        { name: 'left', times: 3 },
        { name: 'right', times: 3 },
      ],
    )
    expect(db.stats.retries).toBe(1)
    // Those of the attempt that was rolled back are forgotten.
    const facts = heard.flatMap((news) => news.facts ?? [])
    expect(facts.map((one) => ('id' in one ? one.id : null)).sort()).toEqual(['left', 'right'])
  })

  test('hold locked rows to the end: those to be changed alone, those that are shared with others who share', async () => {
    await using database = await testDatabase('postgres')
    await using outside = await outsider(database.url)
    await outside.query(`
      insert into organizations (id, name, slug, time_zone, created_at) values ('a', 'a', 'a', 'UTC', 1);
      insert into people (organization_id, id, created_at) values ('a', 'held', 1), ('a', 'free', 1)`)
    const mayTake = async (id: string, how: string) => {
      const lock = `select id from people where id = '${id}' for ${how} nowait`
      return outside.query(lock).then(
        () => true,
        () => false,
      )
    }
    const whileLocked = (mode: 'update' | 'share') =>
      database.db.for('a').write(async (tx) => {
        await tx.lock('people', ['held'], mode)
        return {
          held: [await mayTake('held', 'share'), await mayTake('held', 'no key update')],
          free: await mayTake('free', 'no key update'),
        }
      })
    expect(await whileLocked('share')).toEqual({ held: [true, false], free: true })
    expect(await whileLocked('update')).toEqual({ held: [false, false], free: true })
    expect(await mayTake('held', 'no key update')).toBe(true)
  })

  test('write in the isolation that the queries are made for, whatever the database begins with', async () => {
    await using database = await testDatabase('postgres')
    await using outside = await outsider(database.url)
    await outside.query(
      `alter database ${nameOf(database.url)} set default_transaction_isolation = 'serializable'`,
    )
    await using db = await database.openAgain()
    const ask = statement<Record<never, never>, { isolation: string }>(
      `select current_setting('transaction_isolation') as isolation where :organization_id <> ''`,
    )
    expect(await db.for('a').write((tx) => tx.all(ask))).toEqual([{ isolation: 'read committed' }])
    expect(await db.for('a').read((q) => q.all(ask))).toEqual([{ isolation: 'repeatable read' }])
  })

  test('read in the order of an index where that is asked for, and nowhere else in the transaction', async () => {
    await using database = await testDatabase('postgres')
    const { db } = database
    // Nothing is known of the table yet, and a planner that expects one row had rather sort it.
    const explain = statement<Record<never, never>, { 'QUERY PLAN': string }>(`
      explain select id from activity_events
      where organization_id = :organization_id and (occurred_at, id) > (1, 'a') and occurred_at < 9
      order by occurred_at, id limit 500`)
    const isSorted = statement<Record<never, never>, { sorts: string }>(
      `select current_setting('enable_sort') as sorts where :organization_id <> ''`,
    )
    const plan = await db.for('here').read(async (q) => {
      const lines = await q.can.inIndexOrder(q, async () => {
        expect(await q.all(isSorted)).toEqual([{ sorts: 'off' }])
        return q.all(explain)
      })
      expect(await q.all(isSorted)).toEqual([{ sorts: 'on' }])
      return lines.map((line) => line['QUERY PLAN']).join('\n')
    })
    expect(plan).toContain('activity_events_time')
    expect(plan).not.toContain('Sort')
    const later = Array.from({ length: 10 }, () => db.for('here').read((q) => q.all(isSorted)))
    expect(new Set((await Promise.all(later)).map(([row]) => row?.sorts))).toEqual(new Set(['on']))
  })

  test('show one state throughout a read, whatever others commit meanwhile', async () => {
    await using database = await testDatabase('postgres')
    const { db } = database
    const seen = await db.instance.read(async (q) => {
      const before = await q.select().from(q.tables.cron_jobs)
      await db.instance.write(async (tx) => insert(tx, 'meanwhile'))
      return [before, await q.select().from(q.tables.cron_jobs)]
    })
    expect(seen).toEqual([[], []])
    expect(await stored(db, '')).toEqual(['meanwhile'])
  })

  test('when lost take the whole write along, and what it sends afterwards', async () => {
    await using database = await testDatabase('postgres')
    await using outside = await outsider(database.url)
    const { db } = database
    const { promise: end, resolve: ended } = Promise.withResolvers<Error>()
    const { promise: refusal, resolve: refused } = Promise.withResolvers<void>()
    const write = db.instance.write(async (tx) => {
      await insert(tx, 'before the loss')
      await outside.query(
        `select pg_terminate_backend(pid) from ${OTHER_CONNECTIONS} where state = 'idle in transaction'`,
      )
      await refusal
      ended(await failure(Promise.try(() => insert(tx, 'after the loss'))))
    })
    await failure(write)
    refused()
    expect(await end).toBeInstanceOf(ClosedHandleError)
    expect(await stored(db, '')).toEqual([])
  })

  test('when all of them are lost are made anew', async () => {
    await using database = await testDatabase('postgres')
    await using outside = await outsider(database.url)
    const { db } = database
    const asleep = async () =>
      await outside.query(
        `select pid from ${OTHER_CONNECTIONS} where query like '%pg_sleep%' and state = 'active'`,
      )
    const writes = Array.from({ length: MOST_OF.write }, (_, i) =>
      failure(
        db.instance.write(async (tx) => {
          await insert(tx, `lost-${i}`)
          await tx.all(sleepLong)
        }),
      ),
    )
    while ((await asleep()).length < writes.length) await Bun.sleep(5)
    await outside.query(`select pg_terminate_backend(pid) from ${OTHER_CONNECTIONS}`)
    for (const error of await Promise.all(writes)) expect(error).toBeInstanceOf(DatabaseUnavailableError)
    const again = Array.from({ length: 50 }, (_, i) => `again-${String(i).padStart(2, '0')}`)
    await Promise.all(again.map((name) => db.instance.write(async (tx) => insert(tx, name))))
    expect(await stored(db, '')).toEqual(again)
  })

  test('are shared by more than there are where the server gives no more', async () => {
    await using owned = await databaseOwnedBy('')
    await using db = await openDatabase(owned.url, async () => {})
    await using outside = await outsider(owned.superuserUrl)
    // One listens already.
    await outside.query(`alter role ${new URL(owned.url).username} connection limit 3`)
    const names = Array.from({ length: 20 }, (_, i) => `shared-${String(i).padStart(2, '0')}`)
    await Promise.all(names.map((name) => db.instance.write(async (tx) => insert(tx, name))))
    expect(await stored(db, 'shared-')).toEqual(names)
    expect(db.openConnections()).toBeLessThanOrEqual(3)
  })

  test('know arrays at once, without asking for the types of every table', async () => {
    await using database = await testDatabase('postgres')
    const client = await connectPostgres(database.url)
    // Taken before anything was asked.
    const sql = await client.reserve()
    const given = [['a', 'b,"c"'], [1, 9007199254740991], ['tasks']]
    const [row] = await sql.unsafe(
      'select $1::text[] as texts, $2::bigint[] as numbers, $3::regclass[] as tables',
      given as never[],
    )
    expect(Object.values(row ?? {})).toEqual(given)
    expect(
      await sql`select relname from pg_class where relname = any(${['tasks', 'teams']}) order by 1`,
    ).toMatchObject([{ relname: 'tasks' }, { relname: 'teams' }])
    sql.release()
    await client.end()
  })

  test('when lost while listening tell that something may have been missed, and listen again', async () => {
    await using database = await testDatabase('postgres')
    await using outside = await outsider(database.url)
    await using other = await database.openAgain()
    const told = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    let times = 0
    database.db.onCommit(() => told[times++]?.resolve())
    await outside.query(
      `select pg_terminate_backend(pid) from ${OTHER_CONNECTIONS} where query ilike 'listen %' or query like '% as beat'`,
    )
    await told[0]?.promise
    await other.for('here').write((tx) => tx.record(fact('ada')))
    await told[1]?.promise
    expect(times).toBe(2)
  })
})

const sleepLong = statement('select pg_sleep(30) is null as slept')

async function start(tx: InstanceWrite, name: string): Promise<void> {
  const { cron_jobs } = tx.tables
  const [job] = await tx.select().from(cron_jobs).where(eq(cron_jobs.name, name)).for('update')
  await tx
    .update(cron_jobs)
    .set({ started_at: (job?.started_at ?? 0) + 1 })
    .where(eq(cron_jobs.name, name))
}

/** Each waits until all have come; who comes again goes on. */
function meeting(expected: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let present = 0
  return () => {
    present += 1
    if (present === expected) resolve()
    return promise
  }
}

function nameOf(url: string): string {
  return new URL(url).pathname.slice(1)
}
