/** The folder of backups. A file in it is a backup if it is named as one; nothing else in it is touched. */
import { chmodSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../config/env.ts'
import { ownLike } from '../../lib/own-like.ts'
import { makeFolder } from '../../lib/writable-folder.ts'
import { SUFFIX } from './archive/format.ts'
import { UNFINISHED } from './archive/write-archive.ts'

export type FolderConfig = Pick<Config, 'backup_dir' | 'data_dir'>

const NAME = /^backup_(\d{4})(\d\d)(\d\d)_(\d\d)(\d\d)(\d\d)$/
/** Archives of single organizations lie in it, too, for as long as whoever made them wants. */
const OURS = /^(backup|organization)_/
const SECOND_MS = 1_000
const DAY_MS = 86_400_000
/** Backups hold secrets. */
const OWNER_ONLY = 0o700

export function isBackupName(name: string): boolean {
  return NAME.test(name)
}

/** When it was made, as its name says. Epoch ms. */
export function timeOfName(name: string): number {
  const [, year, month, day, hour, minute, second] = NAME.exec(name) ?? []
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}

/** @throws StartError where it cannot be made or written. */
export function makeBackupFolder(config: FolderConfig): void {
  const path = backupFolder(config)
  const isNew = !existsSync(path)
  makeFolder('BACKUP_DIR', path)
  if (!isNew) return
  chmodSync(path, OWNER_ONLY)
  ownLike(path, config.data_dir)
}

export function backupFolder({ backup_dir, data_dir }: FolderConfig): string {
  return backup_dir ?? join(data_dir, 'backups')
}

/** @param name That `isBackupName`. */
export function backupPath(config: FolderConfig, name: string): string {
  if (!isBackupName(name)) throw new Error('This is no name of a backup.')
  return join(backupFolder(config), `${name}${SUFFIX}`)
}

export interface BackupFile {
  name: string
  size_bytes: number
}

/** The newest first. */
export function listBackupFiles(config: FolderConfig): BackupFile[] {
  const folder = backupFolder(config)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((file) => file.endsWith(SUFFIX) && isBackupName(file.slice(0, -SUFFIX.length)))
    .map((file) => file.slice(0, -SUFFIX.length))
    .sort()
    .reverse()
    .flatMap((name) => {
      const found = statSync(backupPath(config, name), { throwIfNoEntry: false })
      return found?.isFile() ? [{ name, size_bytes: found.size }] : []
    })
}

/** Of this second, in UTC, or of the first one after it for which there is none yet. */
export function freeName(config: FolderConfig, now: number): string {
  for (let at = now; ; at += SECOND_MS) {
    const [date = '', time = ''] = new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').split('T')
    const name = `backup_${date}_${time}`
    if (!existsSync(backupPath(config, name))) return name
  }
}

/** What processes that died have left of archives. */
export function removeUnfinished(config: FolderConfig): void {
  const folder = backupFolder(config)
  if (!existsSync(folder)) return
  for (const file of readdirSync(folder)) {
    if (!UNFINISHED.test(file) || !OURS.test(file)) continue
    const path = join(folder, file)
    const found = statSync(path, { throwIfNoEntry: false })
    if (found && Date.now() - found.mtimeMs > DAY_MS) rmSync(path, { force: true })
  }
}
