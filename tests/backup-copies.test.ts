/** Copies of backups in an object store: sent, read back, rotated, and told of where that fails. */
import { afterAll, beforeEach, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { backupPath } from '../src/operations/backups/folder.ts'
import { type TestApp, testApp } from './app.ts'
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

const withStore = (): Promise<TestApp> =>
  testApp('sqlite', {
    BACKUP_S3_BUCKET: 'bucket',
    BACKUP_S3_ENDPOINT: store.url,
    BACKUP_S3_ACCESS_KEY_ID: 'the id',
    BACKUP_S3_SECRET_ACCESS_KEY: 'a secret of the store',
    BACKUP_S3_PREFIX: 'ours/',
    SMTP_URL: mailbox.url,
  })

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
