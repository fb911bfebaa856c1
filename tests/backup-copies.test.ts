/** Copies of backups in an object store: sent, read back, rotated, and told of where that fails. */
import { afterAll, beforeEach, expect, test } from 'bun:test'
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { fetchMissing } from '../src/operations/backups/fetch-copy.ts'
import { backupPath } from '../src/operations/backups/folder.ts'
import { type TestApp, testApp } from './app.ts'
import { scratchFolder } from './archives.ts'
import { almanac } from './command-line.ts'
import { openMailbox } from './mailbox.ts'
import { openObjectStore } from './object-store.ts'
import { signUp } from './people.ts'

const PATH = '/api/v1/operations/backups'
const DAY = 86_400_000
const store = openObjectStore()
const mailbox = await openMailbox()
afterAll(() => Promise.all([store.stop(), mailbox.stop()]))
beforeEach(() => {
  store.objects.clear()
  store.fault = null
  store.alter = (content) => content
})

const STORE = {
  BACKUP_S3_BUCKET: 'bucket',
  BACKUP_S3_ENDPOINT: store.url,
  BACKUP_S3_ACCESS_KEY_ID: 'the id',
  BACKUP_S3_SECRET_ACCESS_KEY: 'a secret of the store',
  BACKUP_S3_PREFIX: 'ours/',
}

const withStore = (): Promise<TestApp> => testApp('sqlite', { ...STORE, SMTP_URL: mailbox.url })

test('a backup that is proved is copied, and the copy read back', async () => {
  await using app = await withStore()
  const { token } = await signUp(app, 'ada')
  const { status, body } = await app.post(PATH, { token })
  expect([status, body.copy]).toMatchObject([201, { outcome: 'copied' }])
  const file = readFileSync(backupPath(app.config, body.name))
  expect(store.objects.get(`bucket/ours/${body.name}.almanac.zst`)).toEqual(file)
})

test('a copy that is not what was sent, or not there, is told to the administrators', async () => {
  await using app = await withStore()
  const { email, token } = await signUp(app, 'admin')
  await mailbox.next(email)
  store.alter = (content) => Buffer.concat([content.subarray(0, -1), Buffer.from('x')])
  expect(await app.context.cron.run('backup')).toMatchObject({ outcome: 'failed' })
  expect(await mailbox.next(email)).toContain('was not copied')
  const [altered] = (await app.get(PATH, { token })).body.items
  expect(altered.copy).toMatchObject({
    outcome: 'failed',
    detail: expect.stringContaining('is not what was sent'),
  })
  store.fault = () => new Response('<Error><Code>AccessDenied</Code></Error>', { status: 403 })
  const { body } = await app.post(PATH, { token })
  expect(body).toMatchObject({ proof: { outcome: 'proved' }, copy: { outcome: 'failed' } })
  expect(JSON.stringify(body)).not.toContain('a secret of the store')
  const health = (await app.get('/api/v1/health/detailed', { token })).body.checks.backup
  expect(health).toMatchObject({ state: 'warning', detail: expect.stringContaining('not copied') })
})

test('copies are kept as long as is said, and what is not ours stays', async () => {
  await using app = await withStore()
  const others = [
    'bucket/ours/notes.txt',
    'bucket/backup_20200101_000000.almanac.zst',
    'bucket/ours/backup_1.almanac.zst',
  ]
  const old = 'bucket/ours/backup_20200101_000000.almanac.zst'
  for (const key of [...others, old]) store.objects.set(key, Buffer.from('x'))
  expect(await app.context.cron.run('backup')).toMatchObject({ outcome: 'done' })
  const keys = [...store.objects.keys()]
  expect(keys).toEqual(expect.arrayContaining(others))
  expect(keys).not.toContain(old)
  expect(keys.length).toBe(4)
  app.clock.at += 31 * DAY
  expect(await app.context.cron.run('backup')).toMatchObject({ outcome: 'done' })
  expect([...store.objects.keys()].length).toBe(4)
})

/** Makes a backup whose file is in the store alone. */
async function lost(app: TestApp): Promise<{ name: string; content: Uint8Array }> {
  const { token } = await signUp(app, 'ada')
  const { name } = (await app.post(PATH, { token })).body
  const path = backupPath(app.config, name)
  const content = readFileSync(path)
  rmSync(path)
  return { name, content }
}

const ignore = () => {}

test('on a new machine the copies are listed, and one is restored by its name', async () => {
  await using app = await withStore()
  const { name, content } = await lost(app)
  using folder = scratchFolder()
  const env = { DATA_DIR: folder.path, ...STORE }
  const listed = await almanac(['backup', 'list', '--json'], env)
  expect(JSON.parse(listed.out)).toMatchObject({ items: [], in_store_alone: [{ name }] })
  const restored = await almanac(['backup', 'restore', name, '--yes', '--json'], env)
  expect([restored.code, restored.err]).toEqual([0, expect.stringContaining(`restored ${name}`)])
  expect(JSON.parse(restored.out)).toMatchObject({ done: true, name, isSound: true })
  expect(readFileSync(backupPath({ data_dir: folder.path, backup_dir: undefined }, name))).toEqual(
    Buffer.from(content),
  )
})

test('a copy that broke off is fetched from where it ended', async () => {
  await using app = await withStore()
  const { name, content } = await lost(app)
  const half = content.subarray(0, content.length >> 1)
  const ranges: (string | null)[] = []
  store.fault = ({ method, headers }) => {
    if (method === 'HEAD') return null
    ranges.push(headers.get('range'))
    return ranges.length === 1 ? new Response(new Uint8Array(half)) : null
  }
  await expect(fetchMissing(app.context, name, ignore)).rejects.toThrow('it broke off')
  expect(existsSync(backupPath(app.config, name))).toBeFalse()
  expect(await fetchMissing(app.context, name, ignore)).toBeTrue()
  expect(ranges[1]).toStartWith(`bytes=${half.length}-`)
  expect(readFileSync(backupPath(app.config, name))).toEqual(Buffer.from(content))
  expect(statSync(backupPath(app.config, name)).mode & 0o777).toBe(0o600)
  // It is here now, and the store is asked for nothing.
  store.fault = () => new Response(null, { status: 500 })
  expect(await fetchMissing(app.context, name, ignore)).toBeTrue()
})

test('what the store does not give, or gives otherwise, is not taken for a backup', async () => {
  await using app = await withStore()
  const { name } = await lost(app)
  const path = backupPath(app.config, name)
  store.alter = (content) => Buffer.concat([content.subarray(0, -9), Buffer.from('not these')])
  await expect(fetchMissing(app.context, name, ignore)).rejects.toThrow('cannot be used')
  const folder = backupPath(app.config, name).slice(0, -`${name}.almanac.zst`.length)
  expect([existsSync(path), readdirSync(folder)]).toEqual([false, []])
  store.fault = () => new Response('<Error><Code>AccessDenied</Code></Error>', { status: 403 })
  await expect(fetchMissing(app.context, name, ignore)).rejects.toThrow('Look at BACKUP_S3_')
  store.fault = null
  expect(await fetchMissing(app.context, 'backup_20200101_000000', ignore)).toBeFalse()
  expect(await fetchMissing(app.context, '../app-secret', ignore)).toBeFalse()
})
