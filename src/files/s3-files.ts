/**
 * Files in an S3-compatible store, by Bun's own client. An object is there as a whole or not at all, and is
 * never handed out by an address of the store: who may see it is asked here.
 */
import { S3Client } from 'bun'
import type { Config } from '../config/env.ts'
import { endsWithin } from '../lib/ends-within.ts'
import { inSpan } from '../lib/tracing/in-span.ts'
import { StoreAwayError } from './errors.ts'
import {
  type FileKey,
  type FileStore,
  folderOf,
  isHash,
  type OpenFile,
  placeOf,
  type StoredFile,
} from './file-store.ts'

/** Whatever the store does, it has an end. */
const PATIENCE_MS = 60_000

type BucketConfig = Pick<
  Config,
  | 'files_s3_bucket'
  | 'files_s3_endpoint'
  | 'files_s3_region'
  | 'files_s3_access_key_id'
  | 'files_s3_secret_access_key'
>

/** `null` where none is configured. */
export function bucketOf(config: BucketConfig): S3Client | null {
  const { files_s3_bucket: bucket, files_s3_endpoint: endpoint, files_s3_region: region } = config
  const { files_s3_access_key_id: accessKeyId, files_s3_secret_access_key: secretAccessKey } = config
  if (bucket === undefined || accessKeyId === undefined || secretAccessKey === undefined) return null
  return new S3Client({ bucket, region, accessKeyId, secretAccessKey, ...(endpoint && { endpoint }) })
}

export class S3Files implements FileStore {
  constructor(
    readonly bucket: S3Client,
    readonly prefix: string,
  ) {}

  async put(key: FileKey, content: Uint8Array): Promise<void> {
    if (await this.has(key)) return
    await ask('PutObject', () => this.bucket.write(this.#nameOf(key), content))
  }

  has(key: FileKey): Promise<boolean> {
    return ask('HeadObject', () => this.bucket.exists(this.#nameOf(key)))
  }

  async open(key: FileKey): Promise<OpenFile | null> {
    if (!(await this.has(key))) return null
    const file = this.bucket.file(this.#nameOf(key))
    return { bytes: (await ask('HeadObject', () => file.stat())).size, content: file.stream() }
  }

  async remove(key: FileKey, isNeeded: () => Promise<boolean>): Promise<boolean> {
    const name = this.#nameOf(key)
    if (!(await this.has(key))) return false
    // A store of objects renames nothing: what must be put back is held meanwhile.
    const content = await ask('GetObject', () => this.bucket.file(name).bytes())
    await ask('DeleteObject', () => this.bucket.delete(name))
    const stays = await isNeeded().catch(() => true)
    if (stays) await ask('PutObject', () => this.bucket.write(name, content))
    return !stays
  }

  async *list(organization_id: string): AsyncGenerator<StoredFile> {
    const prefix = `${this.prefix}${folderOf(organization_id)}/`
    let startAfter: string | undefined
    do {
      const from = { prefix, ...(startAfter !== undefined && { startAfter }) }
      const page = await ask('ListObjectsV2', () => this.bucket.list(from))
      const { contents = [], isTruncated = false } = page
      for (const { key, lastModified } of contents) {
        const sha256 = key.split('/').at(-1) ?? ''
        // One of unknown age is taken for an old one: nobody has just written it.
        const written_at = lastModified === undefined ? 0 : Date.parse(lastModified)
        if (isHash(sha256)) yield { organization_id, sha256, written_at }
      }
      startAfter = isTruncated ? contents.at(-1)?.key : undefined
    } while (startAfter !== undefined)
  }

  async removeAll(organization_id: string): Promise<void> {
    const keys: FileKey[] = []
    for await (const { sha256 } of this.list(organization_id)) keys.push({ organization_id, sha256 })
    for (const key of keys) await ask('DeleteObject', () => this.bucket.delete(this.#nameOf(key)))
  }

  #nameOf(key: FileKey): string {
    return `${this.prefix}${placeOf(key)}`
  }
}

/** @param operation What the store calls it, for a trace. @throws StoreAwayError */
function ask<T>(operation: string, ask: () => Promise<T>): Promise<T> {
  const names = { 'rpc.system': 'aws-api', 'rpc.service': 'S3', 'rpc.method': operation }
  return inSpan(`S3/${operation}`, 'client', names, () => within(ask()))
}

/** @throws StoreAwayError */
async function within<T>(work: Promise<T>): Promise<T> {
  if (!(await endsWithin(PATIENCE_MS, work))) throw new StoreAwayError()
  try {
    return await work
  } catch (error) {
    throw new StoreAwayError(error)
  }
}
