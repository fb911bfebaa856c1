import type { Finding } from '../check.ts'

/** Whether there is a backup, how old it is, and whether it was proved by a restore. */
export function checkBackup() {
  return {
    state: 'unknown',
    detail: 'This version makes no backups by itself.',
    last_backup_at: null,
    proof: null,
  } satisfies Finding & Record<string, unknown>
}
