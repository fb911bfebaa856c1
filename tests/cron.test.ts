import { expect, test } from 'bun:test'
import { type CronJob, CronJobs } from '../src/jobs/cron.ts'
import { nextTickOf } from '../src/jobs/next-tick.ts'
import { onEachEngine, TestClock } from './app.ts'
import { sharedDatabase, testDatabase } from './db/database.ts'
import { postgresServer } from './postgres-server.ts'

onEachEngine('A cron job', (engine) => {
  const database = sharedDatabase(engine)

  test('is recorded with what it did and when', async () => {
    const { db } = await database()
    const clock = new TestClock()
    const began = clock.at
    await using jobs = new CronJobs({ db, clock }, [
      aJob('tidy', async () => {
        clock.at += 5000
        return 'tidied up'
      }),
    ])
    expect(await jobs.run('tidy')).toEqual({ outcome: 'done', detail: 'tidied up' })
    const record = { name: 'tidy', started_at: began, finished_at: began + 5000, tick_at: null }
    expect(await recorded(db, 'tidy')).toEqual({ ...record, outcome: 'done', detail: 'tidied up' })
  })

  test('that fails is recorded as failed, and runs again the next time', async () => {
    const { db } = await database()
    let times = 0
    await using jobs = new CronJobs({ db, clock: new TestClock() }, [
      aJob('shaky', async () => {
        times += 1
        if (times === 1) throw new Error('out of luck')
        return 'lucky'
      }),
    ])
    expect(await jobs.run('shaky')).toEqual({ outcome: 'failed', detail: 'out of luck' })
    expect(await recorded(db, 'shaky')).toMatchObject({ outcome: 'failed', detail: 'out of luck' })
    expect(await jobs.run('shaky')).toEqual({ outcome: 'done', detail: 'lucky' })
    expect(await recorded(db, 'shaky')).toMatchObject({ outcome: 'done', detail: 'lucky' })
  })

  test('asked for twice at once runs once, in this process and in another', async () => {
    const { db, openAgain } = await database()
    await using otherDb = await openAgain()
    const { promise: finished, resolve: finish } = Promise.withResolvers<void>()
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    let times = 0
    const slow = aJob('slow', async () => {
      times += 1
      begin()
      await finished
      return 'done at last'
    })
    const clock = new TestClock()
    await using here = new CronJobs({ db, clock }, [slow, aJob('quick', async () => 'quick')])
    await using there = new CronJobs({ db: otherDb, clock }, [slow])
    const first = here.run('slow')
    await begun
    expect(await here.run('slow')).toEqual({ outcome: 'already_running' })
    expect(await there.run('slow')).toEqual({ outcome: 'already_running' })
    expect(await here.run('quick')).toEqual({ outcome: 'done', detail: 'quick' })
    finish()
    expect(await first).toEqual({ outcome: 'done', detail: 'done at last' })
    expect(times).toBe(1)
    expect(await there.run('slow')).toEqual({ outcome: 'done', detail: 'done at last' })
  })

  test('is asked to stop when the process ends, which waits for it', async () => {
    const { db } = await database()
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    const jobs = new CronJobs({ db, clock: new TestClock() }, [
      aJob('long', async (signal) => {
        const aborted = new Promise((resolve) => signal.addEventListener('abort', resolve))
        begin()
        await aborted
        return 'stopped early'
      }),
    ])
    const running = jobs.run('long')
    await begun
    await jobs[Symbol.asyncDispose]()
    expect(await recorded(db, 'long')).toMatchObject({ outcome: 'done', detail: 'stopped early' })
    expect(await running).toEqual({ outcome: 'done', detail: 'stopped early' })
  })

  test('fails without throwing when the database is away', async () => {
    await using lost = await testDatabase(engine)
    let ran = false
    await using jobs = new CronJobs({ db: lost.db, clock: new TestClock() }, [
      aJob('tidy', async () => {
        ran = true
        return 'tidied up'
      }),
    ])
    if (engine === 'postgres') await (await postgresServer()).dropDatabase(lost.url)
    else await lost.db[Symbol.asyncDispose]()
    expect(await jobs.run('tidy')).toMatchObject({ outcome: 'failed' })
    // On SQLite the work is done, and only its record has no place.
    expect(ran).toBe(engine === 'sqlite')
  })

  test('that costs much rests, and others run when a tick was missed, however often the process starts', async () => {
    const { db } = await database()
    const clock = new TestClock()
    const ran: string[] = []
    const noted = (name: string): CronJob => aJob(name, async () => `${ran.push(name)}`)
    const start = async () => {
      await using jobs = new CronJobs({ db, clock }, [
        noted('minutely'),
        { ...noted('rare'), rests_ms: 2 * MINUTE_MS },
        { ...noted('always'), at_each_start: true },
      ])
      ran.length = 0
      await jobs.catchUp(eachMinute)
      return ran.toSorted()
    }
    expect(await start()).toEqual(['always', 'minutely', 'rare'])
    expect(await start()).toEqual(['always'])
    clock.at += MINUTE_MS
    expect(await start()).toEqual(['always', 'minutely'])
    clock.at += MINUTE_MS - 1
    expect(await start()).toEqual(['always'])
    clock.at += 1
    expect(await start()).toEqual(['always', 'minutely', 'rare'])
    // Whatever stood in the future, were it believed, would keep them from running for as long.
    clock.at -= 1000 * MINUTE_MS
    expect(await start()).toEqual(['always', 'minutely', 'rare'])
  })

  test('runs for each tick in one process, whichever comes first', async () => {
    const { db, openAgain } = await database()
    await using otherDb = await openAgain()
    const clock = new TestClock()
    let times = 0
    const counted = aJob('counted', async () => {
      times += 1
      return `${times}`
    })
    await using here = new CronJobs({ db, clock }, [counted])
    await using there = new CronJobs({ db: otherDb, clock }, [counted])
    const outcomes = await Promise.all([here.tick('counted'), there.tick('counted')])
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['already_done', 'done'])
    clock.at += MINUTE_MS
    expect(await there.tick('counted')).toEqual({ outcome: 'done', detail: '2' })
    expect(await here.tick('counted')).toEqual({ outcome: 'already_done' })
    // A tick in the future, from a clock that was ahead, keeps nobody from working until then.
    clock.at -= 1000 * MINUTE_MS
    expect(await there.tick('counted')).toEqual({ outcome: 'done', detail: '3' })
  })

  test('is taken over where the process that runs it dies', async () => {
    const { db, openAgain } = await database()
    const otherDb = await openAgain()
    const { promise: finished, resolve: finish } = Promise.withResolvers<void>()
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    const dying = otherDb.exclusively('cron:taken-over', () => {
      begin()
      return finished
    })
    await begun
    await using jobs = new CronJobs({ db, clock: new TestClock() }, [aJob('taken-over', async () => 'done')])
    const tick = jobs.tick('taken-over')
    expect(await Promise.race([tick, Bun.sleep(50).then(() => 'waits')])).toBe('waits')
    finish()
    await dying
    await otherDb[Symbol.asyncDispose]()
    expect(await tick).toEqual({ outcome: 'done', detail: 'done' })
  })

  test('that does not exist is an error that says which there are', async () => {
    const { db } = await database()
    await using jobs = new CronJobs({ db, clock: new TestClock() }, [aJob('tidy', async () => '')])
    const error = await jobs.run('tody').catch((thrown: Error) => thrown)
    expect((error as Error).message).toBe('There is no job "tody". There are: tidy.')
  })
})

const MINUTE_MS = 60_000

function eachMinute(_: string, after: number): number {
  return Math.floor(after / MINUTE_MS + 1) * MINUTE_MS
}

function aJob(name: string, run: CronJob['run']): CronJob {
  return { name, pattern: '* * * * *', run }
}

async function recorded(db: Awaited<ReturnType<typeof testDatabase>>['db'], name: string) {
  const rows = await db.instance.read((q) => q.select().from(q.tables.cron_jobs))
  return rows.find((row) => row.name === name)
}

// Where the clock of the machine skips from 02:00 to 03:00, a pattern in UTC missed the hour after 02:28 UTC.
test('A job in UTC ticks in the hour that the clock of the machine skips', () => {
  const before = process.env.TZ
  process.env.TZ = 'America/New_York'
  try {
    const after = Date.parse('2025-03-09T02:28:03Z')
    expect(
      nextTickOf(
        aJob('each minute', async () => ''),
        after,
      ),
    ).toBe(Date.parse('2025-03-09T02:29:00Z'))
  } finally {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  }
})
