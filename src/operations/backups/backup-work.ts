/**
 * The long parts of a backup. The command line does them itself; a server has them done on a thread of
 * their own (in-worker.ts), where they hold nobody up.
 */
import type { Base } from '../../base.ts'
import type { Manifest } from './archive/format.ts'
import { type Proof, proveArchive } from './prove-archive.ts'
import { type BackupToWrite, type ShowProgress, writeBackup } from './write-backup.ts'

export interface BackupWork {
  write(backup: BackupToWrite, show: ShowProgress): Promise<Manifest>
  /** Does not throw. */
  prove(path: string, show: ShowProgress): Promise<Proof>
}

export function workHere(context: Pick<Base, 'db' | 'config'>): BackupWork {
  return {
    write: (backup, show) => writeBackup(context, backup, show),
    prove: (path, show) => proveArchive(context, path, show),
  }
}
