/**
 * Where the contents of files lie: in a folder (local-files.ts) or in an S3-compatible store (s3-files.ts),
 * each under the hash of what it is, and each organization for itself, so that none learns from the store
 * what another has.
 *
 *   put ─► row committed ─► put again where it has gone meanwhile ─► answered
 *   last row gone ─► taken away ─► still no row? ─┬─► gone
 *                                                 └─► put back
 *
 * A row comes after its content, and a content goes after its rows: what dies in between leaves a content
 * without a row, which the clean-up finds (modules/files/sweep-job.ts). Of a content
 * that is written at the same moment as its last row goes, whoever writes looks last: so nothing that was
 * answered is lost, without a lock between processes.
 */
export interface FileKey {
  organization_id: string
  /** In small hexadecimal digits. */
  sha256: string
}

export interface StoredFile extends FileKey {
  /** Epoch ms. */
  written_at: number
}

export interface OpenFile {
  bytes: number
  content: ReadableStream<Uint8Array>
}

export interface FileStore {
  /** Nothing of it is there, or all of it. Harmless where it is there already. @throws StoreFullError */
  put(key: FileKey, content: Uint8Array): Promise<void>
  has(key: FileKey): Promise<boolean>
  /** `null` where there is none. */
  open(key: FileKey): Promise<OpenFile | null>
  /** Takes it away, unless `isNeeded`, which is asked when it is out of sight already. @returns Whether it is gone. */
  remove(key: FileKey, isNeeded: () => Promise<boolean>): Promise<boolean>
  /** Those of an organization, in no order. */
  list(organization_id: string): AsyncGenerator<StoredFile>
  /** All that an organization has here. */
  removeAll(organization_id: string): Promise<void>
}

const HASH = /^[0-9a-f]{64}$/
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Its place in a store, by `/`. Nothing else ever becomes a path. */
export function placeOf({ organization_id, sha256 }: FileKey): string {
  if (!HASH.test(sha256)) throw new Error('That is no hash of a file.')
  return `${folderOf(organization_id)}/${sha256.slice(0, 2)}/${sha256}`
}

export function folderOf(organization_id: string): string {
  if (!ID.test(organization_id)) throw new Error('That is no id of an organization.')
  return organization_id
}

export function isHash(text: string): boolean {
  return HASH.test(text)
}
