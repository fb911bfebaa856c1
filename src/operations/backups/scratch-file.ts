/** A place in DATA_DIR for a SQLite file that is nobody's, and is gone when it is no longer needed. */

import { mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { byteSize } from '../../lib/byte-size.ts'

/** What is unpacked takes as much again with its indexes, and something for those who go on writing. */
const ROOM_FACTOR = 2
const ROOM_BESIDES = 2 ** 26

export class NoRoomError extends Error {}

export interface ScratchFile extends Disposable {
  path: string
}

/** Held by whoever takes an organization in (see `Database.exclusively`), and what the scratch file is for. */
export const IMPORT_LOCK = 'organization-import'

/** What it is for; for each there is one at a time. */
type Purpose = 'proof' | typeof IMPORT_LOCK | 'upgrade' | 'rehearsal'

/**
 * Nobody else may have one for the same at the same time.
 *
 * @param bytes Of what comes into it, as lines.
 * @throws NoRoomError
 */
export function makeScratchFile(folder: string, bytes: number, purpose: Purpose = 'proof'): ScratchFile {
  removeScratchFiles(folder, purpose)
  assertRoom(folder, bytes)
  const own = mkdtempSync(join(folder, `${purpose}-`))
  const remove = () => rmSync(own, { recursive: true, force: true })
  // A signal may end the process in the middle of it, and what is in it is somebody's.
  process.once('exit', remove)
  return {
    path: join(own, 'almanac.sqlite'),
    [Symbol.dispose]() {
      process.off('exit', remove)
      remove()
    },
  }
}

/**
 * What a process that died has left.
 *
 * @param olderThan_ms Of whoever may have one for this at the same time, 0 where nobody may.
 */
export function removeScratchFiles(folder: string, purpose: Purpose, olderThan_ms = 0): void {
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder).filter((one) => isScratch(one, purpose))) {
    const found = statSync(join(folder, name), { throwIfNoEntry: false })
    const isOld = found !== undefined && Date.now() - found.mtimeMs >= olderThan_ms
    if (isOld || olderThan_ms === 0) rmSync(join(folder, name), { recursive: true, force: true })
  }
}

/** As `mkdtemp` names it: what somebody else has put into the folder may begin alike. */
function isScratch(name: string, purpose: Purpose): boolean {
  return name.startsWith(`${purpose}-`) && /^\w{6}$/.test(name.slice(purpose.length + 1))
}

/** @throws NoRoomError */
export function assertRoom(folder: string, bytes: number, what = 'to restore it'): void {
  const { bavail, bsize } = statfsSync(folder)
  const needed = bytes * ROOM_FACTOR + ROOM_BESIDES
  if (bavail * bsize >= needed) return
  throw new NoRoomError(
    `There is no room ${what}: ${byteSize(needed)} are needed in ${folder}, and ${byteSize(bavail * bsize)} are free.`,
  )
}
