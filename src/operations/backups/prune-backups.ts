/** Removes backups that are older than they are kept, but never the newest that is proved. */
import { rmSync } from 'node:fs'
import type { Base } from '../../base.ts'
import { auditInstance } from '../../db/audit-log.ts'
import { backupPath, removeUnfinished, timeOfName } from './folder.ts'
import { type BackupNeeds, findBackupFile, listBackups } from './list-backups.ts'
import { deleteBackupRow, listBackupRows } from './queries.ts'
import { IMPORT_LOCK, removeScratchFiles } from './scratch-file.ts'

const DAY_MS = 86_400_000

/** @returns The names of those that were removed. */
export async function pruneBackups(context: BackupNeeds & Pick<Base, 'clock'>): Promise<string[]> {
  const { config, clock, db } = context
  removeUnfinished(config)
  // An import that was killed leaves an organization's data behind.
  await db.exclusively(IMPORT_LOCK, async () => removeScratchFiles(config.data_dir, IMPORT_LOCK))
  // One that was killed while it upgraded has left a copy of everything.
  for (const purpose of ['upgrade', 'rehearsal'] as const)
    removeScratchFiles(config.data_dir, purpose, DAY_MS)
  const backups = await listBackups(context)
  const newestProved = backups.find(({ proof }) => proof.outcome === 'proved')?.name
  const isOld = (name: string) => clock.now() - timeOfName(name) > config.backup_keep_days * DAY_MS
  const old = backups.map(({ name }) => name).filter((name) => name !== newestProved && isOld(name))
  for (const name of old) await removeBackup(context, name)
  await forgetMissing(context, new Set(backups.map(({ name }) => name)), isOld)
  return old
}

/** @throws BackupNotFoundError */
export async function removeBackup(context: BackupNeeds, name: string): Promise<void> {
  findBackupFile(context, name)
  rmSync(backupPath(context.config, name), { force: true })
  await context.db.instance.write(async (tx) => {
    await deleteBackupRow(tx, { name })
    auditInstance(tx, { kind: 'backup', verb: 'deleted' }, { before: { name } })
  })
}

/** What is known of files that somebody has taken away. */
async function forgetMissing(
  { db }: Pick<Base, 'db'>,
  there: ReadonlySet<string>,
  isOld: (name: string) => boolean,
): Promise<void> {
  await db.instance.write(async (tx) => {
    for (const { name } of await listBackupRows(tx)) {
      if (!there.has(name) && isOld(name)) await deleteBackupRow(tx, { name })
    }
  })
}
