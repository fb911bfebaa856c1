/** What a restore brings back, what it leaves, and when it is refused. */
import { describe, expect, test } from 'bun:test'
import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { takePostgresAlone, takeSqliteAlone } from '../src/db/database-use.ts'
import { migrateSqlite } from '../src/db/migrate.ts'
import { rowsInFile } from '../src/db/rows/read-sqlite.ts'
import { SqliteLoader } from '../src/db/rows/sqlite-loader.ts'
import { checkRollups } from '../src/metrics/rebuild/check-rollups.ts'
import { ArchiveError } from '../src/operations/backups/archive/format.ts'
import { ArchiveWriter } from '../src/operations/backups/archive/write-archive.ts'
import { workHere } from '../src/operations/backups/backup-work.ts'
import { backupPath } from '../src/operations/backups/folder.ts'
import { listBackups } from '../src/operations/backups/list-backups.ts'
import { makeBackup } from '../src/operations/backups/make-backup.ts'
import { assertSameSecret } from '../src/operations/instance-secret.ts'
import { onEachEngine, type TestApp } from './app.ts'
import { archiveOf, fill, scratchFolder } from './archives.ts'
import { almanac } from './command-line.ts'
import { changed, mutilations, seeded, write } from './mutilated.ts'
import { signIn, signUp } from './people.ts'
import { newPlace } from './places.ts'

const titles = async (app: TestApp, token: string) =>
  (await app.get('/api/v1/tasks', { token })).body.items.map(({ title }: { title: string }) => title)

onEachEngine('A restore', (engine) => {
  test('brings back what was, and a safety backup what was before it', async () => {
    await using place = await newPlace(engine)
    const { ada, eve, path } = await place.within(async (app) => {
      const ada = await fill(app)
      await app.post('/api/v1/webhooks', { token: ada.token, json: { url: 'https://93.184.215.14/' } })
      const needs = { ...app.context, work: workHere(app.context) }
      const { name } = await makeBackup(needs, { reason: 'manual' }, () => {})
      const eve = await signUp(app, 'eve')
      const another = await signIn(app, ada)
      for (const { id } of (await app.get('/api/v1/tasks', { token: ada.token })).body.items) {
        await app.delete(`/api/v1/tasks/${id}`, { token: ada.token })
      }
      await app.post('/api/v1/auth/signout', { token: ada.token })
      app.clock.at += 60_000
      return { ada, eve: { ...eve, another }, path: backupPath(app.config, name) }
    })
    const restored = await place.restore(path)
    expect(restored).toMatchObject({ isSound: true, aside: null, notes: [] })
    expect(restored?.checked).toEndWith('rows are what they were, and so is 1 dashboard.')
    const safety = restored?.safety ?? ''
    await place.within(async (app) => {
      // Ended since the backup, and ended still; begun since it, and valid still.
      expect((await app.get('/api/v1/auth/me', { token: ada.token })).status).toBe(401)
      expect((await app.get('/api/v1/auth/me', { token: eve.another.token })).status).toBe(200)
      // The account is gone, and with it its session.
      expect((await app.get('/api/v1/auth/me', { token: eve.token })).status).toBe(401)
      const { token } = await signIn(app, ada)
      expect((await titles(app, token)).length).toBe(4)
      // It may be a copy, which must not speak for the one that it is a copy of.
      const webhooks = (await app.get('/api/v1/webhooks', { token })).body.items
      expect(webhooks).toMatchObject([{ enabled: false, disabled_reason: 'moved' }])
      expect((await checkRollups(app.context, ada.organization_id, () => {})).drifts).toBe(0)
      await app.context.cron.run('upgrade_search')
      const found = await app.get('/api/v1/search?q=prune', { token })
      expect(found.body.items.length).toBeGreaterThan(0)
      expect((await listBackups(app.context)).map(({ name, reason }) => [name, reason])).toContainEqual([
        safety,
        'safety',
      ])
    })
    await place.restore(backupPath(place.config, safety))
    await place.within(async (app) => {
      const { token } = await signIn(app, eve)
      expect((await app.get('/api/v1/auth/me', { token })).status).toBe(200)
      expect(await titles(app, (await signIn(app, ada)).token)).toEqual([])
    })
  }, 60_000)

  test('of the other engine into an empty place lets those in who were in', async () => {
    const other = engine === 'sqlite' ? 'postgres' : 'sqlite'
    await using from = await newPlace(other)
    const { ada, path, secret } = await from.within(async (app) => {
      const ada = await fill(app)
      const secret = readFileSync(join(app.config.data_dir, 'app-secret'))
      const needs = { ...app.context, work: workHere(app.context) }
      const { name } = await makeBackup(needs, { reason: 'manual' }, () => {})
      return { ada, secret, path: backupPath(app.config, name) }
    })
    await using place = await newPlace(engine, false)
    expect(await place.restore(path)).toMatchObject({ isSound: true, safety: null, notes: [] })
    expect(readFileSync(join(place.folder, 'app-secret'))).toEqual(secret)
    await place.within(async (app) => {
      expect((await titles(app, ada.token)).length).toBe(4)
    })
    expect(readdirSync(place.folder).filter((name) => /restor|proof/.test(name))).toEqual([])
  }, 60_000)

  test('is refused while somebody uses the database, and the other way round', async () => {
    using folder = scratchFolder()
    await using place = await newPlace(engine)
    const path = await place.within(async (app) => {
      await fill(app)
      const { path } = await archiveOf(app, folder.path)
      await expect(place.restore(path)).rejects.toThrow(/in use.*stop (the|all) server/)
      return path
    })
    await using held = new AsyncDisposableStack()
    if (engine === 'sqlite') held.use(takeSqliteAlone(place.path))
    else held.use(await takePostgresAlone(place.env.DATABASE_URL))
    await expect(place.within(async () => {})).rejects.toThrow(/a backup is being restored/)
    await held.disposeAsync()
    expect(await place.restore(path)).toMatchObject({ isSound: true })
  }, 60_000)

  test('of what is mutilated, unfit or not confirmed touches nothing', async () => {
    using folder = scratchFolder()
    await using place = await newPlace(engine)
    const { ada, path } = await place.within(async (app) => {
      const ada = await fill(app)
      return { ada, ...(await archiveOf(app, folder.path)) }
    })
    const before = engine === 'sqlite' ? readFileSync(place.path) : null
    const confirm = async () => false
    for (const one of mutilations(path, engine === 'sqlite' ? 100 : 3, seeded(2))) {
      const file = write(join(folder.path, 'mutilated'), one)
      const outcome = await place.restore(file, { confirm }).catch((error) => error)
      // A bit that means nothing to the unpacker may be another: then it is not confirmed.
      if (outcome !== null) expect([one.name, outcome]).toEqual([one.name, expect.any(ArchiveError)])
    }
    if (before) expect(readFileSync(place.path)).toEqual(before)
    const unfit = { name: 'a user comes twice', bytes: changed(path, 'users', (rows) => rows + rows) }
    await expect(place.restore(write(join(folder.path, 'unfit'), unfit))).rejects.toThrow(/unique/i)
    await place.within(async (app) => {
      expect((await titles(app, ada.token)).length).toBe(4)
    })
    expect(readdirSync(place.folder).filter((name) => /restor|proof/.test(name))).toEqual([])
  }, 60_000)

  test('of an older schema brings it to the one of this version', async () => {
    using folder = scratchFolder()
    await using place = await newPlace(engine)
    const path = await olderArchive(folder.path, 20)
    expect(await place.restore(path)).toMatchObject({ isSound: true })
    await place.within(async (app) => {
      const [user] = await app.context.db.instance.read((q) => q.select().from(q.tables.users))
      expect(user).toMatchObject({ email: 'ada@example.com', is_instance_admin: true })
    })
  })
})

describe('On a SQLite file', () => {
  test('what is damaged is kept beside the restored one, if that is said', async () => {
    using folder = scratchFolder()
    await using place = await newPlace('sqlite')
    const { ada, path } = await place.within(async (app) => {
      const ada = await fill(app)
      return { ada, ...(await archiveOf(app, folder.path)) }
    })
    truncateSync(place.path, 20_000)
    await expect(place.restore(path)).rejects.toThrow(/No safety backup can be made.*--without-safety/)
    const restored = await place.restore(path, { withoutSafety: true })
    expect(readFileSync(restored?.aside ?? '').length).toBe(20_000)
    await place.within(async (app) => {
      expect((await titles(app, (await signIn(app, ada)).token)).length).toBe(4)
    })
  })

  test('is damaged: the backups are listed all the same, and said how to put one there', async () => {
    await using place = await newPlace('sqlite')
    await place.within((app) => fill(app))
    const made = JSON.parse((await almanac(['backup', 'create', '--json'], place.env)).out)
    truncateSync(place.path, 20_000)
    const { code, out, err } = await almanac(['backup', 'list'], place.env)
    expect([code, out.trim().split(/ {2}|, /)]).toEqual([
      0,
      [made.name, 'sqlite', expect.stringMatching(/rows$/), expect.any(String), 'pending'],
    ])
    expect(err).toMatch(/is damaged\. .*almanac backup restore NAME --without-safety/)
    const restored = await almanac(['backup', 'restore', made.name, '--yes', '--without-safety'], place.env)
    expect(restored).toMatchObject({ code: 0 })
  })

  test('cannot be locked: a command says so in one line', async () => {
    await using place = await newPlace('sqlite')
    mkdirSync(`${place.path}.lock-backup`)
    const refused = await almanac(['backup', 'create'], place.env)
    expect(refused).toMatchObject({ code: 1, err: 'unable to open database file\n' })
  })

  test('a restore that was interrupted before the secret was in its place goes on at the next start', async () => {
    await using place = await newPlace('sqlite')
    const secret = await place.within(async ({ context, config }) => {
      await assertSameSecret(context)
      return readFileSync(join(config.data_dir, 'app-secret'))
    })
    writeFileSync(join(place.folder, 'app-secret.restored'), secret)
    writeFileSync(join(place.folder, 'app-secret'), 'another secret, which belongs to another database')
    const env = { ...place.env, PORT: '0', HOST: '127.0.0.1' }
    const first = await almanac(['serve'], env)
    expect(first.err).toContain('A restore was interrupted')
    expect(first.code).toBe(1)
    expect(readFileSync(join(place.folder, 'app-secret'))).toEqual(secret)
  })
})

/** Of a database with so many migrations, and somebody in it. */
async function olderArchive(folder: string, migrations: number): Promise<string> {
  const file = join(folder, 'older.sqlite')
  const db = new Sqlite(file)
  migrateSqlite(db, undefined, migrations)
  db.exec(`insert into users (id, email, name, password_hash, is_instance_admin, created_at)
    values ('u', 'ada@example.com', 'ada', 'none', 1, 9007199254740993)`)
  const path = join(folder, 'older.almanac.zst')
  await using writer = await ArchiveWriter.create(path)
  await using empty = new SqliteLoader(join(folder, 'empty.sqlite'), migrations)
  for (const table of empty.tables) {
    await writer.addTable(table, rowsInFile(db, table))
  }
  db.close()
  const created_at = '2026-11-01T00:00:00.000Z'
  const schema = { number: migrations - 1, name: 'older' }
  await writer.finish({
    kind: 'backup',
    name: 'older',
    created_at,
    engine: 'sqlite',
    program: '0.0.1',
    schema,
    dashboards: null,
  })
  return path
}
