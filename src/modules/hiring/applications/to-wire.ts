import type { Read } from '../../../db/handle.ts'
import { toWire as wireOf } from '../../../lib/to-wire.ts'
import { type CandidateRow, listCandidatesById } from '../candidates/queries.ts'
import type { ApplicationRow } from './queries.ts'
import type { Application } from './schema.ts'

/** With whoever applied, as they are now. */
export async function toWires(q: Read, rows: readonly ApplicationRow[]): Promise<Application[]> {
  const ids = new Set(rows.map(({ candidate_id }) => candidate_id))
  const candidates = new Map((await listCandidatesById(q, [...ids])).map((one) => [one.id, one]))
  return rows.map((row) => toWire(row, candidates.get(row.candidate_id) ?? null))
}

/** Always in the same order, of which the tag is made, too. */
export function toWire(row: ApplicationRow, candidate: CandidateRow | null): Application {
  const { id, job_id, candidate_id: _, reached: __, ...rest } = row
  return wireOf({ id, job_id, candidate: candidate && personOf(candidate), ...rest })
}

function personOf({ id, name, email, phone }: CandidateRow) {
  return { id, name, email, phone }
}
