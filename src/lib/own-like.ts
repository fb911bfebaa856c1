/**
 * Who runs a command as root does not want files that belong to root: the server, which runs as another,
 * could not write them.
 */
import { chownSync, statSync } from 'node:fs'

/** Gives a file to whoever has the other. Without the right to, it does nothing. */
export function ownLike(path: string, model: string): void {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = statSync(model)
  chownSync(path, uid, gid)
}
