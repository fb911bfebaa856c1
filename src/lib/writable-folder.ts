/** Folders that the configuration names: made where they are missing, and tried before they are needed. */
import { accessSync, constants, mkdirSync } from 'node:fs'
import { StartError } from './start-error.ts'

const REASONS: Record<string, string> = {
  EACCES: 'this user has no right to. Give it to this user with chown, or name another folder',
  EPERM: 'this user has no right to. Give it to this user with chown, or name another folder',
  EROFS: 'the file system is read-only. Mount it for writing, or name another folder',
  ENOSPC: 'the disk is full. Make room, or name a folder on another one',
  EDQUOT: "this user's share of the disk is used up. Make room, or name a folder on another one",
  ENOTDIR: 'a part of the path is a file. Name a folder',
  EEXIST: 'it is a file. Name a folder',
  EISDIR: 'a folder is where the file should be. Move it away',
}

/**
 * @param name The variable that names the folder.
 * @throws StartError
 */
export function makeFolder(name: string, path: string): void {
  orUnwritable(name, path, () => {
    mkdirSync(path, { recursive: true })
    accessSync(path, constants.W_OK | constants.X_OK)
  })
}

/** @throws StartError instead of what the system throws at `work` on this path. */
export function orUnwritable<T>(name: string, path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw asUnwritable(name, path, error)
  }
}

/** @returns A StartError that says why the path cannot be written; `error` itself where it is none of the system's. */
export function asUnwritable(name: string, path: string, error: unknown): unknown {
  const { code = '' } = error as NodeJS.ErrnoException
  if (!/^E[A-Z]+$/.test(code)) return error
  const reason = REASONS[code] ?? `the system says ${code}`
  return new StartError(`${name}: ${path} cannot be written: ${reason}.`, { cause: error })
}
