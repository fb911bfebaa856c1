/** Makes a backup, and proves one: what came of it stands in the database. */
import { statSync } from 'node:fs'
import { getLogger } from '@logtape/logtape'
import type { Base } from '../../base.ts'
import { auditInstance } from '../../db/audit-log.ts'
import type { InstanceWrite } from '../../db/handle.ts'
import { AppError } from '../../lib/app-error.ts'
import { describeError, errorLine } from '../../lib/describe-error.ts'
import { StartError } from '../../lib/start-error.ts'
import { asUnwritable } from '../../lib/writable-folder.ts'
import { archivedFiles } from './archived-files.ts'
import { BackupProgress } from './backup-progress.ts'
import type { BackupWork } from './backup-work.ts'
import { copyBackup } from './copy-backup.ts'
import { BackupFailedError, BackupRunningError } from './errors.ts'
import { backupFolder, backupPath, freeName, makeBackupFolder } from './folder.ts'
import { findBackupFile, readBackup } from './list-backups.ts'
import type { Proof } from './prove-archive.ts'
import { type BackupReason, putBackup, updateProof } from './queries.ts'
import type { Backup } from './schema.ts'
import type { ShowProgress } from './write-backup.ts'

export type MakingNeeds = Pick<Base, 'db' | 'clock' | 'config'> & {
  work: BackupWork
  /** Of a server, which others ask how far it is. */
  progress?: BackupProgress
}

const log = getLogger(['almanac', 'backup'])

export interface MakingOptions {
  reason: BackupReason
  /** One that is given to it, and not taken yet. */
  name?: string
}

/** @throws BackupRunningError, BackupFailedError */
export async function makeProvedBackup(
  context: MakingNeeds,
  options: MakingOptions,
  show: ShowProgress = () => {},
): Promise<Backup> {
  return alone(context, async () => {
    const { name } = await makeBackup(context, options, (share, text) => show(share / 2, `writing ${text}`))
    return proveAndCopy(context, name, (share, text) => show(0.5 + share / 2, `proving ${text}`))
  })
}

/** What is not proved is not copied. */
export async function proveAndCopy(context: MakingNeeds, name: string, show: ShowProgress): Promise<Backup> {
  const backup = await proveBackup(context, name, show)
  return backup.proof.outcome === 'proved' ? copyBackup(context, name) : backup
}

/** Runs `fn` while no other backup is being made, proved or removed. @throws BackupRunningError */
export async function alone<T>({ db }: Pick<Base, 'db'>, fn: () => Promise<T>): Promise<T> {
  const done = await db.exclusively('backup', async () => ({ value: await fn() }))
  if (!done) throw new BackupRunningError()
  return done.value
}

/** @throws BackupFailedError */
export async function makeBackup(
  context: MakingNeeds,
  { reason, name: given }: MakingOptions,
  show: ShowProgress,
): Promise<Backup> {
  const { config, clock, db, work, progress = new BackupProgress() } = context
  try {
    makeBackupFolder(config)
    const created_at = clock.now()
    const name = given ?? freeName(config, created_at)
    const path = backupPath(config, name)
    const files = archivedFiles(config)
    const begun = performance.now()
    const manifest = await progress.of({ name, step: 'writing' }, show, (tell) =>
      work.write({ path, name, created_at, files }, tell),
    )
    const { engine, tables, rows } = manifest
    const made = {
      name,
      engine,
      reason,
      created_at,
      tables: tables.length,
      rows,
      size_bytes: statSync(path).size,
      duration_ms: since(begun),
    }
    await db.instance.write(async (tx) => {
      await putBackup(tx, made)
      if (reason === 'manual') auditInstance(tx, { kind: 'backup', verb: 'made' }, { after: { name } })
    })
    return await readBackup(context, name)
  } catch (error) {
    throw explained(config, error)
  }
}

/** One that somebody wants to know of. @throws BackupNotFoundError, BackupRunningError */
export async function verifyBackup(context: MakingNeeds, name: string, show: ShowProgress): Promise<Backup> {
  return alone(context, () =>
    proveBackup(context, name, show, (tx, { outcome }) =>
      auditInstance(tx, { kind: 'backup', verb: 'verified' }, { after: { name, outcome } }),
    ),
  )
}

/** @throws BackupNotFoundError */
async function proveBackup(
  context: MakingNeeds,
  name: string,
  show: ShowProgress,
  proved: (tx: InstanceWrite, proof: Proof) => void = () => {},
): Promise<Backup> {
  const { config, clock, db, work, progress = new BackupProgress() } = context
  findBackupFile(context, name)
  const path = backupPath(config, name)
  const begun = performance.now()
  const proof = await progress.of({ name, step: 'proving' }, show, (tell) => work.prove(path, tell))
  const duration_ms = since(begun)
  if (proof.outcome === 'failed')
    log.error('The backup {name} is not proved: {reason}', { name, reason: proof.detail })
  const { created_at, engine, reason, size_bytes, tables, rows } = await readBackup(context, name)
  const row = {
    name,
    engine,
    reason,
    size_bytes,
    tables,
    rows,
    created_at: Date.parse(created_at),
    duration_ms: null,
  }
  await db.instance.write(async (tx) => {
    // Where it was put there by hand, nothing is known of it yet.
    await putBackup(tx, row)
    await updateProof(tx, provedAt(name, proof, clock.now(), duration_ms))
    proved(tx, proof)
  })
  return readBackup(context, name)
}

function provedAt(name: string, { outcome, detail }: Proof, at: number, duration_ms: number) {
  return { name, proof_outcome: outcome, proof_at: at, proof_duration_ms: duration_ms, proof_detail: detail }
}

function since(begun: number): number {
  return Math.round(performance.now() - begun)
}

/** Nothing is read where these come from. */
const UNWRITABLE = ['ENOSPC', 'EDQUOT', 'EROFS']

function explained(config: MakingNeeds['config'], error: unknown): unknown {
  if (error instanceof AppError) return error
  const isUnwritable = UNWRITABLE.includes(`${(error as { code?: unknown }).code}`)
  const reason = isUnwritable ? asUnwritable('BACKUP_DIR', backupFolder(config), error) : error
  if (reason instanceof StartError) return new BackupFailedError(reason.message, reason.cause)
  return new BackupFailedError(errorLine(describeError(error)), error)
}
