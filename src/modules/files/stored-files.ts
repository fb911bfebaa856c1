/** The contents of files, with the rows that need them: see src/files/file-store.ts for their order. */
import type { Base } from '../../base.ts'
import type { Read } from '../../db/handle.ts'
import type { FileStore } from '../../files/file-store.ts'
import { listContents, listNeeded } from './queries.ts'
import type { TakenFile } from './subject.ts'

export class StoredFiles {
  readonly #db: Base['db']
  /** Hears of files whose text is still to be looked for. */
  onPending: () => void = () => {}

  constructor(
    { db }: Pick<Base, 'db'>,
    readonly store: FileStore,
  ) {
    this.#db = db
  }

  /**
   * Puts the contents into the store, and writes the rows by `write`. What it throws leaves contents
   * without rows, which go at once.
   */
  async keep<T>(organization_id: string, files: readonly TakenFile[], write: () => Promise<T>): Promise<T> {
    await this.#put(organization_id, files)
    try {
      const written = await write()
      await this.#put(organization_id, files)
      if (files.some(({ text_state }) => text_state === 'pending')) this.onPending()
      return written
    } catch (error) {
      await this.forget(
        organization_id,
        files.map(({ sha256 }) => sha256),
      )
      throw error
    }
  }

  /** The hashes of all contents that an organization's files have. */
  async listNeeded(q: Read): Promise<string[]> {
    return (await q.all(listContents)).map(({ sha256 }) => sha256)
  }

  /** Contents that may have lost their last row. */
  async forget(organization_id: string, hashes: readonly string[]): Promise<void> {
    for (const sha256 of new Set(hashes)) {
      await this.store.remove({ organization_id, sha256 }, () => this.#isNeeded(organization_id, sha256))
    }
  }

  async #isNeeded(organization_id: string, sha256: string): Promise<boolean> {
    return (await this.#db.for(organization_id).read((q) => listNeeded(q, [sha256]))).has(sha256)
  }

  async #put(organization_id: string, files: readonly TakenFile[]): Promise<void> {
    for (const { sha256, content } of files) await this.store.put({ organization_id, sha256 }, content)
  }
}
