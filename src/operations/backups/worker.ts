/**
 * The thread on which a server writes and proves backups: with a connection of its own, and with less of
 * the processor than those who answer. One task, then it ends.
 */
import { setPriority } from 'node:os'
import type { Config } from '../../config/env.ts'
import type { Database } from '../../db/database.ts'
import { openDatabase } from '../../db/open.ts'
import type { FilesConfig } from '../../files/open-store.ts'
import { describeError, errorLine } from '../../lib/describe-error.ts'
import { StartError } from '../../lib/start-error.ts'
import type { Manifest } from './archive/format.ts'
import { type Proof, proveArchive } from './prove-archive.ts'
import { type BackupToWrite, type ShowProgress, writeBackup } from './write-backup.ts'

declare const self: Worker

export type Task = Place & ({ task: 'write'; backup: BackupToWrite } | { task: 'prove'; path: string })

interface Place {
  config: Pick<Config, 'database_url'> & FilesConfig
  url: string
  replicaUrl: string | undefined
}

export type Told =
  | { share: number; text: string }
  | { result: Manifest | Proof }
  | { failed: string; code?: string }

/** On Linux it holds for the thread alone. */
const NICE = 10
const TOLD_EVERY_MS = 200

self.onmessage = async ({ data }: MessageEvent<Task>) => {
  beNice()
  try {
    tell({ result: await run(data, progress()) })
  } catch (error) {
    const { code } = describeError(error)
    tell({ failed: errorLine(describeError(error)), ...(code && { code }) })
  }
}

async function run(task: Task, show: ShowProgress): Promise<Manifest | Proof> {
  if (task.task === 'prove') return proveArchive(task, task.path, show)
  await using db = await opened(task)
  return await writeBackup({ db, config: task.config }, task.backup, show)
}

/** Also where the replica has become none since the server has started. */
async function opened({ url, replicaUrl }: Place): Promise<Database> {
  const recorder = async () => {}
  try {
    return await openDatabase(url, recorder, { replicaUrl })
  } catch (error) {
    if (replicaUrl === undefined || !(error instanceof StartError)) throw error
    return openDatabase(url, recorder)
  }
}

function progress(): ShowProgress {
  let toldAt = Number.NEGATIVE_INFINITY
  return (share, text) => {
    if (performance.now() - toldAt < TOLD_EVERY_MS) return
    toldAt = performance.now()
    tell({ share, text })
  }
}

function tell(told: Told): void {
  self.postMessage(told)
}

function beNice(): void {
  try {
    setPriority(0, NICE)
  } catch {
    // Where that is not allowed, it takes its share as others do.
  }
}
