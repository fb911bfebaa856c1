import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import type { Base } from '../../../base.ts'
import { byteSize } from '../../../lib/byte-size.ts'
import type { Finding } from '../check.ts'

const MIB = 2 ** 20
/** SQLite needs room for its log, and a backup for itself. */
const LITTLE = { share: 0.1, bytes: 1024 * MIB }
const TOO_LITTLE_BYTES = 64 * MIB

/** Of the file system on which DATA_DIR is. */
export async function checkDisk({ config }: Pick<Base, 'config'>) {
  // On Postgres with APP_SECRET nothing is kept there.
  if (!existsSync(config.data_dir))
    return { state: 'unknown', detail: 'DATA_DIR is not in use.' } satisfies Finding
  const { bavail, blocks, bsize } = await statfs(config.data_dir)
  const [free_bytes, total_bytes] = [bavail * bsize, blocks * bsize]
  const isLittle = free_bytes < LITTLE.bytes && free_bytes < total_bytes * LITTLE.share
  const state = free_bytes < TOO_LITTLE_BYTES ? 'failed' : isLittle ? 'warning' : 'ok'
  const free = `${byteSize(free_bytes)} are free where DATA_DIR is`
  const detail = state === 'ok' ? `${free}.` : `${free}: make room before writes are refused.`
  return { state, detail, free_bytes, total_bytes } satisfies Finding & Record<string, unknown>
}
