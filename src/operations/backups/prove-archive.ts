/**
 * Proves an archive: restores it into a scratch place, on the engine that the instance runs on where that
 * can be had, and looks at what is there.
 *
 *   archive ─► scratch database ─► sound? ─► counts and hashes ─► dashboards of each organization
 *
 * Nothing of the instance's own database is touched, nor asked.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../config/env.ts'
import { newestSchema } from '../../db/migrate.ts'
import { isPostgres, openDatabase } from '../../db/open.ts'
import { PostgresLoader } from '../../db/rows/postgres-loader.ts'
import { UnfitRowsError } from '../../db/rows/row-loader.ts'
import { SqliteLoader } from '../../db/rows/sqlite-loader.ts'
import { createScratchPostgres } from '../../db/scratch-postgres.ts'
import { asWhole } from '../../db/time-limits.ts'
import { describeError, errorLine } from '../../lib/describe-error.ts'
import { METRIC_VERSION } from '../../metrics/read/definitions.ts'
import { ArchiveError, type Manifest } from './archive/format.ts'
import { ArchiveReader } from './archive/read-archive.ts'
import { assertUsable } from './archive/validate-archive.ts'
import { hashDashboards } from './dashboards.ts'
import { fillFromArchive } from './fill-from-archive.ts'
import type { ShowProgress } from './write-backup.ts'

export interface Proof {
  outcome: 'proved' | 'failed'
  /** In words. */
  detail: string
}

export interface ProofNeeds {
  config: Pick<Config, 'database_url' | 'data_dir'>
}

const SCRATCH = 'proof-'
/** What is unpacked takes as much again with its indexes, and something for those who go on writing. */
const ROOM_FACTOR = 2
const ROOM_BESIDES = 2 ** 26

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
  await scratch.fill(archive, show)
  const dashboards = await compareDashboards(scratch.url, manifest)
  return `Restored into ${scratch.words}: ${manifest.tables.length} tables and ${manifest.rows.toLocaleString('en')} rows are what they were, ${dashboards}.`
}

interface Scratch extends AsyncDisposable {
  url: string
  /** What it is. */
  words: string
  fill(archive: ArchiveReader, show: ShowProgress): Promise<void>
}

async function scratchFor(config: ProofNeeds['config'], manifest: Manifest): Promise<Scratch> {
  const url = config.database_url
  if (url === undefined || !isPostgres(url)) return scratchFile(config, manifest, 'a scratch file')
  if (manifest.schema.number !== newestSchema().number) {
    return scratchFile(config, manifest, 'a scratch file of SQLite, as it is of an older schema')
  }
  const database = await createScratchPostgres(url, 'proof')
  if (!database) {
    const words = 'a scratch file of SQLite, as the login of DATABASE_URL may not create databases'
    return scratchFile(config, manifest, words)
  }
  return {
    url: database.url,
    words: 'a scratch database of Postgres',
    fill: async (archive, show) => {
      await migrated(database.url)
      await using loader = await PostgresLoader.open(database.url)
      await fillFromArchive(loader, archive, show)
      await loader.commit()
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

function scratchFile({ data_dir }: ProofNeeds['config'], manifest: Manifest, words: string): Scratch {
  removeLeftovers(data_dir)
  assertRoom(data_dir, manifest.body.bytes)
  const folder = mkdtempSync(join(data_dir, SCRATCH))
  const url = join(folder, 'almanac.sqlite')
  return {
    url,
    words,
    fill: async (archive, show) => {
      await using loader = new SqliteLoader(url, manifest.schema.number + 1)
      await fillFromArchive(loader, archive, show)
      loader.upgrade()
      await loader.commit()
    },
    [Symbol.asyncDispose]: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Of a process that died. */
function removeLeftovers(folder: string): void {
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder)) {
    if (name.startsWith(SCRATCH)) rmSync(join(folder, name), { recursive: true, force: true })
  }
}

function assertRoom(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder)
  const needed = bytes * ROOM_FACTOR + ROOM_BESIDES
  if (bavail * bsize >= needed) return
  throw new NoRoomError(
    `There is no room to restore it: ${megabytes(needed)} are needed in ${folder}, and ${megabytes(bavail * bsize)} are free.`,
  )
}

class NoRoomError extends Error {}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20).toLocaleString('en')} MB`
}

/** Opening migrates. */
async function migrated(url: string): Promise<void> {
  await (await openDatabase(url, async () => {}))[Symbol.asyncDispose]()
}

/** @returns In words, what was compared. @throws ArchiveError */
async function compareDashboards(url: string, { dashboards }: Manifest): Promise<string> {
  if (!dashboards) return 'without dashboards to compare'
  await using db = await openDatabase(url, async () => {})
  const { sha256: hashes } = await db.instance.snapshot((q) => hashDashboards(q, Date.parse(dashboards.at)))
  const ids = Object.keys(hashes)
  if (dashboards.metric_version !== METRIC_VERSION) {
    return `${ids.length} dashboards can be computed (by other formulas than then, so that they were not compared)`
  }
  const other = Object.keys(dashboards.sha256).find((id) => hashes[id] !== dashboards.sha256[id])
  if (other !== undefined || ids.length !== Object.keys(dashboards.sha256).length) {
    throw new ArchiveError('damaged', `The dashboard of the organization ${other} is not what it was.`)
  }
  return `and so ${ids.length === 1 ? 'is 1 dashboard' : `are ${ids.length} dashboards`}`
}

function reasonOf(error: unknown): string {
  const isPlain =
    error instanceof ArchiveError || error instanceof UnfitRowsError || error instanceof NoRoomError
  return isPlain ? error.message : errorLine(describeError(error))
}
