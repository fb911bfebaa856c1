/** Where this instance keeps its files, as it is configured. */
import { join } from 'node:path'
import type { Config } from '../config/env.ts'
import type { FileStore } from './file-store.ts'
import { LocalFiles } from './local-files.ts'
import { bucketOf, S3Files } from './s3-files.ts'

/** What says where they are: no more, as it is handed to other threads, too. */
const NAMES = [
  'data_dir',
  'files_s3_bucket',
  'files_s3_endpoint',
  'files_s3_region',
  'files_s3_access_key_id',
  'files_s3_secret_access_key',
  'files_s3_prefix',
] as const

export type FilesConfig = Pick<Config, (typeof NAMES)[number]>

export function filesConfigOf(config: FilesConfig): FilesConfig {
  // Of each name its own value.
  return Object.fromEntries(NAMES.map((name) => [name, config[name]])) as unknown as FilesConfig
}

export function openFileStore(config: FilesConfig): FileStore {
  const bucket = bucketOf(config)
  if (bucket) return new S3Files(bucket, config.files_s3_prefix)
  return new LocalFiles(join(config.data_dir, 'files'), config.data_dir)
}
