/**
 * Keeps every state in which a task, a project, a job or content has been, and says by which the counts have moved.
 *
 * The fact's own transaction has written the thing's row before, and holds it: of two changes to one
 * thing the later waits, and finds the state that the earlier has left.
 */
import type { RollupFact, WorkChange } from '../../db/facts.ts'
import type { Write } from '../../db/handle.ts'
import type { Sent } from '../../lib/sent.ts'
import { nextState, type ThingState, type WorkRow } from './work-state.ts'
import { asState, findLastStates, insertStates } from './work-statements.ts'

export type WorkFact = Extract<RollupFact, { type: 'work_changed' }>

export interface WorkMove {
  before: WorkRow | null
  after: WorkRow
  /** Whether the generation that is being built beside the current one holds the thing already. */
  isBuilt: boolean
}

/**
 * @param last How the things stood: see `readLastStates`.
 * @param until Up to which thing the next generation is built.
 * @param sent Takes what is written.
 */
export function recordWork(
  tx: Write,
  facts: readonly WorkFact[],
  last: Map<string, WorkRow>,
  until: string | null,
  sent: Sent,
): WorkMove[] {
  const moves: WorkMove[] = []
  for (const { kind, changes, at } of facts) {
    for (const change of changes) {
      const before = last.get(change.id) ?? null
      // It is older than the keeping of states: the builder begins with what its row says.
      if (before === null && change.verb !== 'created') continue
      const after = nextState(kind, before, stateOf(change), at)
      if (after === null) continue
      last.set(change.id, after)
      moves.push({ before, after, isBuilt: until !== null && change.id <= until })
    }
  }
  const states = moves.map(({ after }) => after)
  sent.add(tx.each(insertStates, states))
  return moves
}

/** Of what is new nothing was before. */
export async function readLastStates(tx: Write, facts: readonly WorkFact[]): Promise<Map<string, WorkRow>> {
  const ids = new Set<string>()
  const created = new Set<string>()
  for (const { id, verb } of facts.flatMap(({ changes }) => changes)) {
    if (verb === 'created') created.add(id)
    else if (!created.has(id)) ids.add(id)
  }
  const found = await tx.each(
    findLastStates,
    [...ids].map((thing_id) => ({ thing_id })),
  )
  return new Map(found.flatMap((row) => (row.thing_id === null ? [] : [[row.thing_id, asState(row)]])))
}

/** In and out of the trash is a part of it. */
function stateOf({ verb, ...change }: WorkChange): ThingState {
  if (verb !== 'deleted' && verb !== 'restored') return change
  return { ...change, is_deleted: verb === 'deleted' }
}
