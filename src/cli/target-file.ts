/** The files that commands write: what is wrong with a name is said before the work begins. */
import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { UsageError } from './command.ts'

/**
 * Renaming takes the place of whatever was there, of a pipe or a device such as /dev/null, too.
 *
 * @throws UsageError
 */
export async function refuseTarget(path: string): Promise<void> {
  const found = await stat(path).catch(() => null)
  if (found?.isDirectory()) throw new UsageError(`${path} is a folder: name a file in it.`)
  if (found && !found.isFile()) throw new UsageError(`${path} is no file, and a file would take its place.`)
  const folder = dirname(path)
  if (!(await stat(folder).catch(() => null))?.isDirectory()) {
    throw new UsageError(`There is no folder ${folder}: make it first, or name another file.`)
  }
}

/** @throws UsageError for what cannot be read as a file. */
export async function refuseSource(path: string): Promise<void> {
  const found = await stat(path).catch(() => null)
  if (!found) throw new UsageError(`There is no file ${path}.`)
  if (found.isDirectory()) throw new UsageError(`${path} is a folder: name a file.`)
}
