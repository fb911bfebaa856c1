import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestApp } from '../../app.ts'
import { type Declaration, everyone } from '../expectations.ts'

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/operations/backups': { allowed: everyone, instanceAdmin: true },
    'POST /api/v1/operations/backups': { allowed: everyone, instanceAdmin: true },
    'POST /api/v1/operations/backups/{name}/verify': { allowed: everyone, instanceAdmin: true },
    'GET /api/v1/operations/backups/{name}/download': { allowed: everyone, instanceAdmin: true },
    'DELETE /api/v1/operations/backups/{name}': { allowed: everyone, instanceAdmin: true },
  },
  things: {
    '/api/v1/operations/backups/{name}': ({ app }) => backupIn(app),
  },
}

/** As if there were one. */
function backupIn({ config }: TestApp): string {
  mkdirSync(join(config.data_dir, 'backups'), { recursive: true })
  writeFileSync(join(config.data_dir, 'backups/backup_20260101_000000.almanac.zst'), 'a backup')
  return 'backup_20260101_000000'
}
