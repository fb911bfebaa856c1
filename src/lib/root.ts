import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The project's folder, whether its files run as they are or as the one that is made of them. */
export const ROOT = rootOf(import.meta.dir)

function rootOf(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : rootOf(dirname(folder))
}
