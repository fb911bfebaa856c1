/**
 * Runs the migrations on a copy first: what fails there has touched nothing.
 *
 *   copy of one state ─► migrations ─► opened ─► sound? ─► the dashboard of each organization
 *
 * The copy of SQLite is the file itself. On Postgres it is a database of its own, which the same
 * migrations have made and into which all rows come, where the login may make one.
 */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Base } from '../../base.ts'
import { copyPostgres } from '../../db/copy-postgres.ts'
import { copySqlite } from '../../db/copy-sqlite.ts'
import { inspectDatabase } from '../../db/inspect.ts'
import { isPostgres, openDatabase } from '../../db/open.ts'
import { createScratchPostgres } from '../../db/scratch-postgres.ts'
import type { TextSource } from '../../db/search/texts.ts'
import type { PendingUpgrade } from '../../db/upgrade.ts'
import { StartError } from '../../lib/start-error.ts'
import { hashDashboards } from '../backups/dashboards.ts'
import { makeScratchFile } from '../backups/scratch-file.ts'
import type { ShowProgress } from '../backups/write-backup.ts'

/** Two that go on at the same time have places of their own. */
export type Purpose = 'upgrade' | 'rehearsal'

export interface RehearsalNeeds extends Pick<Base, 'config' | 'clock'> {
  /** Of the migrations, with one for each engine in it. */
  folder: string
  texts: readonly TextSource[]
}

export interface Copy extends AsyncDisposable {
  url: string
}

/** @returns `null` where the login of Postgres may make no database. @throws NoRoomError */
export function copyToRehearse(
  needs: RehearsalNeeds,
  pending: PendingUpgrade,
  purpose: Purpose,
  show: ShowProgress,
): Promise<Copy | null> {
  const copy = isPostgres(pending.url) ? copyOfPostgres : copyOfSqlite
  return copy(needs, pending, purpose, show)
}

async function copyOfSqlite(
  { config: { data_dir } }: RehearsalNeeds,
  { url }: PendingUpgrade,
  purpose: Purpose,
  show: ShowProgress,
): Promise<Copy> {
  const file = makeScratchFile(data_dir, sizeOf(url), purpose)
  try {
    await copySqlite(url, file.path, (share) => show(share, 'the file'))
  } catch (error) {
    file[Symbol.dispose]()
    throw error
  }
  return { url: file.path, [Symbol.asyncDispose]: async () => file[Symbol.dispose]() }
}

/** With what was written last. */
export function sizeOf(path: string): number {
  const sizes = [path, `${path}-wal`].map((part) => statSync(part, { throwIfNoEntry: false })?.size ?? 0)
  return sizes.reduce((sum, size) => sum + size, 0)
}

async function copyOfPostgres(
  { folder }: RehearsalNeeds,
  { url, from }: PendingUpgrade,
  purpose: Purpose,
  show: ShowProgress,
): Promise<Copy | null> {
  const scratch = await createScratchPostgres(url, purpose)
  if (!scratch) return null
  try {
    const made = { folder: join(folder, 'postgres'), migrations: from.number + 1 }
    await copyPostgres(url, scratch.url, made, show)
  } catch (error) {
    await scratch[Symbol.asyncDispose]()
    throw error
  }
  return scratch
}

/** @returns What was seen, in words. @throws What speaks against it, StartError where the copy is damaged. */
export async function rehearse(
  { folder, texts, clock }: RehearsalNeeds,
  { url }: Copy,
  show: ShowProgress,
): Promise<string> {
  show(0, 'migrations')
  await using db = await openDatabase(url, async () => {}, { texts, migrations: folder })
  show(0.5, 'integrity')
  const damage = (await inspectDatabase(url, 'DATA_DIR'))?.damage ?? []
  if (damage.length > 0) throw new StartError(`The copy is damaged afterwards: ${damage.join('; ')}.`)
  show(0.8, 'dashboards')
  const { sha256 } = await db.instance.snapshot((q) => hashDashboards(q, clock.now()))
  const dashboards = Object.keys(sha256).length
  return `it is sound, and so ${dashboards === 1 ? 'is 1 dashboard' : `are ${dashboards} dashboards`}`
}
