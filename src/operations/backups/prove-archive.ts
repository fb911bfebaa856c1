/**
 * Proves an archive: restores it into a scratch place, on the engine that the instance runs on where that
 * can be had, and looks at what is there.
 *
 *   archive ─► scratch database ─► sound? ─► counts and hashes ─► dashboards of each organization
 *
 * Nothing of the instance's own database is touched, nor asked.
 */
import type { Config } from '../../config/env.ts'
import { newestSchema } from '../../db/migrate.ts'
import { isPostgres, openDatabase } from '../../db/open.ts'
import { PostgresLoader } from '../../db/rows/postgres-loader.ts'
import { UnfitRowsError } from '../../db/rows/row-loader.ts'
import { SqliteLoader } from '../../db/rows/sqlite-loader.ts'
import { createScratchPostgres } from '../../db/scratch-postgres.ts'
import { asWhole } from '../../db/time-limits.ts'
import { type FileKey, placeOf } from '../../files/file-store.ts'
import { describeError, errorLine } from '../../lib/describe-error.ts'
import { ArchiveError, type Manifest } from './archive/format.ts'
import { ArchiveReader } from './archive/read-archive.ts'
import { assertUsable } from './archive/validate-archive.ts'
import { compareDashboards } from './dashboards.ts'
import { fillFromArchive, type KeepContent } from './fill-from-archive.ts'
import { listContents } from './queries.ts'
import { makeScratchFile, NoRoomError } from './scratch-file.ts'
import type { ShowProgress } from './write-backup.ts'

export interface Proof {
  outcome: 'proved' | 'failed'
  /** In words. */
  detail: string
}

export interface ProofNeeds {
  config: Pick<Config, 'database_url' | 'data_dir'>
}

/** Nobody else may prove an archive of this instance at the same time. Does not throw. */
export async function proveArchive(needs: ProofNeeds, path: string, show: ShowProgress): Promise<Proof> {
  try {
    return { outcome: 'proved', detail: await asWhole(() => prove(needs, path, show)) }
  } catch (error) {
    return { outcome: 'failed', detail: reasonOf(error) }
  }
}

async function prove({ config }: ProofNeeds, path: string, show: ShowProgress): Promise<string> {
  await using archive = await ArchiveReader.open(path)
  const { manifest } = archive
  assertUsable(manifest)
  await using scratch = await scratchFor(config, manifest)
  const there = new Set<string>()
  await scratch.fill(archive, show, async (key) => void there.add(placeOf(key)))
  await using db = await openDatabase(scratch.url, async () => {})
  const dashboards = await compareDashboards({ db }, manifest)
  const files = filesInWords(await db.instance.read((q) => q.all(listContents)), there)
  return `Restored into ${scratch.words}: ${manifest.tables.length} tables and ${manifest.rows.toLocaleString('en')} rows are what they were, ${dashboards}.${files}`
}

/** Nothing where nobody has sent any. */
function filesInWords(needed: readonly FileKey[], there: ReadonlySet<string>): string {
  if (needed.length === 0) return ''
  const missing = needed.filter((key) => !there.has(placeOf(key))).length
  const found = (needed.length - missing).toLocaleString('en')
  return missing === 0
    ? ` All ${found} contents of files are there.`
    : ` Of ${needed.length.toLocaleString('en')} contents of files ${missing} are missing: they were not in the store when it was made.`
}

interface Scratch extends AsyncDisposable {
  url: string
  /** What it is. */
  words: string
  fill(archive: ArchiveReader, show: ShowProgress, keep: KeepContent): Promise<void>
}

async function scratchFor(config: ProofNeeds['config'], manifest: Manifest): Promise<Scratch> {
  const url = config.database_url
  if (url === undefined || !isPostgres(url)) return inFile(config, manifest, 'a scratch file')
  if (manifest.schema.number !== newestSchema().number) {
    return inFile(config, manifest, 'a scratch file of SQLite, as it is of an older schema')
  }
  const database = await createScratchPostgres(url, 'proof')
  if (!database) {
    const words = 'a scratch file of SQLite, as the login of DATABASE_URL may not create databases'
    return inFile(config, manifest, words)
  }
  return {
    url: database.url,
    words: 'a scratch database of Postgres',
    fill: async (archive, show, keep) => {
      await migrated(database.url)
      await using loader = await PostgresLoader.open(database.url)
      await fillFromArchive(loader, archive, show, keep)
      await loader.commit()
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

function inFile({ data_dir }: ProofNeeds['config'], manifest: Manifest, words: string): Scratch {
  const file = makeScratchFile(data_dir, manifest.body.bytes)
  return {
    url: file.path,
    words,
    fill: async (archive, show, keep) => {
      await using loader = new SqliteLoader(file.path, manifest.schema.number + 1, false)
      await fillFromArchive(loader, archive, show, keep)
      loader.upgrade()
      await loader.commit()
    },
    [Symbol.asyncDispose]: async () => file[Symbol.dispose](),
  }
}

/** Opening migrates. */
async function migrated(url: string): Promise<void> {
  await (await openDatabase(url, async () => {}))[Symbol.asyncDispose]()
}

function reasonOf(error: unknown): string {
  const isPlain =
    error instanceof ArchiveError || error instanceof UnfitRowsError || error instanceof NoRoomError
  return isPlain ? error.message : errorLine(describeError(error))
}
