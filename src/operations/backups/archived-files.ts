/**
 * What lies in DATA_DIR besides the database, and goes into a backup. Without the secret a restored
 * instance would sign nobody in; where it is configured as APP_SECRET, whoever runs this has it.
 */
import { existsSync, readFileSync } from 'node:fs'
import type { Config } from '../../config/env.ts'
import { secretPath } from '../../config/secret.ts'

export function archivedFiles(config: Pick<Config, 'app_secret' | 'data_dir'>) {
  const path = secretPath(config)
  if (config.app_secret !== undefined || !existsSync(path)) return []
  return [{ name: 'app-secret', content: readFileSync(path) }]
}
