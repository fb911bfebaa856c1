import { isSameCohort } from './cohort-deltas.ts'
import { listActiveDays } from './rollup-statements.ts'
import type { Rollups } from './rollups.ts'

/** One whose first day has moved, because an earlier event came or the earliest was taken back. */
export interface MovedPerson {
  person_id: string
  from: number
  to: number
}

/** Takes all that the people have done from their old cohorts to their new ones. */
export async function moveCohorts({ tx, generation, deltas }: Rollups, people: MovedPerson[]): Promise<void> {
  const moved = people.filter(({ from, to }) => !isSameCohort(from, to))
  const rows = moved.map(({ person_id }) => ({ person_id }))
  const days = Map.groupBy(await tx.each(listActiveDays, rows, { generation }), (row) => row.person_id)
  for (const { person_id, from, to } of moved) {
    const active = (days.get(person_id) ?? []).map(({ day }) => day)
    deltas.cohorts.addHistory(from, active, -1)
    deltas.cohorts.addHistory(to, active, 1)
  }
}
