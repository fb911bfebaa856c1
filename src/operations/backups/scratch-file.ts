/** A place in DATA_DIR for a SQLite file that is nobody's, and is gone when it is no longer needed. */

import { mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
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
  return {
    path: join(own, 'almanac.sqlite'),
    [Symbol.dispose]: () => rmSync(own, { recursive: true, force: true }),
  }
}

/** What a process that died has left. Nobody else may have one for this at the same time. */
export function removeScratchFiles(folder: string, purpose: Purpose): void {
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder)) {
    if (isScratch(name, purpose)) rmSync(join(folder, name), { recursive: true, force: true })
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
