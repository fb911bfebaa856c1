/** Backups as they are made and proved by hand, while others go on writing. */
import { expect, test } from 'bun:test'
import {
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { statement } from '../src/db/statement.ts'
import type { DashboardHashes } from '../src/operations/backups/archive/format.ts'
import { workHere } from '../src/operations/backups/backup-work.ts'
import { DASHBOARD_NUMBERS } from '../src/operations/backups/dashboard-numbers.ts'
import { compareDashboards, hashDashboards } from '../src/operations/backups/dashboards.ts'
import { listBackups } from '../src/operations/backups/list-backups.ts'
import { makeBackup, makeProvedBackup } from '../src/operations/backups/make-backup.ts'
import { proveArchive } from '../src/operations/backups/prove-archive.ts'
import { pruneBackups } from '../src/operations/backups/prune-backups.ts'
import { onEachEngine, type TestApp, testApp } from './app.ts'
import { archiveOf, fill, scratchFolder } from './archives.ts'
import { almanac } from './command-line.ts'
import { failure } from './db/database.ts'
import { changed } from './mutilated.ts'

const DAY = 86_400_000

onEachEngine('almanac backup', (engine) => {
  test('makes one that is proved, and everybody sees it', async () => {
    await using app = await testApp(engine)
    await fill(app)
    const made = await almanac(['backup', 'create', '--json'], environment(app))
    expect(made).toMatchObject({ code: 0 })
    const backup = JSON.parse(made.out)
    expect(backup).toMatchObject({ engine, proof: { outcome: 'proved' } })
    expect(backup.name).toMatch(/^backup_\d{8}_\d{6}$/)
    expect(await listBackups(app.context)).toEqual([backup])
  })

  test('old ones are removed, but never the newest that is proved', async () => {
    await using app = await testApp(engine)
    const prove = async () => ({ outcome: 'proved' as const, detail: 'as if' })
    const needs = { ...app.context, work: { ...workHere(app.context), prove } }
    const old = await makeProvedBackup(needs, { reason: 'scheduled' })
    app.clock.at += DAY
    const proved = await makeProvedBackup(needs, { reason: 'scheduled' })
    app.clock.at += DAY
    const unproved = await makeBackup(needs, { reason: 'manual' }, () => {})
    app.clock.at += 8 * DAY
    const names = async () => (await listBackups(app.context)).map(({ name }) => name)
    expect(await names()).toEqual([unproved.name, proved.name, old.name])
    // What commands that were killed have left.
    const { data_dir } = app.config
    const [body, scratch] = [
      'backups/organization_roses_20261120_120000.almanac.zst.body',
      'organization-import-abcdef',
    ]
    writeFileSync(join(data_dir, body), 'x')
    utimesSync(join(data_dir, body), 0, 0)
    mkdirSync(join(data_dir, scratch))
    expect((await pruneBackups(app.context)).sort()).toEqual([old.name, unproved.name])
    expect(await names()).toEqual([proved.name])
    expect([body, scratch].filter((path) => existsSync(join(data_dir, path)))).toEqual([])
  })
})

test('one that was damaged is proved no longer', async () => {
  await using app = await testApp('sqlite')
  const { token } = await fill(app)
  const needs = { ...app.context, work: workHere(app.context) }
  const backup = await makeProvedBackup(needs, { reason: 'manual' })
  const listed = await almanac(['backup', 'list', '--json'], environment(app))
  expect(JSON.parse(listed.out).items).toEqual([backup])
  const path = join(app.config.data_dir, 'backups', `${backup.name}.almanac.zst`)
  truncateSync(path, statSync(path).size - 20)
  const verified = await almanac(['backup', 'verify', backup.name, '--json'], environment(app))
  expect(verified.code).toBe(1)
  expect(JSON.parse(verified.out).proof).toMatchObject({
    outcome: 'failed',
    detail: 'It is cut short: its end is missing.',
  })
  expect((await listBackups(app.context))[0]?.proof.outcome).toBe('failed')
  const { body } = await app.get('/api/v1/audit?about=instance&action=backup.verified', { token })
  expect(body.items).toMatchObject([
    { actor: 'command:backup', after: { name: backup.name, outcome: 'failed' } },
  ])
})

test('a proof finds dashboards that are not what they were, though all checksums fit', async () => {
  using folder = scratchFolder()
  await using app = await testApp('sqlite')
  await fill(app)
  const { path } = await archiveOf(app, folder.path)
  writeFileSync(
    path,
    changed(path, 'organization_days', (rows) => rows.replace(/^.*\n/, '')),
  )
  const proof = await proveArchive(app.context, path, () => {})
  expect(proof).toMatchObject({
    outcome: 'failed',
    detail: expect.stringContaining('The dashboard of the organization'),
  })
})

test('a dashboard that shows more by now is compared in what it showed, and not where it shows less', async () => {
  await using app = await testApp('sqlite')
  await fill(app)
  const at = app.clock.at
  const hashed = (numbers: readonly string[]) =>
    app.context.db.instance.read((q) => hashDashboards(q, at, numbers))
  const compare = (dashboards: DashboardHashes) => compareDashboards(app.context, { dashboards })
  const before = await hashed(DASHBOARD_NUMBERS.filter((name) => !name.startsWith('changes.')))
  expect(before.numbers).toContain('trends.daily_active_users[].value')
  expect(await compare(before)).toBe('and so is 1 dashboard')
  const gone = await hashed([...before.numbers, 'user_metrics.followers'])
  expect(await compare(gone)).toContain('not compared')
  await app.context.db.instance.write((tx) => tx.all(statement('delete from organization_days')))
  await expect(compare(before)).rejects.toThrow('is not what it was')
})

test('what somebody put into the folder says itself what it is', async () => {
  await using app = await testApp('sqlite')
  const needs = { ...app.context, work: workHere(app.context) }
  const { name } = await makeBackup(needs, { reason: 'manual' }, () => {})
  const folder = join(app.config.data_dir, 'backups')
  renameSync(join(folder, `${name}.almanac.zst`), join(folder, 'backup_20200101_000000.almanac.zst'))
  writeFileSync(join(folder, 'backup_20200102_000000.almanac.zst'), 'no archive')
  writeFileSync(join(folder, 'notes.txt'), 'of somebody')
  expect(await listBackups(app.context)).toMatchObject([
    { name: 'backup_20200102_000000', engine: 'unknown', proof: { outcome: 'failed' } },
    { name: 'backup_20200101_000000', engine: 'sqlite', proof: { outcome: 'pending', detail: null } },
  ])
})

test('a backup that has nowhere to go says so', async () => {
  using folder = scratchFolder()
  const file = join(folder.path, 'file')
  writeFileSync(file, '')
  const answer = await almanac(['backup', 'create'], {
    DATA_DIR: folder.path,
    BACKUP_DIR: join(file, 'backups'),
  })
  expect(answer.code).toBe(1)
  expect(answer.err).toContain(`BACKUP_DIR: ${join(file, 'backups')} cannot be written`)
  rmSync(file)
})

function environment({ config }: TestApp): Record<string, string> {
  return { DATA_DIR: config.data_dir, ...(config.database_url && { DATABASE_URL: config.database_url }) }
}

// It said "ENOSPC: no space left on device, write", and not where.
test('a backup that finds the disk full says which, and what to do', async () => {
  await using app = await testApp('sqlite')
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
  const work = { ...workHere(app.context), write: () => Promise.reject(full) }
  const error = await failure(makeBackup({ ...app.context, work }, { reason: 'manual' }, () => {}))
  expect(error.message).toBe(
    `No backup could be made: BACKUP_DIR: ${join(app.config.data_dir, 'backups')} cannot be written: the disk is full. Make room, or name a folder on another one.`,
  )
})

// "almanac backup list --yes" was taken for "almanac backup list".
test('a backup command refuses what its action does not take', async () => {
  for (const [args, says] of [
    [['list', '--yes'], '"list" takes no --yes.'],
    [['create', 'now'], '"now" is a word too many.'],
    [['verify'], 'Name the backup'],
    [['verify', 'yesterday'], 'There is no backup yesterday: "almanac backup list" shows them.'],
    [['restore', 'yesterday'], 'There is no backup yesterday: "almanac backup list" shows them.'],
  ] as const) {
    const ran = await almanac(['backup', ...args])
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining(says)])
  }
})
