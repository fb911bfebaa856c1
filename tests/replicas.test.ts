/** Heavy reads come from a replica, and nobody is given anything that the primary would not give. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database, InstanceDatabase } from '../src/db/database.ts'
import { writeBackup } from '../src/operations/backups/write-backup.ts'
import { examine } from '../src/operations/doctor/examine.ts'
import { callsTo, type TestApp, testApp } from './app.ts'
import { outsider } from './db/database.ts'
import { apiKey, type Member, signUp } from './people.ts'
import { canReplicate, type ReplicatedPostgres, replicatedPostgres } from './replicated-postgres.ts'
import { joinAs } from './teams.ts'

const TERMINATE = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'almanac'`
const COHORTS = '/metrics/cohorts?force_refresh=true'

describe.skipIf(!canReplicate)('With a replica', () => {
  let servers: ReplicatedPostgres
  /** Reads from the replica; the other process does not. */
  let here: TestApp
  let there: TestApp
  let ada: Member
  const byHere = callsTo(async () => here)
  const byThere = callsTo(async () => there)
  const replica = () => here.context.db.replica()!
  /** Whether it has answered the heavy reads of what is done meanwhile: all of them, or none. */
  const whoReads = async (fn: () => Promise<unknown>) => {
    const before = replica().reads
    await fn()
    const { replica: byReplica, primary } = replica().reads
    return { replica: byReplica > before.replica, primary: primary > before.primary }
  }
  /** What it replays may be in the way of what it is asked: it is asked again then. */
  const onReplica = async (sql: string) => {
    await using outside = await outsider(servers.replicaUrl)
    for (;;) {
      try {
        return await outside.query(sql)
      } catch (error) {
        if ((error as { code?: string }).code !== '40001') throw error
      }
    }
  }
  const ofDatabase = async () => (await byHere.done('GET', '/health/detailed', ada)).checks.database
  /** What Prometheus is told of it, without what is at zero. */
  const told = async () => {
    const { text } = await here.get('/metrics', { token: ada.token })
    const samples = text.matchAll(/^(almanac_db_(?:replica|heavy)\S+) (\S+)$/gm)
    return Object.fromEntries([...samples].map(([, name = '', value]) => [name, Number(value)]))
  }
  /** By the doctor. */
  const examined = async () =>
    (await examine(here.config, async () => [])).find(({ check }) => check === 'replica')
  const becomes = (status: string) => eventually(() => replica().status === status)
  /** The primary may have written something of its own meanwhile, for which nobody waits long. */
  const readsFromReplica = () =>
    eventually(async () => (await whoReads(() => byHere.done('GET', COHORTS, ada))).replica)

  beforeAll(async () => {
    servers = await replicatedPostgres()
    here = await testApp('postgres', {
      DATABASE_URL: servers.primaryUrl,
      DATABASE_READ_URL: servers.replicaUrl,
    })
    there = await testApp('postgres', { DATABASE_URL: servers.primaryUrl, DATA_DIR: here.config.data_dir })
    ada = await signUp(here, 'ada')
  }, 60_000)

  afterAll(async () => {
    await there?.[Symbol.asyncDispose]()
    await here?.[Symbol.asyncDispose]()
    await servers?.[Symbol.asyncDispose]()
  })

  test('what computes much is read from it, and what it answers is the same', async () => {
    await byHere.done('POST', '/tasks', ada, { title: 'Sow the beans' })
    const range = { from: '2026-11-01', to: '2026-11-20' }
    const heavy: [string, string, object?][] = [
      ['GET', COHORTS],
      ['GET', '/metrics/dashboard?force_refresh=true'],
      ['GET', `/metrics/trends?force_refresh=true&${new URLSearchParams(range)}`],
      ['GET', '/metrics/statistics?force_refresh=true&period=30d'],
      ['POST', '/metrics/export', { format: 'json', metric_types: ['activity'], ...range }],
      ['GET', '/search?q=beans'],
    ]
    await becomes('used')
    await readsFromReplica()
    for (const [method, path, json] of heavy) {
      const read = await whoReads(async () => {
        const [ours, theirs] = [
          await byHere.call(method, path, ada, json),
          await byThere.call(method, path, ada, json),
        ]
        expect([path, ours.status, comparable(ours.body)]).toEqual([path, 200, comparable(theirs.body)])
      })
      expect([path, read.replica]).toEqual([path, true])
    }
    const { state, replica: seen } = await ofDatabase()
    expect([state, seen]).toMatchObject(['ok', { status: 'used', reason: null, pool: { most: 10 } }])
    expect((await byHere.done('GET', '/monitoring/metrics/database', ada)).replica.reads).toEqual(seen.reads)
    expect(await told()).toMatchObject({
      almanac_db_replica_used: 1,
      'almanac_db_heavy_reads_total{database="replica"}': seen.reads.replica,
      'almanac_db_heavy_reads_total{database="primary"}': seen.reads.primary,
    })
    // It tells what was read when those end who read: then they are lost, and nobody notices.
    await onReplica(TERMINATE)
    const READ = `select sum(idx_scan + seq_scan)::int as times from pg_stat_user_tables where relname = 'cohort_cells'`
    await eventually(async () => (await onReplica(READ))[0]?.times > 0)
    expect((await byHere.call('GET', COHORTS, ada)).status).toBe(200)
  })

  test('while it replays nothing, everybody reads what was written, by whichever process', async () => {
    const key = await apiKey(there, ada, 'ingest')
    await readsFromReplica()
    await onReplica('select pg_wal_replay_pause()')
    try {
      for (const [i, via] of [here, there, here, there].entries()) {
        await via.post('/api/v1/events', { key, json: { id: `${i}`, person: `p${i}`, verb: 'went' } })
        const { body } = await here.get('/api/v1/metrics/dashboard?force_refresh=true', { token: ada.token })
        expect(body.user_metrics.total_users).toBe(1 + i + 1)
        await callsTo(via).done('POST', '/tasks', ada, { title: `Weed the bed ${i}` })
        expect((await byHere.done('GET', '/search?q=weed', ada)).items).toHaveLength(i + 1)
      }
      await becomes('behind')
      const reason = 'it has not replayed what was committed'
      const { state, detail, replica: seen } = await ofDatabase()
      expect([state, detail]).toEqual(['warning', `The database answers. Its replica does not: ${reason}.`])
      expect(seen).toMatchObject({ status: 'behind', reason })
      expect(seen.lag_bytes).toBeGreaterThan(0)
      expect(seen.lag_seconds).toBeGreaterThan(1)
      expect(await told()).toMatchObject({
        almanac_db_replica_used: 0,
        almanac_db_replica_lag_seconds: expect.any(Number),
      })
      expect(await whoReads(() => byHere.done('GET', COHORTS, ada))).toEqual({
        replica: false,
        primary: true,
      })
    } finally {
      await onReplica('select pg_wal_replay_resume()')
    }
    await becomes('used')
    await readsFromReplica()
  })

  test('while it replays nothing, what was taken from somebody is gone, in what is found as well', async () => {
    const grace = await joinAs(there, ada, 'grace', 'member')
    const found = async () => (await byHere.call('GET', '/search?q=secret', grace)).body.items?.length
    const task = await byThere.done('POST', '/tasks', ada, {
      title: 'A secret',
      assignee_id: grace.member_id,
    })
    expect(await found()).toBe(1)
    await readsFromReplica()
    await onReplica('select pg_wal_replay_pause()')
    try {
      await byThere.done('PATCH', `/tasks/${task.id}`, ada, { assignee_id: null })
      expect(await found()).toBe(0)
      await byThere.done('PATCH', `/members/${grace.member_id}`, ada, { status: 'suspended' })
      await eventually(async () => (await byHere.call('GET', '/search?q=secret', grace)).status >= 400)
    } finally {
      await onReplica('select pg_wal_replay_resume()')
    }
    await becomes('used')
  })

  test('what is no replica is refused at the start, and one that is away is not waited for', async () => {
    const started = (DATABASE_READ_URL: string) =>
      testApp('postgres', {
        DATABASE_URL: servers.primaryUrl,
        DATA_DIR: here.config.data_dir,
        DATABASE_READ_URL,
      })
    const refusal = (url: string) => started(url).catch(({ message }: Error) => message)
    expect(await refusal(servers.primaryUrl)).toMatch(/^DATABASE_READ_URL: it is no standby/)
    expect(await refusal(servers.replicaUrl.replace(/[^/]+$/, 'template1'))).toMatch(
      /^DATABASE_READ_URL: it leads to the database/,
    )
    expect(await refusal(servers.replicaUrl.replace(/[^/]+$/, 'nowhere'))).toMatch(
      /^DATABASE_READ_URL: there is no database "nowhere"/,
    )
    await using app = await started('postgres://postgres@127.0.0.1:9/away')
    expect((await app.get(`/api/v1${COHORTS}`, ada)).status).toBe(200)
    expect(app.context.db.replica()).toMatchObject({ status: 'away', reads: { replica: 0, primary: 1 } })
  })

  test('a read that is in the way of what it replays runs again on the primary', async () => {
    await readsFromReplica()
    await using outside = await outsider(servers.primaryUrl)
    let times = 0
    const members = () =>
      here.context.db.for(ada.organization_id).read(async (q) => {
        times += 1
        const read = () => q.select({ id: q.tables.members.id }).from(q.tables.members)
        if (times === 1) {
          await read()
          await outside.query('begin; lock table members in access exclusive mode; commit')
          // Until it is cancelled.
          for (;;) await read()
        }
        return read()
      }, 'heavy')
    expect(await whoReads(async () => expect(await members()).toHaveLength(2))).toMatchObject({
      primary: true,
    })
    expect(times).toBe(2)
  })

  test('a read whose connection is lost runs again when it has ended, and not beside itself', async () => {
    await readsFromReplica()
    const seen: string[] = []
    const read = () =>
      here.context.db.for(ada.organization_id).read(async (q) => {
        seen.push('begun')
        const [found] = await q.select({ id: q.tables.organizations.id }).from(q.tables.organizations)
        if (seen.length === 1) {
          await onReplica(TERMINATE)
          // It awaits something else meanwhile, as who packs an archive does.
          await Bun.sleep(200)
        }
        seen.push('ended')
        return found?.id
      }, 'heavy')
    expect(await read()).toBe(ada.organization_id)
    expect(seen).toEqual(['begun', 'ended', 'begun', 'ended'])
  })

  test('an archive whose rows are read again, from the primary, is the same', async () => {
    await byHere.done('POST', '/tasks', ada, { title: 'Water the seedlings' })
    const folder = mkdtempSync(join(tmpdir(), 'almanac-test-'))
    const { instance, engine } = here.context.db
    const again: InstanceDatabase['snapshot'] = async (fn, weight) => {
      await instance.snapshot(fn, weight)
      return instance.snapshot(fn, weight)
    }
    // All that is asked of it.
    const readAgain = { engine, instance: { ...instance, snapshot: again } } as Database
    const written = (db: Database, name: string) => {
      const backup = { path: join(folder, name), name, created_at: here.clock.now(), files: [] }
      return writeBackup({ db, config: here.config }, backup, () => {})
    }
    try {
      await readsFromReplica()
      const byWhom = await whoReads(async () => {
        const [once, twice] = [await written(here.context.db, 'once'), await written(readAgain, 'twice')]
        expect([twice.tables, twice.body.bytes]).toEqual([once.tables, once.body.bytes])
      })
      expect(byWhom.replica).toBe(true)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  test('where it stops, everything goes on, and with it from it where it is back', async () => {
    await readsFromReplica()
    await servers.stopReplica()
    expect((await byHere.call('GET', COHORTS, ada)).status).toBe(200)
    await becomes('away')
    expect(await examined()).toMatchObject({ state: 'warning', detail: expect.stringMatching(/ECONN/) })
    expect(await whoReads(() => byHere.done('GET', COHORTS, ada))).toEqual({ replica: false, primary: true })
    await servers.startReplica()
    await becomes('used')
    await readsFromReplica()
  })

  test('once it is promoted, it is not asked any more', async () => {
    await readsFromReplica()
    await onReplica('select pg_promote()')
    await onReplica(`update organizations set name = 'Of another history'`)
    expect(await whoReads(() => byHere.done('GET', COHORTS, ada))).toEqual({ replica: false, primary: true })
    await becomes('promoted')
    expect(await examined()).toMatchObject({ state: 'failed', detail: expect.stringMatching(/no standby/) })
  })
})

/** What does not tell when it was made, nor how the requests went that asked for it. */
function comparable(body: any) {
  const { cache_metadata, generated_at, timestamp, system_metrics, notes, ...rest } = body
  return rest
}

async function eventually(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (await isSo()) return
    await Bun.sleep(50)
  }
  throw new Error('It has not become so.')
}
