/**
 * Files in a folder. Each is written under another name first, and gets its own when all of it is on the
 * disk: a kill at any moment leaves all of it or nothing, and what was begun is swept away.
 */
import { mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ownLike } from '../lib/own-like.ts'
import { syncFolder } from '../lib/sync-folder.ts'
import { StoreFullError } from './errors.ts'
import {
  type FileKey,
  type FileStore,
  folderOf,
  isHash,
  type OpenFile,
  placeOf,
  type StoredFile,
} from './file-store.ts'

/** What must stay free for those who write the database. */
const LEAST_FREE = 2 ** 27
/** No file yet. */
const UNFINISHED = '.new-'
/** It was being removed: whether it is needed, was not answered. Its hash follows. */
const ASIDE = '.aside-'
const LEFT_MS = 3_600_000
const FULL = new Set(['ENOSPC', 'EDQUOT'])

export class LocalFiles implements FileStore {
  /** @param folder Made when the first file comes. */
  constructor(
    readonly folder: string,
    readonly dataDir: string,
  ) {}

  async put(key: FileKey, content: Uint8Array): Promise<void> {
    const path = this.#pathOf(key)
    if (await this.has(key)) return
    try {
      await this.#makeFolder(dirname(path))
      const { bavail, bsize } = await statfs(this.folder)
      if (bavail * bsize < content.length + LEAST_FREE) throw new StoreFullError()
      await this.#write(path, content)
    } catch (error) {
      throw FULL.has((error as NodeJS.ErrnoException).code ?? '') ? new StoreFullError(error) : error
    }
  }

  async has(key: FileKey): Promise<boolean> {
    return Bun.file(this.#pathOf(key)).exists()
  }

  async open(key: FileKey): Promise<OpenFile | null> {
    const file = Bun.file(this.#pathOf(key))
    return (await file.exists()) ? { bytes: file.size, content: file.stream() } : null
  }

  async remove(key: FileKey, isNeeded: () => Promise<boolean>): Promise<boolean> {
    const path = this.#pathOf(key)
    const aside = join(dirname(path), ASIDE + key.sha256)
    try {
      await rename(path, aside)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
      throw error
    }
    // Where nobody can be asked, it stays.
    const stays = await isNeeded().catch(() => true)
    if (stays) await rename(aside, path)
    else await rm(aside, { force: true })
    await syncFolder(dirname(path))
    return !stays
  }

  async *list(organization_id: string): AsyncGenerator<StoredFile> {
    const folder = join(this.folder, folderOf(organization_id))
    for (const part of await namesIn(folder)) {
      for (const name of await namesIn(join(folder, part))) {
        const path = join(folder, part, name)
        const written_at = await stat(path).then(
          ({ mtimeMs }) => mtimeMs,
          () => Number.NaN,
        )
        if (isHash(name)) yield { organization_id, sha256: name, written_at }
        else if (Date.now() - written_at > LEFT_MS) await tidy(path, name)
      }
    }
  }

  async removeAll(organization_id: string): Promise<void> {
    await rm(join(this.folder, folderOf(organization_id)), { recursive: true, force: true })
  }

  #pathOf(key: FileKey): string {
    return join(this.folder, placeOf(key))
  }

  async #makeFolder(path: string): Promise<void> {
    if ((await mkdir(path, { recursive: true, mode: 0o700 })) === undefined) return
    for (let made = path; made.startsWith(this.folder); made = dirname(made)) {
      ownLike(made, this.dataDir)
      await syncFolder(dirname(made))
    }
  }

  async #write(path: string, content: Uint8Array): Promise<void> {
    const unfinished = join(dirname(path), UNFINISHED + crypto.randomUUID())
    try {
      const file = await open(unfinished, 'wx', 0o600)
      try {
        await file.writeFile(content)
        await file.sync()
      } finally {
        await file.close()
      }
      ownLike(unfinished, this.dataDir)
      await rename(unfinished, path)
      await syncFolder(dirname(path))
    } catch (error) {
      await rm(unfinished, { force: true })
      throw error
    }
  }
}

/** What a process that died has left: of what it was removing the sweep decides once more. */
async function tidy(path: string, name: string): Promise<void> {
  const hash = name.startsWith(ASIDE) ? name.slice(ASIDE.length) : ''
  if (isHash(hash)) await rename(path, join(dirname(path), hash))
  else if (name.startsWith(UNFINISHED)) await rm(path, { force: true })
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => [])
}
