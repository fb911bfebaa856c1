import { byteSize } from '../../lib/byte-size.ts'
import { StartError } from '../../lib/start-error.ts'
import type { Finding } from '../health/check.ts'
import type { Inspected } from './inspected.ts'

export function examineDatabase(database: Inspected): Finding {
  if (database === null) {
    return { state: 'unknown', detail: 'There is none yet: the first start of the server makes it.' }
  }
  if (database instanceof StartError) return { state: 'failed', detail: database.message }
  const { engine, version, size_bytes, damage } = database
  const what = `${engine} ${version}, ${byteSize(size_bytes)}`
  if (damage.length === 0) return { state: 'ok', detail: `${what}, sound.` }
  return {
    state: 'failed',
    detail: `${what}, damaged: ${damage.join('; ')}. Stop the server, keep a copy of what is there, and restore the last backup.`,
  }
}

export function examineMigrations(database: Inspected): Finding {
  if (database === null || database instanceof StartError) {
    return { state: 'unknown', detail: 'There is no database to look at.' }
  }
  const { missing_migrations, unknown_migrations } = database
  if (unknown_migrations > 0) {
    return {
      state: 'failed',
      detail: `A newer version has been here: ${unknown_migrations} of its migrations are not known to this one. Run that version.`,
    }
  }
  if (missing_migrations > 0) {
    return {
      state: 'warning',
      detail: `${missing_migrations} are missing. The next start of the server applies them, or "almanac migrate", after a backup and a rehearsal; "almanac migrate --dry-run" is the rehearsal alone.`,
    }
  }
  return { state: 'ok', detail: 'The database has the schema of this version.' }
}
