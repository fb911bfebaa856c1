/** What backups there are: the files say, and the database what is known of each. */
import type { Base } from '../../base.ts'
import { toWire } from '../../lib/to-wire.ts'
import { ArchiveError } from './archive/format.ts'
import { ArchiveReader } from './archive/read-archive.ts'
import { BackupNotFoundError } from './errors.ts'
import { type BackupFile, backupPath, isBackupName, listBackupFiles, timeOfName } from './folder.ts'
import { type BackupRow, findBackupRow, listBackupRows } from './queries.ts'
import type { Backup } from './schema.ts'

export type BackupNeeds = Pick<Base, 'db' | 'config'>

export async function listBackups(context: BackupNeeds): Promise<Backup[]> {
  const files = listBackupFiles(context.config)
  const rows = await context.db.instance.read((q) => listBackupRows(q))
  const known = new Map(rows.map((row) => [row.name, row]))
  return Promise.all(files.map(async (file) => described(await rowOf(context, file, known.get(file.name)))))
}

/** What the files say alone, where no database can be asked: it may be what is to be restored. */
export function listBackupsUnasked(needs: Pick<BackupNeeds, 'config'>): Promise<Backup[]> {
  return Promise.all(listBackupFiles(needs.config).map(async (file) => described(await rowOf(needs, file))))
}

/** @throws BackupNotFoundError */
export async function readBackup(context: BackupNeeds, name: string): Promise<Backup> {
  const file = findBackupFile(context, name)
  const [row] = await context.db.instance.read((q) => findBackupRow(q, { name }))
  return described(await rowOf(context, file, row))
}

/** @throws BackupNotFoundError */
export function findBackupFile({ config }: Pick<BackupNeeds, 'config'>, name: string): BackupFile {
  const file = isBackupName(name) && listBackupFiles(config).find((one) => one.name === name)
  if (!file) throw new BackupNotFoundError()
  return file
}

function described({ proof_outcome, proof_at, proof_duration_ms, proof_detail, ...row }: BackupRow): Backup {
  const { copy_outcome, copy_at, copy_detail, ...backup } = row
  const at = instantOrNull(proof_at)
  const proof = { outcome: proof_outcome, at, duration_ms: proof_duration_ms, detail: proof_detail }
  const copy = { outcome: copy_outcome, at: instantOrNull(copy_at), detail: copy_detail }
  // Nobody else writes the words in these columns.
  return { ...toWire(backup), proof, copy: copy_outcome === null ? null : copy } as Backup
}

function instantOrNull(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}

/** One that was put there, by a restore or by hand, says itself what it is. */
async function rowOf(
  { config }: Pick<BackupNeeds, 'config'>,
  file: BackupFile,
  known?: BackupRow,
): Promise<BackupRow> {
  if (known) return { ...known, size_bytes: file.size_bytes }
  const never = {
    duration_ms: null,
    proof_duration_ms: null,
    copy_outcome: null,
    copy_at: null,
    copy_detail: null,
  }
  const nothing = { ...file, reason: 'manual', ...never }
  try {
    await using archive = await ArchiveReader.open(backupPath(config, file.name))
    const { engine, created_at, tables, rows } = archive.manifest
    const proof = { proof_outcome: 'pending', proof_at: null, proof_detail: null }
    return { ...nothing, ...proof, engine, created_at: Date.parse(created_at), tables: tables.length, rows }
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error
    const proof = { proof_outcome: 'failed', proof_at: null, proof_detail: error.message }
    return { ...nothing, ...proof, engine: 'unknown', created_at: timeOfName(file.name), tables: 0, rows: 0 }
  }
}
