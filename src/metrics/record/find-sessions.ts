import type { Write } from '../../db/handle.ts'
import { findSessionsNear, type SessionFound, unpacked } from './rollup-statements.ts'
import { type Run, SESSION_GAP_MS } from './session-runs.ts'

type PersonRun = Pick<Run, 'start_at' | 'end_at'> & { person_id: string }

/** The sessions that runs of actions touch: at most a session gap away. */
export async function findSessions(
  tx: Write,
  runs: readonly PersonRun[],
  generation: number,
): Promise<SessionFound[]> {
  const rows = runs.map(({ person_id, start_at, end_at }) => ({
    person_id,
    from_at: start_at - SESSION_GAP_MS,
    until_at: end_at + SESSION_GAP_MS,
  }))
  const found = await tx.each(findSessionsNear, rows, { generation })
  return found.flatMap(({ person_id, before, within }) =>
    [before, within].flatMap((packed) =>
      packed === null ? [] : packed.split(';').map((one) => sessionOf(person_id, one)),
    ),
  )
}

/** @param packed See rollup-statements.ts. */
export function sessionOf(person_id: string, packed: string): SessionFound {
  const [start_at = 0, end_at = 0, n = 0, start_day = 0] = unpacked(packed)
  return { person_id, start_at, end_at, n, start_day }
}
