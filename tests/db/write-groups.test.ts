/** Writes that go together: of those that wait at the same time, several are one transaction on Postgres. */
import { describe, expect, test } from 'bun:test'
import { and, eq } from 'drizzle-orm'
import type { CommitNews, Database } from '../../src/db/database.ts'
import { asDryRun } from '../../src/db/dry-run.ts'
import { NO_RECORDING } from '../../src/db/engine-database.ts'
import { DatabaseBusyError, DatabaseUnavailableError, OutcomeUnknownError } from '../../src/db/errors.ts'
import type { Fact } from '../../src/db/facts.ts'
import type { HeldRow, Recorder, Write } from '../../src/db/handle.ts'
import { once, type Step } from '../../src/db/once.ts'
import { openDatabase } from '../../src/db/open.ts'
import { withOrigin } from '../../src/db/origin.ts'
import type { Writer } from '../../src/db/postgres-writers.ts'
import { batchStatement, statement } from '../../src/db/statement.ts'
import { asRequest, ORDINARY, Patience } from '../../src/db/time-limits.ts'
import { ClosedHandleError } from '../../src/db/transaction-handle.ts'
import { WriteGroups } from '../../src/db/write-groups.ts'
import { onEachEngine } from '../app.ts'
import { faultyNetwork } from '../faulty-network.ts'
import { failure, outsider, stored, testDatabase } from './database.ts'

const HERE = 'here'
const MOVED_AT_ONCE: Fact = { type: 'activities_deleted', activities: [] }

const insertNames = batchStatement({ name: 'text' })(
  'insert into cron_jobs (name, started_at) select r.name, 1 from :rows as r',
)
const insertName = (tx: Write, name: string) => tx.each(insertNames, [{ name }])
const changed = (id: string) => ({ kind: 'person', id, verb: 'changed' })
const namesOf = (word: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${word}-${String(i).padStart(2, '0')}`)

/** A row and a fact, by an actor of that name. */
function add(
  db: Database,
  name: string,
  more: (tx: Write) => Promise<unknown> = async () => {},
  holds?: HeldRow,
) {
  const body = async (tx: Write) => {
    tx.send(insertName(tx, name))
    await tx.record(changed(name))
    await more(tx)
    return name
  }
  return withOrigin({ actor: `job:${name}`, correlation_id: `correlation-${name}` }, () =>
    db.for(HERE).writeTogether(body, holds),
  )
}

const person = (id: string): HeldRow => ({ table: 'people', id })

async function withPeople(db: Database, ...ids: string[]): Promise<void> {
  await db.instance.write(async (tx) => {
    const times = { created_at: 0, time_zone: 'UTC' }
    await tx.insert(tx.tables.organizations).values({ id: HERE, name: HERE, slug: HERE, ...times })
    await tx.insert(tx.tables.people).values(ids.map((id) => ({ organization_id: HERE, id, created_at: 0 })))
  })
}

/** Reads a number, and writes the next one. */
const countOn = (id: string) => async (tx: Write) => {
  const { people } = tx.tables
  const isPerson = and(tx.mine(people), eq(people.id, id))
  await tx.lock('people', [id], 'update')
  const [row] = await tx.select({ created_at: people.created_at }).from(people).where(isPerson)
  if (!row) throw new Error('nobody is there')
  await tx
    .update(people)
    .set({ created_at: row.created_at + 1 })
    .where(isPerson)
}

async function countedBy(db: Database): Promise<Record<string, number>> {
  const rows = await db.instance.read((q) => q.select().from(q.tables.people))
  return Object.fromEntries(rows.map(({ id, created_at }) => [id, created_at]))
}

const readLog = statement<
  Record<never, never>,
  { seq: number; id: string; actor: string; correlation_id: string }
>('select seq, id, actor, correlation_id from changes where organization_id = :organization_id order by seq')

/** Facts that were told to listeners, by their ids. */
function heardBy(db: Database): string[] {
  const heard: string[] = []
  db.onCommit((news: readonly CommitNews[] | null) => {
    for (const fact of news?.flatMap(({ facts }) => facts ?? []) ?? []) if ('id' in fact) heard.push(fact.id)
  })
  return heard
}

onEachEngine('Writes that go together', (engine) => {
  test('are one commit, whose rollups move once, and each is told and logged as its own', async () => {
    const moved: number[] = []
    const recorder: Recorder = async (_, facts) => void moved.push(facts.length)
    await using database = await testDatabase(engine, recorder)
    const { db } = database
    const heard = heardBy(db)
    const names = namesOf('added', 10)
    const sent: string[] = []
    const answers = names.map((name) =>
      add(db, name, async (tx) => tx.afterCommit(() => void sent.push(name))),
    )
    expect(await Promise.all(answers)).toEqual(names)
    expect(await stored(db, 'added')).toEqual(names)
    expect(moved.reduce((sum, facts) => sum + facts, 0)).toBe(10)
    // A group of SQLite's ends after some milliseconds.
    if (engine === 'postgres') expect(moved).toEqual([10])
    expect([heard, sent]).toEqual([names, names])
    expect(await db.for(HERE).read((q) => q.all(readLog))).toEqual(
      names.map((name, i) => {
        return { seq: i + 1, id: name, actor: `job:${name}`, correlation_id: `correlation-${name}` }
      }),
    )
  })

  test('fail each for itself, whatever it fails by, and leave the others what they have written', async () => {
    await using database = await testDatabase(engine)
    const { db } = database
    await add(db, 'there')
    const heard = heardBy(db)
    const sent: string[] = []
    const mail = (name: string) => async (tx: Write) => tx.afterCommit(() => void sent.push(name))
    const faults: Record<string, (tx: Write) => Promise<unknown>> = {
      throws: async () => {
        throw new Error('no luck')
      },
      'breaks a rule': (tx) => insertName(tx, 'there'),
      // Nobody waits for it.
      'sends what breaks one': async (tx) => tx.send(insertName(tx, 'there')),
      'sends what cannot be stored': async (tx) => tx.send(insertName(tx, '\0')),
      'sends what fails': async (tx) => tx.send(Promise.reject(new Error('no luck'))),
      'tells what cannot be stored': (tx) => tx.record(changed('\0')),
    }
    for (const [name, fault] of Object.entries(faults)) {
      heard.length = 0
      sent.length = 0
      const [before, failing, after] = [`${name} 1`, `${name} 2`, `${name} 3`]
      const ends = await Promise.allSettled([
        add(db, before, mail(before)),
        add(db, failing, async (tx) => {
          await mail(failing)(tx)
          await fault(tx)
        }),
        add(db, after, mail(after)),
      ])
      expect([name, ...ends.map(({ status }) => status)]).toEqual([
        name,
        'fulfilled',
        'rejected',
        'fulfilled',
      ])
      expect([name, await stored(db, name)]).toEqual([name, [before, after]])
      expect([heard.toSorted(), sent.toSorted()]).toEqual([
        [before, after],
        [before, after],
      ])
    }
  })

  test('may fail several at once, each by its own', async () => {
    await using database = await testDatabase(engine)
    const { db } = database
    const names = namesOf('many', 12)
    const isUnlucky = (name: string) => /[37]$/.test(name)
    const ends = await Promise.allSettled(
      names.map((name) =>
        add(db, name, async () => {
          if (isUnlucky(name)) throw new Error(`no luck for ${name}`)
        }),
      ),
    )
    expect(ends.map((end) => (end.status === 'fulfilled' ? end.value : end.reason.message))).toEqual(
      names.map((name) => (isUnlucky(name) ? `no luck for ${name}` : name)),
    )
    expect(await stored(db, 'many')).toEqual(names.filter((name) => !isUnlucky(name)))
  })

  test('are tried out beside others who write in earnest', async () => {
    await using database = await testDatabase(engine)
    const { db } = database
    const answers = [add(db, 'real-0'), asDryRun(() => add(db, 'tried')), add(db, 'real-1')]
    expect(await Promise.all(answers)).toEqual(['real-0', 'tried', 'real-1'])
    expect([...(await stored(db, 'real')), ...(await stored(db, 'tried'))]).toEqual(['real-0', 'real-1'])
  })

  test('happen once where they come with one key, though they come together', async () => {
    await using database = await testDatabase(engine)
    const { db } = database
    const kept = new Map<string, string>()
    const runs: string[] = []
    const keyed = (key: string) => {
      const step: Step = {
        key,
        take: async () => (kept.has(key) ? { outcome: kept.get(key)! } : null),
        keep: async (_, outcome) => void kept.set(key, outcome),
      }
      return once({ next: () => step }, () => add(db, `${key}-${runs.push(key)}`))
    }
    const answers = await Promise.all(['a', 'b', 'a', 'b', 'a'].map(keyed))
    expect(answers).toEqual(['a-1', 'b-2', 'a-1', 'b-2', 'a-1'])
    expect([...(await stored(db, 'a')), ...(await stored(db, 'b'))]).toEqual(['a-1', 'b-2'])
  })

  test('change each the one row that it holds, and none is lost of those that change the same', async () => {
    await using database = await testDatabase(engine)
    const { db } = database
    const ids = ['p0', 'p1', 'p2']
    await withPeople(db, ...ids)
    const names = namesOf('changed', 15)
    await Promise.all(
      names.map((name, i) => {
        const id = ids[i % 3] ?? ''
        return add(db, name, countOn(id), person(id))
      }),
    )
    expect(await countedBy(db)).toEqual({ p0: 5, p1: 5, p2: 5 })
    expect(await stored(db, 'changed')).toEqual(names)
    expect(String(await failure(add(db, 'nobody', countOn('p3'), person('p3'))))).toContain('nobody is there')
  })

  test('hold nothing else for themselves: what would is refused', async () => {
    await using database = await testDatabase(engine)
    const { db } = database
    const holds: ((tx: Write) => Promise<unknown>)[] = [
      (tx) => tx.lock('people', ['p'], 'update'),
      (tx) => tx.can.lockOrganization(tx),
      (tx) => tx.can.deleteSomeRows(tx, 1),
      (tx) => tx.settle(),
      (tx) => tx.record(MOVED_AT_ONCE),
    ]
    for (const hold of holds) {
      expect(String(await failure(add(db, 'held', hold, person('other'))))).toContain('use db.write')
    }
    await add(db, 'shared', async (tx) => {
      await tx.lock('people', ['p'], 'share')
      await tx.can.shareOrganization(tx)
    })
    expect([...(await stored(db, 'held')), ...(await stored(db, 'shared'))]).toEqual(['shared'])
  })

  test('are a crowd of five hundred, and all of them succeed', async () => {
    await using database = await testDatabase(engine)
    const { db } = database
    const names = Array.from({ length: 500 }, (_, i) => `crowd-${1000 + i}`)
    await Promise.all(names.map((name) => add(db, name)))
    expect(await stored(db, 'crowd')).toEqual(names)
    const log = await db.for(HERE).read((q) => q.all(readLog))
    expect(log.map(({ seq }) => seq)).toEqual(names.map((_, i) => i + 1))
    expect(db.pool().waiting).toBe(0)
  })
})

describe('A group of writes on Postgres', () => {
  test('is written while the one before goes on, as soon as that is done', async () => {
    await using database = await testDatabase('postgres')
    const { db } = database
    const gate = Promise.withResolvers<void>()
    const isBegun = Promise.withResolvers<void>()
    const first = add(db, 'first', () => {
      isBegun.resolve()
      return gate.promise
    })
    await isBegun.promise
    const seen: string[][] = []
    const look = async (tx: Write) => {
      const { cron_jobs } = tx.tables
      seen.push((await tx.select({ name: cron_jobs.name }).from(cron_jobs)).map(({ name }) => name).sort())
    }
    const others = [add(db, 'second', look), add(db, 'third', look)]
    expect(db.pool().waiting).toBe(2)
    gate.resolve()
    await Promise.all([first, ...others])
    // They see each other, since their queries stand side by side.
    expect(seen).toEqual([
      ['first', 'second', 'third'],
      ['first', 'second', 'third'],
    ])
  })

  test('that has failed is over for all in it: what they send afterwards goes nowhere', async () => {
    await using database = await testDatabase('postgres')
    const { db } = database
    const ends: unknown[] = []
    let runs = 0
    // Goes on where it runs first, whatever becomes of the others.
    const sending = add(db, 'sending', async (tx) => {
      runs += 1
      for (let sent = 0; runs === 1 && ends.length === 0; sent += 1) {
        await insertName(tx, `sent-${sent}`).catch((error) => ends.push(error))
      }
    })
    const failing = add(db, 'failing', async (tx) => {
      await insertName(tx, 'failing, too')
      throw new Error('no luck')
    })
    await Promise.all([sending, failure(failing)])
    expect(ends).toEqual([expect.any(ClosedHandleError)])
    expect(await stored(db, '')).toEqual(['sending'])
  })

  test('runs again as a whole where another transaction was in the way', async () => {
    await using database = await testDatabase('postgres')
    const { db } = database
    const heard = heardBy(db)
    let conflicts = 1
    const conflict = async (tx: Write) => {
      if (conflicts-- > 0) await tx.all(fail40001)
    }
    await Promise.all([add(db, 'a'), add(db, 'b', conflict), add(db, 'c')])
    expect(await stored(db, '')).toEqual(['a', 'b', 'c'])
    expect(heard).toEqual(['a', 'b', 'c'])
    expect(db.stats.retries).toBe(1)
  })

  test('that loses its connection has stored nothing, and everybody in it is told', async () => {
    await using there = await behindNetwork()
    const { db, network } = there
    const cut = async (tx: Write) => {
      network.cut()
      await insertName(tx, 'cut again')
    }
    const ends = [add(db, 'cut-0'), add(db, 'cut-1', cut), add(db, 'cut-2')].map(failure)
    for (const end of await Promise.all(ends)) expect(end).toBeInstanceOf(DatabaseUnavailableError)
    expect(await stored(db, 'cut')).toEqual([])
    expect(await add(db, 'cut-3')).toBe('cut-3')
  })

  test('takes along nobody who has no time for it, who is told in time', async () => {
    await using database = await testDatabase('postgres')
    const { db } = database
    const gate = Promise.withResolvers<void>()
    const late = (ms: number, name: string, more?: () => Promise<void>) =>
      asRequest(performance.now() - ms, () => add(db, name, more))
    const leads = late(0, 'leads', () => gate.promise)
    const waits = late(0, 'waits')
    // Of nine seconds, one for its statements is left after that of its commit.
    expect(await failure(late(6_500, 'late'))).toBeInstanceOf(DatabaseBusyError)
    gate.resolve()
    await Promise.all([leads, waits])
    expect(await stored(db, '')).toEqual(['leads', 'waits'])
  })

  test('is not kept back by who is refused before they write, and takes nothing of theirs along', async () => {
    const moved: number[] = []
    await using database = await testDatabase('postgres', async (_, facts) => void moved.push(facts.length))
    const { db } = database
    let runs = 0
    const ends: unknown[] = []
    const refused = db.for(HERE).writeTogether(async (tx) => {
      runs += 1
      const look = () => tx.select().from(tx.tables.cron_jobs)
      const goOn = async () => {
        for (let times = 0; times < 3; times += 1) await Promise.try(look).catch(() => {})
        const more: (() => Promise<unknown>)[] = [
          () => insertName(tx, 'refused'),
          () => tx.record(changed('refused')),
        ]
        for (const one of more) ends.push(await Promise.try(one).catch((error) => error))
      }
      await Promise.all([goOn(), look().then(() => Promise.reject(new Error('not you')))])
    })
    const answers = await Promise.all([add(db, 'one'), failure(refused).then(String), add(db, 'other')])
    expect(answers).toEqual(['one', 'Error: not you', 'other'])
    expect([runs, moved]).toEqual([1, [2]])
    expect(ends).toEqual([expect.any(ClosedHandleError), expect.any(ClosedHandleError)])
    expect(await stored(db, '')).toEqual(['one', 'other'])
  })

  test('has as much time as any of its writers: who comes first, and has little, is alone', async () => {
    const moved: number[] = []
    await using database = await testDatabase('postgres', async (_, facts) => void moved.push(facts.length))
    const { db } = database
    await add(db, 'connected')
    const short = asRequest(performance.now() - 6_050, () => add(db, 'short'))
    await Promise.all([short, add(db, 'one'), add(db, 'other')])
    expect(moved).toEqual([1, 1, 2])
  })

  test('goes on without whoever would wait for a row, who waits alone', async () => {
    await using database = await testDatabase('postgres')
    await using outside = await outsider(database.url)
    const { db } = database
    await withPeople(db, 'held', 'free', 'too')
    await outside.query('begin')
    await outside.query(`select id from people where id = 'held' for update`)
    const waits = add(db, 'waits', countOn('held'), person('held'))
    const others = ['free', 'too'].map((id) => add(db, id, countOn(id), person(id)))
    await Promise.all(others)
    expect(await stored(db, '')).toEqual(['free', 'too'])
    await outside.query('rollback')
    await waits
    expect(await countedBy(db)).toEqual({ held: 1, free: 1, too: 1 })
  })
})

// Each of them waits for seconds.
describe.concurrent('A group of writes on Postgres that waits in vain', () => {
  test.concurrent('for its commit is told so, all of it, and runs no second time', async () => {
    await using there = await behindNetwork()
    const { db, network } = there
    let runs = 0
    // The last of them, when all that it waits for has come.
    const swallow = async (tx: Write) => {
      runs += 1
      await insertName(tx, 'open-3')
      network.swallow()
    }
    const ends = [add(db, 'open-0'), add(db, 'open-1'), add(db, 'open-2', swallow)].map(failure)
    for (const end of await Promise.all(ends)) expect(end).toBeInstanceOf(OutcomeUnknownError)
    expect(runs).toBe(1)
    network.pass()
    // The commit never arrived, here.
    expect(await stored(db, 'open')).toEqual([])
  })

  test.concurrent('for the lock of one: that one is told, and nobody else is held up for long', async () => {
    await using database = await testDatabase('postgres')
    await using outside = await outsider(database.url)
    const { db } = database
    await withPeople(db, 'held')
    await outside.query('begin')
    await outside.query(`select id from people where id = 'held' for update`)
    const order: string[] = []
    const noted = async (name: string, write: Promise<unknown>) => {
      const end = await write.catch((error) => error)
      order.push(name)
      return end
    }
    const locked = db.for(HERE).writeTogether((tx) => tx.lock('people', ['held'], 'share'))
    const together = [noted('locked', locked), noted('beside', add(db, 'beside'))]
    while (db.pool().waiting > 0) await Bun.sleep(1)
    const ends = await Promise.all([...together, noted('behind', add(db, 'behind'))])
    expect(ends).toEqual([expect.any(DatabaseBusyError), 'beside', 'behind'])
    expect(order).toEqual(['behind', 'locked', 'beside'])
    await outside.query('rollback')
    expect(await stored(db, '')).toEqual(['behind', 'beside'])
  })

  test.concurrent('for a table is told, and so are those who wait for it', async () => {
    await using database = await testDatabase('postgres')
    await using outside = await outsider(database.url)
    const { db } = database
    await outside.query('begin')
    await outside.query('lock table cron_jobs in access exclusive mode')
    const ends = [failure(add(db, 'in-0')), failure(add(db, 'in-1'))]
    // They wait for a lock; the others for them.
    while (db.pool().waiting > 0) await Bun.sleep(1)
    ends.push(...namesOf('behind', 5).map((name) => failure(add(db, name))))
    for (const end of await Promise.all(ends)) expect(end).toBeInstanceOf(DatabaseBusyError)
    await outside.query('rollback')
    await add(db, 'afterwards')
    expect(await stored(db, '')).toEqual(['afterwards'])
  })
})

describe('Those who wait for the first of them', () => {
  const STANDSTILL_MS = 20
  const limits = { ...ORDINARY, standstill_ms: STANDSTILL_MS }
  const writer = (): Writer => ({
    patience: new Patience(limits, performance.now() + 9_000),
    recording: { ...NO_RECORDING, facts: [] },
    body: async () => {},
    isBesideOthers: true,
  })
  /** One waits for a connection, and two for that one, for longer than anybody waits while nothing moves. */
  const threeIn = async (groups: WriteGroups, connection: PromiseWithResolvers<void>) => {
    const ends = Array.from({ length: 3 }, () => groups.write(HERE, writer()))
    await Bun.sleep(3 * STANDSTILL_MS)
    connection.resolve()
    return Promise.all(ends)
  }

  test('wait as long as that one waits for a connection', async () => {
    const connection = Promise.withResolvers<void>()
    const groups = new WriteGroups(async (_, __, take) => {
      await connection.promise
      return take().map(() => ({ value: 'written' }))
    })
    expect(await threeIn(groups, connection)).toEqual(Array(3).fill({ value: 'written' }))
    expect(groups.waiting).toBe(0)
  })

  test('are told with it where none comes free', async () => {
    const connection = Promise.withResolvers<void>()
    let tries = 0
    const groups = new WriteGroups(async () => {
      tries += 1
      await connection.promise
      throw new DatabaseBusyError()
    })
    for (const end of await threeIn(groups, connection))
      expect(end).toEqual({ error: expect.any(DatabaseBusyError) })
    expect([tries, groups.waiting]).toEqual([1, 0])
  })
})

const fail40001 = statement(`do $$ begin raise exception 'in the way' using errcode = '40001'; end $$`)

async function behindNetwork() {
  await using stack = new AsyncDisposableStack()
  const database = stack.use(await testDatabase('postgres'))
  const network = stack.use(await faultyNetwork(database.url))
  const db = stack.use(await openDatabase(network.url, async () => {}))
  const owned = stack.move()
  return {
    db,
    network,
    async [Symbol.asyncDispose]() {
      network.pass()
      network.cut()
      await owned[Symbol.asyncDispose]()
    },
  }
}
