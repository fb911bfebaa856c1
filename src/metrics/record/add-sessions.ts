/** Adds runs of actions to people's sessions: those that they touch become one with them. */
import type { ArrivingPerson } from './arriving.ts'
import { findSessions } from './find-sessions.ts'
import { deleteSessions, putSessions, type SessionFound } from './rollup-statements.ts'
import type { Rollups } from './rollups.ts'
import { mergeRuns, type Run, SESSION_GAP_MS } from './session-runs.ts'

interface Arriving extends Pick<ArrivingPerson, 'person_id' | 'runs'> {
  /** That which began last until now; `null` where there is none. */
  last_session: SessionFound | null
}

export async function addSessions(
  { tx, generation, days, deltas, sent }: Rollups,
  people: readonly Arriving[],
): Promise<void> {
  const asked = people.flatMap((person) => (isAfterLast(person) ? [] : runsOfPerson(person)))
  const near = Map.groupBy(await findSessions(tx, asked, generation), ({ person_id }) => person_id)
  const gone: { person_id: string; start_at: number }[] = []
  const written: SessionFound[] = []
  for (const person of people) {
    const { person_id, runs } = person
    const kept = isAfterLast(person) ? touchedLast(person) : (near.get(person_id) ?? [])
    const { ended, begun } = changed(kept, runs)
    const stays = new Set(begun.map(({ start_at }) => start_at))
    for (const session of ended) {
      deltas.addSession(session.start_day, session.end_at - session.start_at, -1)
      if (!stays.has(session.start_at)) gone.push({ person_id, start_at: session.start_at })
    }
    for (const run of begun) {
      const start_day = days.dayOf(run.start_at)
      deltas.addSession(start_day, run.end_at - run.start_at, 1)
      written.push({ person_id, ...run, start_day })
    }
  }
  sent.add(tx.each(deleteSessions, gone, { generation }))
  sent.add(tx.each(putSessions, written, { generation }))
}

/** Then no other session reaches them: sessions are further apart than the gap. */
function isAfterLast({ runs, last_session }: Arriving): boolean {
  return last_session === null || (runs[0]?.start_at ?? 0) >= last_session.start_at
}

function touchedLast({ runs, last_session }: Arriving): SessionFound[] {
  if (last_session === null || (runs[0]?.start_at ?? 0) - last_session.end_at > SESSION_GAP_MS) return []
  return [last_session]
}

function runsOfPerson({ person_id, runs }: Arriving) {
  return runs.map(({ start_at, end_at }) => ({ person_id, start_at, end_at }))
}

/** What becomes of sessions, and what of them and the runs. */
function changed(kept: SessionFound[], runs: Run[]): { ended: SessionFound[]; begun: Run[] } {
  if (kept.length === 0) return { ended: [], begun: runs }
  // Two runs may touch one session: it counts once.
  const before = new Map(kept.map((session) => [session.start_at, session]))
  const after = mergeRuns(
    [...before.values(), ...runs].map(({ start_at, end_at, n }) => ({ start_at, end_at, n })),
  )
  return { ended: [...before.values()], begun: after }
}
