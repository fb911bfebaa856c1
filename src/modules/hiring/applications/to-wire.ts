import type { Read } from '../../../db/handle.ts'
import { toWire as wireOf } from '../../../lib/to-wire.ts'
import { type CandidateRow, listCandidatesById } from '../candidates/queries.ts'
import { applicationFiles } from './files/files.ts'
import type { ApplicationRow } from './queries.ts'
import type { Application } from './schema.ts'

/** With whoever applied, as they are now. */
export async function toWires(q: Read, rows: readonly ApplicationRow[]): Promise<Application[]> {
  const ids = new Set(rows.map(({ candidate_id }) => candidate_id))
  const candidates = new Map((await listCandidatesById(q, [...ids])).map((one) => [one.id, one]))
  const files = await applicationFiles.count(
    q,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => toWire(row, candidates.get(row.candidate_id) ?? null, files.get(row.id) ?? 0))
}

/** Always in the same order, of which the tag is made, too. */
export function toWire(row: ApplicationRow, candidate: CandidateRow | null, file_count: number): Application {
  const { id, job_id, candidate_id: _, reached: __, created_at, updated_at, ...rest } = row
  const person = candidate && personOf(candidate)
  return wireOf({ id, job_id, candidate: person, ...rest, file_count, created_at, updated_at })
}

function personOf({ id, name, email, phone }: CandidateRow) {
  return { id, name, email, phone }
}
