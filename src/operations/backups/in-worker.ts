/** Has the long parts of a backup done on a thread of their own, which ends with them. */
import { join } from 'node:path'
import { databaseUrlOf } from '../../config/database-url.ts'
import type { Config } from '../../config/env.ts'
import { type FilesConfig, filesConfigOf } from '../../files/open-store.ts'
import { ROOT } from '../../lib/root.ts'
import type { Manifest } from './archive/format.ts'
import type { BackupWork } from './backup-work.ts'
import type { Proof } from './prove-archive.ts'
import type { Task, Told } from './worker.ts'
import type { ShowProgress } from './write-backup.ts'

const ENTRY = join(ROOT, 'src/operations/backups/worker.ts')

type Place = Pick<Config, 'database_url' | 'database_read_url'> & FilesConfig
/** What is to be done, without where. */
type Work = { task: 'write'; backup: Parameters<BackupWork['write']>[0] } | { task: 'prove'; path: string }

/** @param signal Ends what is being done; nothing of it is left but files without their names. */
export function workInWorker(config: Place, signal?: AbortSignal): BackupWork {
  const { database_url, database_read_url: replicaUrl } = config
  const place = {
    config: { database_url, ...filesConfigOf(config) },
    ...{ url: databaseUrlOf(config), replicaUrl },
  }
  const run = <T extends Manifest | Proof>(work: Work, show: ShowProgress) =>
    // The worker answers each task with its own result.
    runTask({ ...work, ...place }, show, signal) as Promise<T>
  return {
    write: (backup, show) => run<Manifest>({ task: 'write', backup }, show),
    prove: (path, show) => run<Proof>({ task: 'prove', path }, show),
  }
}

async function runTask(task: Task, show: ShowProgress, signal?: AbortSignal): Promise<Manifest | Proof> {
  signal?.throwIfAborted()
  const worker = new Worker(ENTRY, { smol: true })
  const { promise, resolve, reject } = Promise.withResolvers<Manifest | Proof>()
  const stop = () => reject(signal?.reason)
  signal?.addEventListener('abort', stop, { once: true })
  worker.onmessage = ({ data }: MessageEvent<Told>) => {
    if ('result' in data) resolve(data.result)
    else if ('failed' in data) reject(new WorkerError(data.failed, data.code))
    else show(data.share, data.text)
  }
  worker.onerror = ({ message }) => reject(new WorkerError(message))
  try {
    worker.postMessage(task)
    return await promise
  } finally {
    signal?.removeEventListener('abort', stop)
    worker.terminate()
  }
}

/** What went wrong on the other thread, in words without anybody's data. */
export class WorkerError extends Error {
  /** @param code Of the error there. */
  constructor(
    message: string,
    readonly code?: string,
  ) {
    super(message)
  }
}
