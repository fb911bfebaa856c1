/**
 * Brings a copy of a backup back from the store, where its file is not here any more: on a new machine,
 * or when it is older than files are kept. What broke off goes on where it ended. Under its name there is
 * the whole archive, read to its end, or nothing.
 */
import { existsSync, statSync } from 'node:fs'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import type { S3File } from 'bun'
import { describeError, errorLine } from '../../lib/describe-error.ts'
import { ownLike } from '../../lib/own-like.ts'
import { StartError } from '../../lib/start-error.ts'
import { syncFolder } from '../../lib/sync-folder.ts'
import { ArchiveError } from './archive/format.ts'
import { validateArchive } from './archive/validate-archive.ts'
import { fileInStore, withinTime } from './copy-backup.ts'
import { backupFolder, backupPath, type FolderConfig, isBackupName, makeBackupFolder } from './folder.ts'
import type { BackupNeeds } from './list-backups.ts'
import type { ShowProgress } from './write-backup.ts'

const MODE = 0o600

/**
 * @returns Whether the backup is here now, or was before.
 * @throws StartError where the store cannot be asked, or what it has is no backup.
 */
export async function fetchMissing(
  { config }: Pick<BackupNeeds, 'config'>,
  name: string,
  show: ShowProgress,
): Promise<boolean> {
  if (!isBackupName(name)) return false
  const path = backupPath(config, name)
  if (existsSync(path)) return true
  const copy = fileInStore(config, name)
  if (!copy) return false
  const size = await asked(() => sizeOf(copy))
  if (size === null) return false
  makeBackupFolder(config)
  const unfinished = `${path}.fetched.unfinished`
  await asked(() => withinTime(size, () => download(copy, { path: unfinished, size }, show)))
  await assertBackup(unfinished, (share, text) => show(share, `reading ${text}`))
  await putInPlace(config, unfinished, path)
  return true
}

/** @returns `null` where the store has none of this name. */
async function sizeOf(copy: S3File): Promise<number | null> {
  const found = await withinTime(0, () =>
    copy.stat().catch((error: { code?: string }) => {
      if (error.code === 'NoSuchKey') return null
      throw error
    }),
  )
  return found?.size ?? null
}

async function download(
  copy: S3File,
  { path, size }: { path: string; size: number },
  show: ShowProgress,
): Promise<void> {
  const file = await open(path, 'a', MODE)
  try {
    const { size: there } = await file.stat()
    const begun = there <= size ? there : 0
    if (begun < there) await file.truncate(0)
    if (begun < size)
      await append(copy.slice(begun), file, (bytes) => show((begun + bytes) / size, 'fetching it'))
    await file.sync()
  } finally {
    await file.close()
  }
  if (statSync(path).size !== size) throw new Error('it broke off. The same command goes on where it ended')
}

async function append(part: S3File, file: FileHandle, show: (bytes: number) => void): Promise<void> {
  let bytes = 0
  for await (const piece of part.stream()) {
    await file.write(piece)
    bytes += piece.length
    show(bytes)
  }
}

/** One that is none is not gone on with. */
async function assertBackup(path: string, show: ShowProgress): Promise<void> {
  try {
    await validateArchive(path, show)
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error
    await rm(path, { force: true })
    throw new StartError(`What the store has under this name cannot be used. ${error.message}`, {
      cause: error,
    })
  }
}

async function putInPlace(config: FolderConfig, unfinished: string, path: string): Promise<void> {
  const folder = backupFolder(config)
  ownLike(unfinished, folder)
  await rename(unfinished, path)
  await syncFolder(folder)
}

/** @throws StartError in place of what the store does. */
async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw new StartError(
      `The copy cannot be fetched: ${errorLine(describeError(error))}. Look at BACKUP_S3_*, and whether its key may read in the bucket.`,
      { cause: error },
    )
  }
}
