import type { Config } from '../../config/env.ts'
import { inspectReplica } from '../../db/inspect.ts'
import { StartError } from '../../lib/start-error.ts'
import type { Finding } from '../health/check.ts'
import type { Inspected } from './inspected.ts'

/** @returns None where none is configured, or there is no database that it could follow. */
export async function examineReplica(config: Config, database: Inspected): Promise<Finding[]> {
  const { database_url, database_read_url } = config
  if (database_url === undefined || database_read_url === undefined) return []
  if (database === null || database instanceof StartError) return []
  try {
    const { status, reason } = await inspectReplica(database_url, database_read_url)
    if (status === 'current') return [{ state: 'ok', detail: 'It has everything that the primary has.' }]
    if (status === 'behind') return [{ state: 'ok', detail: 'It follows the primary.' }]
    const keepsFromStarting = status === 'foreign' || status === 'promoted'
    return [{ state: keepsFromStarting ? 'failed' : 'warning', detail: `DATABASE_READ_URL: ${reason}.` }]
  } catch (error) {
    if (error instanceof StartError) return [{ state: 'failed', detail: error.message }]
    throw error
  }
}
