import { statSync } from 'node:fs'
import type { Base } from '../../base.ts'
import type { Manifest } from '../backups/archive/format.ts'
import { backupPath } from '../backups/folder.ts'
import { putBackup } from '../backups/queries.ts'

/** In the list of backups, which the schema of before may have had no place for. @param made `null` where none was. */
export async function listSafetyBackup(
  { db, config }: Pick<Base, 'db' | 'config'>,
  made: Manifest | null,
): Promise<void> {
  if (!made) return
  const { name, engine, created_at, tables, rows } = made
  const size_bytes = statSync(backupPath(config, name)).size
  const counts = { size_bytes, tables: tables.length, rows, duration_ms: null }
  const row = { name, engine, reason: 'safety' as const, created_at: Date.parse(created_at), ...counts }
  await db.instance.write((tx) => putBackup(tx, row))
}
