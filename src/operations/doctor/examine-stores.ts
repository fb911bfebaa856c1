import type { Config } from '../../config/env.ts'
import { bucketOf, S3Files } from '../../files/s3-files.ts'
import { describeError, errorLine } from '../../lib/describe-error.ts'
import { endsWithin } from '../../lib/ends-within.ts'
import { readCopies } from '../backups/copy-backup.ts'
import type { Finding } from '../health/check.ts'

const PATIENCE_MS = 8_000
/** No file of ours has it. */
const NO_FILE = { organization_id: '00000000-0000-7000-8000-000000000000', sha256: '0'.repeat(64) }

/** Each object store that is configured: whether it answers, and lets us read. Nothing is written. */
export async function examineStores(config: Config): Promise<Finding[]> {
  const bucket = bucketOf(config)
  const files = bucket && new S3Files(bucket, config.files_s3_prefix)
  return [
    ...(files ? [await examined('FILES_S3', () => files.has(NO_FILE))] : []),
    ...(config.backup_s3_bucket === undefined
      ? []
      : [await examined('BACKUP_S3', () => readCopies({ config }))]),
  ]
}

async function examined(name: string, ask: () => Promise<unknown>): Promise<Finding> {
  try {
    const asking = ask()
    if (!(await endsWithin(PATIENCE_MS, asking))) throw new Error('it does not answer')
    await asking
    return { state: 'ok', detail: `The store of ${name}_BUCKET answers.` }
  } catch (error) {
    const reason = errorLine(describeError(error))
    return {
      state: 'failed',
      detail: `The store of ${name}_BUCKET cannot be used (${reason}). Look at ${name}_ENDPOINT, the key, and what it may do in the bucket.`,
    }
  }
}
