import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Config } from '../../config/env.ts'
import { secretPath } from '../../config/secret.ts'
import { backupFolder } from '../backups/folder.ts'
import type { Finding } from '../health/check.ts'
import { checkDisk } from '../health/checks/disk.ts'

/** Whether others than the owner may read. */
const OTHERS = 0o077

/** Each folder that the configuration names, and the secret. */
export function examineFolders(config: Config): Finding[] {
  const folders: [name: string, path: string | undefined][] = [
    ['DATA_DIR', config.data_dir],
    ['BACKUP_DIR', backupFolder(config)],
    ['LOG_DIR', config.log_dir],
  ]
  const findings = folders.flatMap(([name, path]) => (path ? [examineFolder(name, path)] : []))
  const wrong = [...findings, examineSecret(config)].filter(({ state }) => state !== 'ok')
  return wrong.length > 0
    ? wrong
    : [{ state: 'ok', detail: 'All folders can be written, and the secret is ours alone.' }]
}

function examineFolder(name: string, path: string): Finding {
  const folder = existing(path)
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    return { state: 'ok', detail: '' }
  } catch {
    const who = process.getuid?.() ?? 'this user'
    return {
      state: 'failed',
      detail: `${name}: ${folder} cannot be written by user ${who}. Give it to that user with chown, or name another folder.`,
    }
  }
}

/** The folder itself, or the one in which it would be made. */
function existing(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : existing(dirname(path))
}

function examineSecret(config: Config): Finding {
  const path = secretPath(config)
  if (config.app_secret !== undefined || !existsSync(path)) return { state: 'ok', detail: '' }
  if ((statSync(path).mode & OTHERS) === 0) return { state: 'ok', detail: '' }
  return { state: 'warning', detail: `Others may read ${path}, which signs for everybody: chmod 600 ${path}` }
}

export async function examineDisk(config: Config): Promise<Finding> {
  const { data_dir, backup_dir } = config
  return checkDisk({
    config: {
      data_dir: existing(data_dir),
      backup_dir: backup_dir === undefined ? undefined : existing(backup_dir),
    },
  })
}
