/**
 * The contents of an archive's files in a scratch folder, each under its hash. What members download is
 * held against what each of them may be where it is sent.
 */
import { mkdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileTable } from '../../db/file-tables.ts'
import type { StagedFile } from '../../db/rows/staged-organization.ts'
import { type FileKey, isHash } from '../../files/file-store.ts'
import { DOCUMENT_MEDIA_TYPES, MEDIA_TYPES, mediaTypeOf } from '../../lib/media-type.ts'
import type { StoredFiles } from '../../modules/files/stored-files.ts'
import { ArchiveError } from '../backups/archive/format.ts'

/** What the rows of each table may stand for. */
const MAY_HAVE: Record<FileTable, readonly string[]> = {
  application_files: DOCUMENT_MEDIA_TYPES,
  task_files: MEDIA_TYPES,
}

export class StagedContents {
  readonly #folder: string
  /** The media type of each by its hash. */
  readonly #found = new Map<string, string>()
  readonly #owners = new Set<string>()
  #needed: string[] = []
  missing = 0

  /** @param folder That is nobody's. */
  constructor(folder: string) {
    this.#folder = folder
    mkdirSync(folder, { mode: 0o700 })
  }

  async take({ organization_id, sha256: hash }: FileKey, content: Uint8Array): Promise<void> {
    this.#owners.add(organization_id)
    await writeFile(this.#pathOf(hash), content, { mode: 0o600 })
    this.#found.set(hash, mediaTypeOf(content))
  }

  /** @param files What the rows say of them. @throws ArchiveError */
  assertFit(organizationId: string, files: readonly StagedFile[]): void {
    if ([...this.#owners].some((id) => id !== organizationId))
      throw new ArchiveError('damaged', 'Files of it belong to somebody else than its organization.')
    const fits = files.every(
      ({ sha256: hash, media_type }) =>
        isHash(hash) &&
        MEDIA_TYPES.includes(media_type) &&
        (this.#found.get(hash) ?? media_type) === media_type,
    )
    if (!fits) throw new ArchiveError('damaged', 'A file of it says of itself what its content is not.')
    if (files.some(({ table, media_type }) => !MAY_HAVE[table].includes(media_type)))
      throw new ArchiveError('damaged', 'It holds a file that no application may have.')
    const hashes = [...new Set(files.map((file) => file.sha256))]
    this.#needed = hashes.filter((hash) => this.#found.has(hash))
    this.missing = hashes.length - this.#needed.length
  }

  /** Runs `write`, which makes the rows, with the contents in the store: see src/files/file-store.ts for the order. */
  async keep<T>(files: StoredFiles, organizationId: string, write: () => Promise<T>): Promise<T> {
    await this.#put(files, organizationId)
    try {
      const written = await write()
      await this.#put(files, organizationId)
      return written
    } catch (error) {
      await files.forget(organizationId, this.#needed)
      throw error
    }
  }

  async #put({ store }: StoredFiles, organization_id: string): Promise<void> {
    for (const hash of this.#needed) {
      const key = { organization_id, sha256: hash }
      if (!(await store.has(key))) await store.put(key, await readFile(this.#pathOf(hash)))
    }
  }

  #pathOf(hash: string): string {
    return join(this.#folder, hash)
  }
}
