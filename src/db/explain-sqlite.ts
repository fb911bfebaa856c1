/** Why a SQLite file cannot be used, in one line for whoever set the variable that leads to it. */
import { StartError } from '../lib/start-error.ts'

const REASONS: [code: RegExp, reason: string][] = [
  [
    /^SQLITE_NOTADB/,
    'is no SQLite database, or what was one is damaged. "almanac backup list" shows the backups that can take its place, "almanac backup restore NAME --without-safety" puts one there; or name another file',
  ],
  [
    /^SQLITE_CORRUPT/,
    'is damaged. "almanac backup list" shows the backups that can take its place, "almanac backup restore NAME --without-safety" puts one there; what can be saved of this one, "sqlite3 FILE .recover" saves',
  ],
  [
    /^SQLITE_(READONLY|PERM|AUTH)/,
    'cannot be written, or its folder cannot. Both must belong to this user, on a file system that is mounted for writing',
  ],
  [
    /^SQLITE_CANTOPEN/,
    'cannot be opened. It must be a file, and this user must have a right to it and its folder',
  ],
  [/^SQLITE_FULL/, 'has no room: the disk is full. Make room, or name a file on another one'],
  [
    /^SQLITE_IOERR/,
    'cannot be read or written: the disk, or the network to it, fails. It belongs on a local disk',
  ],
  [/^SQLITE_(BUSY|LOCKED|PROTOCOL)/, 'is held by another process. End that, or wait for it'],
]

/**
 * @param name The variable that leads to the file.
 * @returns What to throw in place of it: itself where it does not come from SQLite.
 */
export function explainSqlite(error: unknown, name: string, path: string): unknown {
  if (!(error instanceof Error) || error instanceof StartError) return error
  const { code } = error as { code?: unknown }
  if (typeof code !== 'string' || !code.startsWith('SQLITE_')) return error
  const reason = REASONS.find(([pattern]) => pattern.test(code))?.[1] ?? 'cannot be used'
  return new StartError(`${name}: ${path} ${reason} (${error.message}, ${code}).`, { cause: error })
}
