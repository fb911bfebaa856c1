/** A database holds password hashes and everybody's data: its file is its owner's alone. */
import { closeSync, openSync } from 'node:fs'

const OWNER_ONLY = 0o600

/**
 * Makes the file of a database where there is none, before SQLite would with the rights of the process. The
 * files that SQLite puts beside it get the same. One that is there keeps the rights that it was given.
 */
export function makePrivateFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', OWNER_ONLY))
  } catch {
    // It is there, or cannot be made: opening it says which, and what to do.
  }
}
