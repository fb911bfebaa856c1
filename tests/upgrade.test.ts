/** A database that somebody uses is brought to another schema, or stays as it was. */
import { describe, expect, test } from 'bun:test'
import { mkdirSync, readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { readConfig } from '../src/config/env.ts'
import { copySqlite } from '../src/db/copy-sqlite.ts'
import { explainPostgres } from '../src/db/explain-postgres.ts'
import { newestSchema } from '../src/db/migrate.ts'
import { openDatabase } from '../src/db/open.ts'
import { archivedTables } from '../src/db/rows/archived-tables.ts'
import { ArchiveReader } from '../src/operations/backups/archive/read-archive.ts'
import { restoreBackup } from '../src/operations/backups/restore-backup.ts'
import { removeScratchFiles } from '../src/operations/backups/scratch-file.ts'
import { UpgradeSafety } from '../src/operations/upgrading/prepare-upgrade.ts'
import { rehearseUpgrade } from '../src/operations/upgrading/rehearse-upgrade.ts'
import { type Engine, onEachEngine, TestClock } from './app.ts'
import { databaseOwnedBy, failure, outsider, temporaryFolder } from './db/database.ts'
import { hashTables, moreMigrations } from './older-databases.ts'
import { postgresServer } from './postgres-server.ts'
import { copySqliteTemplate } from './sqlite-template.ts'

const NEXT = newestSchema().number + 1
const GOOD = `alter table instance_settings add column told text`
/** Fails on the rows that there are, behind a statement that went well. */
const BAD = [GOOD, `create unique index everybody_is_one on users (is_instance_admin)`]

onEachEngine('An upgrade of a database that is used', (engine) => {
  test('makes a backup of the old schema, is rehearsed, and can be gone back on', async () => {
    await using place = await usedDatabase(engine)
    using more = moreMigrations()
    more.add('good', GOOD)
    const before = await place.hashes()
    const rehearsed = await place.rehearse(more.path)
    expect(rehearsed).toMatchObject({ to: { number: NEXT }, seen: expect.stringMatching(/^it is sound/) })
    expect([await place.hashes(), place.backups()]).toEqual([before, []])
    // Of two that start together one upgrades it, and the other waits for that.
    const both = await Promise.all([place.upgrade(more.path), place.upgrade(more.path)])
    expect(await place.hashes()).toEqual({ ...before, instance_settings: expect.any(String) })
    const [name, ...others] = place.backups()
    expect(others).toEqual([])
    const made = both.map((safety) => safety.made).filter((one) => one !== null)
    expect(made).toMatchObject([{ name, schema: newestSchema(), engine, dashboards: null }])
    await using archive = await ArchiveReader.open(place.backupPath(name))
    const archived = archive.manifest.tables.map((table) => [table.name, `${table.rows} ${table.hash}`])
    expect(Object.fromEntries(archived)).toEqual(before)
    expect(place.leftovers()).toEqual([])
    // To this code, the schema of before is that of its own version.
    await using empty = await emptyPlace(engine)
    const restore = { path: place.backupPath(name), withoutSafety: false, confirm: async () => true }
    await restoreBackup({ config: empty.config, clock: new TestClock() }, restore, () => {})
    const restored = await hashTables(empty.url, archivedTables())
    // Where no secret was, it makes one; and it is audited.
    const own = { instance_settings: expect.any(String), audit_entries: expect.stringMatching(/^1 /) }
    expect(restored).toEqual({ ...before, ...own })
  })

  test('that fails on the copy touches nothing, keeps one backup, and goes on once it is mended', async () => {
    await using place = await usedDatabase(engine)
    using more = moreMigrations()
    more.add('bad', ...BAD)
    const before = await place.hashes()
    const rehearsal = await failure(place.rehearse(more.path))
    expect(rehearsal.message).toMatch(/ would fail, and nothing was changed\. The migration \d+_bad says: /)
    for (const _attempt of [1, 2]) {
      const { message } = await failure(place.upgrade(more.path))
      const [name = '', ...others] = place.backups()
      expect(others).toEqual([])
      expect(message).toStartWith(
        `The upgrade of the database from ${newestSchema().name} to 00${NEXT}_bad failed, and the data are as they were. The migration 00${NEXT}_bad says: `,
      )
      expect(message).toContain('on a copy, before anything was touched')
      expect(message).toContain(`"almanac backup restore ${name}" brings it back`)
      expect(message).not.toContain('example.com')
      expect(await place.hashes()).toEqual(before)
    }
    expect(place.leftovers()).toEqual([])
    await (await openDatabase(place.url, async () => {}))[Symbol.asyncDispose]()
    more.add('mended', GOOD)
    await place.upgrade(more.path, 'off')
  })

  test('that fails on the data alone leaves them as they were', async () => {
    await using place = await usedDatabase(engine)
    using more = moreMigrations()
    more.add('bad', ...BAD)
    const before = await place.hashes()
    const { message } = await failure(place.upgrade(more.path, 'off'))
    expect(message).toMatch(
      /failed, and the data are as they were\. The migration \d+_bad says: .*MIGRATION_BACKUP is off/,
    )
    expect(await place.hashes()).toEqual(before)
    expect(place.backups()).toEqual([])
  })

  test('is refused to an older version, which is told by which it was', async () => {
    await using place = await usedDatabase(engine)
    using more = moreMigrations()
    more.add('good', GOOD)
    await place.upgrade(more.path, 'off')
    const before = await place.hashes()
    const { message } = await failure(openDatabase(place.url, async () => {}))
    expect(message).toMatch(
      /^The database belongs to a newer version of Almanac \(\d+\.\d+\.\d+, schema \d+\)\. This is \d+\.\d+\.\d+, which/,
    )
    expect(message).toContain(newestSchema().name)
    expect(await place.hashes()).toEqual(before)
  })
})

describe('An upgrade on Postgres', () => {
  test('whose login may make no database has its backup, and is not rehearsed', async () => {
    await using owned = await databaseOwnedBy('')
    await using place = await usedDatabase('postgres', owned)
    using more = moreMigrations()
    more.add('bad', ...BAD)
    const before = await place.hashes()
    const { message } = await failure(place.upgrade(more.path))
    expect(message).not.toContain('on a copy, before anything was touched')
    expect(message).toContain(`"almanac backup restore ${place.backups()[0]}"`)
    expect(await place.hashes()).toEqual(before)
  })
})

// A copy of everything stayed behind where a signal ended the process that rehearsed.
test('A scratch file is gone with its process, or with old backups where that was killed', async () => {
  using folder = temporaryFolder()
  const code = `
    const { makeScratchFile } = await import('${join(import.meta.dir, '../src/operations/backups/scratch-file.ts')}')
    await Bun.write(makeScratchFile('${folder.path}', 0, 'upgrade').path, 'everything')
    process.exit(Number(require('node:fs').readdirSync('${folder.path}').length))`
  expect(await Bun.spawn([process.execPath, '-e', code], { stdout: 'ignore' }).exited).toBe(1)
  expect(readdirSync(folder.path)).toEqual([])
  const [old, fresh] = ['upgrade-abcdef', 'upgrade-ghijkl']
  for (const name of [old, fresh]) mkdirSync(join(folder.path, name))
  utimesSync(join(folder.path, old), new Date(0), new Date(0))
  removeScratchFiles(folder.path, 'upgrade', 86_400_000)
  expect(readdirSync(folder.path)).toEqual([fresh])
})

test('Who waits in vain for another process that upgrades is told of it', () => {
  const target = { where: 'here:5432', user: 'ada', database: 'almanac', isEncrypted: false }
  const timeout = Object.assign(new Error('canceling statement due to lock timeout'), { code: '55P03' })
  expect(String(explainPostgres(timeout, target))).toContain('another process has been upgrading "almanac"')
})

test('The copy of a SQLite file is of one state, while another process goes on writing', async () => {
  using folder = temporaryFolder()
  const [from, to] = [join(folder.path, 'from.sqlite'), join(folder.path, 'to.sqlite')]
  const other = new Sqlite(from)
  other.pragma('journal_mode = WAL')
  other.exec('create table notes (text text)')
  const note = other.prepare('insert into notes values (hex(zeroblob(4000)))')
  other.transaction(() => {
    for (let i = 0; i < 1_500; i += 1) note.run()
  })()
  let writes = 0
  await copySqlite(from, to, () => {
    // Each would begin the copy anew, and it would have no end.
    if (writes < 20) note.run()
    writes += 1
  })
  other.close()
  expect(writes).toBeLessThan(10)
  const copy = new Sqlite(to)
  expect(copy.prepare('select count(*) from notes').pluck().get()).toBe(1_500)
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
  copy.close()
})

async function emptyPlace(engine: Engine) {
  const folder = temporaryFolder()
  const server = engine === 'postgres' ? await postgresServer() : null
  const made = server ? await server.createEmptyDatabase() : null
  const config = readConfig({ DATA_DIR: folder.path, ...(made && { DATABASE_URL: made }) })
  return {
    url: made ?? join(folder.path, 'almanac.sqlite'),
    config,
    async [Symbol.asyncDispose]() {
      if (made) await server?.dropDatabase(made)
      folder[Symbol.dispose]()
    },
  }
}

/** With two users, and more rows than the stream of a copy holds at once. */
async function usedDatabase(engine: Engine, owned?: { url: string; superuserUrl: string }) {
  const folder = temporaryFolder()
  const server = engine === 'postgres' ? await postgresServer() : null
  const path = join(folder.path, 'almanac.sqlite')
  const made = server && !owned ? await server.createDatabase() : null
  const url = owned?.url ?? made ?? path
  if (engine === 'sqlite') copySqliteTemplate(path)
  const config = readConfig({ DATA_DIR: folder.path, ...(server && { DATABASE_URL: url }) })
  await (await openDatabase(url, async () => {}))[Symbol.asyncDispose]()
  const insider = owned?.superuserUrl ?? url
  await using outside = await outsider(insider)
  for (const [id, name] of ['ada', 'grace'].entries()) {
    await outside.query(`insert into users (id, email, name, password_hash, is_instance_admin, created_at)
      values ('${id}', '${name}@example.com', '${name}', 'none', ${engine === 'sqlite' ? 1 : true}, 9007199254740993)`)
  }
  await outside.query(`insert into job_runs (id, name, correlation_id, started_at, finished_at, detail)
    with recursive runs (n) as (select 1 union all select n + 1 from runs where n < 150)
    select cast(n as text), 'snapshots', cast(n as text), n, n, '${'done '.repeat(2_000)}' from runs`)
  const clock = new TestClock()
  const list = (at: string) => readdirSync(at).sort()
  mkdirSync(join(folder.path, 'backups'))
  return {
    url,
    config,
    hashes: () => hashTables(insider, archivedTables()),
    rehearse: (folder: string) => rehearseUpgrade({ config, clock, texts: [], folder }, () => {}),
    async upgrade(migrations: string, migration_backup: 'on' | 'off' = 'on'): Promise<UpgradeSafety> {
      clock.at += 1000
      const needs = { config: { ...config, migration_backup }, clock, texts: [], folder: migrations }
      const safety = new UpgradeSafety(needs)
      const options = { migrations, beforeUpgrade: safety.before }
      await (await openDatabase(url, async () => {}, options))[Symbol.asyncDispose]()
      return safety
    },
    backups: () => list(join(folder.path, 'backups')).map((file) => file.replace('.almanac.zst', '')),
    backupPath: (name = '') => join(folder.path, 'backups', `${name}.almanac.zst`),
    leftovers: () => list(folder.path).filter((name) => /^(upgrade|proof)-/.test(name)),
    async [Symbol.asyncDispose]() {
      if (made) await server?.dropDatabase(made)
      folder[Symbol.dispose]()
    },
  }
}
