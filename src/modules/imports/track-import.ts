/** What is known of an import while it goes on, in the transactions that take its events. */

import type { Author } from '../../access/authorship.ts'
import type { Base } from '../../base.ts'
import type { Write } from '../../db/handle.ts'
import { assertStorable } from '../../lib/text.ts'
import { ImportUndoneError } from './errors.ts'
import { holdRunning, type ImportRow, insertImport, updateCounts } from './queries.ts'

export interface ImportOrigin extends Author {
  file_name: string | null
}

export const COMMAND_LINE: ImportOrigin = { author_id: null, api_key_id: null, file_name: null }

/** An import that goes on. */
export interface RunningImport {
  id: string
  /** What its events carry. */
  number: number
}

export interface ImportCounts {
  lines: number
  accepted: number
  duplicates: number
  rejected: number
  errors: ImportRow['errors']
}

/** @throws InvalidValueError */
export async function beginImport(
  { db, clock, newId }: Pick<Base, 'db' | 'clock' | 'newId'>,
  organizationId: string,
  format: string,
  origin: ImportOrigin,
): Promise<RunningImport> {
  assertStorable({ file_name: origin.file_name })
  const id = newId()
  const now = clock.now()
  const row = { id, format, ...origin, state: 'running', created_at: now, heard_at: now, errors: [] }
  return db.for(organizationId).write(async (tx) => {
    const number = await insertImport(tx, row)
    await tx.record({ kind: 'import', id, verb: 'started' }, { after: { format } })
    return { id, number }
  })
}

/**
 * First in each transaction that takes some of it.
 *
 * @throws ImportUndoneError when it is being taken back meanwhile.
 */
export async function assertRunning(tx: Write, { id }: RunningImport, now: number): Promise<void> {
  const [held] = await tx.all(holdRunning, { id, now })
  if (!held) throw new ImportUndoneError()
}

/** Nothing is written of one that is being taken back. */
export async function noteCounts(
  tx: Write,
  { id }: RunningImport,
  { errors, lines, accepted, duplicates, rejected }: ImportCounts,
  now: number,
  state: 'running' | 'done' | 'interrupted' = 'running',
): Promise<void> {
  const finished_at = state === 'running' ? null : now
  const counts = { lines, accepted, duplicates, rejected, errors: JSON.stringify(errors) }
  const [noted] = await tx.all(updateCounts, { id, now, state, finished_at, ...counts })
  if (noted && state !== 'running') {
    await tx.record({ kind: 'import', id, verb: state === 'done' ? 'finished' : 'interrupted' })
  }
}
