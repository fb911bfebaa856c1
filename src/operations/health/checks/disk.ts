import { existsSync, statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import type { Config } from '../../../config/env.ts'
import { byteSize } from '../../../lib/byte-size.ts'
import type { Finding } from '../check.ts'

const MIB = 2 ** 20
/** SQLite needs room for its log, and a backup for itself. */
const LITTLE = { share: 0.1, bytes: 1024 * MIB }
const TOO_LITTLE_BYTES = 64 * MIB

/** Of the file system on which DATA_DIR is, and of that of BACKUP_DIR where it is another. */
export async function checkDisk({ config }: { config: Pick<Config, 'data_dir' | 'backup_dir'> }) {
  const { data_dir, backup_dir } = config
  // On Postgres with APP_SECRET nothing is kept there.
  if (!existsSync(data_dir)) return { state: 'unknown', detail: 'DATA_DIR is not in use.' } satisfies Finding
  const room = await roomIn(data_dir)
  const { free_bytes, total_bytes } = room
  const state = free_bytes < TOO_LITTLE_BYTES ? 'failed' : isLittle(room) ? 'warning' : 'ok'
  const free = `${byteSize(free_bytes)} are free where DATA_DIR is`
  const detail = state === 'ok' ? `${free}.` : `${free}: make room before writes are refused.`
  const backups =
    backup_dir !== undefined && isElsewhere(backup_dir, data_dir) ? await roomIn(backup_dir) : null
  if (!backups || !isLittle(backups)) {
    return { state, detail, free_bytes, total_bytes } satisfies Finding & Record<string, unknown>
  }
  const full = `${byteSize(backups.free_bytes)} are free where BACKUP_DIR is: make room, or the next backup fails.`
  return {
    ...{ state: state === 'failed' ? 'failed' : 'warning', detail: `${detail} ${full}` },
    ...{ free_bytes, total_bytes },
  } satisfies Finding & Record<string, unknown>
}

interface Room {
  free_bytes: number
  total_bytes: number
}

async function roomIn(folder: string): Promise<Room> {
  const { bavail, blocks, bsize } = await statfs(folder)
  return { free_bytes: bavail * bsize, total_bytes: blocks * bsize }
}

function isLittle({ free_bytes, total_bytes }: Room): boolean {
  return free_bytes < LITTLE.bytes && free_bytes < total_bytes * LITTLE.share
}

function isElsewhere(folder: string, from: string): boolean {
  return existsSync(folder) && statSync(folder).dev !== statSync(from).dev
}
