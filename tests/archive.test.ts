/** What an archive holds, whichever engine it is of, and what is refused as none. */
import { expect, test } from 'bun:test'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { PostgresLoader } from '../src/db/rows/postgres-loader.ts'
import { SqliteLoader } from '../src/db/rows/sqlite-loader.ts'
import { ArchiveError } from '../src/operations/backups/archive/format.ts'
import { ArchiveReader } from '../src/operations/backups/archive/read-archive.ts'
import { validateArchive } from '../src/operations/backups/archive/validate-archive.ts'
import { fillFromArchive } from '../src/operations/backups/fill-from-archive.ts'
import { proveArchive } from '../src/operations/backups/prove-archive.ts'
import { ENGINES, type Engine, onEachEngine, testApp } from './app.ts'
import { archiveOf, fill, scratchFolder } from './archives.ts'
import { changed, mutilations, Parts, seeded, write } from './mutilated.ts'
import { postgresServer } from './postgres-server.ts'

onEachEngine('An archive', (engine) => {
  test('fills a database of either engine, from which an archive of the same rows is made', async () => {
    using folder = scratchFolder()
    await using app = await testApp(engine)
    await fill(app)
    const { path, manifest } = await archiveOf(app, folder.path)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(manifest.tables.find(({ name }) => name === 'activity_events')?.rows).toBe(56)
    for (const target of ENGINES) {
      const url = await filled(target, folder.path, path)
      await using restored = await testApp(target, { DATABASE_URL: url })
      const again = await archiveOf(restored, folder.path)
      const rows = ({ tables }: typeof manifest) =>
        tables.map(({ name, rows, hash }) => ({ name, rows, hash }))
      expect(rows(again.manifest)).toEqual(rows(manifest))
      expect(again.manifest.dashboards).toEqual(manifest.dashboards)
    }
  })
})

onEachEngine('A database', (engine) => {
  test('refuses rows that do not fit together, though all checksums fit', async () => {
    using folder = scratchFolder()
    await using app = await testApp('sqlite')
    await fill(app)
    const { path } = await archiveOf(app, folder.path)
    const refusal = async (table: string, change: (rows: string) => string) => {
      const wrong = write(join(folder.path, 'wrong'), { name: table, bytes: changed(path, table, change) })
      return String(await filled(engine, folder.path, wrong).catch((error) => error))
    }
    const nobody = '00000000-0000-7000-8000-000000000000'
    expect(await refusal('users', (rows) => rows + rows)).toMatch(/unique/i)
    const orphaned = await refusal('members', (rows) => rows.replace(/[0-9a-f-]{36}/, nobody))
    expect(orphaned).toMatch(/Rows of members refer to organizations|foreign key/)
  })
})

async function filled(engine: Engine, folder: string, archive: string): Promise<string> {
  const url =
    engine === 'postgres'
      ? await (await postgresServer()).createDatabase()
      : join(folder, `${crypto.randomUUID()}.sqlite`)
  await using reader = await ArchiveReader.open(archive)
  await using loader = engine === 'postgres' ? await PostgresLoader.open(url) : new SqliteLoader(url)
  const files = await fillFromArchive(loader, reader, () => {})
  expect(files.map(({ name }) => name)).toEqual(['app-secret'])
  await loader.commit()
  return url
}

const MUTILATED = Number(process.env.MUTILATED_ARCHIVES ?? 100)

test('a mutilated archive is refused, whatever was done to it', async () => {
  using folder = scratchFolder()
  await using app = await testApp('sqlite')
  await fill(app)
  const { path, manifest } = await archiveOf(app, folder.path)
  expect(await validateArchive(path, () => {})).toEqual(manifest)
  const packedAgain = { name: 'as it was', bytes: new Parts(readFileSync(path)).pack() }
  expect((await validateArchive(write(join(folder.path, 'again'), packedAgain), () => {})).tables).toEqual(
    manifest.tables,
  )
  const passed: string[] = []
  for (const one of mutilations(path, MUTILATED, seeded(1))) {
    const refused = await validateArchive(write(join(folder.path, 'mutilated'), one), () => {}).catch(
      (error) => error,
    )
    if (refused instanceof ArchiveError) continue
    // A bit that means nothing to the unpacker may be another.
    if (!Bun.deepEquals(refused, manifest)) passed.push(`${one.name}: ${refused}`)
  }
  expect(passed).toEqual([])
})

onEachEngine('A proof', (engine) => {
  test('restores an archive into a scratch place, of which nothing is left', async () => {
    using folder = scratchFolder()
    await using app = await testApp(engine)
    await fill(app)
    const { path, manifest } = await archiveOf(app, folder.path)
    const proof = await proveArchive(app.context, path, () => {})
    const place = engine === 'sqlite' ? 'a scratch file' : 'a scratch database of Postgres'
    expect(proof.detail).toBe(
      `Restored into ${place}: ${manifest.tables.length} tables and ${manifest.rows} rows are what they were, and so is 1 dashboard.`,
    )
    expect(readdirSync(app.config.data_dir).filter((name) => name.startsWith('proof'))).toEqual([])
  })
})
