/** Files of applications in backups: they go in, are proved, and come back; wherever they are kept. */
import { afterAll, expect, test } from 'bun:test'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '../src/db/open.ts'
import { openFileStore } from '../src/files/open-store.ts'
import { ArchiveError } from '../src/operations/backups/archive/format.ts'
import { validateArchive } from '../src/operations/backups/archive/validate-archive.ts'
import { ArchiveWriter } from '../src/operations/backups/archive/write-archive.ts'
import { workHere } from '../src/operations/backups/backup-work.ts'
import { backupPath } from '../src/operations/backups/folder.ts'
import { workInWorker } from '../src/operations/backups/in-worker.ts'
import { makeProvedBackup } from '../src/operations/backups/make-backup.ts'
import { UpgradeSafety } from '../src/operations/upgrading/prepare-upgrade.ts'
import { onEachEngine, type TestApp, TestClock, testApp } from './app.ts'
import { archiveOf, scratchFolder } from './archives.ts'
import { pdf } from './documents.ts'
import { hiring } from './hiring.ts'
import { openObjectStore } from './object-store.ts'
import { moreMigrations } from './older-databases.ts'
import { signIn } from './people.ts'
import { newPlace } from './places.ts'

const objects = openObjectStore()
afterAll(() => objects.stop())

const STORES: Record<string, Record<string, string>> = {
  folder: {},
  bucket: {
    FILES_S3_BUCKET: 'files',
    FILES_S3_ENDPOINT: objects.url,
    FILES_S3_ACCESS_KEY_ID: 'id',
    FILES_S3_SECRET_ACCESS_KEY: 'key',
    FILES_S3_PREFIX: 'almanac/',
  },
}

/** An application with these files, by their names. */
async function applied(app: TestApp, files: Record<string, Uint8Array | string>) {
  const h = await hiring(app, 'kept')
  const job = await h.job()
  const application = await h.made('/applications', h.ben, {
    job_id: job.id,
    name: 'Grace',
    email: 'g@example.com',
  })
  const form = new FormData()
  for (const [name, content] of Object.entries(files))
    form.append('file', new Blob([content as BlobPart]), name)
  const at = `/api/v1/applications/${application.id}/files`
  const sent = await app.post(at, { token: h.ada.token, body: form })
  expect(sent.status).toBe(201)
  return { h, at, candidate: application.candidate.id, files: sent.body.items }
}

/** A file of a task. @returns Where it is. */
async function filed(
  app: TestApp,
  { h }: Awaited<ReturnType<typeof applied>>,
  content: string,
): Promise<string> {
  const task = await h.made('/tasks', h.ada, { title: 'Prune' })
  const form = new FormData()
  form.append('file', new Blob([content]), 'plan.txt')
  const at = `/api/v1/tasks/${task.id}/files`
  return `${at}/${(await app.post(at, { token: h.ada.token, body: form })).body.items[0].id}`
}

for (const [store, env] of Object.entries(STORES)) {
  onEachEngine(`A backup with files in a ${store}`, (engine) => {
    // Where files are makes no difference to a database.
    if (store === 'bucket' && engine === 'postgres') return
    test('is proved with them, and brings them back after they were erased', async () => {
      await using place = await newPlace(engine, true, env)
      const { ada, at, files, plan, path } = await place.within(async (app) => {
        const made = await applied(app, {
          'cv.pdf': pdf('Roses'),
          'a.txt': 'Letter',
          'b.txt': 'Letter',
        })
        const { h, at, candidate, files } = made
        const plan = await filed(app, made, 'Plan')
        const needs = { ...app.context, work: workHere(app.context) }
        const backup = await makeProvedBackup(needs, { reason: 'manual' })
        expect(backup.proof.detail).toEndWith(' All 3 contents of files are there.')
        expect((await app.delete(`/api/v1/candidates/${candidate}`, { token: h.ada.token })).status).toBe(204)
        expect((await app.delete(plan, { token: h.ada.token })).status).toBe(204)
        expect(await namesIn(app)).toEqual([])
        return { ada: h.ada, at, files, plan, path: backupPath(app.config, backup.name) }
      })
      if (store === 'bucket') expect(objects.objects.size).toBe(0)
      expect(await place.restore(path)).toMatchObject({ isSound: true })
      const kept = [...objects.objects.keys()]
      if (store === 'bucket')
        expect(kept).toEqual(kept.filter((key) => key.startsWith(`files/almanac/${ada.organization_id}/`)))
      expect(kept).toHaveLength(store === 'bucket' ? 3 : 0)
      await place.within(async (app) => {
        const { token } = await signIn(app, ada)
        const contents = await Promise.all(
          files.map(({ id }: any) => app.get(`${at}/${id}/content`, { token })),
        )
        expect(contents.map(({ status, text }) => [status, text])).toEqual([
          [200, pdf('Roses').toString()],
          [200, 'Letter'],
          [200, 'Letter'],
        ])
        expect((await app.get(`${plan}/content`, { token })).text).toBe('Plan')
      })
    })
  })
}

onEachEngine('A backup with files', (engine) => {
  test('says which were missing, and none that is damaged goes into it', async () => {
    await using app = await testApp(engine)
    const { h } = await applied(app, { 'a.txt': 'Missing', 'b.txt': 'Damaged', 'c.txt': 'Kept' })
    const folder = join(app.config.data_dir, 'files', h.ada.organization_id)
    const pathOf = (text: string) => join(folder, hashOf(text).slice(0, 2), hashOf(text))
    rmSync(pathOf('Missing'))
    writeFileSync(pathOf('Damaged'), 'Dam?ged')
    const needs = { ...app.context, work: workInWorker(app.config) }
    const backup = await makeProvedBackup(needs, { reason: 'manual' })
    expect([backup.proof.outcome, backup.proof.detail]).toEqual([
      'proved',
      expect.stringContaining('Of 3 contents of files 2 are missing'),
    ])
    using scratch = scratchFolder()
    const { manifest } = await archiveOf(app, scratch.path)
    const name = `files/${h.ada.organization_id}/${hashOf('Kept')}`
    expect(manifest.files.filter((file) => file.name.startsWith('files/'))).toEqual([
      { name, bytes: 4, sha256: hashOf('Kept') },
    ])
  })

  // Into an empty DATA_DIR, the version of before was given rows without their files.
  test('that is made before an upgrade has them, too', async () => {
    await using place = await newPlace(engine)
    const { ada } = await place.within(async (app) => {
      const made = await applied(app, { 'a.txt': 'Kept' })
      await filed(app, made, 'Plan')
      return made.h
    })
    using more = moreMigrations()
    more.add('good', 'alter table instance_settings add column told text')
    const needs = { config: place.config, clock: new TestClock(), texts: [], folder: more.path }
    const safety = new UpgradeSafety(needs, { show: () => {}, say: () => {} })
    const options = { migrations: more.path, beforeUpgrade: safety.before }
    await (await openDatabase(place.env.DATABASE_URL, async () => {}, options))[Symbol.asyncDispose]()
    const names = safety.made?.files.map(({ name }) => name)
    const contents = ['Plan', 'Kept'].map((text) => `files/${ada.organization_id}/${hashOf(text)}`)
    expect(names?.toSorted()).toEqual(['app-secret', ...contents].toSorted())
  })
})

test('An archive whose files are not what they are called, or lead elsewhere, is refused before anything is touched', async () => {
  using scratch = scratchFolder()
  const organization = crypto.randomUUID()
  const names = [
    `files/${organization}/${hashOf('Another')}`,
    `files/${organization}/${hashOf('Roses').toUpperCase()}`,
    `files/${organization}`,
    `files/${hashOf('Roses')}/${organization}`,
    `files/x/${hashOf('Roses')}`,
    `files/../${hashOf('Roses')}`,
    `/files/${hashOf('Roses')}`,
    `files/${organization}/ab/${hashOf('Roses')}`,
  ]
  for (const [i, name] of names.entries()) {
    const path = join(scratch.path, `${i}.almanac.zst`)
    await using writer = await ArchiveWriter.create(path)
    await writer.addFile(name, Buffer.from('Roses'))
    await writer.finish({
      kind: 'backup',
      name: 'backup_20261120_120000',
      created_at: '2026-11-20T12:00:00.000Z',
      engine: 'sqlite',
      program: '0.1.0',
      schema: { number: 1, name: '0001_identity' },
      dashboards: null,
    })
    const refused = await validateArchive(path, () => {}).then(
      () => null,
      (error) => error,
    )
    expect([name, refused]).toEqual([name, expect.any(ArchiveError)])
  }
})

/** What is in the store, of all organizations. */
async function namesIn(app: TestApp): Promise<string[]> {
  const store = openFileStore(app.config)
  const names: string[] = []
  const { items } = await app.context.db.instance.read(async (q) => ({
    items: await q.select().from(q.tables.organizations),
  }))
  for (const { id } of items) for await (const { sha256 } of store.list(id)) names.push(sha256)
  return names
}

function hashOf(content: string): string {
  return new Bun.CryptoHasher('sha256').update(content).digest('hex')
}
