/**
 * Copies of backups in an S3-compatible store, by Bun's own client. A copy is proved, too: it is read back
 * and compared with what was sent.
 */
import { getLogger } from '@logtape/logtape'
import { S3Client, type S3File } from 'bun'
import type { Base } from '../../base.ts'
import type { Config } from '../../config/env.ts'
import { describeError, errorLine } from '../../lib/describe-error.ts'
import { endsWithin } from '../../lib/ends-within.ts'
import { SUFFIX } from './archive/format.ts'
import { backupPath, isBackupName, timeOfName } from './folder.ts'
import { type BackupNeeds, findBackupFile, readBackup } from './list-backups.ts'
import { updateCopy } from './queries.ts'
import type { Backup } from './schema.ts'

const log = getLogger(['almanac', 'backup'])

const DAY_MS = 86_400_000
/** Whatever the store does, it has an end: so long, and as long as a slow line takes. */
const PATIENCE_MS = 120_000
const SLOWEST_BYTES_PER_MS = 64

type Needs = BackupNeeds & Pick<Base, 'clock'>

/** Copies it where there is a store, and writes down what came of it. Does not throw at what the store does. */
export async function copyBackup(context: Needs, name: string): Promise<Backup> {
  const { config, db, clock } = context
  const store = storeOf(config)
  if (!store) return readBackup(context, name)
  const { size_bytes } = findBackupFile(context, name)
  const outcome = await withinTime(size_bytes, () => sendAndCompare(store, config, name)).then(
    () => ({
      copy_outcome: 'copied',
      copy_detail: `In the bucket ${config.backup_s3_bucket}, and read back.`,
    }),
    (error) => ({ copy_outcome: 'failed', copy_detail: errorLine(describeError(error)) }),
  )
  if (outcome.copy_outcome === 'failed') {
    log.error('The backup {name} was not copied: {reason}', { name, reason: outcome.copy_detail })
  }
  await db.instance.write((tx) => updateCopy(tx, { name, ...outcome, copy_at: clock.now() }))
  return readBackup(context, name)
}

/** Removes copies that are older than they are kept, but never the newest. @returns Their names. */
export async function pruneCopies({ config, clock }: Pick<Needs, 'config' | 'clock'>): Promise<string[]> {
  const store = storeOf(config)
  if (!store) return []
  return withinTime(0, async () => {
    const names = (await listCopies(store, config)).map(({ name }) => name)
    const isOld = (name: string) => clock.now() - timeOfName(name) > config.backup_s3_keep_days * DAY_MS
    const old = names.sort().slice(0, -1).filter(isOld)
    for (const name of old) await store.delete(keyOf(config, name))
    return old
  })
}

export interface Copy {
  name: string
  size_bytes: number
}

/** The newest first; `null` where there is no store. */
export async function readCopies({ config }: Pick<Needs, 'config'>): Promise<Copy[] | null> {
  const store = storeOf(config)
  if (!store) return null
  const copies = await withinTime(0, () => listCopies(store, config))
  return copies.sort((a, b) => (a.name < b.name ? 1 : -1))
}

/** As it is in the store, if it is; `null` where there is no store. */
export function fileInStore(config: Config, name: string): S3File | null {
  return storeOf(config)?.file(keyOf(config, name)) ?? null
}

function storeOf(config: Config): S3Client | null {
  const { backup_s3_bucket: bucket, backup_s3_endpoint: endpoint, backup_s3_region: region } = config
  const { backup_s3_access_key_id: accessKeyId, backup_s3_secret_access_key: secretAccessKey } = config
  if (bucket === undefined || accessKeyId === undefined || secretAccessKey === undefined) return null
  return new S3Client({ bucket, region, accessKeyId, secretAccessKey, ...(endpoint && { endpoint }) })
}

function keyOf({ backup_s3_prefix }: Pick<Config, 'backup_s3_prefix'>, name: string): string {
  return `${backup_s3_prefix}${name}${SUFFIX}`
}

/** @throws Error where what is there is not what was sent. */
async function sendAndCompare(store: S3Client, config: Config, name: string): Promise<void> {
  const file = Bun.file(backupPath(config, name))
  const copy = store.file(keyOf(config, name))
  await copy.write(file, { type: 'application/zstd' })
  const [sent, there] = [await hashOf(file.stream()), await hashOf(copy.stream())]
  if (sent !== there) throw new Error('what was read back from the store is not what was sent')
}

async function hashOf(parts: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = new Bun.CryptoHasher('sha256')
  for await (const part of parts) hash.update(part)
  return hash.digest('hex')
}

/** What else lies under the prefix is somebody else's. */
async function listCopies(store: S3Client, config: Config): Promise<Copy[]> {
  const { backup_s3_prefix: prefix } = config
  const copies: Copy[] = []
  for (let continuationToken: string | undefined; ; ) {
    const page = await store.list({ prefix, ...(continuationToken && { continuationToken }) })
    for (const { key, size } of page.contents ?? []) {
      const name = key.slice(prefix.length, -SUFFIX.length)
      if (isBackupName(name) && key === keyOf(config, name)) copies.push({ name, size_bytes: size ?? 0 })
    }
    if (!page.isTruncated || !page.nextContinuationToken) return copies
    continuationToken = page.nextContinuationToken
  }
}

/** @throws Error where the store takes longer than so many bytes take on a slow line. */
export async function withinTime<T>(bytes: number, work: () => Promise<T>): Promise<T> {
  const working = work()
  if (await endsWithin(PATIENCE_MS + bytes / SLOWEST_BYTES_PER_MS, working)) return working
  throw new Error('the store did not answer in time')
}
