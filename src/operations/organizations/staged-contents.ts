/**
 * The contents of an archive's files in a scratch folder, each under its hash. What members download is
 * held against the same list as what applicants send.
 */
import { mkdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { StagedFile } from '../../db/rows/staged-organization.ts'
import { type FileKey, isHash } from '../../files/file-store.ts'
import { DOCUMENT_TYPES, documentTypeOf } from '../../lib/document-type.ts'
import type { StoredFiles } from '../../modules/files/stored-files.ts'
import { ArchiveError } from '../backups/archive/format.ts'

const MEDIA_TYPES: readonly string[] = Object.values(DOCUMENT_TYPES).map(({ media_type }) => media_type)

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

  /** @throws ArchiveError */
  async take({ organization_id, sha256: hash }: FileKey, content: Uint8Array): Promise<void> {
    this.#owners.add(organization_id)
    const type = documentTypeOf(content)
    if (type === null) throw new ArchiveError('damaged', 'It holds a file that no application may have.')
    await writeFile(this.#pathOf(hash), content, { mode: 0o600 })
    this.#found.set(hash, DOCUMENT_TYPES[type].media_type)
  }

  /** @param files What the rows say of them. @throws ArchiveError */
  assertFit(organizationId: string, files: readonly StagedFile[]): void {
    if ([...this.#owners].some((id) => id !== organizationId))
      throw new ArchiveError('damaged', 'Files of it belong to somebody else than its organization.')
    const fits = files.every(({ sha256: hash, media_type }) => {
      const isNamed = isHash(hash) && MEDIA_TYPES.includes(media_type)
      return isNamed && (this.#found.get(hash) ?? media_type) === media_type
    })
    if (!fits) throw new ArchiveError('damaged', 'A file of it says of itself what its content is not.')
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
