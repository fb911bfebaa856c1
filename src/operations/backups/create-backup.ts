/**
 * A backup, or its proof, that somebody asks for. It takes longer than a request should wait for the database, and its
 * request may come again after any fault: what is kept of it is the name that it was given.
 */
import { existsSync } from 'node:fs'
import { eachTime } from '../../db/once.ts'
import { BackupNotFoundError } from './errors.ts'
import { backupPath, freeName } from './folder.ts'
import { readBackup } from './list-backups.ts'
import { alone, type MakingNeeds, makeBackup, proveAndCopy, verifyBackup } from './make-backup.ts'
import { findBackupRow, putBackup } from './queries.ts'
import type { Backup } from './schema.ts'

/** @throws BackupRunningError, BackupFailedError */
export async function createBackup(context: MakingNeeds): Promise<Backup> {
  const { db, clock, config } = context
  return alone(context, async () => {
    const name = await db.instance.write(async (tx) => {
      const begun = { name: freeName(config, clock.now()), engine: db.engine, created_at: clock.now() }
      await putBackup(tx, {
        ...begun,
        reason: 'manual',
        size_bytes: 0,
        tables: 0,
        rows: 0,
        duration_ms: null,
      })
      return begun.name
    })
    const made = await eachTime(() => finish(context, name))
    return db.instance.write(async () => {
      if (!made) throw new BackupNotFoundError()
      return made
    })
  })
}

/** Proves one again. @throws BackupNotFoundError, BackupRunningError */
export async function proveAgain(context: MakingNeeds, name: string): Promise<Backup> {
  const { db } = context
  const backup = await readBackup(context, name)
  const before = await db.instance.write(async () => backup.proof.at ?? 'never')
  // Where it has been proved since, an earlier run of the same request did so.
  const isProved = backup.proof.at !== null && backup.proof.at !== before
  const proved = isProved ? backup : await eachTime(() => verifyBackup(context, name, () => {}))
  return db.instance.write(async () => proved)
}

/** @returns `null` where it was removed since. */
async function finish(context: MakingNeeds, name: string): Promise<Backup | null> {
  const [row] = await context.db.instance.read((q) => findBackupRow(q, { name }))
  if (!row) return null
  if (!existsSync(backupPath(context.config, name)))
    await makeBackup(context, { reason: 'manual', name }, () => {})
  return row.proof_outcome === 'pending' ? proveAndCopy(context, name, () => {}) : readBackup(context, name)
}
