/** Where this instance keeps its files, as it is configured. */
import { join } from 'node:path'
import type { Config } from '../config/env.ts'
import type { FileStore } from './file-store.ts'
import { LocalFiles } from './local-files.ts'

export type FilesConfig = Pick<Config, 'data_dir'>

export function openFileStore({ data_dir }: FilesConfig): FileStore {
  return new LocalFiles(join(data_dir, 'files'), data_dir)
}
