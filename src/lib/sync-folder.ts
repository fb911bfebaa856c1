import { open } from 'node:fs/promises'

/** So that a name in it is kept through a loss of power, too. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
