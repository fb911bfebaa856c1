import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { databaseUrlOf } from '../../config/database-url.ts'
import type { Config } from '../../config/env.ts'
import { secretPath } from '../../config/secret.ts'
import { isPostgres, sqlitePath } from '../../db/open.ts'
import { backupFolder } from '../backups/folder.ts'
import type { Finding } from '../health/check.ts'
import { checkDisk } from '../health/checks/disk.ts'

const SOUND: Finding = { state: 'ok', detail: '' }
/** Whether others than the owner may read. */
const OTHERS = 0o077

/** Each folder that the configuration names, the secret, and the file of the database. */
export function examineFolders(config: Config): Finding[] {
  const folders: [name: string, path: string | undefined][] = [
    ['DATA_DIR', config.data_dir],
    ['BACKUP_DIR', backupFolder(config)],
    ['LOG_DIR', config.log_dir],
  ]
  const findings = folders.flatMap(([name, path]) => (path ? [examineFolder(name, path)] : []))
  const files = [examineSecret(config), examineDatabaseFile(config)]
  const wrong = [...findings, ...files].filter(({ state }) => state !== 'ok')
  return wrong.length > 0
    ? wrong
    : [{ state: 'ok', detail: 'All folders can be written, and what is secret is ours alone.' }]
}

function examineFolder(name: string, path: string): Finding {
  const folder = existing(path)
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    return SOUND
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
  if (config.app_secret !== undefined) return SOUND
  return examinePrivate(secretPath(config), 'signs for everybody')
}

function examineDatabaseFile(config: Config): Finding {
  const url = databaseUrlOf(config)
  return isPostgres(url) ? SOUND : examinePrivate(sqlitePath(url), 'holds the data of everybody')
}

function examinePrivate(path: string, what: string): Finding {
  if (!existsSync(path) || (statSync(path).mode & OTHERS) === 0) return SOUND
  return { state: 'warning', detail: `Others may read ${path}, which ${what}: chmod 600 ${path}` }
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
